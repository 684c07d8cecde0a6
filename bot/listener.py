"""The public listener: whoever is told of an address of ours can reach this, and the whole world besides.

It speaks plain HTTP; a reverse proxy in front of it adds TLS. What it is asked stands in no log. A connection has a
minute, a body a limit and twenty seconds, and there are only so many connections: whoever sends nonsense, sends it
slowly or sends too much of it, is hung up on.
"""

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Collection, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from aiohttp import web
from aiohttp.web_protocol import RequestHandler

from digests.errors import YaowenError, kind_and_place

log = logging.getLogger(__name__)

_LINGERING_S = 1.0
_CHUNK_BYTES = 64 * 1024
_LAST_S = 1.0
"""What is under way when the service stops has so long: it is to be gone within ten seconds, whoever drips."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """What callers may cost: so many connections at once, each so long (and half a minute more for what is under way
    when its time ends), idle so long, and so long for a body.
    """

    connections: int = 256
    connection_s: float = 60.0
    grace_s: float = 30.0
    idle_s: float = 20.0
    body_s: float = 20.0


class CannotListen(YaowenError):
    """An address to listen on is taken, or none of this machine's."""


class BodyRefused(Exception):
    """A body that is too large (HTTP 413), too slow (408) or damaged (400)."""

    def __init__(self, status: int) -> None:
        super().__init__(status)
        self.status = status


@dataclass(frozen=True, slots=True)
class Reply:
    """What is answered."""

    status: int = 200
    text: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Call:
    """What somebody asks. `rest` is the path below that of the door, without its first slash; header names are in
    lower case.
    """

    method: str
    rest: str
    query: Mapping[str, str]
    headers: Mapping[str, str]
    body: Callable[[int], Awaitable[bytes]]
    """Reads the body, unpacked, of so many bytes at most. Raises `BodyRefused`."""


Door = Callable[[Call], Awaitable[Reply]]


@asynccontextmanager
async def listen(
    addresses: Collection[tuple[str, int]], doors: Mapping[str, Door], bounds: Bounds | None = None
) -> AsyncIterator[list[int]]:
    """Answer on each of `addresses` (host and port; 0 takes a free one) until it is left; gives the ports.

    `doors` are by their path, `/hub` for `/hub` and what is below. Raises `CannotListen`.
    """
    runner = web.ServerRunner(_Bounded(doors, bounds or Bounds()), shutdown_timeout=_LAST_S)
    await runner.setup()
    try:
        for host, port in addresses:
            try:
                await web.TCPSite(runner, host, port).start()
            except OSError as error:
                raise CannotListen(f"{host}:{port} cannot be listened on ({error.strerror or error})") from error
        yield [int(address[1]) for address in runner.addresses]
    finally:
        await runner.cleanup()


class _Bounded(web.Server):
    """A server with so many connections at most, none of which stays for ever."""

    def __init__(self, doors: Mapping[str, Door], bounds: Bounds) -> None:
        answering = _Answering(doors, bounds.body_s)
        super().__init__(answering, access_log=None, keepalive_timeout=bounds.idle_s, lingering_time=_LINGERING_S)
        self._bounds = bounds
        self._timers: dict[RequestHandler, tuple[asyncio.TimerHandle, ...]] = {}

    def connection_made(self, handler: RequestHandler, transport: asyncio.Transport) -> None:
        super().connection_made(handler, transport)
        if len(self.connections) > self._bounds.connections:
            transport.abort()
            return
        loop, end_s = asyncio.get_running_loop(), self._bounds.connection_s
        timers = (
            loop.call_later(end_s, handler.close),
            loop.call_later(end_s + self._bounds.grace_s, transport.abort),
        )
        self._timers[handler] = timers

    def connection_lost(self, handler: RequestHandler, exc: BaseException | None = None) -> None:
        super().connection_lost(handler, exc)
        for timer in self._timers.pop(handler, ()):
            timer.cancel()


class _Answering:
    """Finds the door and lets it answer; what goes wrong behind it is told to nobody outside."""

    def __init__(self, doors: Mapping[str, Door], body_s: float) -> None:
        self._doors = doors
        self._body_s = body_s

    async def __call__(self, request: web.BaseRequest) -> web.StreamResponse:
        reply = await self._reply(request)
        headers = {"X-Content-Type-Options": "nosniff", **reply.headers}
        return web.Response(status=reply.status, text=reply.text, content_type="text/plain", headers=headers)

    async def _reply(self, request: web.BaseRequest) -> Reply:
        path = request.path
        place = next((each for each in self._doors if path == each or path.startswith(f"{each}/")), None)
        if place is None:
            return Reply(404)
        headers = {name.lower(): value for name, value in request.headers.items()}
        call = Call(
            request.method, path[len(place) + 1 :], dict(request.query), headers, _reader_of(request, self._body_s)
        )
        try:
            return await self._doors[place](call)
        except BodyRefused as refused:
            return Reply(refused.status)
        except Exception as error:
            log.error("a call from outside failed: %s", kind_and_place(error))
            return Reply(500)


def _reader_of(request: web.BaseRequest, limit_s: float) -> Callable[[int], Awaitable[bytes]]:
    async def body(most_bytes: int) -> bytes:
        if (request.content_length or 0) > most_bytes:
            raise BodyRefused(413)
        data = bytearray()
        try:
            async with asyncio.timeout(limit_s):
                async for chunk in request.content.iter_chunked(_CHUNK_BYTES):
                    data += chunk
                    if len(data) > most_bytes:
                        raise BodyRefused(413)
        except TimeoutError as error:
            raise BodyRefused(408) from error
        except (web.RequestPayloadError, ConnectionError, ValueError) as error:
            raise BodyRefused(400) from error
        return bytes(data)

    return body
