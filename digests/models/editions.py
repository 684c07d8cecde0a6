"""One subscription's digest for one slot."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from digests.models.deliveries import NewDelivery
from digests.models.developments import Development
from digests.models.disagreements import Disagreement
from digests.models.ids import EditionId, Language, SubscriptionId, stable_id
from digests.models.stories import Story, Summary

EditionKind = Literal["digest", "latest", "since", "update", "once"]


@dataclass(frozen=True, slots=True)
class OutletLink:
    """An outlet of a story with the address of its article, where there is one."""

    name: str | None
    url: str | None


@dataclass(frozen=True, slots=True)
class EditionItem:
    """One story as an edition tells it. `developing`: its storyline was told to this subscription before.

    `fresh`: in a list of known and new stories, one that this subscription was not told yet. `corrected`: what it said
    first was put right since. `brief`: the reader wants no more of it than its headline. `picture`: the address of one.
    `disagreements`: what its outlets state differently.
    `development`: what it says beyond and against the stories before it, where it says anything.
    """

    story: Story
    summary: Summary
    outlets: tuple[OutletLink, ...]
    developing: bool = False
    disagreements: tuple[Disagreement, ...] = ()
    development: Development | None = None
    fresh: bool = False
    corrected: bool = False
    brief: bool = False
    picture: str | None = None


@dataclass(frozen=True, slots=True)
class Edition:
    """One composed digest of one subscription.

    `due_at` is the slot it was composed for; `more` counts the stories that found no place. A `digest` holds what is
    unread, `since` what changed since the reader last read, `update` how one followed story went on; `latest` is the
    answer to /latest and no reading list: nothing in it counts as told; `once` is kept nowhere: the command line's, or
    one for a chat that is not subscribed. `pictures`: that of the first story stands above it.
    """

    id: EditionId
    subscription_id: SubscriptionId
    due_at: datetime
    language: Language
    timezone: str
    items: tuple[EditionItem, ...]
    more: int = 0
    kind: EditionKind = "digest"
    pictures: bool = False

    @property
    def outlet_count(self) -> int:
        """How many outlets stand behind its items."""
        return len({link.name for item in self.items for link in item.outlets if link.name})


@dataclass(frozen=True, slots=True)
class NewEdition:
    """A digest with its messages, as it is put into the outbox, and the slot that follows its own."""

    edition: Edition
    deliveries: tuple[NewDelivery, ...]
    next_due_at: datetime | None


@dataclass(frozen=True, slots=True)
class Slot:
    """A subscription's slot that is over (`due_at`), and the one that follows it; None for none."""

    subscription_id: SubscriptionId
    due_at: datetime
    next_due_at: datetime | None


def edition_id(subscription: SubscriptionId, due_at: datetime) -> EditionId:
    """The id of a subscription's edition for a slot: the same slot is the same edition, whoever composes it."""
    return EditionId(stable_id(subscription, due_at.isoformat()))
