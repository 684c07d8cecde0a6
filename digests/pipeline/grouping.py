"""Group: articles that belong to no story yet find theirs, and the decisions are kept.

A story is made either of the operator's sources or of one source that readers added, never of both: a story is one
text for all who see it, so another's feed would stand in everybody's digest, and everybody could write it.
"""

import asyncio
import logging
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from digests.clock import Clock
from digests.models import Article, ArticleId, GroupDecision, SourceId, Story, StoryId, in_time_order
from digests.pipeline.standing import Circle, Standing, circle_of
from digests.ports import Storage
from digests.stories.constraints import InForce, in_force, pair
from digests.stories.echoes import APART, is_echo, sketch, wording_in_common
from digests.stories.group import Placed, StoryIndex
from digests.stories.story import new_story, new_story_id, with_article
from digests.stories.storyline import arrange

log = logging.getLogger(__name__)

_BATCH = 200
_ECHOES_ASKED = 5
_WINDOW = timedelta(days=30)
"""What a new article is compared with: nothing older can be the same story or the one it follows."""

_Heard = tuple[datetime | None, list[tuple[ArticleId, ArticleId]]]
"""When people spoke last, and what was found to be one event in two languages."""


class Grouper:
    """Places articles into stories. The index of live articles is loaded when first needed and kept."""

    def __init__(self, storage: Storage, clock: Clock) -> None:
        self._storage = storage
        self._clock = clock
        self._standing = Standing(storage, clock)
        self._indexes: dict[Circle, StoryIndex] = {}
        self._said = InForce()
        self._heard: _Heard = (None, [])
        self._lock = asyncio.Lock()

    async def group(self) -> int:
        """Place every article that has no story, and anew what people have spoken on since; returns how many."""
        total = 0
        async with self._lock:
            total += await self._obey()
            while articles := await self._storage.articles.ungrouped(limit=_BATCH):
                await self._place_apart(in_time_order(articles))
                total += len(articles)
        return total

    async def _obey(self) -> int:
        """Look again at the articles on which what counts has changed since the last time; returns how many."""
        since = self._clock.now() - _WINDOW  # what is live was seen since then, and spoken on after that
        heard = await self._storage.constraints.last_at(), await self._storage.pairings.same(since)
        if heard == self._heard:
            return 0
        ruled = in_force(await self._storage.constraints.since(since))
        said = ruled.with_same(pair(*ids) for ids in heard[1])
        ids = sorted({article_id for two in self._said.changed(said) for article_id in two})
        self._said, self._heard = said, heard
        if ids:
            await self._load(since, await self._storage.sources.shared_ids())
            for index in self._indexes.values():
                await self._keep(await asyncio.to_thread(index.look_again, ids))
        return len(ids)

    async def _place_apart(self, articles: Sequence[Article]) -> None:
        shared = await self._storage.sources.shared_ids()
        await self._load(articles[0].at - _WINDOW, shared)
        circles: dict[Circle, list[Article]] = {}
        for article in articles:
            circles.setdefault(circle_of(article.source_id, shared), []).append(article)
        for circle, members in circles.items():
            founders = await self._place(members, self._indexes.setdefault(circle, StoryIndex()))
            if circle is None:  # what a reader's own source said is nothing to link to
                await self._link_echoes(founders)

    async def _place(self, articles: Sequence[Article], index: StoryIndex) -> list[Article]:
        """Returns the articles by which new stories are named."""
        features = await self._standing.features(articles)
        return await self._keep(await asyncio.to_thread(index.place, features))

    async def _keep(self, placed: Placed) -> list[Article]:
        """Store what placing has changed; returns the articles by which new stories are named."""
        stories, members = await self._touched(placed)
        changed = _stories_after(placed, stories, members)
        lines = {story.storyline_id for story in (*stories.values(), *changed)}
        arranged = await self._arranged(changed, lines, placed)
        await self._storage.stories.save(arranged, placed.decisions, absorbed=placed.absorbed, parted=placed.parted)
        return [members[each.article_id] for each in placed.decisions if each.verdict != "same"]

    async def _link_echoes(self, founders: Sequence[Article]) -> None:
        """Link new stories to those of long ago that said much the same."""
        store = self._storage.echoes
        sketches = {article.id: sketch(article) for article in founders}
        await store.remember(sketches)
        links: dict[tuple[StoryId, StoryId], float] = {}
        for article in founders:
            alike = await store.alike(sketches[article.id], before=article.at - APART, limit=_ECHOES_ASKED)
            stories = await self._storage.stories.of_articles([article.id, *alike])
            for earlier in await self._storage.articles.get([each for each in alike if each in stories]):
                if is_echo(article, earlier):
                    pair = stories[article.id].id, stories[earlier.id].id
                    links[pair] = wording_in_common(article, earlier)
        await store.link(links)

    async def _touched(self, placed: Placed) -> tuple[dict[StoryId, Story], dict[ArticleId, Article]]:
        """The stored stories that what was placed may change, and the articles of these and of all that was placed."""
        moved = [decision.article_id for decision in placed.decisions]
        left = {story.id for story in (await self._storage.stories.of_articles(moved)).values()}
        wanted = {_story_of(decision) for decision in placed.decisions} | placed.lines.keys() | left
        stories = {story.id: story for story in await self._storage.stories.get(sorted(wanted))}
        ids = {article_id for story in stories.values() for article_id in story.article_ids} | set(moved)
        return stories, {article.id: article for article in await self._storage.articles.get(sorted(ids))}

    async def _load(self, oldest: datetime, shared: Container[SourceId]) -> None:
        """Have what is recent in the indexes, as seen from now or from the oldest article to be placed."""
        since = min(self._clock.now() - _WINDOW, oldest)
        if not self._indexes:
            self._indexes = await self._standing.indexes(since, shared)
        for index in self._indexes.values():
            index.forget_before(since)
            index.obey(self._said)
        self._indexes = {circle: index for circle, index in self._indexes.items() if circle is None or len(index)}

    async def _arranged(self, changed: Sequence[Story], lines: Iterable[StoryId], placed: Placed) -> list[Story]:
        """The changed stories, and those of these storylines whose predecessor is another now."""
        by_id = {story.id: story for story in changed}
        for storyline_id in sorted(lines):
            line = {story.id: story for story in await self._storage.stories.storyline(storyline_id)}
            line = {i: by_id.get(i, story) for i, story in line.items() if i not in placed.absorbed}
            line |= {story.id: story for story in by_id.values()}
            line = {i: story for i, story in line.items() if story.storyline_id == storyline_id}
            by_id |= {story.id: story for story in arrange(list(line.values())) if story != line[story.id]}
        return list(by_id.values())


