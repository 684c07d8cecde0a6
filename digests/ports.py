"""Every edge of the system, as the inside sees it: the network, the model, the chat, the database.

A storage method is one transaction and is idempotent: called twice with the same values it leaves the same rows.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Protocol

from digests.models import (
    Article,
    ArticleId,
    Broadcast,
    BroadcastId,
    BroadcastState,
    Delivery,
    Document,
    Edition,
    EditionId,
    EraseOutcome,
    Failure,
    GroupDecision,
    Language,
    NewDelivery,
    Part,
    SendOutcome,
    Source,
    SourceId,
    SourceState,
    Stats,
    Story,
    StoryId,
    Subscription,
    SubscriptionId,
    Summary,
    Tally,
    Validators,
)

# --- the network, the model, the chat -------------------------------------------------------------------------


class Fetcher(Protocol):
    """Gets documents over HTTP."""

    async def fetch(self, address: str, validators: Validators) -> Document | None:
        """The document, or None when it has not changed since `validators`. Raises `SourceError`."""
        ...


@dataclass(frozen=True, slots=True)
class ModelAnswer:
    """What a model wrote and what it cost in tokens."""

    text: str
    input_tokens: int = 0
    output_tokens: int = 0


class LanguageModel(Protocol):
    """Any chat completions model."""

    async def answer(self, system: str, user: str, *, schema_name: str, schema: Mapping[str, object]) -> ModelAnswer:
        """A JSON text that should follow the JSON `schema`. Raises `ModelError`."""
        ...


class Sender(Protocol):
    """Puts messages into chats."""

    async def send(self, chat_id: int, thread_id: int | None, part: Part) -> SendOutcome:
        """Send one message. Never raises for what Telegram or the network does: that is the outcome."""
        ...


class Eraser(Protocol):
    """Takes messages out of chats again."""

    async def erase(self, chat_id: int, message_id: int) -> EraseOutcome:
        """Delete one of our messages. Never raises for what Telegram or the network does: that is the outcome."""
        ...


class Renderer(Protocol):
    """Turns an edition into messages."""

    def __call__(self, edition: Edition) -> tuple[Part, ...]:
        """The parts in reading order, never empty for an edition with items."""
        ...


# --- the database ---------------------------------------------------------------------------------------------


class SourceStore(Protocol):
    """Sources and their health."""

    async def add(self, sources: Sequence[Source], now: datetime) -> None:
        """Insert, or update what is configured; a known source keeps its state. A new one is due at `now`.

        A shared source never becomes private by being added again.
        """
        ...

    async def configure(self, sources: Sequence[Source], now: datetime) -> None:
        """Make these the operator's list: add them, and remove what an earlier list named and this one does not.

        Sources that people added stay.
        """
        ...

    async def remove(self, source_id: SourceId) -> None:
        """Forget the source; its articles stay."""
        ...

    async def find(self, source_id: SourceId) -> Source | None: ...

    async def all(self) -> list[tuple[Source, SourceState]]:
        """Every source with its state, by title."""
        ...

    async def claim_due(self, now: datetime, *, limit: int, lease_s: float) -> list[tuple[Source, SourceState]]:
        """Sources whose `next_check_at` has come, the longest due first; nobody else gets them for `lease_s`."""
        ...

    async def settle(self, source_id: SourceId, state: SourceState) -> None:
        """Store the state after a refresh and give the claim back."""
        ...


class ArticleStore(Protocol):
    """Articles with their revisions."""

    async def find_by_keys(self, keys: Sequence[str]) -> dict[str, Article]:
        """The articles known by any of these identities, by key."""
        ...

    async def recent_of_outlet(self, outlet: str, since: datetime) -> list[Article]:
        """What an outlet published or we saw of it since then: where near-copies are looked for."""
        ...

    async def save(self, articles: Sequence[Article]) -> None:
        """Insert new articles; a known id with a higher revision replaces the text and keeps the old one as a
        revision. Keys are added to those known. A revised article is looked at again by its story.
        """
        ...

    async def get(self, ids: Sequence[ArticleId]) -> list[Article]:
        """These articles, in the order asked for; unknown ids are left out."""
        ...

    async def ungrouped(self, *, limit: int) -> list[Article]:
        """Articles that belong to no story yet, oldest first."""
        ...

    async def since(self, moment: datetime) -> list[tuple[Article, StoryId]]:
        """Grouped articles published or (undated) seen since then: what a new article may belong with."""
        ...


class StoryStore(Protocol):
    """Stories, storylines, and the decisions that made them."""

    async def save(self, stories: Sequence[Story], decisions: Sequence[GroupDecision]) -> None:
        """Insert or replace stories (by id) with their articles, and keep each article's decision."""
        ...

    async def find(self, story_id: StoryId) -> Story | None: ...

    async def get(self, ids: Sequence[StoryId]) -> list[Story]:
        """These stories, in the order asked for; unknown ids are left out."""
        ...

    async def of_articles(self, ids: Sequence[ArticleId]) -> dict[ArticleId, Story]: ...

    async def storyline(self, storyline_id: StoryId) -> list[Story]:
        """The stories of a storyline, oldest first."""
        ...

    async def since(self, moment: datetime, *, limit: int = 2000) -> list[Story]:
        """Stories whose newest article is from `moment` (inclusive) or later, newest first."""
        ...

    async def decisions(self, ids: Sequence[ArticleId]) -> list[GroupDecision]: ...


