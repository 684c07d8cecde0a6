"""From a web page to the feeds that it names."""

from dataclasses import dataclass

from lxml import etree

from digests.sources.addresses import web_address
from digests.sources.decoding import declared_encodings, decode_text
from digests.sources.markup import plain_text

_FEED_TYPES = frozenset({"application/rss+xml", "application/atom+xml", "application/rdf+xml", "application/feed+json"})
_MOST_LINKS = 20


@dataclass(frozen=True, slots=True)
class FeedLink:
    """A feed that a page names, with its title where the page gives one."""

    address: str
    title: str | None = None


def feed_links(page: bytes, base_url: str) -> list[FeedLink]:
    """The feeds in `<link rel="alternate">` of a page at `base_url`, in its order, each once, at most twenty.

    Comment feeds come last: who names a page wants its articles.
    """
    text = decode_text(page, declared_encodings(page))
    tree = _tree(text) if text and text.strip() else None
    if tree is None:
        return []
    base = next((web_address(base_url, element.get("href")) for element in tree.iter("base")), None) or base_url
    links: dict[str, FeedLink] = {}
    for link in tree.iter("link"):
        address = web_address(base, link.get("href"))
        if address and _names_feed(link):
            links.setdefault(address, FeedLink(address, plain_text(link.get("title"))))
    return sorted(links.values(), key=_is_of_comments)[:_MOST_LINKS]


def _tree(text: str) -> etree._Element | None:
    try:
        # As bytes: lxml refuses texts that declare an encoding.
        return etree.fromstring(text.encode("utf-8", "replace"), etree.HTMLParser(encoding="utf-8", no_network=True))
    except (etree.LxmlError, ValueError):
        return None


def _names_feed(link: etree._Element) -> bool:
    rel = (link.get("rel") or "").lower().split()
    kind = (link.get("type") or "").lower().partition(";")[0].strip()
    return "alternate" in rel and kind in _FEED_TYPES


def _is_of_comments(link: FeedLink) -> bool:
    named = f"{link.address} {link.title or ''}".lower()
    return "comment" in named or "评论" in named or "留言" in named
