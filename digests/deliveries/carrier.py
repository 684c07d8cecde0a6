"""What becomes of a claimed delivery: its chat's queue, the turnstile, one try, its outcome.

A message is a task from the turnstile to Telegram's answer and nothing else: what waits is a row in a queue, and what
was answered is a row of the next write. A task, a future and a lock for each of the steps cost more than the message.
"""

import asyncio
import logging
import math
import random
from collections import deque
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial
from typing import Protocol

from digests.clock import Clock
from digests.deliveries import outbox
from digests.deliveries.restraint import Restraint
from digests.deliveries.settling import Outbox, Settler
from digests.deliveries.turnstile import Ticket, Turnstile
from digests.models import (
    Blocked,
    ChatMoved,
    Delivery,
    DeliveryId,
    DeliveryState,
    QuietHours,
    SendOutcome,
    TopicGone,
    Unknown,
)
from digests.ports import Sender

_MAX_WAIT_S = 5.0
"""What has to wait for longer goes back to the outbox, where others can have it."""

_log = logging.getLogger(__name__)


QuietEnd = Callable[[QuietHours | None, str, datetime], datetime | None]
"""When the quiet time that holds a moment ends, None when it is not quiet: `digests.editions.quiet.quiet_end`."""


class Chats(Protocol):
    """Of `digests.ports.SubscriptionStore` what a sender needs."""

    async def block(self, chat_id: int) -> None: ...

    async def move(self, chat_id: int, new_chat_id: int) -> None: ...

    async def leave_topic(self, chat_id: int, thread_id: int) -> bool: ...


@dataclass(eq=False, slots=True)
class _Queue:
    """What one chat is sent, in order: one is at the turnstile or on its way, the rest wait for it."""

    chat_id: int
    waiting: deque[Delivery]
    task: asyncio.Task[None] | None = None
    is_dropped: bool = False


