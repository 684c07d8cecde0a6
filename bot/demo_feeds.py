"""The feeds of the demo: the invented outlets of `bot.samples`, served on loopback, as fresh as the moment."""

import json
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from email.utils import format_datetime
from hashlib import sha256
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Self

from lxml import etree

from bot.samples.outlets import SampleOutlet, ServedEntry, load_outlets, write_entries
from digests.sources.addresses import make_source

_CONTENT = "http://purl.org/rss/1.0/modules/content/"
_DC = "http://purl.org/dc/elements/1.1/"
_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_RSS1 = "http://purl.org/rss/1.0/"

_RSS_ROOT = f'<rss version="2.0" xmlns:dc="{_DC}"/>'
_ATOM_ROOT = '<feed xmlns="http://www.w3.org/2005/Atom"/>'
_RDF_ROOT = f'<rdf:RDF xmlns="{_RSS1}" xmlns:rdf="{_RDF}" xmlns:dc="{_DC}" xmlns:content="{_CONTENT}"/>'


def render_feed(outlet: SampleOutlet, now: datetime) -> bytes:
    """The feed document of `outlet` as served at `now`, in its own format and encoding."""
    entries = write_entries(outlet, now)
    if outlet.format == "json":
        return _render_json(outlet, entries)
    document = etree.tostring(_XML_FORMATS[outlet.format](outlet, entries, now), encoding="unicode")
    declared = f'<?xml version="1.0" encoding="{outlet.encoding}"?>\n{document}\n'
    return declared.encode(outlet.encoding, "xmlcharrefreplace")


def _child(parent: etree._Element, tag: str, text: str | None = None, **attributes: str) -> etree._Element:
    """A new child of `parent`; a bare `tag` stands in the namespace of `parent`."""
    namespace = etree.QName(parent).namespace
    element = etree.SubElement(parent, tag if tag.startswith("{") else etree.QName(namespace, tag), attributes)
    element.text = text
    return element


def _draw_rss(outlet: SampleOutlet, entries: tuple[ServedEntry, ...], now: datetime) -> etree._Element:
    root = etree.XML(_RSS_ROOT)
    channel = _child(root, "channel")
    _child(channel, "title", outlet.name)
    _child(channel, "link", outlet.homepage)
    _child(channel, "description", outlet.name)
    _child(channel, "language", outlet.language)
    _child(channel, "lastBuildDate", format_datetime(now))
    for entry in entries:
        item = _child(channel, "item")
        _child(item, "title", entry.title)
        _child(item, "link", entry.link)
        _child(item, "guid", entry.link, isPermaLink="true")
        _child(item, "description", entry.html)
        if entry.author:
            _child(item, f"{{{_DC}}}creator", entry.author)
        if entry.published_at:
            _child(item, "pubDate", format_datetime(entry.published_at))
        for tag in entry.tags:
            _child(item, "category", tag)
    return root


def _draw_atom(outlet: SampleOutlet, entries: tuple[ServedEntry, ...], now: datetime) -> etree._Element:
    root = etree.XML(_ATOM_ROOT)
    root.set("{http://www.w3.org/XML/1998/namespace}lang", outlet.language)
    _child(root, "title", outlet.name)
    _child(root, "id", f"{outlet.homepage}/")
    _child(root, "link", href=outlet.homepage)
    _child(root, "updated", now.isoformat(timespec="seconds"))
    _child(_child(root, "author"), "name", outlet.name)
    for entry in entries:
        item = _child(root, "entry")
        _child(item, "title", entry.title)
        _child(item, "id", entry.link)
        _child(item, "link", href=entry.link)
        if entry.author:
            _child(_child(item, "author"), "name", entry.author)
        if entry.published_at:
            _child(item, "published", entry.published_at.isoformat())
            _child(item, "updated", entry.published_at.isoformat())
        for tag in entry.tags:
            _child(item, "category", term=tag)
        _child(item, "content", entry.html, type="html")
    return root


