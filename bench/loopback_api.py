"""A minimal Bot API on loopback in a process of its own, so that the measuring process's time is the client's."""

import asyncio
import multiprocessing
import re
import time
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing.connection import Connection
from urllib.parse import unquote_to_bytes

from tests.fakes.telegram_limits import FloodControl

_BODY = (
    b'{"ok":true,"result":{"message_id":1,"date":1700000000,"chat":{"id":7,"type":"private","first_name":"Lin"},'
    b'"from":{"id":1000001,"is_bot":true,"first_name":"Yaowen"},"text":"x"}}'
)
_REFUSAL = b'{"ok":false,"error_code":429,"description":"Too Many Requests","parameters":{"retry_after":1}}'
_CHAT = re.compile(rb"(?:^|&)chat_id=([^&]*)")


@dataclass(frozen=True)
class Seen:
    """What the server saw: messages let through and refused, the most in one second, and those in the time asked."""

    accepted: int
    refused: int
    most_in_a_second: int
    in_time: int


class _Ledger:
    """Every message by Telegram's limits."""

    def __init__(self) -> None:
        self._flood = FloodControl()
        self._times: list[float] = []
        self._refused = 0

    def admit(self, body: bytes) -> bool:
        found, now_s = _CHAT.search(body), time.monotonic()
        if found is None:
            return True
        chat_id = int(unquote_to_bytes(found[1]))
        wait = self._flood.admit(chat_id, now_s, paid=b"allow_paid_broadcast" in body)
        if wait is None:
            self._times.append(now_s)
        else:
            self._refused += 1
        return wait is None

    def seen(self, first_s: float) -> Seen:
        """In time is what came in the `first_s` seconds from the first message on."""
        window, most = deque[float](), 0
        for at in self._times:
            window.append(at)
            while window[0] <= at - 1.0:
                window.popleft()
            most = max(most, len(window))
        first = self._times[0] if self._times else 0.0
        return Seen(len(self._times), self._refused, most, sum(at - first < first_s for at in self._times))


class _Api(asyncio.Protocol):
    """Answers every request after `latency_s`: with a message, or a 429 where the ledger says so."""

    def __init__(self, latency_s: float, ledger: _Ledger | None) -> None:
        self._latency_s = latency_s
        self._ledger = ledger
        self._received = bytearray()
        self._transport: asyncio.Transport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = transport if isinstance(transport, asyncio.Transport) else None

    def data_received(self, data: bytes) -> None:
        self._received += data
        head_size = self._received.find(b"\r\n\r\n") + 4
        if head_size < 4:
            return
        head = bytes(self._received[:head_size])
        length = int(head.lower().partition(b"content-length:")[2].split(b"\r\n")[0] or 0)
        if len(self._received) >= head_size + length:
            body = bytes(self._received[head_size:])
            self._received.clear()
            admitted = self._ledger is None or self._ledger.admit(body)
            asyncio.get_running_loop().call_later(self._latency_s, self._answer, admitted)

    def _answer(self, admitted: bool) -> None:  # noqa: FBT001 - a callback's only argument
        if self._transport is None or self._transport.is_closing():
            return
        status, body = (b"200 OK", _BODY) if admitted else (b"429 Too Many Requests", _REFUSAL)
        head = b"HTTP/1.1 %s\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n" % (status, len(body))
        self._transport.write(head + body)


def _serve(connection: Connection, latency_s: float, limits: bool) -> None:  # noqa: FBT001 - a process's arguments
    ledger = _Ledger() if limits else None

    async def run() -> None:
        loop = asyncio.get_running_loop()
        server = await loop.create_server(lambda: _Api(latency_s, ledger), "127.0.0.1", 0, backlog=1024)
        connection.send(server.sockets[0].getsockname()[1])
        first_s = await loop.run_in_executor(None, connection.recv)
        connection.send(ledger.seen(first_s) if ledger else None)

    asyncio.run(run())


class ApiServer:
    """A running server: its address for a `Bot`, and on `stop` what it saw."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self.url = f"http://127.0.0.1:{connection.recv()}/bot"

    def stop(self, first_s: float) -> Seen:
        """End it. Only for a server with limits. `first_s`: the seconds that `Seen.in_time` is about."""
        self._connection.send(first_s)
        seen = self._connection.recv()
        if not isinstance(seen, Seen):
            raise TypeError("this server keeps no ledger")
        return seen


@contextmanager
def api_server(latency_s: float = 0.0, *, limits: bool = False) -> Iterator[ApiServer]:
    """Start a server that answers after `latency_s`; `limits` enforces Telegram's flood limits."""
    context = multiprocessing.get_context("spawn")
    here, there = context.Pipe()
    process = context.Process(target=_serve, args=(there, latency_s, limits), daemon=True)
    process.start()
    try:
        yield ApiServer(here)
    finally:
        process.terminate()
        process.join()
