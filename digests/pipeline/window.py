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
        self._portion = max(1, size // 4)
        self._wanted = 0
        self._are_few = asyncio.Event()
        self._ended_at = 0.0
        self._failure: BaseException | None = None

    async def roll(self, claim: Claim[T]) -> None:
        """Do everything that `claim` gives. Return when all has ended, or when nothing has for `patience_s` seconds:
        what is left then goes on by itself.
        """
        is_all = False
        while True:
            room = self._size - len(self._running)
            # In portions: each claim is a transaction.
            if not is_all and (room >= self._portion or not self._running):
                claimed = await claim(room)
                is_all = len(claimed) < room
                for thing in claimed:
                    self._start(thing)
            if not self._running or not await self._become_few(0 if is_all else self._size - self._portion):
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
        self._ended_at = asyncio.get_running_loop().time()
        if len(self._running) <= self._wanted:
            self._are_few.set()
        if not task.cancelled():
            self._failure = self._failure or task.exception()

    async def _become_few(self, wanted: int) -> bool:
        """Wait until so few are under way; False when none has ended for too long. Who ends wakes nobody before."""
        loop = asyncio.get_running_loop()
        self._wanted, self._ended_at = wanted, loop.time()
        self._are_few.clear()
        while len(self._running) > wanted:
            try:
                async with asyncio.timeout_at(self._ended_at + self._patience_s):
                    await self._are_few.wait()
            except TimeoutError:
                if loop.time() >= self._ended_at + self._patience_s:
                    return False
        return True
