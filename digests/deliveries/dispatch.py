"""Claim, send, settle: the loop between the outbox and the chats.

    claim ──> a queue a chat ──turnstile──> send ──outbox.decide──> settle

Nothing is settled as sent before Telegram said so. A claim is a short lease that its process renews for as long as it
lives: a killed process renews nothing, so its claims are taken over seconds later by whoever looks next, itself after
a restart included. Nothing is lost, and only what had been sent and not yet settled comes twice: at most the messages
in flight. Nobody need know who died, and a restart needs no recovery.
"""

import asyncio
import logging
import math
import random
from collections import deque
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Protocol

from digests.clock import Clock
from digests.deliveries import outbox
from digests.deliveries.outage import Outage
from digests.deliveries.turnstile import IN_FLIGHT, Turnstile
from digests.models import (
    Blocked,
    ChatMoved,
    Delivery,
    DeliveryId,
    DeliveryState,
    RetryAt,
    SendOutcome,
    TopicGone,
    Unknown,
)
from digests.ports import Sender

CLAIM_S = 0.5
"""Deliveries are claimed for so many seconds of sending ahead: what becomes urgent later is claimed before the rest."""

FEWEST_CLAIMED = 16

CLAIM_AT_MOST = 64
"""Rows of one claim: building them holds the interpreter's lock, and the event loop wants its turn in between."""

LEASE_S = 15.0
"""How long a claim is ours unless it is renewed. Over the longest that the event loop or the database stands still (an
SQLite writer waits 10 s for another), under what a reader notices after a crash."""

RENEW_S = 5.0
"""How often `renew` is to be called: two calls may fail or come late before a claim is lost."""

SETTLE_AT_MOST = 500

SETTLE_WITHIN_S = 0.01
"""So long an outcome waits for others to be stored with: one write for several costs less than one for each."""

HELD_AT_MOST = 2000
"""Deliveries claimed and not yet settled. Nearly all of them may wait for one flooded chat: it fills nobody's place."""

_MAX_WAIT_S = 5.0
_LOOK_AGAIN_S = 0.25

_log = logging.getLogger(__name__)


class Chats(Protocol):
    """Of `digests.ports.SubscriptionStore` what a sender needs."""

    async def block(self, chat_id: int) -> None: ...

    async def move(self, chat_id: int, new_chat_id: int) -> None: ...

    async def leave_topic(self, chat_id: int, thread_id: int) -> bool: ...


class Outbox(Protocol):
    """Of `digests.ports.OutboxStore` what a sender needs."""

    async def claim(self, now: datetime, *, limit: int, lease_s: float) -> list[Delivery]: ...

    async def renew(self, deliveries: Sequence[Delivery], now: datetime, *, lease_s: float) -> None: ...

    async def settle(self, deliveries: Sequence[Delivery]) -> None: ...


@dataclass(eq=False, slots=True)
class _Queue:
    """What one chat is sent, in order, by one task."""

    waiting: deque[Delivery]
    task: asyncio.Task[None]


