"""Cleaned, de-duplicated texts."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from digests.models.ids import ArticleId, Language, SourceId, Topic
from digests.models.sources import Source


@dataclass(frozen=True, slots=True)
class Article:
    """A cleaned, de-duplicated text.

    `title_given` is False where we made the title from the first sentence. `published_at`, `url`, `author` and
    `outlet` are None where the publisher gave none. `keys` are the identities it is known by (canonical url,
    the publisher's id). `fingerprint` is a 64-bit hash, 16 hexadecimal digits, close for near-copies. `teaser` is the
    mark of what the feed said where the text was taken from the article's page, None where the text is the feed's.
    `picture` is the address of its picture, None where the publisher gave none. `backfill`: it was there before its
    source was first read; it is stored, and nobody is told of it at once.
    """

    id: ArticleId
    source_id: SourceId
    title: str
    paragraphs: tuple[str, ...]
    language: Language
    seen_at: datetime
    fingerprint: str
    outlet: str | None = None
    url: str | None = None
    path: str | None = None
    author: str | None = None
    published_at: datetime | None = None
    title_given: bool = True
    tags: tuple[str, ...] = ()
    topic: Topic | None = None
    keys: tuple[str, ...] = ()
    revision: int = 1
    teaser: str | None = None
    picture: str | None = None
    backfill: bool = False

    @property
    def at(self) -> datetime:
        """The time that orders it: its publication, but never after it was seen; else when it was seen."""
        return min(self.published_at, self.seen_at) if self.published_at else self.seen_at

    @property
    def text(self) -> str:
        """All paragraphs, one a line."""
        return "\n".join(self.paragraphs)


@dataclass(frozen=True, slots=True)
class Vicinity:
    """The articles of `outlet` from `since` to `until` (by `Article.at`, both inclusive) that `source` may revise.

    A shared source may revise the articles of all that are shared; another only its own.
    """

    outlet: str
    since: datetime
    until: datetime
    source: Source


def in_time_order(articles: Iterable[Article]) -> list[Article]:
    """Oldest first; undated articles last, among each other by id, so that the order never depends on arrival."""
    return sorted(articles, key=lambda a: (a.published_at is None, a.at, a.id))
