"""One kept-alive HTTP/1.1 connection that carries one request after the other.

The answer is read by llhttp, the parser of Node.js (`httptools`): lengths, chunks and malformed answers are its work.
"""

import asyncio
import math
from typing import cast

from httptools import HttpParserError, HttpParserUpgrade, HttpResponseParser

MAX_ANSWER_BYTES = 32 * 1024 * 1024
"""An answer is held whole; Telegram's longest, a hundred updates, has far less."""

Answer = tuple[int, bytes]
"""Status and body."""


class BrokenAnswer(ConnectionError):
    """The connection ended in the middle, or what came is no HTTP: the request may have arrived."""


class Connection(asyncio.Protocol):
    """Made by `loop.create_connection`. Use it for one request at a time."""

    def __init__(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._transport: asyncio.Transport | None = None
        self._waiting: asyncio.Future[Answer] | None = None
        self._deadline_s = math.inf
        self._alarm: asyncio.TimerHandle | None = None
        self._renew()
        self.idle_since_s = 0.0

    @property
    def is_open(self) -> bool:
        """Whether another request may be written."""
        return self._transport is not None and not self._transport.is_closing()

    async def exchange(self, request: bytes, write_s: float | None, answer_s: float | None) -> Answer:
        """Write the request and return its whole answer, which may take `answer_s` from when all is written.

        Raises `TimeoutError` and `BrokenAnswer`, and leaves the connection closed whenever there is no answer.
        """
        if self._transport is None:
            raise BrokenAnswer("closed")
        waiting: asyncio.Future[Answer] = self._loop.create_future()
        self._waiting = waiting
        self._transport.write(request)
        # The system takes a message in one piece; only where it did not, there is still something to write.
        to_write_s = write_s if self._transport.get_write_buffer_size() else 0.0
        limit_s = math.inf if to_write_s is None or answer_s is None else to_write_s + answer_s
        self._deadline_s = self._loop.time() + limit_s
        self._wake_by_deadline()
        try:
            return await waiting
        except BaseException:
            self.close()
            raise

    def _wake_by_deadline(self) -> None:
        """See that the deadline is looked at: by the alarm of an earlier exchange where that comes in time.

        An alarm set and cancelled for each message is a twentieth of what a message costs (measured).
        """
        if self._alarm is not None and self._alarm.when() <= self._deadline_s:
            return
        if self._alarm is not None:
            self._alarm.cancel()
        self._alarm = None if self._deadline_s == math.inf else self._loop.call_at(self._deadline_s, self._ring)

    def _ring(self) -> None:
        self._alarm = None
        if self._waiting is None:
            return
        if self._loop.time() >= self._deadline_s:
            self._fail(TimeoutError())
        else:
            self._wake_by_deadline()

    def close(self) -> None:
        """Drop it at once, with whatever is under way."""
        if self._transport is not None:
            self._transport.abort()

    # What asyncio calls.

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast("asyncio.Transport", transport)

    def data_received(self, data: bytes) -> None:
        if self._waiting is None:  # nobody asked: a farewell, or the rest of something that was given up
            self.close()
            return
        try:
            self._parser.feed_data(data)
        except (HttpParserError, HttpParserUpgrade):
            self._fail(BrokenAnswer("the answer is no HTTP"))

    def connection_lost(self, exc: Exception | None) -> None:
        if exc is None and self._ends_with_connection:
            self._deliver()
        self._fail(BrokenAnswer("the server disconnected"))
        if self._alarm is not None:
            self._alarm.cancel()
        self._transport = None

    # What the parser calls.

    def on_message_begin(self) -> None:
        if self._waiting is None:  # behind an answer another begins: it would be taken for that to the next request
            self.close()

    def on_header(self, name: bytes, value: bytes) -> None:
        del value
        if name.lower() in {b"content-length", b"transfer-encoding"}:
            self._has_length = True

    def on_headers_complete(self) -> None:
        self._has_head = True

    def on_body(self, body: bytes) -> None:
        self._size_bytes += len(body)
        if self._size_bytes > MAX_ANSWER_BYTES:
            self._fail(BrokenAnswer("the answer is too long"))
        else:
            self._body.append(body)

    def on_message_complete(self) -> None:
        if self._parser.get_status_code() >= 200:  # others announce the answer
            self._deliver()
        else:
            self._renew_answer()

    @property
    def _ends_with_connection(self) -> bool:
        return self._has_head and not self._has_length

    def _deliver(self) -> None:
        waiting, self._waiting = self._waiting, None
        if waiting is not None and not waiting.done():
            waiting.set_result((self._parser.get_status_code(), b"".join(self._body)))
        if not self._parser.should_keep_alive():
            self.close()
        self._renew_answer()

    def _fail(self, error: Exception) -> None:
        waiting, self._waiting = self._waiting, None
        if waiting is not None and not waiting.done():
            waiting.set_exception(error)

    def _renew(self) -> None:
        self._parser = HttpResponseParser(self)
        self._renew_answer()

    def _renew_answer(self) -> None:
        self._has_head = self._has_length = False
        self._body: list[bytes] = []
        self._size_bytes = 0
