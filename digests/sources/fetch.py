"""The only HTTP client for sources: one shared session, polite, bounded, and careful whom it talks to."""

import asyncio
import ssl
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from types import TracebackType
from typing import Self, TypeVar

import aiohttp
import xxhash
from yarl import URL

from digests.clock import Clock
from digests.errors import SourceError, SourceForbidden, SourceTooLarge, SourceUnreachable, Trouble
from digests.models import Document, Look, Validators
from digests.sources.addresses import shown_address
from digests.sources.freshness import fresh_s, retry_after_s
from digests.sources.guard import ForbiddenAddress, GuardedResolver, is_forbidden, is_numeric_host
from digests.sources.turns import Turns

T = TypeVar("T")

USER_AGENT = "Yaowen/0.1 (news digests; feed reader)"
_ACCEPT = (
    "application/atom+xml, application/rss+xml, application/rdf+xml, application/feed+json, "
    "application/xml;q=0.9, text/xml;q=0.9, application/json;q=0.8, text/html;q=0.5, */*;q=0.1"
)
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_PERMANENT_REDIRECTS = frozenset({301, 308})
_REPEATED_REDIRECTS = frozenset({307, 308})  # the others turn a POST into a GET (RFC 9110, 15.4)
_STATUS_MEANINGS = {
    401: "The server asks for a login",
    403: "The server refuses access",
    404: "There is nothing at this address",
    410: "The feed is gone for good",
    429: "The server asks for fewer requests",
}


@dataclass(frozen=True, slots=True)
class Limits:
    """What fetching may cost: us and those who are asked.

    `total_s` is for one document with all its redirects, from when its turn comes; `max_bytes` counts after
    decompression. `at_once` requests run to all hosts together, `at_once_per_host` to one, `gap_s` apart; hosts in
    private networks, which only an operator can allow, need no gap.
    """

    total_s: float = 20.0
    max_bytes: int = 10 * 1024 * 1024
    redirects: int = 5
    at_once: int = 64
    at_once_per_host: int = 2
    gap_s: float = 1.0


class HttpFetcher:
    """The `Fetcher` and `Poster` ports over one aiohttp session; open it with `async with`.

    `allow_private` lets sources be on loopback and private networks (for tests, demos and intranets). Without it
    `forbids` says which IP addresses are never asked.
    """

    def __init__(
        self,
        *,
        clock: Clock,
        allow_private: bool = False,
        limits: Limits | None = None,
        forbids: Callable[[str], bool] = is_forbidden,
    ) -> None:
        self._clock = clock
        self._forbids = forbids
        self._allow_private = allow_private
        self._limits = limits or Limits()
        self._session: aiohttp.ClientSession | None = None
        self._turns = Turns(in_all=self._limits.at_once, per_host=self._limits.at_once_per_host)

    async def __aenter__(self) -> Self:
        connector = aiohttp.TCPConnector(
            resolver=None if self._allow_private else GuardedResolver(self._forbids),
            limit=0,  # turns are taken before a connection is asked for
        )
        self._session = aiohttp.ClientSession(
            connector=connector,
            cookie_jar=aiohttp.DummyCookieJar(),
            timeout=aiohttp.ClientTimeout(total=None),  # the time limit spans all redirects, so it is set around them
            headers={"User-Agent": USER_AGENT, "Accept": _ACCEPT, "Accept-Encoding": "gzip, deflate, br"},
        )
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._session is not None:
            await self._session.close()
            self._session = None

    async def fetch(self, address: str, validators: Validators) -> Document | None:
        """The document at `address`, or None when it has not changed: the server says so (304), or the body is the
        same. Raises `SourceUnreachable`, `SourceForbidden` or `SourceTooLarge`.
        """
        return (await self.look(address, validators)).document

    async def look(self, address: str, validators: Validators) -> Look:
        """The same, with what the server said about asking again."""
        return await self._in_turn(address, lambda url, source: self._follow(url, source, validators))

    async def post(self, address: str, form: Mapping[str, str]) -> None:
        """Post a form; any answer of 2xx will do, and its body is not read. Raises like `fetch`."""
        await self._in_turn(address, lambda url, source: self._post(url, source, form))

    async def _in_turn(self, address: str, ask: Callable[[URL, str], Awaitable[T]]) -> T:
        source = shown_address(address)
        url = self._checked(_parsed(address, source), source)
        async with self._turns.turn(url.raw_host or "", gap_s=self._gap_s(url)):
            try:
                async with asyncio.timeout(self._limits.total_s):
                    return await ask(url, source)
            except TimeoutError as error:
                reason = f"The server did not answer within {self._limits.total_s:g} seconds."
                raise SourceUnreachable(source, reason, "slow") from error
            except (aiohttp.ClientError, OSError, ValueError) as error:
                raise _explained(source, error) from error

    def _gap_s(self, url: URL) -> float:
        """No gap where the operator's own network is asked, which an address tells, or a name without a dot."""
        host = url.raw_host or ""
        own = self._allow_private and ("." not in host or (is_numeric_host(host) and is_forbidden(host)))
        return 0.0 if own else self._limits.gap_s

    async def _follow(self, url: URL, source: str, validators: Validators) -> Look:
        moved_to: str | None = None
        moves = True
        for _ in range(self._limits.redirects + 1):
            async with self._opened().get(url, headers=_conditions(validators), allow_redirects=False) as response:
                location = response.headers.get("Location")
                if response.status not in _REDIRECTS or not location:
                    document = await self._read(response, source, validators)
                    return Look(document, fresh_s(response.headers, self._clock.now()), moved_to)
            url = self._checked(_joined(url, location, source), source)
            moves = moves and response.status in _PERMANENT_REDIRECTS
            moved_to = str(url) if moves else moved_to
        raise SourceUnreachable(source, f"The address redirects more than {self._limits.redirects} times.", "redirects")

    async def _post(self, url: URL, source: str, form: Mapping[str, str]) -> None:
        for _ in range(self._limits.redirects + 1):
            async with self._opened().post(url, data=form, allow_redirects=False) as response:
                location = response.headers.get("Location")
                if response.status not in _REPEATED_REDIRECTS or not location:
                    if not 200 <= response.status < 300:
                        raise self._refusal(response, source)
                    response.close()  # whatever it says, nobody reads it
                    return
            url = self._checked(_joined(url, location, source), source)
        raise SourceUnreachable(source, f"The address redirects more than {self._limits.redirects} times.", "redirects")

    def _opened(self) -> aiohttp.ClientSession:
        if self._session is None:
            raise RuntimeError("the fetcher is not open: use it in `async with`")
        return self._session

    def _checked(self, url: URL, source: str) -> URL:
        """`url` when it may be asked; names are checked later, once they are resolved."""
        host = url.raw_host
        if url.scheme not in {"http", "https"} or not host:
            raise SourceForbidden(source, "Only http and https addresses can be fetched.")
        if not self._allow_private and is_numeric_host(host) and self._forbids(host):
            raise _private(source)
        return url

    async def _read(self, response: aiohttp.ClientResponse, source: str, validators: Validators) -> Document | None:
        if response.status == 304:
            return None
        if response.status != 200:
            raise self._refusal(response, source)
        body = await self._body(response, source)
        body_hash = xxhash.xxh3_128_hexdigest(body)
        if body_hash == validators.body_hash:
            return None
        return Document(
            address=str(response.url),
            body=body,
            content_type=response.headers.get("Content-Type"),
            validators=Validators(response.headers.get("ETag"), response.headers.get("Last-Modified"), body_hash),
            links=tuple(response.headers.getall("Link", ())),
        )

    async def _body(self, response: aiohttp.ClientResponse, source: str) -> bytes:
        """The decompressed body; what a server announces is not trusted, so the bytes are counted as they come."""
        pieces: list[bytes] = []
        size_bytes = 0
        async for piece in response.content.iter_any():
            pieces.append(piece)
            size_bytes += len(piece)
            if size_bytes > self._limits.max_bytes:
                response.close()
                raise SourceTooLarge(source, f"The answer is over {self._limits.max_bytes / 1024 / 1024:g} MB.")
        return b"".join(pieces)

    def _refusal(self, response: aiohttp.ClientResponse, source: str) -> SourceUnreachable:
        status = response.status
        meaning = _STATUS_MEANINGS.get(
            status, "The server has a problem" if status >= 500 else "The server gave no document"
        )
        return SourceUnreachable(
            source,
            f"{meaning} (HTTP {status}).",
            status=status,
            retry_after_s=retry_after_s(response.headers.get("Retry-After"), self._clock.now()),
        )


