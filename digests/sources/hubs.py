"""Where a feed says that a hub pushes it: WebSub, section 4 (https://www.w3.org/TR/websub/#discovery). Pure.

Links in HTTP headers go before those in the document.
"""

import html
import re
from collections.abc import Iterable, Iterator
from urllib.parse import urlsplit

from digests.models import Hub
from digests.sources.addresses import shown_address, web_address
from digests.sources.feed_wishes import head_of
from digests.sources.values import Values, mappings_of, text_of

# A header line may have eight kilobytes, and nobody's hub needs them.
_LONGEST = 2000
_MOST_HEADERS = 20
_HEADER_LINK = re.compile(r"<([^<>]*)>([^<]*)")
_REL = re.compile(r";\s*rel\s*=\s*(?:\"([^\"]*)\"|([^\s\",;]+))", re.IGNORECASE)
_LINK = re.compile(r"<(?:[\w.-]+:)?link\s([^<>]*)>", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"\b(rel|href)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')", re.IGNORECASE)

Link = tuple[str, str]
"""What for (`rel`, one or several words), and where to."""


def hub_in_headers(values: Iterable[str], address: str) -> Hub | None:
    """The hub that the `Link` headers of the answer from `address` name."""
    return _hub(_in_headers(values), address)


def hub_in_feed(text: str, address: str) -> Hub | None:
    """The hub that an RSS, Atom or RDF feed names before its first item; `address` is where it came from."""
    return _hub(_in_head(head_of(text)), address)


def hub_in_json(values: Values, address: str) -> Hub | None:
    """The hub that a JSON Feed names (`hubs`, `feed_url`)."""
    hubs = (each for each in mappings_of(values, "hubs") if (text_of(each, "type") or "").lower() == "websub")
    links = [("hub", text_of(each, "url") or "") for each in hubs]
    return _hub([*links, ("self", text_of(values, "feed_url") or "")], address)


def _in_headers(values: Iterable[str]) -> Iterator[Link]:
    for value in list(values)[:_MOST_HEADERS]:
        for address, parameters in _HEADER_LINK.findall(value[:_LONGEST]):
            for quoted, bare in _REL.findall(parameters)[:1]:
                yield quoted or bare, address


def _in_head(head: str) -> Iterator[Link]:
    for attributes in _LINK.findall(head):
        given = {
            name.lower(): html.unescape(double or single) for name, double, single in _ATTRIBUTE.findall(attributes)
        }
        if "rel" in given and "href" in given:
            yield given["rel"], given["href"]


def _hub(links: Iterable[Link], address: str) -> Hub | None:
    """The first hub that may be asked, and the feed's own address. One that names none is known by its address."""
    named: dict[str, list[str]] = {"hub": [], "self": []}
    for rel, given in links:
        for word in rel.lower().split():
            found = web_address(address, given) if word in named else None
            if found and _may_be_told(found):
                named[word].append(found)
    feed = next(iter(named["self"]), address)
    hub = next((each for each in named["hub"] if _is_as_safe(each, feed)), None)
    return Hub(hub, feed) if hub and _may_be_told(feed) else None


def _may_be_told(address: str) -> bool:
    """A hub is told no password, and asked by none."""
    return len(address) <= _LONGEST and shown_address(address) == address


def _is_as_safe(hub: str, feed: str) -> bool:
    """What comes with TLS when it is asked for should not come without when it is pushed."""
    return urlsplit(hub).scheme.lower() == "https" or urlsplit(feed).scheme.lower() == "http"
