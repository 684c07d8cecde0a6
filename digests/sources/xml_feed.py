"""RSS, Atom and RDF through feedparser. Nothing of feedparser's types leaves this module.

Sanitizing and the resolving of links inside bodies are off: articles are cleaned to plain paragraphs later, and the
two take half of the time (measured: 84 ms and 42 ms for a feed of 50 items).
"""

import io
import re
import sys
import time
from dataclasses import replace
from datetime import datetime
from itertools import islice
from typing import Any

import feedparser
from feedparser.mixin import _FeedParserMixin

from digests.errors import NotAFeed
from digests.models import Entry, Feed
from digests.sources.addresses import web_address
from digests.sources.declared_language import declared_language
from digests.sources.feed_dates import from_struct, parse_date
from digests.sources.feed_wishes import wishes_of
from digests.sources.hubs import hub_in_feed
from digests.sources.known_items import Asked, without_known
from digests.sources.markup import plain_text
from digests.sources.pictures import picture_of_row
from digests.sources.values import MOST_TAGS, Values, identity_of, mapping_of, mappings_of, text_of

# A tag costs feedparser up to 90 microseconds (measured), so ten megabytes of tags would cost five minutes. Three
# thousand entries have fewer tags than this; bodies are escaped or in CDATA, and their tags do not count.
_MOST_TAGS = 50_000
_LONGEST_AUTHOR = 500
_MAIL = re.compile(r"(?:mailto:)?[\w.+-]+@[\w.-]+")
# One section in another is none: the inner mark is text, and hides what follows it from whoever takes it for markup.
_CDATA_MARK = re.compile(r"<!\[CDATA\[|\]\]>")
_TAG_OR_CDATA = re.compile(rb"<!\[CDATA\[.*?(?:\]\]>|\Z)|<", re.DOTALL)
# References to characters that no Unicode has, on which the lenient parser breaks off: they are text.
_HIGH_REFERENCE = re.compile(rb"&#(?:0*([1-9]\d{6,})|x0*([1-9a-f][0-9a-f]{5,}))", re.IGNORECASE)
_TEXT_TYPES = frozenset({"text/html", "text/plain", "application/xhtml+xml"})


def read_xml_feed(text: str, address: str, source: str, asked: Asked) -> Feed:
    """The feed in `text`, which begins with its root element, with the entries that are asked for.

    Raises `NotAFeed`, naming `source`.
    """
    data, selection = without_known(text.encode("utf-8"), asked)
    parsed = _parsed(_bounded(data), address)
    head = mapping_of(parsed, "feed")
    rows = list(mappings_of(parsed, "entries"))
    if not rows and not head and (parsed.get("bozo") or not parsed.get("version")):
        raise NotAFeed(source, "The feed is broken: nothing in it can be read.")
    homepage = web_address(address, text_of(head, "link"))
    language = text_of(head, "language")
    base = homepage or address
    chinese = (language or "").lower().startswith("zh")
    entries = [_entry(row, base, chinese=chinese) for row in rows]
    return Feed(
        title=plain_text(text_of(head, "title")),
        homepage=homepage,
        language=declared_language(language),
        entries=tuple(entry for entry in entries if entry.body or entry.title or entry.url),
        wishes=replace(wishes_of(text), hub=hub_in_feed(text, address)),
        items=selection.marks,
        more=selection.more,
    )


def _bounded(data: bytes) -> bytes:
    """`data` up to its last tag that is worth the time."""
    if data.count(b"<") <= _MOST_TAGS:
        return data
    tags = (match for match in _TAG_OR_CDATA.finditer(data) if match[0] == b"<")
    beyond = next(islice(tags, _MOST_TAGS, None), None)
    return data[: beyond.start()] if beyond else data


def _parsed(data: bytes, address: str) -> Values:
    """feedparser's result. The text is UTF-8 by now, and both the header and the declaration say so."""
    data = b'<?xml version="1.0" encoding="utf-8"?>' + _HIGH_REFERENCE.sub(_as_text, data)
    headers = {"content-type": "application/xml; charset=utf-8", "content-location": address}
    try:
        parsed: Values = feedparser.parse(
            io.BytesIO(data), response_headers=headers, sanitize_html=False, resolve_relative_uris=False
        )
    except (ArithmeticError, ValueError, LookupError, AttributeError, TypeError, AssertionError, RecursionError):
        # Its lenient parser trips over some hostile markup; that is a broken feed, not a broken program.
        return {}
    return parsed


