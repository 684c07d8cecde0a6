"""What the three servers share: a real HTTP server on a free port of 127.0.0.1, up while its context is open.

async with FeedServer() as server:
    server.url            # "http://127.0.0.1:<port>"
"""

import asyncio
import socket
import struct
from abc import ABC, abstractmethod
from types import TracebackType
from typing import Self

from aiohttp import web

MAX_REQUEST_BYTES = 64 * 1024 * 1024


class Bell:
    """Wakes everyone who waits for a change, so that nobody has to look again and again."""

    def __init__(self) -> None:
        self._waiting: list[asyncio.Event] = []

    def ring(self) -> None:
        for event in self._waiting:
            event.set()
        self._waiting.clear()

    async def next(self) -> None:
        """Return at the next ring. Between a look at what is waited for and this call nothing may be awaited."""
        event = asyncio.Event()
        self._waiting.append(event)
        await event.wait()


class LoopbackServer(ABC):
    """A server whose every request goes through `handle`; leaving the context cuts whatever still waits."""

    def __init__(self, *, port: int = 0) -> None:
        """Listen on `port`, or on any free one when it is 0."""
        self._port = port
        self._runner: web.AppRunner | None = None
        self.closing = asyncio.Event()
        self.changes = Bell()

    @abstractmethod
    async def handle(self, request: web.Request) -> web.StreamResponse:
        """Answer one request."""

    @property
    def url(self) -> str:
        """The base address without a final slash; RuntimeError when the server is not running."""
        if self._runner is None:
            raise RuntimeError("the server is not running: open it with `async with`")
        return f"http://127.0.0.1:{self._port}"

    async def __aenter__(self) -> Self:
        app = web.Application(client_max_size=MAX_REQUEST_BYTES)
        app.router.add_route("*", "/{anything:.*}", self.handle)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", self._port).start()
        self._port = int(self._runner.addresses[0][1])
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.closing.set()
        self.changes.ring()
        if self._runner is not None:
            await self._runner.cleanup()
            self._runner = None

    async def until_closing(self, seconds: float | None = None) -> bool:
        """Wait `seconds` (None: without end) or until the server closes; True when it closes."""
        try:
            async with asyncio.timeout(seconds):
                return await self.closing.wait()
        except TimeoutError:
            return False

    async def until(self, event: asyncio.Event) -> bool:
        """Wait for `event` or until the server closes; True when the event came."""
        waits = [asyncio.ensure_future(waiting.wait()) for waiting in (event, self.closing)]
        _, late = await asyncio.wait(waits, return_when=asyncio.FIRST_COMPLETED)
        for wait in late:
            wait.cancel()
        return event.is_set()


def cut(request: web.Request) -> web.Response:
    """Break the connection with a TCP reset; the returned response reaches nobody."""
    transport = request.transport
    if transport is not None:
        link = transport.get_extra_info("socket")
        if link is not None:
            # Linger for zero seconds: the kernel then resets the connection where it would close it politely.
            link.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        transport.abort()
    return web.Response()
