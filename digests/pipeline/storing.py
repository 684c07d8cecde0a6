"""What a source says becomes what is stored: each article once, an edit as a revision of what is known.

What many sources bring at one time is stored together: the database is asked and written to a few times for all of
them, and only one thread reckons at a time (measured: threads that reckon beside each other hold up the event loop).
"""

import asyncio
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from digests.articles.identity import NEAR_IN_TIME, Same, decide, may_be_copies
from digests.articles.repeats import FEWEST, repeated_marks, without_repeated
from digests.clock import Clock
from digests.models import Article, ArticleId, Source, SourceId, Vicinity, in_time_order
from digests.pipeline.pauses import followed_by_a_pause
from digests.ports import Storage

_SOURCES_AT_ONCE = 32
"""Sources of one transaction: other writes wait for it, a tenth of a second at most."""
_STILL_NEWS = timedelta(minutes=30)
"""What a new source published so shortly before it was first read is news; the rest is backfill."""

_SAVED_AT_ONCE = 100
"""Articles of one transaction, for the same reason."""

Lines = Mapping[str, str]
Circle = SourceId | None
"""Whose articles may be copies of each other: None for those of all shared sources, else one source's own."""


@dataclass(frozen=True, slots=True)
class Intake:
    """What a source brought: articles, and of each the lines that are worth counting (`articles.repeats.lines_of`).

    `is_first`: the source has not been read before, so that this is mostly what it has said for days.
    """

    source: Source
    articles: Sequence[Article]
    lines: Sequence[Lines]
    is_first: bool = False

    @property
    def circle(self) -> Circle:
        return None if self.source.shared else self.source.id


class Storing:
    """Takes what sources bring one by one, and stores together what came while the last was being stored."""

    def __init__(self, storage: Storage, clock: Clock) -> None:
        self._storage = storage
        self._clock = clock
        self._waiting: list[tuple[Intake, asyncio.Future[int]]] = []
        self._writing: asyncio.Task[None] | None = None

    async def put(self, intake: Intake) -> int:
        """Store this; returns how many articles are new or revised, once they are stored."""
        if not intake.articles:
            return 0
        stored: asyncio.Future[int] = asyncio.get_running_loop().create_future()
        self._waiting.append((intake, stored))
        if self._writing is None or self._writing.done():
            self._writing = asyncio.create_task(self._write())
        return await stored

    async def finish(self) -> None:
        """Return when nothing is being stored any more."""
        if self._writing is not None:
            await asyncio.shield(self._writing)

    async def _write(self) -> None:
        await asyncio.sleep(0)  # whoever comes in the same turn of the loop is stored with it
        while self._waiting:
            batch, self._waiting = self._waiting[:_SOURCES_AT_ONCE], self._waiting[_SOURCES_AT_ONCE:]
            async with followed_by_a_pause():
                await self._write_all(batch)

    async def _write_all(self, batch: Sequence[tuple[Intake, asyncio.Future[int]]]) -> None:
        try:
            counts = await store_all(self._storage, [intake for intake, _ in batch], self._clock.now())
        except Exception:  # one that cannot be stored costs no other anything
            for each in batch:
                await self._write_apart(*each)
        else:
            for (_, stored), count in zip(batch, counts, strict=True):
                _settle(stored, count)

    async def _write_apart(self, intake: Intake, stored: asyncio.Future[int]) -> None:
        try:
            (count,) = await store_all(self._storage, [intake], self._clock.now())
        except Exception as error:
            if not stored.done():
                stored.set_exception(error)
        else:
            _settle(stored, count)


def _settle(stored: asyncio.Future[int], count: int) -> None:
    if not stored.done():  # who waited may have been broken off
        stored.set_result(count)


async def store_all(storage: Storage, intakes: Sequence[Intake], now: datetime) -> list[int]:
    """Identify and store what sources brought, in this order; how many articles of each are new or revised.

    Lines that a source repeats are learnt from what is new, and left out of what is stored.
    """
    known = await storage.articles.find_by_keys(
        [k for each in intakes for article in each.articles for k in article.keys]
    )
    unknown = [_unknown(each, known) for each in intakes]
    lines: dict[SourceId, list[Lines]] = defaultdict(list)
    for each in unknown:
        lines[each.source.id] += each.lines
    learnt = await storage.repeats.learn(lines, now, fewest=FEWEST)
    marks = {source_id: repeated_marks(repeated) for source_id, repeated in learnt.items()}
    near = await _near_copies(storage, unknown)
    fresh, counts = await asyncio.to_thread(unknown_or_edited, intakes, known, near, marks)
    for at in range(0, len(fresh), _SAVED_AT_ONCE):
        await storage.articles.save(fresh[at : at + _SAVED_AT_ONCE])
    return counts