def _story_of(decision: GroupDecision) -> StoryId:
    """The story that the article is in by this decision."""
    return decision.story_id if decision.verdict == "same" and decision.story_id else new_story_id(decision.article_id)


def _stories_after(
    placed: Placed, stories: Mapping[StoryId, Story], articles: Mapping[ArticleId, Article]
) -> list[Story]:
    """The stories that what was placed makes or changes."""
    target = {decision.article_id: _story_of(decision) for decision in placed.decisions}
    members: dict[StoryId, list[Article]] = {story_id: [] for story_id in (*stories, *target.values())}
    for story in stories.values():
        members[story.id] += [articles[i] for i in story.article_ids if i in articles and i not in target]
    for article_id, story_id in target.items():
        members[story_id].append(articles[article_id])
    made = (_story_after(i, members[i], stories.get(i), placed.lines.get(i)) for i in members if members[i])
    return [story for story in made if story != stories.get(story.id)]


def _story_after(story_id: StoryId, members: Sequence[Article], known: Story | None, line: StoryId | None) -> Story:
    if known is None:
        return replace(with_article(new_story(members[0], line or story_id, story_id), members), revision=1)
    story = replace(known, storyline_id=line or known.storyline_id)
    unchanged = {article.id for article in members} == set(known.article_ids)
    return story if unchanged else with_article(story, members)
