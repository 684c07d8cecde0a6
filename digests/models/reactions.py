"""What readers do with stories and digests."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal, get_args

from digests.models.ids import EditionId, StoryId, SubscriptionId

Act = Literal["opened", "saved", "liked", "disliked", "followed"]
ACTS: tuple[Act, ...] = get_args(Act)
Verdict = Literal["rated up", "rated down"]


@dataclass(frozen=True, slots=True)
class Reaction:
    """One act on a story, by whoever speaks for the subscription; `at` is when it was last done.

    `disliked` is "less of this kind". `message_id` is the message that told the story: developments of a followed
    one answer to it; None where that is not known.
    """

    subscription_id: SubscriptionId
    story_id: StoryId
    act: Act
    at: datetime
    message_id: int | None = None


@dataclass(frozen=True, slots=True)
class Sign:
    """What a reader did with a story that was told, or with the digest that told it (`rated up`, `rated down`).

    `act` is None where it was passed over.
    """

    story_id: StoryId
    act: Act | Verdict | None
    at: datetime


@dataclass(frozen=True, slots=True)
class Because:
    """Why a story stands higher for a reader: `count` times an `act` on this topic, outlet or word of headlines."""

    act: Act
    count: int
    kind: Literal["topic", "words", "outlet"]
    on: str


@dataclass(frozen=True, slots=True)
class Rating:
    """Whether a subscription liked one of its digests."""

    subscription_id: SubscriptionId
    edition_id: EditionId
    liked: bool
    at: datetime


@dataclass(frozen=True, slots=True)
class ReadingFigures:
    """What was done since some moment: stories by act, digests liked and disliked, and readers who opened anything."""

    acts: dict[Act, int]
    liked: int = 0
    disliked: int = 0
    readers: int = 0