def _as_text(reference: re.Match[bytes]) -> bytes:
    """A reference that means a character as it is; any other so that it means itself."""
    decimal, hexadecimal = reference[1], reference[2]
    number = int(decimal[:9]) if decimal else int(hexadecimal[:9], 16)
    return reference[0] if number <= sys.maxunicode else b"&amp;" + reference[0][1:]


def _entry(row: Values, base: str, *, chinese: bool) -> Entry:
    body, is_html = _body(row)
    source = mapping_of(row, "source")
    return Entry(
        body=body,
        is_html=is_html,
        guid=identity_of(text_of(row, "id")),
        url=_url(row, base),
        title=plain_text(_CDATA_MARK.sub("", text_of(row, "title") or "")),
        author=_author(row),
        outlet=plain_text(text_of(source, "title") or text_of(row, "publisher")),
        published_at=_published_at(row, chinese=chinese),
        tags=tuple(dict.fromkeys(tag for tag in map(_tag, mappings_of(row, "tags")) if tag))[:MOST_TAGS],
        language=declared_language(text_of(row, "language")),
        picture=picture_of_row(row, base),
    )


def _body(row: Values) -> tuple[str, bool]:
    """The longest text given, full content before a summary of the same length, and whether it is HTML."""
    summary = mapping_of(row, "summary_detail")
    bodies = [*mappings_of(row, "content"), summary]
    # An enclosure or a video may stand among the contents.
    texts = [
        body for body in bodies if (text_of(body, "type") or "text/html") in _TEXT_TYPES and text_of(body, "value")
    ]
    if not texts:
        return text_of(row, "summary") or "", True
    longest = max(texts, key=lambda body: len(text_of(body, "value") or ""))
    text = text_of(longest, "value") or ""
    return _CDATA_MARK.sub("", text) if "<![CDATA[" in text else text, text_of(longest, "type") != "text/plain"


def _without_mail(author: str) -> str:
    """The name that stands beside a mail address: `me@a.example (Me)`, `Me <me@a.example>`."""
    name, found = _MAIL.subn("", author)
    return name.strip(" ()<>[],;") if found else author


def _plain_authors() -> None:
    """Let feedparser find authors without their mail addresses. Its own search for one needs the square of the text's
    length, half a minute for 60 kB (measured), in which nothing else runs; and it knows no domain as long as `.news`.
    """
    details = _FeedParserMixin._sync_author_detail  # noqa: SLF001 - there is no other way to reach it

    def plain_details(self: Any, key: str = "author") -> None:
        context = self._get_context()
        if isinstance(context.get(key), str):
            context[key] = _without_mail(context[key][:_LONGEST_AUTHOR])
        details(self, key)

    _FeedParserMixin._sync_author_detail = plain_details  # noqa: SLF001


_plain_authors()


def _url(row: Values, base: str) -> str | None:
    """The article's own address: before a counting redirect, else the link, else an id that is an address."""
    for key in ("feedburner_origlink", "link", "id"):
        given = text_of(row, key)
        if given and (key != "id" or given.startswith(("http://", "https://"))):
            url = web_address(base, given)
            if url:
                return url
    return None


def _author(row: Values) -> str | None:
    names = [text_of(author, "name") for author in mappings_of(row, "authors")]
    return plain_text(", ".join(name for name in dict.fromkeys(names) if name)) or plain_text(text_of(row, "author"))


def _tag(tag: Values) -> str | None:
    return plain_text(text_of(tag, "label") or text_of(tag, "term"))


def _published_at(row: Values, *, chinese: bool) -> datetime | None:
    for key in ("published", "updated", "created"):
        # Asked by `in` first: feedparser answers "updated" with "published", and warns.
        text = text_of(row, key) if key in row else None
        if text:
            parsed = row.get(f"{key}_parsed")
            moment = parse_date(text, chinese=chinese)
            if moment is None and isinstance(parsed, time.struct_time):
                moment = from_struct(parsed)
            if moment:
                return moment
    return None