class SummaryStore(Protocol):
    """Summaries, unique on (story, story revision, language)."""

    async def find(self, story_id: StoryId, revision: int, language: Language) -> Summary | None: ...

    async def save(self, summaries: Sequence[Summary]) -> None: ...


class SubscriptionStore(Protocol):
    """Subscriptions."""

    async def find(self, subscription_id: SubscriptionId) -> Subscription | None: ...

    async def save(self, subscription: Subscription) -> None: ...

    async def forget(self, chat_id: int) -> None:
        """Delete everything about a chat: subscriptions, own sources that nobody else has, editions, deliveries."""
        ...

    async def move(self, chat_id: int, new_chat_id: int) -> None:
        """A group became a supergroup: everything of the old id belongs to the new one."""
        ...

    async def leave_topic(self, chat_id: int, thread_id: int) -> bool:
        """A forum topic is gone: everything of it belongs to the chat itself. False when nothing did."""
        ...

    async def block(self, chat_id: int) -> None:
        """Mark the chat's subscriptions as blocked and cancel its waiting deliveries."""
        ...

    async def due(self, now: datetime, *, limit: int) -> list[Subscription]:
        """Active subscriptions whose `next_due_at` has come, the longest due first."""
        ...

    async def wake_instant(self, now: datetime) -> None:
        """Make every active subscription with the rhythm `instant` due at `now`."""
        ...

    async def wanted_languages(self) -> frozenset[Language]:
        """The languages of active subscriptions."""
        ...

    async def count_active(self) -> int: ...


class EditionStore(Protocol):
    """Editions, and which stories a subscription has been told."""

    async def create(
        self,
        edition: Edition,
        deliveries: Sequence[NewDelivery],
        *,
        next_due_at: datetime | None,
        mark_told: bool,
    ) -> bool:
        """In one transaction: the edition, its deliveries, its stories as told, and the subscription's next slot.

        False, and nothing changed but the next slot, when this slot already has its edition, when one of its stories
        was told meanwhile (two at once compose the same), or when the subscription is not there any more.
        """
        ...

    async def skip(self, subscription_id: SubscriptionId, next_due_at: datetime | None) -> None:
        """Nothing new for this slot: only move on to the next."""
        ...

    async def withdraw_unsent(self, subscription_id: SubscriptionId) -> int:
        """Take back the editions of which nothing has left: what they tell is untold again; returns how many.

        One of which a part was sent, is being sent, or may have arrived, stays.
        """
        ...

    async def find(self, edition_id: EditionId) -> Edition | None: ...

    async def told(self, subscription_id: SubscriptionId, ids: Sequence[StoryId]) -> frozenset[StoryId]:
        """Which of these stories this subscription has been told."""
        ...


