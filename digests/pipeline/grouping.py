"""Group: articles that belong to no story yet find theirs, and the decisions are kept.

A story is made either of the operator's sources or of one source that readers added, never of both: a story is one
text for all who see it, so another's feed would stand in everybody's digest, and everybody could write it.
"""

import asyncio
import logging
from collections.abc import Container, Sequence
from datetime import datetime, timedelta

from digests.clock import Clock
from digests.models import Article, ArticleId, GroupDecision, SourceId, Story, StoryId, in_time_order
from digests.ports import Storage
from digests.stories.group import StoryIndex
from digests.stories.story import new_story, with_article
from digests.stories.storyline import arrange

log = logging.getLogger(__name__)

_BATCH = 200
_WINDOW = timedelta(days=30)
"""What a new article is compared with: nothing older can be the same story or the one it follows."""


class Grouper:
    """Places articles into stories. The index of live articles is loaded when first needed and kept."""

    def __init__(self, storage: Storage, clock: Clock) -> None:
        self._storage = storage
        self._clock = clock
        self._indexes: dict[SourceId | None, StoryIndex] = {}
        self._lock = asyncio.Lock()

    async def group(self) -> int:
        """Place every article that has no story; returns how many were placed."""
        total = 0
        async with self._lock:
            while articles := await self._storage.articles.ungrouped(limit=_BATCH):
                await self._place_apart(in_time_order(articles))
                total += len(articles)
        return total

    async def _place_apart(self, articles: Sequence[Article]) -> None:
        shared = frozenset(source.id for source, _ in await self._storage.sources.all() if source.shared)
        await self._load(articles[0].at - _WINDOW, shared)
        circles: dict[SourceId | None, list[Article]] = {}
        for article in articles:
            circles.setdefault(_circle_of(article, shared), []).append(article)
        for circle, members in circles.items():
            await self._place(members, self._indexes.setdefault(circle, StoryIndex()))

    async def _place(self, articles: Sequence[Article], index: StoryIndex) -> None:
        decisions = await asyncio.to_thread(index.take_all, articles)
        stories = await self._stories_of(decisions)
        changed = await self._apply(articles, decisions, stories)
        await self._storage.stories.save(await self._arranged(changed), decisions)

    async def _load(self, oldest: datetime, shared: Container[SourceId]) -> None:
        """Have what is recent in the indexes, as seen from now or from the oldest article to be placed."""
        since = min(self._clock.now() - _WINDOW, oldest)
        if not self._indexes:
            self._indexes[None] = StoryIndex()
            known = await self._storage.articles.since(since)
            stories = await self._storage.stories.of_articles([article.id for article, _ in known])
            for article, story_id in known:
                index = self._indexes.setdefault(_circle_of(article, shared), StoryIndex())
                index.add(article, story_id, stories[article.id].storyline_id)
        for index in self._indexes.values():
            index.forget_before(since)
        self._indexes = {circle: index for circle, index in self._indexes.items() if circle is None or len(index)}

    async def _stories_of(self, decisions: Sequence[GroupDecision]) -> dict[StoryId, Story]:
        wanted = {decision.story_id for decision in decisions if decision.story_id}
        return {story.id: story for story in await self._storage.stories.get(sorted(wanted))}

    async def _apply(
        self, articles: Sequence[Article], decisions: Sequence[GroupDecision], stories: dict[StoryId, Story]
    ) -> list[Story]:
        """The stories that the decisions make or change."""
        placed = {article.id: article for article in articles}
        ids = {article_id for story in stories.values() for article_id in story.article_ids}
        members = {a.id: a for a in await self._storage.articles.get(sorted(ids))} | placed
        changed: dict[StoryId, Story] = {}
        for decision in decisions:
            story = _story_after(decision, placed[decision.article_id], stories, members)
            stories[story.id] = changed[story.id] = story
        return list(changed.values())

    async def _arranged(self, changed: Sequence[Story]) -> list[Story]:
        """The changed stories, and those of their storylines whose predecessor is another now."""
        by_id = {story.id: story for story in changed}
        for storyline_id in sorted({story.storyline_id for story in changed}):
            line = {story.id: story for story in await self._storage.stories.storyline(storyline_id)}
            line |= {story.id: story for story in by_id.values() if story.storyline_id == storyline_id}
            by_id |= {story.id: story for story in arrange(list(line.values())) if story != line[story.id]}
        return list(by_id.values())


def _circle_of(article: Article, shared: Container[SourceId]) -> SourceId | None:
    """Whose articles it may share a story with: None for those of all the operator's sources."""
    return None if article.source_id in shared else article.source_id


def _story_after(
    decision: GroupDecision, article: Article, stories: dict[StoryId, Story], members: dict[ArticleId, Article]
) -> Story:
    """The story that an article was put into, with that article in it."""
    if decision.verdict == "same" and decision.story_id:
        story = stories[decision.story_id]
        return with_article(story, [members[i] for i in story.article_ids if i in members] + [article])
    line = stories[decision.story_id].storyline_id if decision.verdict == "later" and decision.story_id else None
    return new_story(article, storyline_id=line)
