"""The transport under python-telegram-bot: its `BaseRequest` over connections of our own, and over aiohttp.

The library's own, over httpx, sends 220 to 640 messages a second on one core and slows down as concurrency rises
(measured). This one writes the same forms, and a form goes by the `Wire`; a file, a download and what has to pass a
proxy go by one aiohttp session. It differs from the library's in three ways: it says whether a request was written at
all (`ConnectionNotMade`), redirects of a request that carries a message are not followed, and no error text or log
line holds an address, because the address holds the bot's token.
"""

import io
import os
from typing import NamedTuple
from urllib.parse import urlsplit
from urllib.request import getproxies, proxy_bypass

import aiohttp
from telegram.error import NetworkError, TimedOut
from telegram.request import BaseRequest, RequestData

from bot.sender.form import CONTENT_TYPE, encoded
from bot.sender.wire import Limits, NotConnected, Wire

# The library's own switch to the type that its next version has (documented with `RetryAfter.retry_after`); without it
# every 429 raises a deprecation warning inside the library.
os.environ["PTB_TIMEDELTA"] = "true"

CONNECTIONS = 256
"""As many as the library's own pool."""

_KEEP_ALIVE_S = 30.0
"""Under the minute after which servers drop an idle connection: writing into a dropped one has an unknown end."""


class ConnectionNotMade(NetworkError):
    """The request was never written: nothing can have arrived."""


class Timeouts(NamedTuple):
    """Limits in seconds, None for none. The defaults are those of the library's own request."""

    read_s: float | None = 5.0
    write_s: float | None = 5.0
    connect_s: float | None = 5.0
    pool_s: float | None = 1.0
    media_write_s: float | None = 20.0
    """In place of `write_s` when files are uploaded."""


DEFAULT_TIMEOUTS = Timeouts()


class AiohttpRequest(BaseRequest):
    """Requests to the Bot API. Give one to `Application.builder().request(...)`, another to `.get_updates_request`."""

    def __init__(self, *, connections: int = CONNECTIONS, timeouts: Timeouts = DEFAULT_TIMEOUTS) -> None:
        """Open nothing yet. At most `connections` requests are under way at once, the others wait for their turn."""
        self._connections = connections
        self._timeouts = timeouts
        self._session: aiohttp.ClientSession | None = None
        self._wire = Wire(connections, self.USER_AGENT)
        self._proxies: dict[str, str | None] = {}

    @property
    def read_timeout(self) -> float | None:
        """Seconds to wait for an answer where a call says nothing else."""
        return self._timeouts.read_s

    async def initialize(self) -> None:
        """Open the session. Calling it again changes nothing."""
        if self._session is None:
            connector = aiohttp.TCPConnector(limit=self._connections, keepalive_timeout=_KEEP_ALIVE_S)
            self._session = aiohttp.ClientSession(
                connector=connector,
                headers={"User-Agent": self.USER_AGENT},
                cookie_jar=aiohttp.DummyCookieJar(),
            )
            self._wire = Wire(self._connections, self.USER_AGENT)

    async def shutdown(self) -> None:
        """Close the session with all connections. Calling it again changes nothing."""
        session, self._session = self._session, None
        if session is not None:
            await self._wire.close()
            await session.close()

    async def do_request(  # noqa: PLR0913, PLR0917 - the library's signature
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        # The library passes seconds, None for no limit, or its mark for "not given", whose type is private to it.
        read_timeout: object = BaseRequest.DEFAULT_NONE,
        write_timeout: object = BaseRequest.DEFAULT_NONE,
        connect_timeout: object = BaseRequest.DEFAULT_NONE,
        pool_timeout: object = BaseRequest.DEFAULT_NONE,
    ) -> tuple[int, bytes]:
        """Status and body of the answer.

        Raises `ConnectionNotMade` when nothing was written, `TimedOut` and `NetworkError` when something may have
        been, and RuntimeError before `initialize` and after `shutdown`.
        """
        if self._session is None:
            raise RuntimeError("This AiohttpRequest is not initialized")
        uploads = request_data is not None and request_data.contains_files
        given = Timeouts(
            read_s=_limit(read_timeout, self._timeouts.read_s),
            write_s=_limit(write_timeout, self._timeouts.media_write_s if uploads else self._timeouts.write_s),
            connect_s=_limit(connect_timeout, self._timeouts.connect_s),
            pool_s=_limit(pool_timeout, self._timeouts.pool_s),
        )
        fields = {} if uploads or request_data is None else request_data.json_parameters
        if method == "POST" and fields and self.takes_forms(url):
            return await self._by_wire(url, encoded(fields), given)
        try:
            return await self._by_session(self._session, method, url, request_data, given)
        except (aiohttp.ClientError, TimeoutError, OSError, ValueError) as error:
            # Without the cause: some of these print the address, and the address holds the token.
            raise _as_telegram_error(error) from None

    def takes_forms(self, url: str) -> bool:
        """Whether `post_form` reaches this address: an ordinary one, to which no proxy leads."""
        return self._session is not None and self._proxy_for(url) is None and self._wire.can_reach(url)

    async def post_form(self, url: str, form: bytes) -> tuple[int, bytes]:
        """Status and body of the answer to a form; see `bot.sender.form`. Raises what `do_request` raises."""
        return await self._by_wire(url, form, self._timeouts)

    async def _by_wire(self, url: str, form: bytes, given: Timeouts) -> tuple[int, bytes]:
        try:
            return await self._wire.post(url, form, Limits(given.pool_s, given.connect_s, given.write_s, given.read_s))
        except (TimeoutError, OSError, ValueError) as error:
            raise _as_telegram_error(error) from None

    async def _by_session(
        self,
        session: aiohttp.ClientSession,
        method: str,
        url: str,
        request_data: RequestData | None,
        given: Timeouts,
    ) -> tuple[int, bytes]:
        data, headers = _body(request_data)
        async with session.request(
            method,
            url,
            data=data,
            headers=headers,
            timeout=_client_timeout(given, has_body=data is not None),
            allow_redirects=False,
            proxy=self._proxy_for(url),
        ) as answer:
            return answer.status, await answer.read()

    def _proxy_for(self, url: str) -> str | None:
        """The proxy that the environment names for this server, looked up once.

        aiohttp's own `trust_env` asks the environment and a netrc file on another thread for every request.
        """
        scheme, _, rest = url.partition("://")
        server = f"{scheme}://{rest.partition('/')[0]}"
        if server not in self._proxies:
            self._proxies[server] = _proxy_in_environment(server)
        return self._proxies[server]


