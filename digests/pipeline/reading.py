"""Refresh: due sources are fetched, their entries become articles, and their health is noted."""

import asyncio
import logging
import random
from collections.abc import Awaitable, Callable, Container, Sequence
from datetime import datetime, timedelta
from pathlib import Path

from digests.articles.identity import Same, decide
from digests.clock import Clock
from digests.errors import PostUnreadable, SourceError, YaowenError, kind_and_place
from digests.models import Article, Document, Feed, Problem, Source, SourceId, SourceState, Validators, in_time_order
from digests.pipeline.parsing import articles_in_thread, build_all
from digests.ports import Fetcher, Storage
from digests.sources.documents import entries_of, find_documents
from digests.sources.refresh import after_failure, after_success

log = logging.getLogger(__name__)

_BATCH = 64
_LEASE_S = 180.0
_NEAR_COPY_WINDOW = timedelta(days=3)
"""How far back an outlet's near-copies are looked for (digests.articles.identity)."""

Parse = Callable[[Document, Source, datetime], Awaitable[list[Article]]]

Progress = Callable[[int, int], None]
"""Told after each file: how many are read, of how many."""


def _silent(done: int, total: int) -> None:
    del done, total


class Reader:
    """Turns sources into stored articles.

    `base_s` is the shortest time between two looks at a source that changes, in seconds. `parse` finds the articles
    in a document; what takes long should not happen in this process (`digests.pipeline.parsing.Parsers`).
    """

    def __init__(  # noqa: PLR0913 - every edge of the stage
        self,
        storage: Storage,
        fetcher: Fetcher,
        clock: Clock,
        rng: random.Random,
        *,
        base_s: int,
        parse: Parse = articles_in_thread,
    ) -> None:
        self._parse = parse
        self._storage = storage
        self._fetcher = fetcher
        self._clock = clock
        self._rng = rng
        self._base_s = base_s
        self._files: dict[Path, tuple[int, int]] = {}

    async def refresh(self) -> int:
        """Read every source that is due; returns how many articles are new or revised."""
        total = 0
        while due := await self._storage.sources.claim_due(self._clock.now(), limit=_BATCH, lease_s=_LEASE_S):
            total += sum(await asyncio.gather(*(self._refresh_one(source, state) for source, state in due)))
        return total

    async def _refresh_one(self, source: Source, state: SourceState) -> int:
        count = 0
        try:
            validators, count, problems = await self._read(source, state)
            if problems:
                raise PostUnreadable(problems[0].source, problems[0].error)
            after = after_success(state, validators, self._clock.now(), base_s=self._base_s, rng=self._rng)
        except SourceError as error:
            log.warning("source failed: %s: %s", source.title, error.reason)
            after = after_failure(state, error, self._clock.now(), base_s=self._base_s, rng=self._rng)
        except asyncio.CancelledError:  # broken off: whoever starts next need not wait for the lease
            await self._storage.sources.settle(source.id, state)
            raise
        await self._storage.sources.settle(source.id, after)
        return count

    async def read_now(self, source: Source, progress: Progress = _silent) -> list[Problem]:
        """Read a source at once, due or not; what fails comes back as problems and is not raised."""
        now = self._clock.now()
        try:
            _, _, problems = await self._read(source, SourceState(next_check_at=now), progress)
        except SourceError as error:
            return [Problem(error.source, error.reason)]
        return problems

    async def _read(
        self, source: Source, state: SourceState, progress: Progress = _silent
    ) -> tuple[Validators, int, list[Problem]]:
        """The validators to ask with next time, how many articles are new or revised, and files that failed.

        Whatever a hostile document sets off in us or in a library is that source's failure and nobody else's.
        """
        try:
            return await self._read_and_store(source, state, progress)
        except YaowenError:
            raise
        except Exception as error:
            log.error("source not understood: %s: %s", source.title, kind_and_place(error))
            kind = type(error).__name__
            raise SourceError(source.address, f"Reading it went wrong in a way nobody foresaw ({kind}).") from error

    async def _read_and_store(
        self, source: Source, state: SourceState, progress: Progress
    ) -> tuple[Validators, int, list[Problem]]:
        if source.kind == "posts":
            feeds, problems = await asyncio.to_thread(self._changed_files, Path(source.address), progress)
            articles = await asyncio.to_thread(build_all, feeds, source, self._clock.now())
            return state.validators, await self._store(source, articles), problems
        document = await self._fetcher.fetch(source.address, state.validators)
        if document is None:
            return state.validators, 0, []
        articles = await self._parse(document, source, self._clock.now())
        return document.validators, await self._store(source, articles), []

    def _changed_files(self, folder: Path, progress: Progress) -> tuple[list[Feed], list[Problem]]:
        """The files that are new or changed since the last look; a broken one is not tried again unchanged."""
        changed = []
        for path in find_documents(folder):
            mark = _mark_of(path)
            if self._files.get(path) != mark:
                self._files[path] = mark
                changed.append(path)
        return read_files(changed, progress)

    async def _store(self, source: Source, articles: Sequence[Article]) -> int:
        """Identify and store what the source says; returns how many articles are new or revised."""
        fresh, count = await self._unknown_or_edited(articles, await self._peers(source))
        await self._storage.articles.save(fresh)
        return count

    async def _peers(self, source: Source) -> frozenset[SourceId]:
        """The sources whose articles it may revise: the operator's among themselves, a reader's only its own."""
        if not source.shared:
            return frozenset({source.id})
        return frozenset(each.id for each, _ in await self._storage.sources.all() if each.shared) | {source.id}

    async def _unknown_or_edited(
        self, articles: Sequence[Article], peers: Container[SourceId]
    ) -> tuple[list[Article], int]:
        """What is to be stored, each article once in its newest revision, and how many of them are news."""
        known = await self._storage.articles.find_by_keys([key for article in articles for key in article.keys])
        outlets = sorted({article.outlet for article in articles if article.outlet})
        near = {outlet: await self._recent(outlet, articles, peers) for outlet in outlets}
        fresh: dict[str, Article] = {}
        news: set[str] = set()
        for article in newest_of_each(articles):
            before = next((known[key] for key in article.keys if key in known), None)
            verdict = decide(article, before, near.get(article.outlet or "", []))
            stored = verdict.article
            if not isinstance(verdict, Same):
                news.add(stored.id)
            elif before is not None and set(stored.keys) <= set(before.keys):
                continue
            fresh[stored.id] = stored
            known.update(dict.fromkeys(stored.keys, stored))
            if stored.outlet:
                near[stored.outlet] = [*(each for each in near[stored.outlet] if each.id != stored.id), stored]
        return list(fresh.values()), len(news)

    async def _recent(self, outlet: str, articles: Sequence[Article], peers: Container[SourceId]) -> list[Article]:
        oldest = min(article.at for article in articles if article.outlet == outlet)
        recent = await self._storage.articles.recent_of_outlet(outlet, oldest - _NEAR_COPY_WINDOW)
        return [article for article in recent if article.source_id in peers]


def _mark_of(path: Path) -> tuple[int, int]:
    """Another value whenever the file was changed; a file that is gone or hidden is left to the reading to tell."""
    try:
        stat = path.stat()
    except OSError:
        return 0, 0
    return stat.st_mtime_ns, stat.st_size


def newest_of_each(articles: Sequence[Article]) -> list[Article]:
    """Of several versions under one identity in one document the newest, in time order.

    A feed that keeps the old version beside the corrected one must not turn the correction back.
    """
    newest = {article.id: article for article in in_time_order(articles)}
    return in_time_order(newest.values())


def read_files(paths: Sequence[Path], progress: Progress = _silent) -> tuple[list[Feed], list[Problem]]:
    """What each file says, and one problem for each that cannot be read."""
    feeds: list[Feed] = []
    problems: list[Problem] = []
    for number, path in enumerate(paths, start=1):
        try:
            feeds.append(entries_of(path))
        except SourceError as error:
            problems.append(Problem(error.source, error.reason))
        progress(number, len(paths))
    return feeds, problems
