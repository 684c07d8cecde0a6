"""Claim, send, settle: the loop between the outbox and the chats.

    claim ──> a queue a chat ──pacing──> send ──outbox.decide──> settle

Nothing is settled as sent before Telegram said so. A claim is a short lease that its process renews for as long as it
lives: a killed process renews nothing, so its claims are taken over seconds later by whoever looks next, itself after
a restart included. Nothing is lost, and only what had been sent and not yet settled comes twice: at most the messages
in flight. Nobody need know who died, and a restart needs no recovery.
"""

import asyncio
import logging
import random
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Protocol

from digests.clock import Clock
from digests.deliveries import outbox
from digests.deliveries.pacing import Pacing
from digests.models import Blocked, ChatMoved, Delivery, DeliveryId, DeliveryState, RetryAt, SendOutcome, Unknown
from digests.ports import Sender

IN_FLIGHT = 64
"""Requests under way at once: enough to hide 60 ms of latency at 1,000 messages a second (measured)."""

CLAIM = 100
"""Deliveries claimed at once: at 28 a second under four seconds of work."""

LEASE_S = 15.0
"""How long a claim is ours unless it is renewed. Over the longest that the event loop or the database stands still (an
SQLite writer waits 10 s for another), under what a reader notices after a crash."""

RENEW_S = 5.0
"""How often `renew` is to be called: two calls may fail or come late before a claim is lost."""

SETTLE_AT_MOST = 100

_MAX_WAIT_S = 5.0

_log = logging.getLogger(__name__)


class Chats(Protocol):
    """Of `digests.ports.SubscriptionStore` what a sender needs."""

    async def block(self, chat_id: int) -> None: ...

    async def move(self, chat_id: int, new_chat_id: int) -> None: ...


class Outbox(Protocol):
    """Of `digests.ports.OutboxStore` what a sender needs."""

    async def claim(self, now: datetime, *, limit: int, lease_s: float) -> list[Delivery]: ...

    async def renew(self, deliveries: Sequence[Delivery], now: datetime, *, lease_s: float) -> None: ...

    async def settle(self, deliveries: Sequence[Delivery]) -> None: ...


