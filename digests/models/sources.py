"""What is configured, and what it said: sources, documents, feeds, entries."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from digests.models.ids import Language, SourceId, Topic
from digests.models.pushes import Hub


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
class Wishes:
    """What a feed says of being asked again. `skip_hours` are hours of the day in UTC, `skip_days` weekdays in UTC
    (0 is Monday).

    `ttl_s` is how long it may be kept (RSS `ttl`), `period_s` how often it says that it changes (`sy:updatePeriod`).
    `hub` tells of changes, so that one need not ask.
    """

    ttl_s: float | None = None
    period_s: float | None = None
    skip_hours: frozenset[int] = frozenset()
    skip_days: frozenset[int] = frozenset()
    hub: Hub | None = None


@dataclass(frozen=True, slots=True)
class Move:
    """A permanent redirect: where to, and how many refreshes in a row it was seen."""

    address: str
    times: int = 1


@dataclass(frozen=True, slots=True)
class SourceState:
    """What is known of a source's health. `error` is one sentence, None when the last refresh went well.

    `news_at` are the latest moments at which a refresh found news, oldest first. `items` are the marks of the last
    document's items (`digests.sources.known_items`). A retired source (HTTP 410) is not asked any more. Until
    `pushed_until` a hub is believed to push what is new; None: none is.
    """

    next_check_at: datetime
    validators: Validators = Validators()
    failures: int = 0
    error: str | None = None
    last_success_at: datetime | None = None
    wishes: Wishes = Wishes()
    news_at: tuple[datetime, ...] = ()
    move: Move | None = None
    retired_at: datetime | None = None
    items: bytes = b""
    pushed_until: datetime | None = None


@dataclass(frozen=True, slots=True)
class FileMark:
    """What a file was like when it was read: its time of change in nanoseconds, its size, and the hash of its bytes."""

    modified_ns: int
    size_bytes: int
    hash: str


@dataclass(frozen=True, slots=True)
class Problem:
    """One line about a source that failed. `trouble` and `status` are those of `digests.errors.SourceError`."""

    source: str
    error: str
    trouble: str = "file"
    status: int | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """Bytes as they came, with where they came from. `address` is the one after redirects.

    `links` are the values of the `Link` headers that came with it (RFC 8288).
    """

    address: str
    body: bytes
    content_type: str | None = None
    validators: Validators = Validators()
    links: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Look:
    """What asking for a document brought. `document` is None when it has not changed.

    `fresh_s` is how long the server says that the answer holds (Cache-Control, Expires). `moved_to` is where
    the permanent redirects lead that stand at the beginning of the way.
    """

    document: Document | None
    fresh_s: float | None = None
    moved_to: str | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """What the feed or the saved post said, unchanged but for decoding.

    `body` is HTML when `is_html`, else plain text. `guid` is the publisher's own id for the item. `outlet` is
    whom the entry itself names as its publisher. `path` is the file that a saved post was read from. `picture` is the
    address of a picture that the entry gives.
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
    picture: str | None = None


@dataclass(frozen=True, slots=True)
class Feed:
    """A parsed document: what the feed says of itself, and its entries in the feed's order.

    Entries that were said to be known are left out. `items` are the marks of what was there or is given, and `more`
    says that there is more than was asked for.
    """

    title: str | None
    homepage: str | None
    language: Language | None
    entries: tuple[Entry, ...]
    wishes: Wishes = Wishes()
    items: bytes = b""
    more: bool = False
