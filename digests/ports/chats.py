"""The stores of who reads and what goes out: subscriptions, editions, the outbox, broadcasts."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Protocol

from digests.models import (
    EVERYBODY,
    Audience,
    Broadcast,
    BroadcastId,
    BroadcastState,
    Delivery,
    Edition,
    EditionId,
    Failure,
    Language,
    NewDelivery,
    NewEdition,
    Part,
    Slot,
    StoryId,
    Subscription,
    SubscriptionId,
    Tally,
)


class SubscriptionStore(Protocol):
    """Subscriptions."""

    async def find(self, subscription_id: SubscriptionId) -> Subscription | None: ...

    async def save(self, subscription: Subscription) -> None: ...

    async def forget(self, chat_id: int) -> None:
        """Delete everything about a chat: subscriptions, own sources that nobody else has, editions, deliveries."""
        ...

    async def everything(self, chat_id: int) -> Mapping[str, Sequence[Mapping[str, object]]]:
        """All that `forget` would delete, for the person to see: rows by table, of plain JSON values."""
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
        """Active subscriptions whose `next_due_at` has come: those that want news at once, then the longest due."""
        ...

    async def wake_instant(self, now: datetime) -> None:
        """Make every active subscription with the rhythm `instant` due at `now`.

        One that is due already gets the later slot: what is being composed for the earlier one may lack this news.
        One with quiet hours that waits for their end goes on waiting.
        """
        ...

    async def with_instant_sources(self) -> list[Subscription]:
        """Active subscriptions that want something of single sources at once."""
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

        The subscription moves on to `next_due_at` only from the slot of this edition: another one, which the person
        has set meanwhile, stays.

        False, and nothing changed but the next slot, when this slot already has its edition, when one of its stories
        was told meanwhile (two at once compose the same), or when the subscription is not there any more.
        """
        ...

    async def create_all(self, editions: Sequence[NewEdition]) -> int:
        """What `create` does for each of these digests, in one transaction; returns how many were created."""
        ...

    async def skip(self, slots: Sequence[Slot]) -> None:
        """Nothing new for these slots: only move on to the next, where the slot is still this one."""
        ...

    async def withdraw_unsent(self, ids: Sequence[SubscriptionId]) -> frozenset[SubscriptionId]:
        """Take back these subscriptions' editions of which nothing has left: what they tell is untold again.

        Returns whose. One of which a part was sent, is being sent, or may have arrived, stays.
        """
        ...

    async def find(self, edition_id: EditionId) -> Edition | None: ...

    async def last(self, subscription_id: SubscriptionId) -> Edition | None:
        """The newest digest of a subscription."""
        ...

    async def last_read_at(self, subscription_id: SubscriptionId) -> datetime | None:
        """When this subscription was last given anything to read, or last opened a story; None for never."""
        ...

    async def told(self, subscription_id: SubscriptionId, ids: Sequence[StoryId]) -> frozenset[StoryId]:
        """Which of these stories this subscription has been told."""
        ...

    async def told_by(
        self, subscriptions: Sequence[SubscriptionId], ids: Sequence[StoryId]
    ) -> dict[SubscriptionId, frozenset[StoryId]]:
        """Which of these stories each of these subscriptions has been told; one that was told none is left out."""
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

    async def create(
        self,
        chat_id: int,
        part: Part,
        now: datetime,
        *,
        audience: Audience = EVERYBODY,
        language: Language | None = None,
    ) -> Broadcast:
        """A draft. `language` is the one in which its administrator reads the reports."""
        ...

    async def aim(self, broadcast_id: BroadcastId, audience: Audience) -> bool:
        """Give a draft another audience. False when it was not a draft any more."""
        ...

    async def audience_size(self, audience: Audience, now: datetime) -> int:
        """How many active subscriptions it has now."""
        ...

    async def schedule(self, broadcast_id: BroadcastId, at: datetime, progress_message_id: int | None) -> bool:
        """From draft to scheduled, or to another time. False when it was neither."""
        ...

    async def scheduled(self, now: datetime) -> list[Broadcast]:
        """Scheduled broadcasts whose time has come, the earliest first."""
        ...

    async def find(self, broadcast_id: BroadcastId) -> Broadcast | None: ...

    async def start(self, broadcast_id: BroadcastId, progress_message_id: int | None, now: datetime) -> int:
        """From draft or scheduled to sending: put one delivery for every active subscription's chat of its audience
        into the outbox, and return how many. Zero when it was neither any more (a second tap), or nobody was left.
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
