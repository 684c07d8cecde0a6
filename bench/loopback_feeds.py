"""Feeds on loopback from a process of its own, so that the measuring process's time is the client's.

`/tagged/N` has an ETag and answers 304 to who knows it; `/bare/N` always sends the whole. Feeds below the number given
to `advance` have one item more than before.
"""

import asyncio
import multiprocessing
import random
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing.connection import Connection

ITEMS = 50
_CHARACTERS = "海港渡轮夜航对岸票价首月减半港务局宣布恢复每晚开行班次北山矿井获救工人银行利率旧书市搬迁租金天气大雾"
_REQUEST = re.compile(rb"GET /(tagged|bare)/(\d+) ")
_TAG = re.compile(rb"\r\nif-none-match: *([^\r]*)\r\n", re.IGNORECASE)
_HEAD = (
    '<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>海港日报 @</title>'
    "<link>https://haigang.example/</link><language>zh-cn</language>"
)


def _item(rng: random.Random, name: str) -> str:
    text = "".join(f"&lt;p&gt;{''.join(rng.choices(_CHARACTERS, k=90))}。&lt;/p&gt;" for _ in range(9))
    return (
        f"<item><title>{name} {''.join(rng.choices(_CHARACTERS, k=18))}</title><guid>{name}</guid>"
        f"<link>https://haigang.example/@/{name}</link><pubDate>Sun, 22 Nov 2026 07:00:00 +0000</pubDate>"
        f"<description>{text}</description></item>"
    )


def _template() -> tuple[bytes, bytes, bytes]:
    """The head, the item that comes later, and the items that were there: about 150 kB, `@` for the feed's number."""
    rng = random.Random(1)
    old = "".join(_item(rng, f"old-{number}") for number in range(ITEMS))
    return _HEAD.encode(), _item(rng, "new").encode(), f"{old}</channel></rss>".encode()


TEMPLATE = _template()


def body_of(number: int, *, advanced: bool) -> bytes:
    """The feed `number`, with one item more when it has `advanced`."""
    head, new, old = TEMPLATE
    return (head + (new if advanced else b"") + old).replace(b"@", b"%d" % number)


class _Feeds(asyncio.Protocol):
    def __init__(self, state: dict[str, int]) -> None:
        self._state = state
        self._received = bytearray()
        self._transport: asyncio.Transport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = transport if isinstance(transport, asyncio.Transport) else None

    def data_received(self, data: bytes) -> None:
        self._received += data
        if not self._received.endswith(b"\r\n\r\n") or self._transport is None:
            return
        head = bytes(self._received)
        self._received.clear()
        asked, tag = _REQUEST.match(head), _TAG.search(head)
        if asked is None:
            self._transport.write(b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n")
            return
        number = int(asked[2])
        advanced = number < self._state["advanced"]
        etag = b'"%d"' % advanced if asked[1] == b"tagged" else None
        if etag and tag and tag[1] == etag:
            self._transport.write(b"HTTP/1.1 304 Not Modified\r\nETag: %s\r\n\r\n" % etag)
            return
        body = body_of(number, advanced=advanced)
        tagged = b"ETag: %s\r\n" % etag if etag else b""
        answer = b"HTTP/1.1 200 OK\r\nContent-Type: application/rss+xml\r\n%sContent-Length: %d\r\n\r\n"
        self._transport.write(answer % (tagged, len(body)) + body)


def _serve(connection: Connection) -> None:
    async def run() -> None:
        loop = asyncio.get_running_loop()
        state = {"advanced": 0}
        server = await loop.create_server(lambda: _Feeds(state), "127.0.0.1", 0, backlog=1024)
        connection.send(server.sockets[0].getsockname()[1])
        while True:
            state["advanced"] = await loop.run_in_executor(None, connection.recv)
            connection.send(None)

    asyncio.run(run())


@dataclass(frozen=True)
class FeedsServer:
    """A running server."""

    url: str
    connection: Connection

    def address(self, number: int) -> str:
        """Every second feed has an ETag."""
        return f"{self.url}/{'bare' if number % 2 else 'tagged'}/{number}"

    def advance(self, below: int) -> None:
        """Let every feed below this number have its new item."""
        self.connection.send(below)
        self.connection.recv()


@contextmanager
def feeds_server() -> Iterator[FeedsServer]:
    """Start a server; no feed has its new item yet."""
    context = multiprocessing.get_context("spawn")
    here, there = context.Pipe()
    process = context.Process(target=_serve, args=(there,), daemon=True)
    process.start()
    try:
        yield FeedsServer(f"http://127.0.0.1:{here.recv()}", here)
    finally:
        process.terminate()
        process.join()
