"""What is configured, and what it said: sources, documents, feeds, entries."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from digests.models.ids import Language, SourceId, Topic


@dataclass(frozen=True, slots=True)
class Source:
    """What is configured: the address of a feed, or a folder or file of feeds and saved posts.

    `title` is the outlet as readers know it. `shared` sources are everybody's; the others belong to the
    subscriptions that name them.
    """

    id: SourceId
    address: str
    kind: Literal["feed", "posts"]
    title: str
    topic: Topic | None = None
    language: Language | None = None
    homepage: str | None = None
    shared: bool = True


@dataclass(frozen=True, slots=True)
class Validators:
    """What a server gave to ask again with (RFC 9110, 13.1), and the hash of the last body."""

    etag: str | None = None
    last_modified: str | None = None
    body_hash: str | None = None


@dataclass(frozen=True, slots=True)
class SourceState:
    """What is known of a source's health. `error` is one sentence, None when the last refresh went well."""

    next_check_at: datetime
    validators: Validators = Validators()
    failures: int = 0
    error: str | None = None
    last_success_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Problem:
    """One line about a source that failed."""

    source: str
    error: str


@dataclass(frozen=True, slots=True)
class Document:
    """Bytes as they came, with where they came from. `address` is the one after redirects."""

    address: str
    body: bytes
    content_type: str | None = None
    validators: Validators = Validators()


@dataclass(frozen=True, slots=True)
class Entry:
    """What the feed or the saved post said, unchanged but for decoding.

    `body` is HTML when `is_html`, else plain text. `guid` is the publisher's own id for the item. `outlet` is
    whom the entry itself names as its publisher. `path` is the file that a saved post was read from.
    """

    body: str
    is_html: bool = True
    guid: str | None = None
    url: str | None = None
    title: str | None = None
    author: str | None = None
    outlet: str | None = None
    published_at: datetime | None = None
    tags: tuple[str, ...] = ()
    language: Language | None = None
    path: str | None = None


@dataclass(frozen=True, slots=True)
class Feed:
    """A parsed document: what the feed says of itself, and its entries in the feed's order."""

    title: str | None
    homepage: str | None
    language: Language | None
    entries: tuple[Entry, ...]
