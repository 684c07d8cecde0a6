"""Forms to a Bot API server, each over a connection that was kept from the last one.

A form over aiohttp costs twice as much (measured), and at a thousand messages a second that is the larger part of all
that a message takes. aiohttp keeps what is rare and needs more: files, downloads, proxies.
"""

import asyncio
import socket
import ssl
from collections import deque
from typing import NamedTuple

from aiohappyeyeballs import start_connection
from yarl import URL

from bot.sender.connection import Answer, Connection
from bot.sender.form import CONTENT_TYPE

_KEEP_ALIVE_S = 30.0
"""Under the minute after which servers drop an idle connection: writing into a dropped one has an unknown end."""

_HAPPY_EYEBALLS_S = 0.25
"""So long IPv6 has the start of IPv4 (https://www.rfc-editor.org/rfc/rfc8305#section-5)."""


class NotConnected(ConnectionError):
    """There was no connection: nothing was written. The text holds host and port, never the path."""


class Limits(NamedTuple):
    """Seconds to wait for a free place, for a connection, to write, and for the whole answer; None for ever."""

    place_s: float | None
    connect_s: float | None
    write_s: float | None
    answer_s: float | None


class _Target(NamedTuple):
    host: str
    port: int
    is_tls: bool
    head: bytes


class Wire:
    """Connections to whatever server is asked for, at most so many at once."""

    def __init__(self, connections: int, user_agent: str) -> None:
        self._places = asyncio.Semaphore(connections)
        self._user_agent = user_agent
        self._targets: dict[str, _Target | None] = {}
        self._idle: dict[tuple[str, int], deque[Connection]] = {}
        self._tls: ssl.SSLContext | None = None
        self._is_closed = False

    def can_reach(self, url: str) -> bool:
        """Whether this is an ordinary address, without a name and password in it."""
        return self._target_of(url) is not None

    async def post(self, url: str, form: bytes, limits: Limits) -> Answer:
        """Status and body of the answer.

        Raises `NotConnected` when nothing was written, else `TimeoutError` and `ConnectionError`.
        """
        target = self._target_of(url)
        if target is None:
            raise NotConnected("no address that can be reached")
        await self._enter(limits.place_s)
        try:
            connection = self._idle_to(target) or await self._connect(target, limits.connect_s)
            request = b"%b%d\r\n\r\n%b" % (target.head, len(form), form)
            answer = await connection.exchange(request, limits.write_s, limits.answer_s)
        finally:
            self._places.release()
        self._keep(target, connection)
        return answer

    async def close(self) -> None:
        """Drop what is idle, and what is under way as soon as it is answered."""
        self._is_closed = True
        for connections in self._idle.values():
            for connection in connections:
                connection.close()
        self._idle.clear()
        await asyncio.sleep(0)  # the event loop closes the sockets in its next round

    def _target_of(self, url: str) -> _Target | None:
        if url not in self._targets:
            self._targets[url] = _parsed(url, self._user_agent)
        return self._targets[url]

    async def _enter(self, place_s: float | None) -> None:
        if not self._places.locked():
            await self._places.acquire()
            return
        try:
            async with asyncio.timeout(place_s):
                await self._places.acquire()
        except TimeoutError:
            raise NotConnected("all connections are taken") from None

    def _idle_to(self, target: _Target) -> Connection | None:
        """The connection that was used last, so that those too many grow old."""
        idle = self._idle.get((target.host, target.port))
        since_s = asyncio.get_running_loop().time() - _KEEP_ALIVE_S
        while idle and idle[0].idle_since_s < since_s:
            idle.popleft().close()
        while idle:
            connection = idle.pop()
            if connection.is_open:
                return connection
        return None

    def _keep(self, target: _Target, connection: Connection) -> None:
        if self._is_closed:
            connection.close()
        elif connection.is_open:
            connection.idle_since_s = asyncio.get_running_loop().time()
            self._idle.setdefault((target.host, target.port), deque()).append(connection)

    async def _connect(self, target: _Target, connect_s: float | None) -> Connection:
        loop, tls = asyncio.get_running_loop(), self._tls_context() if target.is_tls else None
        try:
            async with asyncio.timeout(connect_s):
                infos = await loop.getaddrinfo(target.host, target.port, type=socket.SOCK_STREAM)
                # asyncio's own race of addresses leaves sockets open when it is cancelled.
                link = await start_connection(infos, happy_eyeballs_delay=_HAPPY_EYEBALLS_S)
                _, connection = await loop.create_connection(
                    Connection, sock=link, ssl=tls, server_hostname=target.host if tls else None
                )
        except (OSError, ValueError) as error:  # TimeoutError is an OSError
            reason = getattr(error, "strerror", None) or type(error).__name__
            raise NotConnected(f"{target.host}:{target.port}: {reason}") from None
        return connection

    def _tls_context(self) -> ssl.SSLContext:
        if self._tls is None:
            self._tls = ssl.create_default_context()
        return self._tls


def _parsed(url: str, user_agent: str) -> _Target | None:
    try:
        parts = URL(url)
        host, port = parts.raw_host, parts.port
    except ValueError:
        return None
    if parts.scheme not in {"http", "https"} or not host or port is None or parts.user is not None:
        return None
    head = (
        f"POST {parts.raw_path_qs} HTTP/1.1\r\nHost: {parts.host_port_subcomponent}\r\nUser-Agent: {user_agent}\r\n"
        f"Accept: */*\r\nContent-Type: {CONTENT_TYPE}\r\nContent-Length: "
    )
    return _Target(host, port, parts.scheme == "https", head.encode())
