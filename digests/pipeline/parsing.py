"""Parsing apart: a large document is read in a process of its own, which has so long and no longer.

In a thread it would hold the interpreter, and with it every chat: five seconds at a time for ten megabytes of
nonsense, minutes in all (measured). Nothing that an outlet writes may cost that.
"""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import ParamSpec, Protocol, Self, TypeVar

from digests.articles.build import build_article
from digests.articles.page import page_paragraphs
from digests.articles.repeats import lines_of
from digests.errors import SourceTooLarge
from digests.models import Article, Document, Entry, Feed, FileMark, Problem, Source, Wishes
from digests.pipeline.worker import TookTooLong, Worker
from digests.sources.decoding import declared_encodings, decode_text
from digests.sources.discover import FeedLink, feed_links
from digests.sources.documents import entries_of
from digests.sources.known_items import Asked
from digests.sources.opml import read_opml
from digests.sources.outlets import outlet_name
from digests.sources.parse import parse_feed
from digests.sources.watched import read_changed

P = ParamSpec("P")
T = TypeVar("T")

_SMALL_BYTES = {True: 64 * 1024, False: 8 * 1024}
"""A document below this takes a moment whatever it holds: the operator's, and what a stranger may have made for us."""


@dataclass(frozen=True, slots=True)
class Harvest:
    """The articles that were asked for, with the lines of each that are worth counting (`articles.repeats.lines_of`),
    and what else of the document is to be remembered (see `Feed`).
    """

    articles: list[Article]
    lines: list[dict[str, str]]
    wishes: Wishes
    items: bytes
    more: bool


@dataclass(frozen=True, slots=True)
class Posts:
    """What files of saved posts hold: their articles, with the lines of each that are worth counting, what the files
    are like now, and those that cannot be read.
    """

    articles: list[Article]
    lines: list[dict[str, str]]
    marks: dict[str, FileMark]
    problems: list[Problem]


class Parsing(Protocol):
    """Finds the articles in documents and files."""

    async def harvest(self, document: Document, source: Source, asked: Asked, seen_at: datetime) -> Harvest:
        """The articles in a document of `source`. Raises `SourceError` for what is no feed or takes too long."""
        ...

    async def posts(
        self, folder: Path, names: Sequence[str], known: Mapping[str, FileMark], source: Source, seen_at: datetime
    ) -> Posts:
        """The articles in files of a folder, by their paths inside it, where they differ from what is `known`."""
        ...


_MOST_HERE = 4
"""Small documents that wait to be read in this process; beyond, a worker is worth its start. Two dozen read in threads
beside each other held the event loop for a tenth to a quarter of a second, in workers for 11 to 33 ms (measured)."""


class InThread:
    """Finds them in this process."""

    async def harvest(self, document: Document, source: Source, asked: Asked, seen_at: datetime) -> Harvest:
        return await asyncio.to_thread(harvest_of, document, source, asked, seen_at)

    async def posts(
        self, folder: Path, names: Sequence[str], known: Mapping[str, FileMark], source: Source, seen_at: datetime
    ) -> Posts:
        return await asyncio.to_thread(posts_of, folder, names, known, source, seen_at)


