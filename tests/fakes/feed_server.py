"""A web server with good and terrible feeds.

    async with FeedServer() as server:
        address = server.put("/feed.xml", xml, content_type="application/rss+xml", etag='"1"')
        ...
        server.counts["/feed.xml"]          # requests for this path
        server.requests[-1].headers         # what the client sent
        server.requests[-1].status          # what it got; None when the connection was cut

Each method that sets a path returns its address: `put`, `redirect`, `drip`, `large`, `gzip_bomb`, `br_bomb`, `reset`,
`silent`.
Setting a path again replaces what was there. Unknown paths answer 404. Conditional requests get 304 by RFC 9110,
section 13.2.2: If-None-Match decides where it is sent, If-Modified-Since only without it.
"""

import asyncio
import zlib
from collections import Counter
from collections.abc import Awaitable, Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime

import brotli
from aiohttp import web

from tests.fakes.loopback import LoopbackServer, cut

CHUNK = bytes(64 * 1024)
Answer = Callable[[web.Request], Awaitable[web.StreamResponse]]


@dataclass(slots=True)
class Request:
    """What a client asked and, once answered, the status that it got."""

    method: str
    path: str
    headers: dict[str, str]
    status: int | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """What stands at a path. `last_modified` is aware; `delay_s` passes before the answer."""

    body: bytes
    content_type: str | None = "application/rss+xml"
    etag: str | None = None
    last_modified: datetime | None = None
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    delay_s: float = 0.0

    def all_headers(self) -> dict[str, str]:
        found = dict(self.headers)
        found |= {"Content-Type": self.content_type} if self.content_type else {}
        found |= {"ETag": self.etag} if self.etag else {}
        if self.last_modified:
            found["Last-Modified"] = format_datetime(self.last_modified.astimezone(UTC), usegmt=True)
        return found

    def unchanged(self, headers: Mapping[str, str]) -> bool:
        """Whether the client's validators are those of this document."""
        if tags := headers.get("If-None-Match"):
            listed = {tag.strip().removeprefix("W/") for tag in tags.split(",")}
            return "*" in listed or (self.etag or "").removeprefix("W/") in listed
        since = _read_date(headers.get("If-Modified-Since", ""))
        if since is None or self.last_modified is None:
            return False
        return self.last_modified.replace(microsecond=0) <= since


