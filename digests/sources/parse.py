"""One document to a feed: which kind it is, then the reader for it."""

import re
from dataclasses import replace

from digests.errors import NotAFeed
from digests.models import Document, Feed
from digests.sources.addresses import shown_address
from digests.sources.decoding import declared_encodings, decode_text
from digests.sources.hubs import hub_in_headers
from digests.sources.json_feed import read_json_feed
from digests.sources.known_items import EVERYTHING, Asked
from digests.sources.telegram_channel import is_channel_page, read_channel_page
from digests.sources.xml_feed import read_xml_feed

# Where a feed begins. Everything before it (declaration, DOCTYPE with its entities, style sheets, a server's warnings)
# is of no use to a reader and of some to an attacker.
_ROOT = re.compile(r"<(?:[\w.-]+:)?(?:rss|feed|rdf|channel)(?=[\s>/])", re.IGNORECASE)
_PAGE = re.compile(r"<!doctype\s+html|<(?:html|head|body)[\s>]", re.IGNORECASE)
_LOOKED_AT = 20_000
# Characters that XML 1.0 (2.2) forbids; feeds hold them all the same, and one would spoil the document.
_FORBIDDEN_CHARACTERS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_CONTROLS = bytes([*range(0x09), 0x0B, 0x0C, *range(0x0E, 0x20)])
_NO_CHARACTER = "\uffff".encode()[:2]


def parse_feed(document: Document, asked: Asked = EVERYTHING) -> Feed:
    """The feed in `document`: RSS, Atom, RDF or JSON Feed, in any encoding. Raises `NotAFeed`.

    Of the entries only those that are `asked` for, except where the document is so broken that items cannot be told
    apart before they are parsed.

    Entries keep the feed's order. Titles are plain text, dates aware UTC, addresses absolute. What an entry does not
    give is None; an entry that gives neither text nor title nor address is left out.
    """
    feed = _read(document, shown_address(document.address), asked)
    hub = hub_in_headers(document.links, document.address)
    return replace(feed, wishes=replace(feed.wishes, hub=hub)) if hub else feed


def _read(document: Document, source: str, asked: Asked) -> Feed:
    if not document.body.strip():
        raise NotAFeed(source, "The answer is empty.", "empty")
    text = _allowed(_decoded(document))
    if text.lstrip().startswith("{"):
        return read_json_feed(text, document.address, source, asked)
    root, page = _ROOT.search(text, 0, _LOOKED_AT), _PAGE.search(text, 0, _LOOKED_AT)
    if page and (root is None or page.start() < root.start()):
        if is_channel_page(text):
            return read_channel_page(text, source)
        raise NotAFeed(source, "The answer is a web page, not a feed.", "page")
    if root is None:
        raise NotAFeed(source, "The answer is neither RSS, Atom, RDF nor JSON Feed.")
    return read_xml_feed(text[root.start() :], document.address, source, asked)


def _allowed(text: str) -> str:
    """`text` without forbidden characters. Whether it has any is told by its bytes in a quarter of the time."""
    data = text.encode("utf-8", "surrogatepass")
    if len(data.translate(None, _CONTROLS)) == len(data) and _NO_CHARACTER not in data:
        return text
    return _FORBIDDEN_CHARACTERS.sub("", text)


def _decoded(document: Document) -> str:
    declared = declared_encodings(document.body, document.content_type)
    text = decode_text(document.body, declared)
    return document.body.decode("utf-8", "replace") if text is None else text
