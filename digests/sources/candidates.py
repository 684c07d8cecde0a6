"""From an address to the feeds it may mean: pages are fetched, `discover` and `known_sites` say where to look.

known site ─┐
the address ┼─> feeds that answer ──> folded: one of several that say the same ──> candidates, comment feeds last
its page ───┤
usual paths ┘   (only where all the others gave nothing)
"""

import asyncio
from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Protocol

from digests.errors import NotAFeed, SourceError, SourceUnreachable
from digests.language.detect import detect_language
from digests.models import Candidate, Document, Feed, Validators
from digests.ports import Fetcher
from digests.sources.addresses import canonical_address, feed_address, is_web_address, make_source
from digests.sources.discover import FeedLink, feed_links, is_of_comments, usual_feeds
from digests.sources.known_sites import as_page, known_feeds
from digests.sources.outlets import outlet_name
from digests.sources.parse import parse_feed
from digests.sources.rhythm import newest_date, posts_a_day

MOST_CANDIDATES = 6
_MOST_LINKS_READ = 8
_ENOUGH_GUESSES = 2
_GAP_S = 0.3
"""Between two guesses at one host: it did not invite them."""

Sleep = Callable[[float], Awaitable[None]]


class Reading(Protocol):
    """Reads what stands at an address that anybody may have sent."""

    async def feed(self, document: Document) -> Feed:
        """The feed in a document. Raises `SourceError`."""
        ...

    async def links(self, page: Document) -> list[FeedLink]:
        """The feeds that a page names. Raises `SourceError`."""
        ...


class InThread:
    """Reads it in a thread of this process: for who sends addresses to nobody but themselves."""

    async def feed(self, document: Document) -> Feed:
        return await asyncio.to_thread(parse_feed, document)

    async def links(self, page: Document) -> list[FeedLink]:
        return await asyncio.to_thread(feed_links, page.body, page.address)


class Finder:
    """Finds feeds by fetching. One search asks one host for at most two dozen documents, guesses one by one."""

    def __init__(self, fetcher: Fetcher, sleep: Sleep, reading: Reading | None = None) -> None:
        self._fetcher = fetcher
        self._reading = reading or InThread()
        self._sleep = sleep

    async def find(self, text: str, now: datetime) -> list[Candidate]:
        """The feeds that `text` may mean, the best first, at most six: an address, a host, `@name@host`, `rsshub://…`.

        A feed's own address gives that feed alone. Raises the `SourceError` of the address when nothing was found:
        `NotAFeed` when it answered.
        """
        address = feed_address(as_page(text))
        known = await self._read_all([FeedLink(each) for each in known_feeds(address)], now)
        return known or await self._at(address, now, has_scheme=is_web_address(text.strip()))

    async def _at(self, address: str, now: datetime, *, has_scheme: bool) -> list[Candidate]:
        try:
            address, document = await self._open(address, has_scheme=has_scheme)
        except SourceUnreachable as error:
            if error.status is None:
                raise
            # A page that is refused may stand beside a feed that is not.
            return await self._guessed(address, now, error)
        try:
            return [(await self._found(FeedLink(address), document, now))[0]]
        except NotAFeed as error:
            return await self._linked(document, now) or await self._guessed(document.address, now, error)

    async def _open(self, address: str, *, has_scheme: bool) -> tuple[str, Document]:
        """The document, and the address that gave it: who writes a bare name does not say that it speaks TLS."""
        try:
            return address, await self._document(address)
        except SourceUnreachable as error:
            if has_scheme or error.status is not None:
                raise
        plain = address.replace("https://", "http://", 1)
        return plain, await self._document(plain)

    async def _document(self, address: str) -> Document:
        document = await self._fetcher.fetch(address, Validators())
        if document is None:  # a server that answers 304 to a question without validators
            raise SourceUnreachable(address, "The server sent no document.", status=304)
        return document

    async def _linked(self, page: Document, now: datetime) -> list[Candidate]:
        links = await self._reading.links(page)
        return await self._read_all(links[:_MOST_LINKS_READ], now)

    async def _read_all(self, links: Sequence[FeedLink], now: datetime) -> list[Candidate]:
        found = await asyncio.gather(*(self._read(link, now) for link in links))
        return _folded(each for each in found if each is not None)

    async def _read(self, link: FeedLink, now: datetime) -> "_Found | None":
        try:
            return await self._found(link, await self._document(link.address), now)
        except SourceError:
            return None

    async def _guessed(self, address: str, now: datetime, failure: SourceError) -> list[Candidate]:
        """Feeds at the usual paths of the site, asked one after another until two were found; `failure` without."""
        found: list[_Found] = []
        for guess in usual_feeds(address):
            read = await self._read(FeedLink(guess, declared=False), now)
            found += [read] if read else []
            if len(_folded(found)) >= _ENOUGH_GUESSES:
                break
            await self._sleep(_GAP_S)
        if not found:
            raise failure
        return _folded(found)

    async def _found(self, link: FeedLink, document: Document, now: datetime) -> "_Found":
        return _candidate(link, await self._reading.feed(document), now)


_Found = tuple[Candidate, frozenset[str]]
"""A candidate with what its feed says: what tells two addresses of one feed from two feeds."""


def _candidate(link: FeedLink, feed: Feed, now: datetime) -> _Found:
    says = frozenset(entry.url or entry.title or entry.body for entry in feed.entries)
    source = make_source(link.address, title=_title(link, feed), homepage=feed.homepage, language=feed.language)
    words = " ".join(entry.title or entry.body[:200] for entry in feed.entries[:20])
    # What a feed says of its language is often its program's default.
    language = detect_language(words, feed.language) if words else feed.language
    return (
        Candidate(
            replace(source, language=language, shared=False),
            posts_a_day(feed.entries, now),
            newest_date(feed.entries, now),
            link.declared,
        ),
        says,
    )


def _title(link: FeedLink, feed: Feed) -> str | None:
    own = feed.title or link.title
    return outlet_name(None, feed.homepage or link.address, own)


def _folded(found: Iterable[_Found]) -> list[Candidate]:
    """One of several feeds that say the same (RSS beside Atom), those of comments last."""
    kept: list[_Found] = []
    for candidate, says in found:
        same = canonical_address(candidate.source.address)
        if not any(same == canonical_address(k.source.address) or (says and says == said) for k, said in kept):
            kept.append((candidate, says))
    ordered = sorted(kept, key=lambda each: is_of_comments(each[0].source.address, each[0].source.title))
    return [candidate for candidate, _ in ordered][:MOST_CANDIDATES]