def _unknown(intake: Intake, known: Mapping[str, Article]) -> Intake:
    new = [number for number, article in enumerate(intake.articles) if not any(key in known for key in article.keys)]
    return Intake(intake.source, [intake.articles[n] for n in new], [intake.lines[n] for n in new])


async def _near_copies(storage: Storage, unknown: Sequence[Intake]) -> dict[Circle, list[Article]]:
    """Articles that may be copies of these: the same outlet's, around the same time, and alike by fingerprint."""
    asked = [(each.circle, vicinity, articles) for each in unknown for vicinity, articles in _vicinities(each)]
    if not asked:
        return {}
    rows = await storage.articles.fingerprints([vicinity for _, vicinity, _ in asked])
    compared = [(articles, others) for (_, _, articles), others in zip(asked, rows, strict=True) if others]
    if not compared:
        return {}
    alike = await asyncio.to_thread(lambda: {each for pair in compared for each in may_be_copies(*pair)})
    found: dict[Circle, list[Article]] = defaultdict(list)
    articles = {article.id: article for article in await storage.articles.get(sorted(alike))}
    for (circle, _, _), others in zip(asked, rows, strict=True):
        found[circle] += [articles[each] for each, _ in others if each in articles]
    return found


def _vicinities(intake: Intake) -> list[tuple[Vicinity, list[Article]]]:
    """Where to look for copies of what a source brought, and of which articles there: one place an outlet."""
    of_outlet: dict[str, list[Article]] = defaultdict(list)
    for article in intake.articles:
        if article.outlet:
            of_outlet[article.outlet].append(article)
    return [(_around(outlet, articles, intake.source), articles) for outlet, articles in of_outlet.items()]


def _around(outlet: str, articles: Sequence[Article], source: Source) -> Vicinity:
    times = [article.at for article in articles]
    return Vicinity(outlet, min(times) - NEAR_IN_TIME, max(times) + NEAR_IN_TIME, source)


def unknown_or_edited(
    intakes: Sequence[Intake],
    known: Mapping[str, Article],
    near: Mapping[Circle, Sequence[Article]],
    marks: Mapping[SourceId, frozenset[str]],
) -> tuple[list[Article], list[int]]:
    """What is to be stored, each article once in its newest revision, and how many of each intake's are news.

    `known` are the stored articles by key, `near` those that may be copies, `marks` the lines that a source repeats.
    """
    shelf = _Shelf(known, near)
    counts = [shelf.take(intake, marks.get(intake.source.id, frozenset())) for intake in intakes]
    return list(shelf.fresh.values()), counts


class _Shelf:
    """What is known and what came, while it is decided what is to be stored (`fresh`)."""

    def __init__(self, known: Mapping[str, Article], near: Mapping[Circle, Sequence[Article]]) -> None:
        self.fresh: dict[ArticleId, Article] = {}
        self._owners = dict(known)
        self._alike: dict[tuple[Circle, str | None], dict[ArticleId, Article]] = defaultdict(dict)
        for circle, articles in near.items():
            for article in articles:
                self._alike[circle, article.outlet][article.id] = article

    def take(self, intake: Intake, marks: frozenset[str]) -> int:
        """Returns how many of its articles are news. Lines with these marks are none of theirs."""
        articles = newest_of_each([without_repeated(each, marks) for each in intake.articles])
        if intake.is_first:
            articles = [replace(each, backfill=_is_old(each)) for each in articles]
        return len({stored for article in articles if (stored := self._news(article, intake.circle, marks))})

    def _news(self, article: Article, circle: Circle, marks: frozenset[str]) -> ArticleId | None:
        """The id under which the article is stored as new or edited; None when it says what is known."""
        before = next((self._owners[key] for key in article.keys if key in self._owners), None)
        # What was stored before a line was learnt has not been edited for its loss.
        before = without_repeated(before, marks) if before else None
        peers = self._alike[circle, article.outlet]
        verdict = decide(article, before, list(peers.values()) if article.outlet else ())
        stored, is_same = verdict.article, isinstance(verdict, Same)
        if not (is_same and before is not None and set(stored.keys) <= set(before.keys)):
            self.fresh[stored.id] = peers[stored.id] = stored
            self._owners.update(dict.fromkeys(stored.keys, stored))
        return None if is_same else stored.id


def _is_old(article: Article) -> bool:
    """Whether it was there for long when it was first seen; what has no date is not known to be new."""
    return article.published_at is None or article.published_at < article.seen_at - _STILL_NEWS


def newest_of_each(articles: Sequence[Article]) -> list[Article]:
    """Of several versions under one identity in one document the newest, in time order.

    A feed that keeps the old version beside the corrected one must not turn the correction back.
    """
    newest = {article.id: article for article in in_time_order(articles)}
    return in_time_order(newest.values())