def _proxy_in_environment(server: str) -> str | None:
    parts = urlsplit(server)
    if parts.hostname is None or proxy_bypass(parts.hostname):
        return None
    return getproxies().get(parts.scheme)


def _limit(given: object, default: float | None) -> float | None:
    if given is None:
        return None
    return float(given) if isinstance(given, int | float) else default


def _body(request_data: RequestData | None) -> tuple[bytes | aiohttp.FormData | None, dict[str, str]]:
    """What the library's own request writes: a form, multipart when it has files, nothing when it is empty."""
    parameters = request_data.json_parameters if request_data else {}
    if request_data is None or not request_data.contains_files:
        return (encoded(parameters), {"Content-Type": CONTENT_TYPE}) if parameters else (None, {})
    form = aiohttp.FormData(parameters, quote_fields=False)
    for name, (filename, content, content_type) in request_data.multipart_data.items():
        # As a stream: aiohttp writes raw bytes in one piece, which for a large file stalls everything else.
        stream = io.BytesIO(content) if isinstance(content, bytes) else content
        form.add_field(name, stream, filename=filename, content_type=content_type)
    return form, {}


def _client_timeout(given: Timeouts, *, has_body: bool) -> aiohttp.ClientTimeout:
    """aiohttp has no limit for writing alone: where there is a body, the sum of all limits bounds the whole."""
    connect_s = _sum(given.pool_s, given.connect_s)
    total_s = _sum(connect_s, given.write_s, given.read_s) if has_body else None
    return aiohttp.ClientTimeout(total=total_s, connect=connect_s, sock_connect=given.connect_s, sock_read=given.read_s)


def _sum(*limits_s: float | None) -> float | None:
    known = [limit_s for limit_s in limits_s if limit_s is not None]
    return sum(known) if len(known) == len(limits_s) else None


def _as_telegram_error(error: Exception) -> NetworkError:
    """The library's error for aiohttp's, with the class for whoever looks for it, and with no address in it."""
    name = f"{type(error).__module__.partition('.')[0]}.{type(error).__name__}"
    if isinstance(error, aiohttp.ClientConnectorError):
        return ConnectionNotMade(f"{name}: {error.host}:{error.port}: {error.os_error.strerror or 'no connection'}")
    if isinstance(error, NotConnected):
        return ConnectionNotMade(str(error))
    if isinstance(error, aiohttp.ConnectionTimeoutError | aiohttp.InvalidURL | aiohttp.NonHttpUrlClientError):
        return ConnectionNotMade(name)
    if isinstance(error, TimeoutError):
        return TimedOut(name)
    return NetworkError(name)