def _conditions(validators: Validators) -> dict[str, str]:
    conditions = {"If-None-Match": validators.etag, "If-Modified-Since": validators.last_modified}
    return {name: value for name, value in conditions.items() if value}


def _parsed(address: str, source: str) -> URL:
    try:
        return URL(address)
    except (ValueError, TypeError) as error:
        raise SourceForbidden(source, "The address is malformed.") from error


def _joined(url: URL, location: str, source: str) -> URL:
    try:
        return url.join(URL(location))
    except (ValueError, TypeError) as error:
        raise SourceUnreachable(source, "The server redirects to a malformed address.", "redirects") from error


def _private(source: str) -> SourceForbidden:
    return SourceForbidden(source, "The address is in a private network.", "private")


# The first that fits; a certificate error is a TLS error, which is a connection error.
_REASONS: tuple[tuple[tuple[type[Exception], ...], str, Trouble], ...] = (
    ((aiohttp.ClientConnectorDNSError,), "The host name is not known.", "no-host"),
    (
        (aiohttp.ClientConnectorCertificateError, ssl.CertificateError),
        "The server's certificate is not valid.",
        "certificate",
    ),
    ((aiohttp.ClientSSLError, ssl.SSLError), "No secure connection could be made.", "no-tls"),
    ((aiohttp.ClientConnectorError,), "The server is not reachable.", "down"),
    ((aiohttp.ClientConnectionError, OSError), "The connection broke off.", "broken-off"),
    ((aiohttp.ClientPayloadError,), "The answer broke off or is damaged.", "broken-off"),
    ((Exception,), "The server's answer is not valid HTTP.", "broken-off"),
)


def _explained(source: str, error: Exception) -> SourceError:
    """One sentence for what aiohttp or the system reports, without the address that their own texts repeat."""
    cause = error.os_error if isinstance(error, aiohttp.ClientConnectorError) else error
    if isinstance(cause, ForbiddenAddress):
        return _private(source)
    if isinstance(cause, ConnectionRefusedError):
        return SourceUnreachable(source, "The server refuses connections.")
    # aiohttp.InvalidURL, or a host name that cannot be encoded; errors about certificates are ValueErrors too.
    if isinstance(error, ValueError) and not isinstance(error, OSError):
        return SourceForbidden(source, "The address is malformed.")
    reason, trouble = next((reason, trouble) for kinds, reason, trouble in _REASONS if isinstance(error, kinds))
    return SourceUnreachable(source, reason, trouble)
