"""Whose turn it is to be asked: few requests at once to one host, with a gap between them, and so many in all."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

STALLED_S = 2.0
"""A request that is not answered in this time gives its place at the host to the next one: a server that drips one
feed still gives its others. The place among all requests it keeps."""


class Turns:
    """At most `in_all` requests at once; at one host at most `per_host` that are young, each a gap after the last."""

    def __init__(self, *, in_all: int, per_host: int) -> None:
        self._in_all = asyncio.Semaphore(in_all)
        self._per_host = per_host
        self._hosts: dict[str, _Host] = {}

    @asynccontextmanager
    async def turn(self, name: str, *, gap_s: float) -> AsyncIterator[None]:
        """Wait until the host `name` may be asked; the turn lasts as long as the context.

        Who waits for a busy host takes no place from others.
        """
        host = self._hosts.setdefault(name, _Host(self._per_host))
        host.users += 1
        try:
            place = await host.enter(gap_s)
            try:
                async with self._in_all:
                    stalled = asyncio.get_running_loop().call_later(STALLED_S, place.give_back)
                    try:
                        yield
                    finally:
                        stalled.cancel()
            finally:
                place.give_back()
        finally:
            host.users -= 1
            self._forget(name, host)

    def _forget(self, name: str, host: "_Host") -> None:
        """Drop what is known of a host that nobody asks, once its gap is over."""
        loop = asyncio.get_running_loop()
        if host.users or self._hosts.get(name) is not host:
            return
        if host.free_at <= loop.time():
            del self._hosts[name]
        else:
            loop.call_at(host.free_at, self._forget, name, host)


class _Place:
    """One of a host's places, which is given back once."""

    def __init__(self, places: asyncio.Semaphore) -> None:
        self._places: asyncio.Semaphore | None = places

    def give_back(self) -> None:
        if self._places is not None:
            self._places.release()
            self._places = None


class _Host:
    """`free_at` is when its next request may start, by the loop's clock; `users` have or want a turn."""

    def __init__(self, places: int) -> None:
        self.users = 0
        self.free_at = 0.0
        self._places = asyncio.Semaphore(places)
        self._gate = asyncio.Lock()

    async def enter(self, gap_s: float) -> _Place:
        await self._places.acquire()
        place = _Place(self._places)
        try:
            if gap_s > 0:
                await self._keep(gap_s)
        except BaseException:
            place.give_back()
            raise
        return place

    async def _keep(self, gap_s: float) -> None:
        async with self._gate:
            loop = asyncio.get_running_loop()
            await asyncio.sleep(max(0.0, self.free_at - loop.time()))
            self.free_at = loop.time() + gap_s
