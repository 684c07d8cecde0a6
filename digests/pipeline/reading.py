"""Refresh: due sources are fetched, their entries become articles, and their health is noted."""

import asyncio
import logging
import random
from collections.abc import Awaitable
from datetime import datetime
from functools import partial
from typing import TypeVar

from digests.clock import Clock
from digests.errors import PostUnreadable, SourceError, YaowenError, kind_and_place
from digests.models import Document, Problem, Source, SourceState
from digests.pipeline.folders import FolderReader, Progress
from digests.pipeline.parsing import Harvest, InThread, Parsing
from digests.pipeline.settling import Settling
from digests.pipeline.storing import Intake, Storing
from digests.pipeline.window import Window
from digests.ports import Fetcher, Storage
from digests.sources.known_items import Asked, merged_marks
from digests.sources.refresh import Outcome, address_to_ask, after_failure, after_success

log = logging.getLogger(__name__)

T = TypeVar("T")

_AT_ONCE = {True: 256, False: 24}
"""Sources under way at once: those that everybody reads, and those that readers added, which hold no more of the places
for requests however slow they are. Most wait: for their host's turn, a server's answer, their turn to be parsed.
"""
_PATIENCE_S = 2.0
_LEASE_S = 600.0
_ITEMS_AT_ONCE = 250
_MOST_PORTIONS = 16
"""A document's new items are read in portions, four thousand in all: each has the time that a document may take."""

Claimed = tuple[Source, SourceState]


def _silent(done: int, total: int) -> None:
    del done, total


class Reader:
    """Turns sources into stored articles.

    `base_s` is the shortest time between two looks at a source of which nothing is learnt yet, in seconds. `parsing`
    finds the articles in a document; what takes long should not happen in this process
    (`digests.pipeline.parsing.Parsers`). To be closed with `close`.
    """

    def __init__(  # noqa: PLR0913 - every edge of the stage
        self,
        storage: Storage,
        fetcher: Fetcher,
        clock: Clock,
        rng: random.Random,
        *,
        base_s: int,
        parsing: Parsing | None = None,
    ) -> None:
        self._storage = storage
        self._fetcher = fetcher
        self._clock = clock
        self._rng = rng
        self._base_s = base_s
        self._parsing = parsing or InThread()
        self._windows = {
            shared: Window(size, self._refresh_one, patience_s=_PATIENCE_S) for shared, size in _AT_ONCE.items()
        }
        self._storing = Storing(storage, clock)
        self._folders = FolderReader(storage.files, self._parsing, self._storing.put)
        self._settling = Settling(storage.sources)
        self._fresh = 0

    async def refresh(self) -> int:
        """Read every source that is due; returns how many articles are new or revised since the last time.

        A source that does not answer in two seconds is left to end by itself, and what it brings counts next time.
        """
        began = self._clock.now()

        async def claim(limit: int, *, shared: bool) -> list[Claimed]:
            # As of the beginning: what becomes due meanwhile is of the next round, so that this one ends.
            lease_s = _LEASE_S + (self._clock.now() - began).total_seconds()
            return await self._storage.sources.claim_due(began, limit=limit, lease_s=lease_s, shared=shared)

        rolls = (window.roll(partial(claim, shared=shared)) for shared, window in self._windows.items())
        failures = await asyncio.gather(*rolls, return_exceptions=True)
        await self._settling.finish()
        for failure in failures:
            if failure is not None:
                raise failure
        fresh, self._fresh = self._fresh, 0
        return fresh

    async def close(self) -> None:
        """Break off what is under way and give its claims back."""
        for window in self._windows.values():
            await window.stop()
        await self._storing.finish()
        await self._settling.finish()

    async def _refresh_one(self, claimed: Claimed) -> None:
        source, state = claimed
        try:
            outcome, problems = await self._read(source, state)
            if problems:
                raise PostUnreadable(problems[0].source, problems[0].error)
            after = after_success(state, outcome, self._clock.now(), base_s=self._base_s, rng=self._rng)
        except SourceError as error:
            log.warning("source failed: %s: %s", source.title, error.reason)
            after = after_failure(state, error, self._clock.now(), base_s=self._base_s, rng=self._rng)
        except asyncio.CancelledError:  # broken off: whoever starts next need not wait for the lease
            self._settling.put(source.id, state)
            raise
        self._settling.put(source.id, after)

    async def read_now(self, source: Source, progress: Progress = _silent) -> list[Problem]:
        """Read a source at once, due or not; what fails comes back as problems and is not raised.

        Whoever asks for it wants what it says, so nothing of it is backfill.
        """
        now = self._clock.now()
        try:
            _, problems = await self._read(source, SourceState(next_check_at=now, last_success_at=now), progress)
        except SourceError as error:
            return [Problem(error.source, error.reason, error.trouble, error.status)]
        return problems

    async def take(self, source: Source, state: SourceState, document: Document, *, until: datetime | None) -> None:
        """Read a document that a hub pushed, which may hold only what is new; the hub goes on until then.

        A document that is no feed is dropped: whoever sent it, the source has not failed.
        """
        try:
            harvest, has_news = await self._guarded(source, self._harvest(document, source, state))
        except SourceError as error:
            log.warning("a pushed document was dropped: %s: %s", source.title, error.reason)
            return
        items = merged_marks(harvest.items, state.items)
        outcome = Outcome(state.validators, items=items, has_news=has_news, pushed_until=until)
        after = after_success(state, outcome, self._clock.now(), base_s=self._base_s, rng=self._rng)
        self._settling.put(source.id, after)
        await self._settling.finish()

    async def _read(
        self, source: Source, state: SourceState, progress: Progress = _silent
    ) -> tuple[Outcome, list[Problem]]:
        """What the refresh brought, and files that failed."""
        if source.kind == "posts":
            reading = self._folders.read(source, self._clock.now(), progress, is_first=state.last_success_at is None)
            count, problems = await self._guarded(source, reading)
            self._fresh += count
            return Outcome(state.validators, has_news=count > 0), problems
        return await self._guarded(source, self._read_feed(source, state)), []

    async def _guarded(self, source: Source, reading: Awaitable[T]) -> T:
        """Whatever a hostile document sets off in us or in a library is that source's failure and nobody else's."""
        try:
            return await reading
        except YaowenError:
            raise
        except Exception as error:
            log.error("source not understood: %s: %s", source.title, kind_and_place(error))
            kind = type(error).__name__
            raise SourceError(source.address, f"Reading it went wrong in a way nobody foresaw ({kind}).") from error

    async def _read_feed(self, source: Source, state: SourceState) -> Outcome:
        look = await self._fetcher.look(address_to_ask(source, state), state.validators)
        if look.document is None:
            return Outcome(state.validators, look.fresh_s, look.moved_to)
        harvest, has_news = await self._harvest(look.document, source, state)
        return Outcome(
            look.document.validators, look.fresh_s, look.moved_to, harvest.wishes, harvest.items, has_news=has_news
        )

    async def _harvest(self, document: Document, source: Source, state: SourceState) -> tuple[Harvest, bool]:
        """Read and store what is new in a document, in portions; the last of them, and whether there was news."""
        items, is_first, count = state.items, state.last_success_at is None, 0
        for _ in range(_MOST_PORTIONS):
            asked = Asked(items, _ITEMS_AT_ONCE)
            harvest = await self._parsing.harvest(document, source, asked, self._clock.now())
            count += await self._storing.put(Intake(source, harvest.articles, harvest.lines, is_first))
            items = harvest.items
            if not harvest.more:
                break
        self._fresh += count
        return harvest, count > 0