@dataclass(eq=False)
class Dispatcher:
    """Sends what is due. One for a process; `stop` it before the sender is closed."""

    deliveries: Outbox
    subscriptions: Chats
    sender: Sender
    clock: Clock
    rng: random.Random
    pacing: Pacing = field(default_factory=Pacing)

    def __post_init__(self) -> None:
        self._in_flight = asyncio.Semaphore(IN_FLIGHT)
        self._settling = asyncio.Lock()
        self._unsettled: deque[Delivery] = deque()
        self._held: dict[DeliveryId, Delivery] = {}
        self._sleepers: set[asyncio.Future[None]] = set()
        self._stopping = False

    async def run_once(self, limit: int = CLAIM) -> int:
        """Claim up to `limit` due deliveries and bring each to an outcome or back; returns how many were claimed.

        What the pace or a 429 keeps waiting for more than five seconds goes back to the outbox until then.
        Raises what the storage raises; the claims then come back by themselves when their lease is past.
        """
        if self._stopping:
            return 0
        claimed = await self._claim(limit)
        ends = await asyncio.gather(*map(self._send_queue, _by_chat(claimed)), return_exceptions=True)
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
        under_way: set[asyncio.Task[None]] = set()
        try:
            while not self._stopping:
                limit = CLAIM - len(under_way)
                claimed = await self._claim(limit)
                if not claimed and not under_way:
                    break
                total += len(claimed)
                under_way |= {asyncio.create_task(self._send_queue(queue)) for queue in _by_chat(claimed)}
                under_way = await _wait_until_few(under_way, CLAIM // 2 if claimed else 0)
            await _wait_until_few(under_way, 0)
        finally:
            for task in under_way:
                task.cancel()
        return total

    def stop(self) -> None:
        """Claim nothing more; requests in flight are finished and settled, everything else goes back at once.

        `run_once` and `drain` return when that is done.
        """
        self._stopping = True
        for sleeper in self._sleepers:
            sleeper.cancel()

    async def renew(self) -> None:
        """Keep what is claimed; to be called every `RENEW_S` while `run_once` or `drain` is under way."""
        if self._held:
            await self.deliveries.renew(list(self._held.values()), self.clock.now(), lease_s=LEASE_S)

    async def _claim(self, limit: int) -> list[Delivery]:
        claimed = await self.deliveries.claim(self.clock.now(), limit=limit, lease_s=LEASE_S)
        self._held |= {delivery.id: delivery for delivery in claimed}
        return claimed

    async def _send_queue(self, queue: Sequence[Delivery]) -> None:
        """One chat's deliveries in their order; after one that has to wait, the rest go back with it."""
        try:
            for position, delivery in enumerate(queue):
                after = await self._send_paced(delivery)
                if after.state is DeliveryState.PENDING:
                    # Not before the one ahead of them, and in the chat where that one will be.
                    rest = (outbox.release(d, max(d.next_try_at, after.next_try_at)) for d in queue[position + 1 :])
                    await self._settle([replace(d, chat_id=after.chat_id) for d in rest])
                    return
        finally:
            for delivery in queue:
                self._held.pop(delivery.id, None)

    async def _send_paced(self, delivery: Delivery) -> Delivery:
        wait_s = self.pacing.reserve(delivery.chat_id, self.clock.monotonic(), max_wait_s=_MAX_WAIT_S)
        if 0 < wait_s <= _MAX_WAIT_S:
            await self._pause(wait_s)
            wait_s = 0.0
        async with self._in_flight:
            stopped_s = self.pacing.stopped_for(delivery.chat_id, self.clock.monotonic())
            if not self._stopping and wait_s == stopped_s == 0:
                outcome = await self._try(delivery)
                return await self._conclude(delivery, outcome)
        back_at = self.clock.now() + timedelta(seconds=max(wait_s, stopped_s))
        released = outbox.release(delivery, back_at)
        await self._settle([released])
        return released

    async def _try(self, delivery: Delivery) -> SendOutcome:
        try:
            return await self.sender.send(delivery.chat_id, delivery.thread_id, delivery.part)
        except Exception as error:
            # One message that breaks the sender must not take the others' outcomes with it.
            return Unknown(f"the sender failed: {type(error).__name__}")

    async def _conclude(self, delivery: Delivery, outcome: SendOutcome) -> Delivery:
        now = self.clock.now()
        if isinstance(outcome, RetryAt):
            self._hold_back(delivery.chat_id, outcome, (outcome.at - now).total_seconds())
        after = outbox.decide(delivery, outcome, now, self.rng)
        if after.error is not None:
            _log.info("delivery %d: %s, %s", delivery.id, after.state, after.error)
        if isinstance(outcome, ChatMoved):
            await self.subscriptions.move(delivery.chat_id, outcome.chat_id)
        await self._settle([after])
        if isinstance(outcome, Blocked):
            # After settling: blocking cancels what waits, and this one counts as blocked, not as cancelled.
            await self.subscriptions.block(delivery.chat_id)
        return after

    def _hold_back(self, chat_id: int, outcome: RetryAt, wait_s: float) -> None:
        now_s = self.clock.monotonic()
        if outcome.everywhere:
            self.pacing.stop_all(now_s + wait_s)
        else:
            self.pacing.stop_chat(chat_id, now_s, now_s + wait_s)

    async def _settle(self, deliveries: Sequence[Delivery]) -> None:
        """Return once these are stored. What is settled while another write runs goes together into the next."""
        self._unsettled.extend(deliveries)
        async with self._settling:
            while self._unsettled:
                batch = [self._unsettled.popleft() for _ in range(min(SETTLE_AT_MOST, len(self._unsettled)))]
                await self.deliveries.settle(batch)

    async def _pause(self, seconds: float) -> None:
        """Sleep, but not past `stop`."""
        if self._stopping:
            return
        sleeper = asyncio.ensure_future(self.clock.sleep(seconds))
        self._sleepers.add(sleeper)
        try:
            await asyncio.wait([sleeper])
        finally:
            self._sleepers.discard(sleeper)
            sleeper.cancel()


def _by_chat(claimed: Sequence[Delivery]) -> list[list[Delivery]]:
    queues: dict[int, list[Delivery]] = {}
    for delivery in claimed:
        queues.setdefault(delivery.chat_id, []).append(delivery)
    return list(queues.values())


async def _wait_until_few(tasks: set[asyncio.Task[None]], few: int) -> set[asyncio.Task[None]]:
    """The tasks still running, once they are `few` or less. Raises the first error, after all have ended."""
    while len(tasks) > few:
        done, tasks = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        errors = [error for task in done if (error := task.exception())]
        if errors:
            await asyncio.gather(*tasks, return_exceptions=True)
            raise errors[0]
    return tasks
