"""A clock that stands until it is told to move: a day lives in a second.

    clock = FakeClock(datetime(2026, 3, 8, 6, tzinfo=UTC))
    await clock.advance(hours=2)              # sleepers wake on the way, each at its own moment
    await clock.drive(app.deliver())          # whoever sleeps is woken at once, the clock jumping to that moment
    async with clock.driven(): ...            # the same for everything that runs inside

`now()` never shows the same moment twice: each look is a microsecond later than the one before, as on a real machine.
"""

import asyncio
import heapq
from collections.abc import AsyncIterator, Coroutine
from contextlib import asynccontextmanager, suppress
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import TypeVar

T = TypeVar("T")

_LOOK = timedelta(microseconds=1)
_ROUNDS = 10
"""Turns of the event loop in which whoever was woken may go to sleep again before the clock moves on."""


class FakeClock:
    """Implements `digests.clock.Clock`."""

    def __init__(self, at: datetime) -> None:
        """Begin at `at` (aware)."""
        self._at = at.astimezone(UTC)
        self._begun = self._at
        self._sleepers: list[tuple[datetime, int, asyncio.Future[None]]] = []
        self._numbers = count()
        self._slept = asyncio.Event()

    def now(self) -> datetime:
        self._at += _LOOK
        return self._at

    def monotonic(self) -> float:
        return (self._at - self._begun).total_seconds()

    async def sleep(self, seconds: float) -> None:
        if seconds <= 0:
            await asyncio.sleep(0)
            return
        wake = asyncio.get_running_loop().create_future()
        heapq.heappush(self._sleepers, (self._at + timedelta(seconds=seconds), next(self._numbers), wake))
        self._slept.set()
        await wake

    @property
    def asleep(self) -> int:
        """How many wait for their moment."""
        return sum(not wake.done() for _, _, wake in self._sleepers)

    async def advance(self, **by: float) -> None:
        """Move on by `hours=`, `minutes=`, `seconds=` ..., as `timedelta` reads them."""
        await self.advance_to(self._at + timedelta(**by))

    async def advance_to(self, moment: datetime) -> None:
        """Move on to `moment`; sleepers wake in the order of their moments. Never goes back."""
        while self._sleepers and self._sleepers[0][0] <= moment:
            await self._wake_next()
        self._at = max(self._at, moment.astimezone(UTC))

    async def drive(self, work: Coroutine[object, object, T]) -> T:
        """Run `work` to its end; the clock jumps to the next sleeper whenever there is one."""
        async with self.driven():
            return await work

    @asynccontextmanager
    async def driven(self) -> AsyncIterator[None]:
        """Let nobody sleep for long: inside, the clock jumps to the next sleeper whenever there is one."""
        driver = asyncio.create_task(self._jump())
        try:
            yield
        finally:
            driver.cancel()
            with suppress(asyncio.CancelledError):
                await driver

    async def _jump(self) -> None:
        while True:
            self._slept.clear()
            if not self._sleepers:
                await self._slept.wait()
            for _ in range(_ROUNDS):
                await asyncio.sleep(0)
            if self._sleepers:  # another driver may have been first
                await self._wake_next()

    async def _wake_next(self) -> None:
        at, _, wake = heapq.heappop(self._sleepers)
        if not wake.done():  # a cancelled sleeper moves nobody's time
            self._at = max(self._at, at)
            wake.set_result(None)
        for _ in range(_ROUNDS):
            await asyncio.sleep(0)
