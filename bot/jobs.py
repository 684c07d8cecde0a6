"""Ticks. APScheduler only rings the bell: the database says what is due, so a late or lost tick loses nothing."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Collection
from contextlib import suppress
from dataclasses import dataclass
from typing import Literal, get_args

from apscheduler.schedulers.asyncio import AsyncIOScheduler

from digests.errors import YaowenError, kind_and_place

log = logging.getLogger(__name__)

Role = Literal["bot", "refresh", "summarize", "deliver"]
ROLES: tuple[Role, ...] = get_args(Role)

Step = Callable[[], Awaitable[None]]

_GRACE_S = 60
"""With the library's default of one second a busy moment makes it drop ticks (measured: every one of 10,000)."""


@dataclass(frozen=True, slots=True)
class Tick:
    """A step, how often it is due, and the role whose process does it."""

    name: str
    step: Step
    every_s: float
    role: Role


class Ticker:
    """Runs ticks until it is stopped. A step never overlaps itself, and one that fails is tried at its next tick."""

    def __init__(self, ticks: Collection[Tick], roles: Collection[Role]) -> None:
        self._scheduler = AsyncIOScheduler(timezone="UTC")
        self._running: set[asyncio.Task[None]] = set()
        self._failing: dict[str, str] = {}
        for tick in ticks:
            if tick.role in roles:
                self._scheduler.add_job(
                    self._ring,
                    "interval",
                    args=[tick],
                    seconds=tick.every_s,
                    coalesce=True,
                    max_instances=1,
                    misfire_grace_time=_GRACE_S,
                )

    def start(self) -> None:
        """Begin; needs a running event loop."""
        self._scheduler.start()

    async def stop(self) -> None:
        """Ring no more, and return when the steps under way have ended."""
        self._scheduler.shutdown(wait=False)
        await asyncio.gather(*self._running, return_exceptions=True)

    async def _ring(self, tick: Tick) -> None:
        # A task of its own: the scheduler cancels its jobs when it shuts down, and a step must reach its end.
        task = asyncio.ensure_future(run_step(tick.name, tick.step, self._failing))
        self._running.add(task)
        task.add_done_callback(self._running.discard)
        with suppress(asyncio.CancelledError):  # which the scheduler would log as an error with its traceback
            await asyncio.shield(task)


async def run_step(name: str, step: Step, failing: dict[str, str] | None = None) -> None:
    """Do a step; what goes wrong is logged, and the next one is not lost for it.

    `failing` remembers from one time to the next why a step failed: a full disk is told once, not at every tick, and
    so is that all is well again.
    """
    known = {} if failing is None else failing
    try:
        await step()
    except YaowenError as error:
        _tell(logging.WARNING, name, str(error), known)
    except Exception as error:
        _tell(logging.ERROR, name, kind_and_place(error), known)
    else:
        if known.pop(name, None) is not None:
            log.warning("%s works again", name)


def _tell(level: int, name: str, reason: str, known: dict[str, str]) -> None:
    if known.get(name) != reason:
        log.log(level, "%s failed: %s", name, reason)
    known[name] = reason