@dataclass(eq=False)
class Carrier:
    """Brings each delivery that it takes to an outcome in the outbox, or back there."""

    deliveries: Outbox
    subscriptions: Chats
    sender: Sender
    clock: Clock
    rng: random.Random
    turnstile: Turnstile
    quiet_end: QuietEnd

    def __post_init__(self) -> None:
        self._restraint = Restraint(self.turnstile.pacing)
        self._settler = Settler(self.deliveries, self.clock, self._over)
        self._queues: dict[int, _Queue] = {}
        self._inside: set[DeliveryId] = set()
        self._failures: list[Exception] = []
        self._progress = asyncio.Event()
        self._stopping = False
        self.held: dict[DeliveryId, Delivery] = {}
        """What was taken and is not settled yet."""

    def take(self, claimed: Sequence[Delivery]) -> None:
        """Send these as soon as they may go."""
        self.held |= {delivery.id: delivery for delivery in claimed}
        for delivery in claimed:
            self._enqueue(delivery)

    def stop(self) -> None:
        """Finish what is in flight and give the rest back at once."""
        self._stopping = True
        self.turnstile.dismiss()
        self.tell_progress()

    def drop(self) -> None:
        """Break off everything and hold on to nothing: the claims end by themselves."""
        for queue in self._queues.values():
            queue.is_dropped = True
            if queue.task is not None:
                queue.task.cancel()
        # At once: a task that is cancelled before it began does not run, and would clear up nothing.
        self._queues.clear()
        self.held.clear()
        self.turnstile.leave(len(self._inside))
        self._inside.clear()

    @property
    def busy(self) -> int:
        """How many chats have something waiting or under way."""
        return len(self._queues)

    @property
    def is_idle(self) -> bool:
        """Whether nothing waits and nothing is under way."""
        return not self._queues and not self.held

    @property
    def is_held_back(self) -> bool:
        """Whether nothing at all may be sent now."""
        return self._restraint.held_back_until_s > self.clock.monotonic()

    @property
    def has_failed(self) -> bool:
        """Whether `raise_failure` would raise."""
        return bool(self._failures)

    def raise_failure(self) -> None:
        """Raise what the storage has raised since the last call, if it has."""
        failures, self._failures = self._failures, []
        if failures:
            raise failures[0]

    async def until(self, is_so: Callable[[], bool]) -> None:
        """Return once it is so; looked at whenever something was settled or `tell_progress` was called."""
        while not is_so():
            await self._progress.wait()

    def tell_progress(self) -> None:
        """Have everybody in `until` look again."""
        self._progress.set()
        self._progress.clear()

    def _enqueue(self, delivery: Delivery) -> None:
        """Behind its chat's others, so that they keep their order."""
        queue = self._queues.get(delivery.chat_id)
        if queue is not None:
            queue.waiting.append(delivery)
            return
        queue = self._queues[delivery.chat_id] = _Queue(delivery.chat_id, deque([delivery]))
        self._call_next(queue)

    def _call_next(self, queue: _Queue) -> None:
        """Have the chat's next line up; a queue in which nobody waits is over."""
        while queue.waiting:
            delivery = queue.waiting.popleft()
            instead = self._not_to_be_sent(delivery)
            if instead is None:
                self._line_up(delivery, queue)
                return
            self._settler.hand_in(instead)
        self._close(queue)

    def _not_to_be_sent(self, delivery: Delivery) -> Delivery | None:
        """What becomes of it instead of a try; None for what is to be tried."""
        if (ended := outbox.give_up(delivery)) is not None:
            _log.warning("delivery %d: %s, %s", ended.id, ended.state, ended.error)
            return ended
        quiet_until = self._quiet_until(delivery)
        return None if quiet_until is None else outbox.put_off(delivery, quiet_until)

    def _quiet_until(self, delivery: Delivery) -> datetime | None:
        """A time zone that this machine does not know has no quiet hours: one row must not hold up the others."""
        if delivery.quiet is None:
            return None
        try:
            return self.quiet_end(delivery.quiet, delivery.timezone, self.clock.now())
        except (LookupError, ValueError, OSError):
            _log.warning("delivery %d: its quiet hours are not known", delivery.id)
            return None

    def _close(self, queue: _Queue) -> None:
        if queue.is_dropped:
            return
        del self._queues[queue.chat_id]
        if not self._queues:
            self.tell_progress()

    def _line_up(self, delivery: Delivery, queue: _Queue) -> None:
        if self._stopping:
            self._send_back(queue, outbox.release(delivery, self.clock.now()))
            return
        queue.task = None
        called = partial(self._called, delivery, queue)
        self.turnstile.line_up(Ticket(delivery.chat_id, delivery.urgency, delivery.due_at, _MAX_WAIT_S, called))

    def _called(self, delivery: Delivery, queue: _Queue, wait_s: float) -> bool:
        """What the turnstile says: the message may go now, or has to wait for too long."""
        if queue.is_dropped:
            return False
        if wait_s > 0:
            # Up to a tenth of a second: those that wait for the same keep their order.
            at = self.clock.now() + timedelta(seconds=math.ceil(wait_s * 10) / 10)
            self._send_back(queue, outbox.release(delivery, at))
        else:
            self._inside.add(delivery.id)
            queue.task = asyncio.create_task(self._send(delivery, queue))
        return True

    def _send_back(self, queue: _Queue, first: Delivery) -> None:
        """The rest goes back with the first: not before it, and into the chat where that one will be."""
        rest = [outbox.release(each, max(each.next_try_at, first.next_try_at)) for each in queue.waiting]
        self._settler.hand_in(first, *(replace(each, chat_id=first.chat_id) for each in rest))
        self._close(queue)

    async def _send(self, delivery: Delivery, queue: _Queue) -> None:
        try:
            outcome = await self._try(delivery)
            after = await self._conclude(delivery, outcome)
        except BaseException as error:
            self._abandon(delivery, queue, error)
            if not isinstance(error, Exception):
                raise
            return
        if after.state is DeliveryState.PENDING:
            self._send_back(queue, after)
        else:
            self._call_next(queue)

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
        """The delivery after its try; what does not have to wait is on its way into the outbox then."""
        now = self.clock.now()
        self._restraint.heed(delivery.chat_id, outcome, now, self.clock.monotonic())
        after = outbox.decide(delivery, outcome, now, self.rng)
        if after.error is not None and not self._restraint.is_outage:  # which is told once, not for every message
            _log.info("delivery %d: %s, %s", delivery.id, after.state, after.error)
        await self._follow(delivery, outcome)
        if after.state is not DeliveryState.PENDING:
            self._settler.hand_in(after)
        if isinstance(outcome, Blocked):
            # After settling: blocking cancels what waits, and this one counts as blocked, not as cancelled.
            await self.until(lambda: delivery.id not in self.held)
            await self.subscriptions.block(delivery.chat_id)
        return after

    async def _follow(self, delivery: Delivery, outcome: SendOutcome) -> None:
        """Where the chat or its topic has gone, everything else of it goes too."""
        if isinstance(outcome, ChatMoved):
            await self.subscriptions.move(delivery.chat_id, outcome.chat_id)
        elif isinstance(outcome, TopicGone) and delivery.thread_id is not None:
            await self.subscriptions.leave_topic(delivery.chat_id, delivery.thread_id)

    def _abandon(self, delivery: Delivery, queue: _Queue, error: BaseException) -> None:
        if isinstance(error, Exception):
            self._failures.append(error)
        self._close(queue)
        self._let_go([delivery, *queue.waiting])

    def _over(self, deliveries: Sequence[Delivery], failure: Exception | None) -> None:
        """These were settled, or could not be."""
        if failure is not None:
            self._failures.append(failure)
        self._let_go(deliveries)

    def _let_go(self, deliveries: Iterable[Delivery]) -> None:
        left = 0
        for delivery in deliveries:
            self.held.pop(delivery.id, None)
            if delivery.id in self._inside:
                self._inside.remove(delivery.id)
                left += 1
        self.turnstile.leave(left)
        self.tell_progress()