class Parsers(InThread):
    """Workers, started when first needed: two for the operator's sources, one for those that readers added, one for
    what somebody asks about just now.

    So nobody's feed keeps the operator's or another person waiting. `limit_s` is what one document may take.
    Close with `async with`.
    """

    def __init__(self, *, limit_s: float = 20.0) -> None:
        self._workers = {True: (Worker(limit_s), Worker(limit_s)), False: (Worker(limit_s),)}
        self._asked = Worker(limit_s)
        self._lane = asyncio.Lock()
        self._here = 0

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for worker in (*self._workers[True], *self._workers[False], self._asked):
            await worker.stop()

    def _worker(self, *, shared: bool) -> Worker:
        """The one with the least to do; the second starts only when the first is busy."""
        return min(self._workers[shared], key=lambda worker: worker.waiting)

    async def harvest(self, document: Document, source: Source, asked: Asked, seen_at: datetime) -> Harvest:
        if self._reads_here(document, source):
            self._here += 1
            try:
                async with self._lane:
                    return await super().harvest(document, source, asked, seen_at)
            finally:
                self._here -= 1
        worker = self._worker(shared=source.shared)
        try:
            return await worker.run(source.address, harvest_of, document, source, asked, seen_at)
        except TookTooLong as error:
            raise SourceTooLarge(source.address, "Reading it takes too long.", "too-long") from error

    def _reads_here(self, document: Document, source: Source) -> bool:
        """Small ones are read in this process, one after the other, while they are few and no worker runs anyway."""
        is_running = any(worker.is_running for worker in self._workers[source.shared])
        return len(document.body) < _SMALL_BYTES[source.shared] and self._here < _MOST_HERE and not is_running

    async def feed(self, document: Document) -> Feed:
        """The feed in a document that somebody asks about. Raises `SourceError`."""
        return await self._asked_of(document, parse_feed, document)

    async def links(self, page: Document) -> list[FeedLink]:
        """The feeds that a page names, to which somebody's address led. Raises `SourceError`."""
        return await self._asked_of(page, feed_links, page.body, page.address)

    async def opml(self, data: bytes) -> list[Source]:
        """The feeds in a list that somebody sent. Raises `SourceError`."""
        return await self._asked_of(Document("OPML", data), read_opml, data)

    async def _asked_of(self, about: Document, function: Callable[P, T], *args: P.args, **keywords: P.kwargs) -> T:
        """A person waits, and a small document is read sooner than a worker starts."""
        if len(about.body) < _SMALL_BYTES[True]:
            return await asyncio.to_thread(function, *args, **keywords)
        try:
            return await self._asked.run(about.address, function, *args, **keywords)
        except TookTooLong as error:
            raise SourceTooLarge(about.address, "Reading it takes too long.", "too-long") from error

    async def page(self, page: Document, title: str) -> tuple[str, ...]:
        """The paragraphs of the article on a web page, which has this title."""
        try:
            return await self._worker(shared=True).run(page.address, paragraphs_of, page, title)
        except TookTooLong as error:
            raise SourceTooLarge(page.address, "Reading it takes too long.", "too-long") from error

    async def posts(
        self, folder: Path, names: Sequence[str], known: Mapping[str, FileMark], source: Source, seen_at: datetime
    ) -> Posts:
        worker = self._worker(shared=source.shared)
        try:
            return await worker.run(source.address, posts_of, folder, names, known, source, seen_at)
        except TookTooLong as error:
            raise SourceTooLarge(
                source.address, f"Reading {names[0]} and what follows takes too long.", "too-long"
            ) from error


def paragraphs_of(page: Document, title: str) -> tuple[str, ...]:
    """The paragraphs of the article on a page; none where it is no page."""
    text = decode_text(page.body, declared_encodings(page.body, page.content_type))
    return page_paragraphs(text, page.address, title=title) if text else ()


def harvest_of(document: Document, source: Source, asked: Asked, seen_at: datetime) -> Harvest:
    """The articles that a document holds. Raises `SourceError`."""
    feed = entries_of(document, asked)
    articles = build_all([feed], source, seen_at)
    return Harvest(articles, lines_of(articles), feed.wishes, feed.items, feed.more)


def posts_of(
    folder: Path, names: Sequence[str], known: Mapping[str, FileMark], source: Source, seen_at: datetime
) -> Posts:
    """The articles in files of a folder; a file that cannot be read is a problem."""
    feeds, marks, problems = read_changed(folder, names, known)
    articles = build_all(feeds, source, seen_at)
    return Posts(articles, lines_of(articles), marks, problems)


def build_all(feeds: Sequence[Feed], source: Source, seen_at: datetime) -> list[Article]:
    """The articles of all entries; an entry without any text is left out."""
    built = (
        build_article(
            entry,
            source_id=source.id,
            source_topic=source.topic,
            source_language=source.language or feed.language,
            outlet=outlet_of(entry, source, feed.title),
            seen_at=seen_at,
            shared=source.shared,
        )
        for feed in feeds
        for entry in feed.entries
    )
    return [article for article in built if article is not None]


def outlet_of(entry: Entry, source: Source, feed_title: str | None) -> str | None:
    """One name for an outlet however its entries arrive: the entry's own word, else its feed's, else its host's."""
    configured = source.title if source.kind == "feed" else None
    return outlet_name(entry.outlet or configured, entry.url, feed_title)
