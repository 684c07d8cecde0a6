"""The desk: begin, pause, resume, forget, and the settings of time and language."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal

from digests.clock import Clock
from digests.editions.schedule import find_timezone, next_due_at, parse_schedule
from digests.errors import RequestError
from digests.models import (
    Language,
    Schedule,
    Subscription,
    SubscriptionState,
    subscription_id,
)
from digests.ports import Storage

ChatKind = Literal["private", "group", "channel"]


@dataclass(frozen=True, slots=True)
class Place:
    """Where somebody speaks to us: a chat, or a forum topic of one.

    `language` is the one their Telegram is set to, where we write it.
    """

    chat_id: int
    thread_id: int | None = None
    kind: ChatKind = "private"
    language: Language | None = None


class Desk:
    """The use cases of one subscription. Every change is stored before the method returns.

    `language` and `timezone` (IANA) are what a new subscription begins with.
    """

    def __init__(self, storage: Storage, clock: Clock, *, language: Language, timezone: str) -> None:
        self._storage = storage
        self._clock = clock
        self._language = language
        self._timezone = timezone

    async def find(self, place: Place) -> Subscription | None:
        """The subscription of this place, if it has one."""
        return await self._storage.subscriptions.find(subscription_id(place.chat_id, place.thread_id))

    async def current(self, place: Place) -> Subscription:
        """The subscription of this place, or the one that it would begin with; nothing is stored."""
        return await self.find(place) or self.beginning(place)

    async def start(self, place: Place) -> tuple[Subscription, bool]:
        """Subscribe with the defaults, or wake a paused or blocked subscription. True when it is a new one."""
        known = await self.find(place)
        subscription = known or self.beginning(place)
        if known is None or known.state is not SubscriptionState.ACTIVE:
            subscription = await self.store(replace(subscription, state=SubscriptionState.ACTIVE, next_due_at=None))
        return subscription, known is None

    async def pause(self, place: Place) -> Subscription:
        """No digests until `resume`; every setting stays."""
        return await self.store(replace(await self.current(place), state=SubscriptionState.PAUSED))

    async def resume(self, place: Place) -> Subscription:
        return await self.store(replace(await self.current(place), state=SubscriptionState.ACTIVE, next_due_at=None))

    async def forget(self, chat_id: int) -> None:
        """Delete everything that is stored about the chat, at once."""
        await self._storage.subscriptions.forget(chat_id)

    async def set_language(self, place: Place, language: Language) -> Subscription:
        return await self.change(replace(await self.current(place), language=language))

    async def set_timezone(self, place: Place, text: str) -> Subscription:
        """Take an IANA name, a city or an offset. Raises `RequestError` (`timezone-unknown`)."""
        timezone = find_timezone(text)
        if timezone is None:
            raise RequestError("timezone-unknown", {"text": text})
        return await self.store(replace(await self.current(place), timezone=timezone, next_due_at=None))

    async def set_schedule(self, place: Place, text: str) -> Subscription:
        """Take what a person wrote after /schedule. Raises `RequestError` (`schedule-not-understood`)."""
        return await self.store(replace(await self.current(place), schedule=parse_schedule(text), next_due_at=None))

    async def change(self, subscription: Subscription) -> Subscription:
        """Store a subscription whose topics, sources or language were changed; a slot that has come stays due."""
        if subscription.next_due_at is None:
            return await self.store(subscription)
        await self._storage.subscriptions.save(subscription)
        return subscription

    def now(self) -> datetime:
        """The moment of this change."""
        return self._clock.now()

    def beginning(self, place: Place) -> Subscription:
        """What this place would begin with; nothing is stored."""
        return Subscription(
            id=subscription_id(place.chat_id, place.thread_id),
            chat_id=place.chat_id,
            thread_id=place.thread_id,
            chat_kind=place.kind,
            language=place.language or self._language,
            timezone=self._timezone,
            created_at=self._clock.now(),
            schedule=Schedule(),
        )

    async def store(self, subscription: Subscription) -> Subscription:
        """Store it; without a slot it gets its next one.

        A slot that it has is kept, though it be past: that digest is due and another language must not lose it.
        """
        active = subscription.state is SubscriptionState.ACTIVE
        next_slot = next_due_at(subscription.schedule, subscription.timezone, self._clock.now())
        stored = replace(subscription, next_due_at=(subscription.next_due_at or next_slot) if active else None)
        await self._storage.subscriptions.save(stored)
        return stored
