"""From a web page to the feeds that it names, and to where a site usually has one. Pure: nothing is fetched."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

from lxml import etree

from digests.errors import SourceForbidden
from digests.sources.addresses import canonical_address, is_web_address, web_address
from digests.sources.decoding import declared_encodings, decode_text
from digests.sources.known_sites import feeds_in_page
from digests.sources.markup import plain_text

_FEED_TYPES = frozenset({"application/rss+xml", "application/atom+xml", "application/rdf+xml", "application/feed+json"})
_MOST_LINKS = 20
# What addresses of feeds look like: /feed, /rss.xml, /atom/, /index.rdf, ?feed=rss2, feeds.example, /feed.json
_LOOKS_LIKE_FEED = re.compile(
    r"(?:/|\.|-|_)(?:rss|atom|rdf|feeds?)(?:[-_]?\d*)(?:\.(?:xml|rdf|json|php|aspx?))?/?(?:$|\?)"
    r"|\.(?:rss|atom|rdf)(?:$|\?)|[?&](?:feed|format|type)=(?:rss2?|atom|xml|json)|^https?://feeds?\d*\."
    r"|^https?://rsshub\.|/(?:rss|feed|atom)/[^/]+(?:\.xml|/)?$",
    re.IGNORECASE,
)
_NAMED_FEED = re.compile(r"\b(?:rss|atom)\b|订阅源|訂閱源", re.IGNORECASE)
# Services that take a feed's address as a parameter, and files, are no feeds.
_NO_FEED = re.compile(
    r"\.(?:png|jpe?g|gif|svg|webp|ico|css|js|pdf|zip)(?:$|\?)|//(?:www\.)?(?:feedly|inoreader|feedburner|follow\.it|facebook|twitter|x)\."
    r"|/(?:feedback|help|about)",
    re.IGNORECASE,
)
# Where programs that make sites put the feed: WordPress and Ghost /feed and /rss, Jekyll /feed.xml, Hexo /atom.xml,
# Hugo /index.xml, Discourse and Lemmy apart. In the order of how many sites have them.
_USUAL_PATHS = ("feed", "rss", "rss.xml", "feed.xml", "atom.xml", "index.xml", "?feed=rss2", "feed.json")


@dataclass(frozen=True, slots=True)
class FeedLink:
    """A feed that a page names, with its title where the page gives one.

    `declared`: in the page's head, where the page says that it is its feed; else only a link that looks like one.
    """

    address: str
    title: str | None = None
    declared: bool = True


def feed_links(page: bytes, base_url: str) -> list[FeedLink]:
    """The feeds that a page at `base_url` names, each once, at most twenty: declared ones first, in its order.

    Those in `<link rel="alternate">`, then `<a>` that look like feeds. Comment feeds come last: who names a page
    wants its articles.
    """
    text = decode_text(page, declared_encodings(page))
    tree = _tree(text) if text and text.strip() else None
    if text is None or tree is None:
        return []
    base = next((web_address(base_url, element.get("href")) for element in tree.iter("base")), None) or base_url
    links: dict[str, FeedLink] = {}
    for link in (*_in_head(tree, base), *_in_text(text, base_url), *_in_body(tree, base)):
        links.setdefault(canonical_address(link.address), link)
    return sorted(links.values(), key=lambda link: is_of_comments(link.address, link.title))[:_MOST_LINKS]


def is_of_comments(address: str, title: str | None) -> bool:
    """Whether a feed is of what readers wrote below the articles."""
    named = f"{address} {title or ''}".lower()
    return any(word in named for word in ("comment", "评论", "評論", "留言"))


def usual_feeds(address: str) -> list[str]:
    """Where the site of `address` may have a feed: below the page's own path, then below the host's root.

    At most twelve, all on the same host.
    """
    parts = urlsplit(address)
    if not is_web_address(address) or not parts.hostname:
        return []
    root = f"{parts.scheme}://{parts.netloc}/"
    folders = [segment for segment in parts.path.split("/") if segment and "." not in segment]
    own = [urljoin(f"{root}{'/'.join(folders)}/", path) for path in _USUAL_PATHS[:4]] if folders else []
    return list(dict.fromkeys([*own, *(urljoin(root, path) for path in _USUAL_PATHS)]))[:12]


def _tree(text: str) -> etree._Element | None:
    try:
        # As bytes: lxml refuses texts that declare an encoding.
        return etree.fromstring(text.encode("utf-8", "replace"), etree.HTMLParser(encoding="utf-8", no_network=True))
    except (etree.LxmlError, ValueError):
        return None


def _in_head(tree: etree._Element, base: str) -> Iterator[FeedLink]:
    for link in tree.iter("link"):
        address = _address(base, link.get("href"))
        if address and _names_feed(link):
            yield FeedLink(address, plain_text(link.get("title")))


def _in_text(text: str, base_url: str) -> Iterator[FeedLink]:
    return (FeedLink(address) for address in feeds_in_page(base_url, text))


def _in_body(tree: etree._Element, base: str) -> Iterator[FeedLink]:
    for link in tree.iter("a"):
        address = _address(base, link.get("href"))
        title = plain_text("".join(map(str, link.itertext()))[:200]) or plain_text(link.get("title"))
        if address and not _NO_FEED.search(address) and _looks_like_feed(address, title):
            yield FeedLink(address, title, declared=False)


def _looks_like_feed(address: str, title: str | None) -> bool:
    return _LOOKS_LIKE_FEED.search(address) is not None or (title is not None and _NAMED_FEED.search(title) is not None)


def _address(base: str, given: str | None) -> str | None:
    """A web address without fragment that can be asked for, None for any other."""
    address = (web_address(base, given) or "").partition("#")[0]
    try:
        canonical_address(address)
    except SourceForbidden:
        return None
    return address or None


def _names_feed(link: etree._Element) -> bool:
    rel = (link.get("rel") or "").lower().split()
    kind = (link.get("type") or "").lower().partition(";")[0].strip()
    return "alternate" in rel and kind in _FEED_TYPES
