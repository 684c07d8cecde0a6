"""How long the event loop did not come round."""

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass


@dataclass
class Stall:
    """The longest time for which the event loop did not come round, and how much of one this process computed in it.

    What is not its own it waited for the processor: on a shared machine that says nothing of this program.
    """

    longest_s: float = 0.0
    own_s: float = 0.0

    def __str__(self) -> str:
        return f"{self.longest_s * 1000:.0f} ms ({self.own_s * 1000:.0f} ms of it computing)"


@asynccontextmanager
async def watch_loop() -> AsyncIterator[Stall]:
    """Watch the loop while the context is open."""
    stall = Stall()

    async def watch() -> None:
        while True:
            before, cpu = time.perf_counter(), time.process_time()
            await asyncio.sleep(0.001)
            late_s = time.perf_counter() - before - 0.001
            stall.longest_s = max(stall.longest_s, late_s)
            stall.own_s = max(stall.own_s, min(late_s, time.process_time() - cpu))

    watcher = asyncio.create_task(watch())
    try:
        yield stall
    finally:
        watcher.cancel()
