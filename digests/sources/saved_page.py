"""A whole web page that somebody saved: what its head says of it. The body stays as it is, for the cleaning."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from lxml import etree

from digests.models import Language
from digests.sources.addresses import is_web_address
from digests.sources.declared_language import declared_language
from digests.sources.feed_dates import parse_date
from digests.sources.markup import plain_text

_PAGE = re.compile(
    r"\s*+(?:<\?xml[^>]*>\s*+)?(?:(?><!--.*?-->)\s*+)*+(?:<!doctype\s+html|<html[\s>])", re.IGNORECASE | re.DOTALL
)
_DATES = ("article:published_time", "datepublished", "pubdate", "date")
_LOOKED_AT = 20_000
# Browsers ("saved from url=(0042)https://...") and SingleFile ("url: https://...") note the address in a comment.
_SAVED_FROM = re.compile(r"<!--[^>]{0,200}?\burl\s*(?:=\(\d+\)|:)\s*(https?://[^\s>]+)")


@dataclass(frozen=True, slots=True)
class PageHead:
    """What a page says of itself."""

    title: str | None = None
    url: str | None = None
    author: str | None = None
    outlet: str | None = None
    published_at: datetime | None = None
    language: Language | None = None


def is_page(text: str) -> bool:
    """Whether `text` is a whole HTML page, not a piece of one."""
    return _PAGE.match(text[:_LOOKED_AT]) is not None


def read_page_head(text: str) -> PageHead:
    """Title, address, author, outlet and date from the page's own metadata (Open Graph, then plain HTML)."""
    tree = _tree(text)
    if tree is None:
        return PageHead()
    metas = dict(reversed(list(_metas(tree))))
    outlet = plain_text(metas.get("og:site_name"))
    author = plain_text(metas.get("author") or metas.get("article:author"))
    return PageHead(
        title=plain_text(metas.get("og:title")) or _title(tree, outlet),
        url=_address(tree, metas.get("og:url"), text),
        # Sites put a profile's address where a name belongs.
        author=None if author and is_web_address(author) else author,
        outlet=outlet,
        published_at=parse_date(next((metas[key] for key in _DATES if key in metas), "")),
        language=declared_language(tree.get("lang")),
    )


def _tree(text: str) -> etree._Element | None:
    try:
        return etree.fromstring(text.encode("utf-8", "replace"), etree.HTMLParser(encoding="utf-8", no_network=True))
    except (etree.LxmlError, ValueError):
        return None


def _metas(tree: etree._Element) -> Iterator[tuple[str, str]]:
    for meta in tree.iter("meta"):
        name = meta.get("property") or meta.get("name") or meta.get("itemprop")
        content = meta.get("content")
        if name and content and content.strip():
            yield name.strip().lower(), content.strip()


def _title(tree: etree._Element, outlet: str | None) -> str | None:
    """The page's title without the outlet that most append to it."""
    title = plain_text(next((element.text for element in tree.iter("title")), None))
    if title and outlet:
        return re.sub(rf"\s*[-|_–—·]\s*{re.escape(outlet)}$", "", title) or title
    return title


def _address(tree: etree._Element, open_graph: str | None, text: str) -> str | None:
    canonical = (link.get("href") for link in tree.iter("link") if (link.get("rel") or "").lower() == "canonical")
    saved = _SAVED_FROM.search(text[:_LOOKED_AT])
    candidates = (*canonical, open_graph, saved[1] if saved else None)
    return next((address for address in candidates if address and is_web_address(address)), None)