def _draw_rdf(outlet: SampleOutlet, entries: tuple[ServedEntry, ...], now: datetime) -> etree._Element:
    root = etree.XML(_RDF_ROOT)
    about = f"{{{_RDF}}}about"
    channel = _child(root, f"{{{_RSS1}}}channel", **{about: outlet.homepage})
    _child(channel, "title", outlet.name)
    _child(channel, "link", outlet.homepage)
    _child(channel, f"{{{_DC}}}language", outlet.language)
    _child(channel, f"{{{_DC}}}date", now.isoformat(timespec="seconds"))
    listed = _child(_child(channel, "items"), f"{{{_RDF}}}Seq")
    for entry in entries:
        _child(listed, f"{{{_RDF}}}li", **{f"{{{_RDF}}}resource": entry.link})
        item = _child(root, f"{{{_RSS1}}}item", **{about: entry.link})
        _child(item, "title", entry.title)
        _child(item, "link", entry.link)
        if entry.author:
            _child(item, f"{{{_DC}}}creator", entry.author)
        if entry.published_at:
            _child(item, f"{{{_DC}}}date", entry.published_at.isoformat())
        for tag in entry.tags:
            _child(item, f"{{{_DC}}}subject", tag)
        _child(item, f"{{{_CONTENT}}}encoded", entry.html)
    return root


def _render_json(outlet: SampleOutlet, entries: tuple[ServedEntry, ...]) -> bytes:
    document = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": outlet.name,
        "home_page_url": outlet.homepage,
        "language": outlet.language,
        "items": [_draw_json_item(entry) for entry in entries],
    }
    return json.dumps(document, ensure_ascii=False, indent=1).encode()


def _draw_json_item(entry: ServedEntry) -> dict[str, object]:
    item: dict[str, object] = {
        "id": entry.link,
        "url": entry.link,
        "title": entry.title,
        "content_html": entry.html,
        "tags": list(entry.tags),
    }
    if entry.author:
        item["authors"] = [{"name": entry.author}]
    if entry.published_at:
        item["date_published"] = entry.published_at.isoformat()
    return item


_XML_FORMATS: Mapping[str, Callable[[SampleOutlet, tuple[ServedEntry, ...], datetime], etree._Element]] = {
    "rss": _draw_rss,
    "atom": _draw_atom,
    "rdf": _draw_rdf,
}
_MEDIA_TYPES: Mapping[str, str] = {
    "rss": "application/rss+xml",
    "atom": "application/atom+xml",
    "rdf": "application/rdf+xml",
    "json": "application/feed+json",
}


@dataclass(frozen=True, slots=True)
class _Document:
    body: bytes
    media_type: str
    etag: str


class _FeedServer(ThreadingHTTPServer):
    """Serves fixed documents by path on a free port of loopback."""

    def __init__(self, documents: Mapping[str, _Document]) -> None:
        super().__init__(("127.0.0.1", 0), _FeedHandler)
        self.documents = documents


class _FeedHandler(BaseHTTPRequestHandler):
    server: _FeedServer
    protocol_version = "HTTP/1.1"
    timeout = 30  # an idle connection gives its thread back

    def do_GET(self) -> None:
        document = self.server.documents.get(self.path)
        if document is None:
            self.send_error(HTTPStatus.NOT_FOUND)
            return
        known = self.headers.get("If-None-Match", "")
        body = b"" if document.etag in known else document.body
        self.send_response(HTTPStatus.OK if body else HTTPStatus.NOT_MODIFIED)
        self.send_header("ETag", document.etag)
        if body:
            self.send_header("Content-Type", document.media_type)
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Keep quiet: in the demo standard error belongs to the conversation."""


class DemoFeeds:
    """The sample feeds on loopback while the `with` block lasts, dated back from `now` (aware).

    The port is taken at once and given back at the end of the block. The documents are rendered once, so a
    conditional GET with the ETag of the first answer is answered 304 throughout.
    """

    def __init__(self, now: datetime) -> None:
        outlets = load_outlets()
        self._server = _FeedServer({f"/{outlet.slug}": _render_document(outlet, now) for outlet in outlets})
        root = f"http://127.0.0.1:{self._server.server_port}"
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,), name="demo-feeds", daemon=True)
        self.sources = [
            make_source(
                f"{root}/{outlet.slug}",
                title=outlet.name,
                topic=outlet.topic,
                language=outlet.language,
                homepage=outlet.homepage,
            )
            for outlet in outlets
        ]
        """Each outlet's feed, as a catalogue would name it."""

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


def _render_document(outlet: SampleOutlet, now: datetime) -> _Document:
    body = render_feed(outlet, now)
    return _Document(body, _MEDIA_TYPES[outlet.format], f'"{sha256(body).hexdigest()[:16]}"')