@dataclass(eq=False)
class Dispatcher:
    """Sends what is due. One for a process; `stop` it before the sender is closed."""

    deliveries: Outbox
    subscriptions: Chats
    sender: Sender
    clock: Clock
    rng: random.Random
    turnstile: Turnstile

    def __post_init__(self) -> None:
        self._queues: dict[int, _Queue] = {}
        self._held: dict[DeliveryId, Delivery] = {}
        self._writing = asyncio.Lock()
        self._unsettled: list[Delivery] = []
        self._next_write: asyncio.Task[None] | None = None
        self._sleepers: set[asyncio.Future[None]] = set()
        self._failures: list[BaseException] = []
        self._stopping = False
        self._outage = Outage()
        self._held_back_until_s = -math.inf
        wanted = int(self.turnstile.pacing.per_s * CLAIM_S)
        self._enough = 0
        self._window = max(FEWEST_CLAIMED, min(2 * IN_FLIGHT, wanted))

    async def run_once(self, limit: int = FEWEST_CLAIMED) -> int:
        """Claim up to `limit` due deliveries and bring each to an outcome or back; returns how many were claimed.

        What the pace or a 429 keeps waiting for more than five seconds goes back to the outbox until then.
        Raises what the storage raises; the claims then come back by themselves when their lease is past.
        """
        if self._stopping:
            return 0
        claimed = await self._claim(limit)
        tasks = {queue.task for each in claimed if (queue := self._queues.get(each.chat_id)) is not None}
        ends = await asyncio.gather(*tasks, return_exceptions=True)
        self._raise_failure()
        for end in ends:
            if end is not None:
                raise end
        return len(claimed)

    async def drain(self) -> int:
        """Send until nothing is due any more or `stop` is called; returns how many deliveries were claimed.

        The next are claimed while the last are still under way, so that nobody waits for the slowest answer.
        Raises what the storage raises, as `run_once` does.
        """
        total = 0
        try:
            while not self._stopping and not self._failures:
                room = self._room()
                claimed = await self._claim(room)
                total += len(claimed)
                if not claimed and not self._queues:
                    break
                await self._until_room(is_dry=len(claimed) < room)
            await self._until_done()
        except BaseException:
            for queue in self._queues.values():
                queue.task.cancel()
            raise
        self._raise_failure()
        return total

    def stop(self) -> None:
        """Claim nothing more; requests in flight are finished and settled, everything else goes back at once.

        `run_once` and `drain` return when that is done.
        """
        self._stopping = True
        self.turnstile.dismiss()
        self._wake()

    async def renew(self) -> None:
        """Keep what is claimed; to be called every `RENEW_S` while `run_once` or `drain` is under way."""
        if self._held:
            await self.deliveries.renew(list(self._held.values()), self.clock.now(), lease_s=LEASE_S)

    def _room(self) -> int:
        """How many more to claim. A chat that waits for itself takes no place, however much waits for it."""
        busy = len(self._queues) - self.turnstile.aside
        return max(0, min(CLAIM_AT_MOST, self._window - busy, HELD_AT_MOST - len(self._held)))

    async def _until_room(self, *, is_dry: bool) -> None:
        """Return when half of the window is free (all of it, if nothing more was due), or to look again."""
        self._enough = min(CLAIM_AT_MOST, self._window) if is_dry else min(CLAIM_AT_MOST, self._window // 2)
        if self._queues and not self._stopping and (is_dry or self._room() < self._enough):
            await self._pause(_LOOK_AGAIN_S)

    async def _until_done(self) -> None:
        while self._queues:
            await asyncio.wait([queue.task for queue in self._queues.values()])

    def _raise_failure(self) -> None:
        failures, self._failures = self._failures, []
        if failures:
            raise failures[0]

    async def _claim(self, limit: int) -> list[Delivery]:
        # While everything is held back a claim would only be given back again.
        if limit <= 0 or self._held_back_until_s > self.clock.monotonic():
            return []
        claimed = await self.deliveries.claim(self.clock.now(), limit=limit, lease_s=LEASE_S)
        self._held |= {delivery.id: delivery for delivery in claimed}
        for delivery in claimed:
            self._enqueue(delivery)
        return claimed

    def _enqueue(self, delivery: Delivery) -> None:
        """Behind its chat's others, so that they keep their order."""
        queue = self._queues.get(delivery.chat_id)
        if queue is not None:
            queue.waiting.append(delivery)
            return
        waiting = deque([delivery])
        task = asyncio.create_task(self._send_queue(delivery.chat_id, waiting))
        self._queues[delivery.chat_id] = _Queue(waiting, task)

    def _let_go(self, deliveries: Iterable[Delivery]) -> None:
        for delivery in deliveries:
            self._held.pop(delivery.id, None)

    async def _send_queue(self, chat_id: int, waiting: deque[Delivery]) -> None:
        """One chat's deliveries in their order; after one that has to wait, the rest go back with it."""
        current: Delivery | None = None
        try:
            while waiting:
                current = waiting.popleft()
                after = await self._send_paced(current)
                self._held.pop(current.id, None)
                if after.state is DeliveryState.PENDING:
                    await self._send_back(waiting, after)
        except Exception as error:
            self._failures.append(error)
        finally:
            self._let_go([*waiting, current] if current else waiting)
            del self._queues[chat_id]
            if self._room() >= self._enough:
                self._wake()

    async def _send_back(self, waiting: deque[Delivery], after: Delivery) -> None:
        """Not before the one ahead of them, and in the chat where that one will be."""
        rest = list(waiting)
        waiting.clear()
        released = [outbox.release(each, max(each.next_try_at, after.next_try_at)) for each in rest]
        await self._settle([replace(each, chat_id=after.chat_id) for each in released])
        self._let_go(rest)

    async def _send_paced(self, delivery: Delivery) -> Delivery:
        ended = outbox.give_up(delivery)
        if ended is not None:
            _log.warning("delivery %d: %s, %s", ended.id, ended.state, ended.error)
            await self._settle([ended])
            return ended
        wait_s = 0.0
        if not self._stopping:
            wait_s = await self.turnstile.enter(
                delivery.chat_id, delivery.urgency, delivery.due_at, max_wait_s=_MAX_WAIT_S
            )
            if wait_s == 0:
                try:
                    outcome = await self._try(delivery)
                    return await self._conclude(delivery, outcome)
                finally:
                    self.turnstile.leave()
        # Up to a tenth of a second: those that wait for the same keep their order.
        released = outbox.release(delivery, self.clock.now() + timedelta(seconds=math.ceil(wait_s * 10) / 10))
        await self._settle([released])
        return released

    async def _try(self, delivery: Delivery) -> SendOutcome:
        self.turnstile.pacing.left(delivery.chat_id, self.clock.monotonic())
        try:
            return await self.sender.send(delivery.chat_id, delivery.thread_id, delivery.part)
        except Exception as error:
            # One message that breaks the sender must not take the others' outcomes with it.
            return Unknown(f"the sender failed: {type(error).__name__}")
        finally:
            self.turnstile.pacing.answered(delivery.chat_id, self.clock.monotonic())

    async def _conclude(self, delivery: Delivery, outcome: SendOutcome) -> Delivery:
        now = self.clock.now()
        self._heed(delivery.chat_id, outcome, now)
        after = outbox.decide(delivery, outcome, now, self.rng)
        if after.error is not None and not self._outage.is_on:  # which is told once, not for every message
            _log.info("delivery %d: %s, %s", delivery.id, after.state, after.error)
        await self._follow(delivery, outcome)
        await self._settle([after])
        if isinstance(outcome, Blocked):
            # After settling: blocking cancels what waits, and this one counts as blocked, not as cancelled.
            await self.subscriptions.block(delivery.chat_id)
        return after

    async def _follow(self, delivery: Delivery, outcome: SendOutcome) -> None:
        """Where the chat or its topic has gone, everything else of it goes too."""
        if isinstance(outcome, ChatMoved):
            await self.subscriptions.move(delivery.chat_id, outcome.chat_id)
        elif isinstance(outcome, TopicGone) and delivery.thread_id is not None:
            await self.subscriptions.leave_topic(delivery.chat_id, delivery.thread_id)

    def _heed(self, chat_id: int, outcome: SendOutcome, now: datetime) -> None:
        """Hold back what may not go out now: this chat's messages, or everything."""
        now_s, was_on = self.clock.monotonic(), self._outage.is_on
        if isinstance(outcome, RetryAt) and outcome.everywhere:
            told_s = (outcome.at - now).total_seconds()
            self._hold_everything(now_s, self._outage.refused(now_s, told_s))
        elif isinstance(outcome, RetryAt):
            self.turnstile.pacing.stop_chat(chat_id, now_s, now_s + (outcome.at - now).total_seconds())
        elif isinstance(outcome, Unknown):
            self._hold_everything(now_s, self._outage.silent(now_s))
        elif lasted_s := self._outage.answered(now_s):
            _log.warning("Telegram answers again after %d s", lasted_s)
        if self._outage.is_on and not was_on:
            _log.warning("Telegram does not answer, nothing is sent meanwhile")

    def _hold_everything(self, now_s: float, wait_s: float) -> None:
        if wait_s <= 0:
            return
        self._held_back_until_s = max(self._held_back_until_s, now_s + wait_s)
        self.turnstile.pacing.stop_all(now_s + wait_s)

    async def _settle(self, deliveries: Sequence[Delivery]) -> None:
        """Return once these are stored, together with what else is to be stored within a moment."""
        self._unsettled.extend(deliveries)
        if self._next_write is None:
            self._next_write = asyncio.create_task(self._write_together())
        await asyncio.shield(self._next_write)  # others wait for it too

    async def _write_together(self) -> None:
        await self.clock.sleep(SETTLE_WITHIN_S)
        async with self._writing:
            batch, self._unsettled, self._next_write = self._unsettled, [], None
            for start in range(0, len(batch), SETTLE_AT_MOST):
                await self.deliveries.settle(batch[start : start + SETTLE_AT_MOST])

    async def _pause(self, seconds: float) -> None:
        """Sleep, but not past `_wake`."""
        sleeper = asyncio.ensure_future(self.clock.sleep(seconds))
        self._sleepers.add(sleeper)
        try:
            await asyncio.wait([sleeper])
        finally:
            self._sleepers.discard(sleeper)
            sleeper.cancel()

    def _wake(self) -> None:
        for sleeper in self._sleepers:
            sleeper.cancel()
