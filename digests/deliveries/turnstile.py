"""Where every message of the token passes, one by one: the most urgent first, then the longest due.

Whoever has to wait for the own chat stands aside and holds nobody back. Answers to people pass before everything that
comes from the outbox and are counted like it; they take no place among the requests in flight.
"""

import asyncio
import heapq
import math
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from itertools import count

from digests.clock import Clock
from digests.deliveries.pacing import Pacing

IN_FLIGHT = 128
"""Deliveries sent and not yet settled: twice the 60 that 60 ms of latency keep under way at 1,000 a second."""

REPLY = "0-reply"
"""The urgency of an answer to a person: before every `digests.models.Urgency`."""

_GRAIN_S = 0.002
"""The shortest sleep: at 1,000 a second two messages pass together, and half as often somebody has to be woken."""

_TOGETHER = 8
"""So many pass at once: after a pause the places that were missed are made up for, but not all in one breath, which
would hold up the event loop and so be the next pause."""

_REPLIES_AHEAD = 2


@dataclass(eq=False, slots=True)
class Ticket:
    """A place in the queue.

    `tell` is called once: with 0.0 when the message may go, or with the seconds still to wait, as soon as they are
    known to be more than `max_wait_s`. It returns whether somebody was still waiting.
    """

    chat_id: int
    urgency: str
    due_at: datetime
    max_wait_s: float
    tell: Callable[[float], bool]

    @property
    def is_reply(self) -> bool:
        return self.urgency == REPLY

    @property
    def ahead(self) -> int:
        return _REPLIES_AHEAD if self.is_reply else 0


class Turnstile:
    """One for a token. `line_up` or `enter`, send at once, and (deliveries only) `leave` once the outcome is stored."""

    def __init__(self, pacing: Pacing, clock: Clock) -> None:
        self.pacing = pacing
        self._clock = clock
        self._numbers = count()
        self._ready: list[tuple[str, datetime, int, Ticket]] = []
        self._aside: list[tuple[float, int, Ticket]] = []
        self._inside = 0
        self._watch: asyncio.Task[None] | None = None
        self._watch_at = math.inf

    def line_up(self, ticket: Ticket) -> None:
        """Whoever holds the ticket is told when it may go; the message is counted then."""
        self._place(ticket, self._clock.monotonic())
        self._open()

    async def enter(self, chat_id: int, urgency: str, due_at: datetime, *, max_wait_s: float = math.inf) -> float:
        """Line up and wait: 0.0 or the seconds that `Ticket.tell` is told; nothing is counted then."""
        passed: asyncio.Future[float] = asyncio.get_running_loop().create_future()
        self.line_up(Ticket(chat_id, urgency, due_at, max_wait_s, lambda wait_s: _tell(passed, wait_s)))
        try:
            return await passed
        except asyncio.CancelledError:
            if urgency != REPLY and passed.done() and not passed.cancelled() and passed.result() == 0:
                self.leave()
            raise

    def leave(self, count: int = 1) -> None:
        """So many deliveries that entered are over: the next may come in."""
        self._inside -= count
        self._open()

    def dismiss(self) -> None:
        """Send away every delivery that waits; answers to people stay."""
        waiting = [entry[-1] for entry in self._ready] + [entry[-1] for entry in self._aside]
        self._ready, self._aside = [], []
        now_s = self._clock.monotonic()
        for ticket in waiting:
            if ticket.is_reply:
                self._place(ticket, now_s)
            else:
                ticket.tell(_GRAIN_S)
        self._open()

    @property
    def aside(self) -> int:
        """How many wait for their own chat."""
        return len(self._aside)

    def _place(self, ticket: Ticket, now_s: float) -> None:
        wait_s = self.pacing.chat_wait(ticket.chat_id, now_s, ahead=ticket.ahead)
        if wait_s > ticket.max_wait_s:
            ticket.tell(wait_s)
        elif wait_s > 0:
            heapq.heappush(self._aside, (now_s + wait_s, next(self._numbers), ticket))
        else:
            heapq.heappush(self._ready, (ticket.urgency, ticket.due_at, next(self._numbers), ticket))

    def _open(self) -> None:
        """Let through whoever may go now, and come back when the next may."""
        now_s = self._clock.monotonic()
        while self._aside and self._aside[0][0] <= now_s:
            self._place(heapq.heappop(self._aside)[-1], now_s)
        passed = 0
        while passed < _TOGETHER and self._ready and self._has_room(self._ready[0][-1]):
            ticket = self._ready[0][-1]
            wait_s = self.pacing.token_wait(now_s)
            if 0 < wait_s <= ticket.max_wait_s:
                break
            heapq.heappop(self._ready)
            self._admit(ticket, wait_s, now_s)
            passed += 1
        self._arrange(now_s)

    def _has_room(self, ticket: Ticket) -> bool:
        return ticket.is_reply or self._inside < IN_FLIGHT

    def _admit(self, ticket: Ticket, wait_s: float, now_s: float) -> None:
        """Let the first in the queue through, away, or aside: its chat may have got a message meanwhile."""
        if wait_s > 0:
            ticket.tell(wait_s)
        elif self.pacing.chat_wait(ticket.chat_id, now_s, ahead=ticket.ahead) > 0:
            self._place(ticket, now_s)
        elif ticket.tell(0.0):
            self.pacing.take(ticket.chat_id, now_s)
            self._inside += not ticket.is_reply

    def _arrange(self, now_s: float) -> None:
        at = self._aside[0][0] if self._aside else math.inf
        if self._ready and self._has_room(self._ready[0][-1]):
            at = min(at, now_s + self.pacing.token_wait(now_s))
        if at == math.inf or (self._watch is not None and self._watch_at <= at):
            return
        if self._watch is not None:
            self._watch.cancel()
        self._watch_at = at
        self._watch = asyncio.create_task(self._wake_after(max(_GRAIN_S, at - now_s)))

    async def _wake_after(self, wait_s: float) -> None:
        await self._clock.sleep(wait_s)
        self._watch = None
        self._open()


def _tell(passed: asyncio.Future[float], wait_s: float) -> bool:
    if passed.done():  # given up while it waited
        return False
    passed.set_result(wait_s)
    return True
