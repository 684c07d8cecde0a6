"""The live articles in memory again: what was grouped before this process began, without reading a text."""

import asyncio
from collections.abc import AsyncIterator, Container, Iterable, Sequence
from contextlib import suppress
from datetime import datetime

from digests.clock import Clock
from digests.models import Article, ArticleId, Placement, SourceId, StoryId
from digests.ports import Storage
from digests.stories.features import Features, features_of
from digests.stories.group import StoryIndex
from digests.stories.packed import FORM, pack, unpack

_AT_ONCE = 500
_PEOPLE_FIRST_S = 3.0
"""Where there is much to be loaded it waits so long: a process that has just begun answers people first."""

Circle = SourceId | None
"""Whose articles may share a story: None for those of all the operator's sources."""

_Stood = tuple[Features, StoryId, StoryId]


def circle_of(source_id: SourceId, shared: Container[SourceId]) -> Circle:
    """The circle of a source's articles; `shared` are the operator's sources."""
    return None if source_id in shared else source_id


class Standing:
    """Reads articles once, and keeps what grouping needs of them."""

    def __init__(self, storage: Storage, clock: Clock) -> None:
        self._storage = storage
        self._clock = clock

    async def features(self, articles: Sequence[Article]) -> list[Features]:
        """The features of articles, kept for the next start."""
        features, packed = await asyncio.to_thread(_read, articles)
        await self._storage.features.keep(packed, form=FORM)
        return features

    async def indexes(self, since: datetime, shared: Container[SourceId]) -> dict[Circle, StoryIndex]:
        """What was grouped of the articles since then. Seconds for a hundred thousand, in another thread."""
        indexes: dict[Circle, StoryIndex] = {None: StoryIndex()}
        if len(await self._storage.features.placements(since, form=FORM, limit=_AT_ONCE)) == _AT_ONCE:
            await self._clock.sleep(_PEOPLE_FIRST_S)
        # Twice over: what a word weighs depends on all, and all features at once would fill the memory.
        async for circle, members in self._grouped(since, shared):
            index = indexes.setdefault(circle, StoryIndex())
            await asyncio.to_thread(index.hear, [features for features, _, _ in members])
        async for circle, members in self._grouped(since, shared):
            await asyncio.to_thread(indexes.setdefault(circle, StoryIndex()).load, members)
        return indexes

    async def _grouped(
        self, since: datetime, shared: Container[SourceId]
    ) -> AsyncIterator[tuple[Circle, list[_Stood]]]:
        """The grouped articles since then, oldest first, some of one circle at a time."""
        last: Placement | None = None
        while page := await self._storage.features.placements(since, form=FORM, after=last, limit=_AT_ONCE):
            last = page[-1]
            features = await self._features_of(page)
            circles: dict[Circle, list[_Stood]] = {}
            for each in page:
                if each.article_id in features:
                    stood = features[each.article_id], each.story_id, each.storyline_id
                    circles.setdefault(circle_of(each.source_id, shared), []).append(stood)
            for found in circles.items():
                yield found

    async def _features_of(self, page: Sequence[Placement]) -> dict[ArticleId, Features]:
        """Their features; where none can be read, they are taken from the texts."""
        known = await asyncio.to_thread(_unpacked, page)
        missing = [each.article_id for each in page if each.article_id not in known]
        if missing:
            features = await self.features(await self._storage.articles.get(missing))
            known |= {each.article_id: each for each in features}
        return known


def _read(articles: Sequence[Article]) -> tuple[list[Features], dict[ArticleId, bytes]]:
    features = [features_of(article) for article in articles]
    return features, {each.article_id: pack(each) for each in features}


def _unpacked(page: Iterable[Placement]) -> dict[ArticleId, Features]:
    known = {}
    for each in page:
        with suppress(ValueError):  # a damaged row is made anew
            if each.features is not None:
                known[each.article_id] = unpack(each.article_id, each.features)
    return known
