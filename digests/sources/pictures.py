"""The picture that an entry of a feed gives: Media RSS, an enclosure, or a JSON Feed's own field.

https://www.rssboard.org/media-rss, https://www.rssboard.org/rss-specification#ltenclosuregtSubelementOfLtitemgt,
https://www.jsonfeed.org/version/1.1/#items-a-name-items-a
"""

import re
from collections.abc import Iterator

from digests.sources.addresses import web_address
from digests.sources.values import Values, mappings_of, text_of

LONGEST = 1000
"""Characters of an address; what is longer is data or a trap."""

_ENDING = re.compile(r"\.(?:jpe?g|png|webp|gif|avif)(?:[?#]|$)", re.IGNORECASE)
_LEAST_WIDTH = 200
"""Pixels: what says that it is smaller is an icon or counts readers."""


def picture_of_row(row: Values, base: str) -> str | None:
    """The first picture of feedparser's entry `row`, in full size before thumbnails; None where it gives none."""
    return next((found for each in _named(row) if (found := _address(base, each))), None)


def picture_of_item(item: Values, base: str) -> str | None:
    """The same for an item of a JSON Feed."""
    named = (text_of(item, "image"), text_of(item, "banner_image"))
    return next((found for each in named if each and (found := _address(base, each))), None)


def _named(row: Values) -> Iterator[str]:
    for content in mappings_of(row, "media_content"):
        if _is_picture(content, "url") and not _is_small(content):
            yield text_of(content, "url") or ""
    for enclosure in mappings_of(row, "enclosures"):
        if _is_picture(enclosure, "href"):
            yield text_of(enclosure, "href") or ""
    for thumbnail in mappings_of(row, "media_thumbnail"):
        if not _is_small(thumbnail):
            yield text_of(thumbnail, "url") or ""


def _is_picture(content: Values, key: str) -> bool:
    kind = text_of(content, "medium") or text_of(content, "type")
    return kind.startswith("image") if kind else _ENDING.search(text_of(content, key) or "") is not None


def _is_small(content: Values) -> bool:
    width = text_of(content, "width") or ""
    return width.isascii() and width.isdecimal() and int(width[:6]) < _LEAST_WIDTH


def _address(base: str, given: str) -> str | None:
    found = web_address(base, given)
    return found if found and len(found) <= LONGEST else None
