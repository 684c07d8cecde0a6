"""Work that rolls: so many things at once, the next one as soon as one has ended, however slow another is."""

import asyncio
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any, Generic, TypeVar

T = TypeVar("T")

Claim = Callable[[int], Awaitable[list[T]]]
"""At most so many more things to do; fewer when that was all."""


class Window(Generic[T]):
    """At most `size` at once. What hangs keeps its place, and nobody waits for it.

    `work` is done for each thing; what it raises comes out of the next `roll`.
    """

    def __init__(self, size: int, work: Callable[[T], Coroutine[Any, Any, None]], *, patience_s: float) -> None:
        self._size = size
        self._work = work
        self._patience_s = patience_s
        self._running: set[asyncio.Task[None]] = set()
        self._ended = asyncio.Event()
        self._failure: BaseException | None = None

    async def roll(self, claim: Claim[T]) -> None:
        """Do everything that `claim` gives. Return when all has ended, or when nothing has for `patience_s` seconds:
        what is left then goes on by itself.
        """
        is_all = False
        while True:
            room = self._size - len(self._running)
            # In portions: each claim is a transaction.
            if not is_all and (room >= self._size // 4 or not self._running):
                claimed = await claim(room)
                is_all = len(claimed) < room
                for thing in claimed:
                    self._start(thing)
            if not self._running or not await self._has_ended_one():
                break
        failure, self._failure = self._failure, None
        if failure is not None:
            raise failure

    async def stop(self) -> None:
        """Break off what is under way."""
        for task in self._running:
            task.cancel()
        await asyncio.gather(*self._running, return_exceptions=True)

    def _start(self, thing: T) -> None:
        task = asyncio.create_task(self._work(thing))
        self._running.add(task)
        task.add_done_callback(self._note)

    def _note(self, task: asyncio.Task[None]) -> None:
        self._running.discard(task)
        self._ended.set()
        if not task.cancelled():
            self._failure = self._failure or task.exception()

    async def _has_ended_one(self) -> bool:
        self._ended.clear()
        try:
            async with asyncio.timeout(self._patience_s):
                return await self._ended.wait()
        except TimeoutError:
            return False