class FeedServer(LoopbackServer):
    """See the module's description."""

    def __init__(self, *, port: int = 0) -> None:
        super().__init__(port=port)
        self.requests: list[Request] = []
        self._answers: dict[str, Answer] = {}

    @property
    def counts(self) -> Counter[str]:
        """Requests by path, those of unknown paths too."""
        return Counter(request.path for request in self.requests)

    async def wait_for_request(self, path: str, *, count: int = 1, timeout_s: float = 5.0) -> Request:
        """The `count`-th request for `path`, as soon as it came, answered or not."""
        async with asyncio.timeout(timeout_s):
            while len(found := [request for request in self.requests if request.path == path]) < count:
                await self.changes.next()
        return found[count - 1]

    def put(
        self,
        path: str,
        body: str | bytes = b"",
        *,
        content_type: str | None = "application/rss+xml",
        etag: str | None = None,
        last_modified: datetime | None = None,
        status: int = 200,
        headers: Mapping[str, str] | None = None,
        delay_s: float = 0.0,
    ) -> str:
        """Serve `body` at `path`. A text is sent as UTF-8; bytes and `content_type` go out as given, right or wrong."""
        data = body.encode() if isinstance(body, str) else body
        document = Document(data, content_type, etag, last_modified, status, headers or {}, delay_s)
        return self._set(path, lambda request: self._serve(document, request))

    def redirect(self, path: str, to: str, *, status: int = 301) -> str:
        """Send the client on to `to`, a path here or any address; two that point at each other are a loop."""
        return self.put(path, status=status, headers={"Location": to}, content_type=None)

    def drip(self, path: str, *, interval_s: float = 0.05, content_type: str = "application/rss+xml") -> str:
        """An answer that begins at once and never ends: one byte after every interval."""

        async def answer(request: web.Request) -> web.StreamResponse:
            response = web.StreamResponse(headers={"Content-Type": content_type})
            await response.prepare(request)
            while not await self.until_closing(interval_s):
                await response.write(b" ")
            return response

        return self._set(path, answer)

    def large(self, path: str, *, size_bytes: int = 50_000_000, content_type: str = "application/rss+xml") -> str:
        """A body of zeros that says how long it is."""
        headers = {"Content-Type": content_type, "Content-Length": str(size_bytes)}
        return self._stream(path, headers, lambda: zeros(size_bytes))

    def gzip_bomb(self, path: str, *, size_bytes: int = 300_000_000, content_type: str = "application/rss+xml") -> str:
        """A small gzip body that unpacks to `size_bytes`, a thousand times as many."""
        headers = {"Content-Type": content_type, "Content-Encoding": "gzip"}
        return self._stream(path, headers, lambda: gzip_zeros(size_bytes))

    def br_bomb(self, path: str, *, size_bytes: int = 300_000_000, content_type: str = "application/rss+xml") -> str:
        """A tiny Brotli body that unpacks to `size_bytes`, a million times as many."""
        headers = {"Content-Type": content_type, "Content-Encoding": "br"}
        return self._stream(path, headers, lambda: br_zeros(size_bytes))

    def reset(self, path: str, *, after_bytes: int = 0) -> str:
        """Reset the connection, before anything or after `after_bytes` of a body."""

        async def answer(request: web.Request) -> web.StreamResponse:
            if after_bytes:
                response = web.StreamResponse(headers={"Content-Length": str(after_bytes + 1)})
                await response.prepare(request)
                await response.write(b" " * after_bytes)
            return cut(request)

        return self._set(path, answer)

    def silent(self, path: str) -> str:
        """Take the request and never answer."""

        async def answer(request: web.Request) -> web.StreamResponse:
            await self.until_closing()
            return cut(request)

        return self._set(path, answer)

    def remove(self, path: str) -> None:
        """Nothing stands at `path` any more: 404."""
        del self._answers[path]

    async def handle(self, request: web.Request) -> web.StreamResponse:
        seen = Request(request.method, request.path, dict(request.headers))
        self.requests.append(seen)
        self.changes.ring()
        answer = self._answers.get(request.path)
        response = await answer(request) if answer else web.Response(status=404, text="no such page")
        seen.status = None if request.transport is None or request.transport.is_closing() else response.status
        return response

    def _set(self, path: str, answer: Answer) -> str:
        self._answers[path] = answer
        return self.url + path

    async def _serve(self, document: Document, request: web.Request) -> web.StreamResponse:
        if document.delay_s > 0:
            await self.until_closing(document.delay_s)
        headers = document.all_headers()
        if document.status == 200 and document.unchanged(request.headers):
            return web.Response(status=304, headers={k: v for k, v in headers.items() if k != "Content-Type"})
        response = web.StreamResponse(status=document.status, headers=headers)
        response.content_length = len(document.body)
        await response.prepare(request)
        if request.method != "HEAD":
            await response.write(document.body)
        return response

    def _stream(self, path: str, headers: dict[str, str], chunks: Callable[[], Iterator[bytes]]) -> str:
        async def answer(request: web.Request) -> web.StreamResponse:
            response = web.StreamResponse(headers=headers)
            await response.prepare(request)
            for chunk in chunks():
                await response.write(chunk)
                await asyncio.sleep(0)  # packing takes time: let the others run in between
            return response

        return self._set(path, answer)


def zeros(size_bytes: int) -> Iterator[bytes]:
    """Zeros, in pieces."""
    yield from (CHUNK[: size_bytes - at] for at in range(0, size_bytes, len(CHUNK)))


def gzip_zeros(size_bytes: int) -> Iterator[bytes]:
    """A gzip stream of `size_bytes` zeros, in pieces."""
    packer = zlib.compressobj(wbits=zlib.MAX_WBITS | 16)
    for piece in zeros(size_bytes):
        yield packer.compress(piece)
    yield packer.flush()


def br_zeros(size_bytes: int) -> Iterator[bytes]:
    """A Brotli stream of `size_bytes` zeros, in pieces."""
    packer = brotli.Compressor(quality=1)
    for piece in zeros(size_bytes):
        yield packer.process(piece)
    yield packer.finish()


def _read_date(text: str) -> datetime | None:
    try:
        return parsedate_to_datetime(text).astimezone(UTC)
    except (TypeError, ValueError):
        return None