class OutboxStore(Protocol):
    """The outbox."""

    async def add(self, deliveries: Sequence[NewDelivery]) -> None:
        """Put messages in; one that is already there (by its unique key) stays as it is."""
        ...

    async def claim(self, now: datetime, *, limit: int, lease_s: float) -> list[Delivery]:
        """Deliveries to try now, most urgent first, then longest due; a chat's parts only in their order.

        Stalled claims (their lease is past) come back with them, in the state `unknown` and with one more of
        `unknowns`: their sender may have died in the middle.
        """
        ...

    async def renew(self, deliveries: Sequence[Delivery], now: datetime, *, lease_s: float) -> None:
        """Keep these claims for `lease_s` from `now` on. One that stalled and went to another is left to them."""
        ...

    async def settle(self, deliveries: Sequence[Delivery]) -> None:
        """Store what became of claimed deliveries, and give the claims back.

        Only a row that this sender still has changes (one more in `unknowns`: it went to another); but that it was
        sent is true whoever says so. The chat is not stored: only `SubscriptionStore.move` changes it.
        """
        ...

    async def to_erase(self, *, limit: int) -> list[Delivery]:
        """Sent messages that are to be deleted from their chats again, oldest first."""
        ...

    async def settle_erased(self, deliveries: Sequence[Delivery]) -> None:
        """Store what became of messages that were to be deleted."""
        ...

    async def failures(self, *, owner: str | None = None, since: datetime, limit: int) -> list[Failure]:
        """Why deliveries due since then were given up, the commonest reason first; blocked chats are not among them.

        Of one owner, or of all.
        """
        ...

    async def tally(self, owner: str) -> Tally: ...

    async def cancel(self, owner: str) -> int:
        """Withdraw what has not been sent; returns how many.

        One that is being sent right now counts, and stands as sent if it got through.
        """
        ...


class BroadcastStore(Protocol):
    """Broadcasts of admins."""

    async def create(self, chat_id: int, part: Part, now: datetime) -> Broadcast: ...

    async def find(self, broadcast_id: BroadcastId) -> Broadcast | None: ...

    async def start(self, broadcast_id: BroadcastId, progress_message_id: int | None, now: datetime) -> int:
        """From draft to sending: put one delivery for every active subscription's chat into the outbox, and
        return how many. Zero when it was not a draft any more (a second tap).
        """
        ...

    async def pause(self, broadcast_id: BroadcastId) -> bool:
        """Let nothing more of it be claimed, at once, however many wait. False when it was not being sent."""
        ...

    async def resume(self, broadcast_id: BroadcastId) -> bool:
        """False when it was not paused."""
        ...

    async def finish(self, broadcast_id: BroadcastId, state: BroadcastState, now: datetime) -> None: ...

    async def undo(self, broadcast_id: BroadcastId, sent_since: datetime, now: datetime) -> int:
        """From over to undoing: what was sent since then is to be deleted; returns how many.

        Zero when it was not over, or when it is being undone already.
        """
        ...

    async def under_way(self) -> list[Broadcast]:
        """Broadcasts being sent, paused, or being undone."""
        ...


class ServiceStore(Protocol):
    """The service about itself."""

    async def beat(self, now: datetime) -> None:
        """Note that the service is alive."""
        ...

    async def last_beat(self) -> datetime | None: ...

    async def tidy(self, before: datetime) -> None:
        """Delete what nobody needs any more: editions and ended deliveries due before that moment, and sources that
        only subscriptions had which are gone. What was told stays told.
        """
        ...

    async def stats(self, now: datetime) -> Stats: ...


class Storage(Protocol):
    """The database: one store an aggregate."""

    @property
    def sources(self) -> SourceStore: ...
    @property
    def articles(self) -> ArticleStore: ...
    @property
    def stories(self) -> StoryStore: ...
    @property
    def summaries(self) -> SummaryStore: ...
    @property
    def subscriptions(self) -> SubscriptionStore: ...
    @property
    def editions(self) -> EditionStore: ...
    @property
    def outbox(self) -> OutboxStore: ...
    @property
    def broadcasts(self) -> BroadcastStore: ...
    @property
    def service(self) -> ServiceStore: ...

    async def backup(self, path: Path) -> None:
        """Write a consistent copy of the whole database into a new file, while others go on using it."""
        ...
