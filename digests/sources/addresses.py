"""Which address is which source, and how an address is shown."""

import os.path
import re
from pathlib import PurePath
from urllib.parse import SplitResult, quote, urljoin, urlsplit, urlunsplit

from digests.errors import SourceForbidden
from digests.models import Language, Source, SourceId, Topic, stable_id

# Browsers and servers agree on two thousand; some addresses of search engines are longer.
_LONGEST = 4000
_ASCII = bytes(range(128))
_SCHEME = re.compile(r"^([a-z][a-z0-9+.-]*):", re.IGNORECASE)
# Whoever names a file must not move the cursor of whoever is told of it (ECMA-48).
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")
_DEFAULT_PORTS = {"http": 80, "https": 443}


def is_web_address(address: str) -> bool:
    """Whether it is an http or https address, as opposed to a path."""
    return address[:8].lower().startswith(("http://", "https://"))


def web_address(base: str, address: str | None) -> str | None:
    """`address` made absolute by `base`; None when there is none, it is not http or https, or longer than a page."""
    try:
        resolved = urljoin(base, address.strip()) if address else ""
    except ValueError:
        return None
    return resolved if is_web_address(resolved) and not _is_long(resolved) else None


def _is_long(address: str) -> bool:
    """By its length as it is sent, where a Chinese character takes nine."""
    return len(address) > _LONGEST or len(quote(address, safe=_ASCII, errors="replace")) > _LONGEST


def feed_address(text: str) -> str:
    """The address of a feed as a person wrote it, made whole: `feed:` and missing schemes are put right.

    Raises `SourceForbidden` for what is no http or https address.
    """
    text = re.sub(r"^feed:(?://)?(?=https?://)", "", text.strip(), flags=re.IGNORECASE)
    text = re.sub(r"^feed://", "http://", text, flags=re.IGNORECASE)
    scheme = _SCHEME.match(text)
    # "host:8080/feed" begins like a scheme but is none.
    if scheme is None or re.match(r"[^/]*:\d+(?:/|$)", text):
        text = f"https://{text}"
    parts = _split(text)
    if parts.scheme.lower() not in _DEFAULT_PORTS or not parts.hostname or _is_long(text):
        raise SourceForbidden(shown_address(text), "Only http and https addresses can be fetched.")
    return text


def canonical_address(address: str) -> str:
    """One spelling for one source: case of scheme and host, default port and fragment do not tell sources apart.

    Nor does http from https. A path is made absolute.
    """
    if not is_web_address(address):
        return os.path.abspath(os.path.expanduser(address))  # noqa: PTH100,PTH111  text only, no file system
    parts = _split(address)
    host = (parts.hostname or "").rstrip(".")
    user, at, _ = parts.netloc.rpartition("@")
    port = f":{parts.port}" if parts.port not in {None, *_DEFAULT_PORTS.values()} else ""
    return urlunsplit(("https", f"{user}{at}{host}{port}", parts.path or "/", parts.query, ""))


def source_id(address: str) -> SourceId:
    """The id of the source at `address`: however it is spelt, the same source has the same id."""
    return SourceId(stable_id("source", canonical_address(address)))


def shown_address(address: str) -> str:
    """`address` fit for people and logs: without user name and password."""
    if not is_web_address(address):
        return address
    return re.sub(r"^([a-z]+://)[^/?#]*@", r"\1", address, flags=re.IGNORECASE)


def shown_path(path: PurePath) -> str:
    """`path` as text that can be stored and printed: bytes of a name that are no UTF-8, and control characters, become
    U+FFFD.
    """
    text = str(path).encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    return _CONTROL.sub("\ufffd", text)


def _split(address: str) -> SplitResult:
    try:
        parts = urlsplit(address)
        _ = parts.port  # raises when it is no number
    except ValueError as error:
        raise SourceForbidden(shown_address(address), "The address is malformed.") from error
    return parts


def make_source(
    address: str,
    *,
    title: str | None = None,
    topic: Topic | None = None,
    language: Language | None = None,
    homepage: str | None = None,
) -> Source:
    """The source at `address`: a feed for an http(s) address, else a file or folder of feeds and saved posts.

    It is shared. Without a title it is called by its host, or by the name of the file or folder. Raises
    `SourceForbidden` for a malformed address.
    """
    is_feed = is_web_address(address)
    return Source(
        id=source_id(address),
        address=address,
        kind="feed" if is_feed else "posts",
        title=title or _plain_name(address),
        topic=topic,
        language=language,
        homepage=homepage,
    )


def _plain_name(address: str) -> str:
    if is_web_address(address):
        return (_split(address).hostname or address).removeprefix("www.")
    return PurePath(address).name or address
