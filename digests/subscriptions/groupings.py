"""People correct the grouping: this is another event, those two are one."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from digests.clock import Clock
from digests.errors import RequestError
from digests.models import Article, ArticleId, Constraint, ConstraintVerdict, Story, StoryId, subscription_id
from digests.ports import Storage
from digests.stories.constraints import in_force

_NEAR = 4
_PARTED_FROM = 12
"""An article is parted from so many of its story: enough that it cannot come back by another of them."""

KNOWN_AFTER = timedelta(days=3)
"""A reader's word is taken after so long a subscription: accounts made for the purpose do not rewrite the news."""

MOST_A_DAY = 20
"""Corrections of one reader in 24 hours."""


@dataclass(frozen=True, slots=True)
class Grouping:
    """What was put into one story, and the stories that grouping found near it but kept apart."""

    story: Story
    articles: tuple[Article, ...]
    near: tuple[Story, ...]


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who says so: a person's id, and whether the operator's administrator."""

    user_id: int
    is_admin: bool


class GroupingDesk:
    """The use cases. What is said is kept for good and followed by the next grouping, a moment later."""

    def __init__(self, storage: Storage, clock: Clock) -> None:
        self._storage = storage
        self._clock = clock

    async def find(self, story_id: StoryId) -> Grouping | None:
        """The grouping of a story as it stands; None when it is not kept any more."""
        story = await self._storage.stories.find(story_id)
        if story is None:
            return None
        articles = await self._storage.articles.get(story.article_ids)
        decisions = await self._storage.stories.decisions(story.article_ids)
        near = await self._storage.stories.of_articles([each.member_id for each in decisions if each.member_id])
        line = await self._storage.stories.storyline(story.storyline_id)
        others = {each.id: each for each in (*near.values(), *line) if each.id != story.id}
        return Grouping(story, tuple(articles), tuple(others.values())[:_NEAR])

    async def part(self, article_id: ArticleId, speaker: Speaker) -> bool:
        """Say that an article is not on its story's event. Whether that counts now: a reader's word alone does not.

        Raises `RequestError` (`grouping-alone`) where it stands alone already, or is not kept any more, and for a
        reader who is new (`grouping-new`) or said much today (`grouping-enough`); so does `join`.
        """
        story = (await self._storage.stories.of_articles([article_id])).get(article_id)
        others = [each for each in story.article_ids if each != article_id] if story else []
        if not others:
            raise RequestError("grouping-alone")
        return await self._say([(article_id, other) for other in others[:_PARTED_FROM]], "different", speaker)

    async def join(self, story_id: StoryId, other_id: StoryId, speaker: Speaker) -> bool:
        """Say that two stories are one event. Whether that counts now.

        Raises `RequestError` (`grouping-together`) where the other is not near: they are one already, or one is not
        kept any more.
        """
        grouping = await self.find(story_id)
        other = next((near for near in grouping.near if near.id == other_id), None) if grouping else None
        if grouping is None or other is None:
            raise RequestError("grouping-together")
        return await self._say([(grouping.story.article_ids[0], other.article_ids[0])], "same", speaker)

    async def _say(
        self, pairs: Sequence[tuple[ArticleId, ArticleId]], verdict: ConstraintVerdict, speaker: Speaker
    ) -> bool:
        now = self._clock.now()
        constraints = self._storage.constraints
        if not speaker.is_admin:
            await self._check_reader(speaker.user_id, now)
        await constraints.save(
            [Constraint(one, other, verdict, speaker.user_id, speaker.is_admin, now) for one, other in pairs]
        )
        one, other = pairs[0]
        return in_force(await constraints.of_articles([one])).verdict(one, other) == verdict

    async def _check_reader(self, user_id: int, now: datetime) -> None:
        """Raises `RequestError` for who subscribed only just now (`grouping-new`) or said much today."""
        own = await self._storage.subscriptions.find(subscription_id(user_id))  # a private chat has its person's number
        if own is None or now - own.created_at < KNOWN_AFTER:
            raise RequestError("grouping-new")
        today = await self._storage.constraints.since(now - timedelta(days=1))
        if len({each.at for each in today if each.by == user_id}) >= MOST_A_DAY:
            raise RequestError("grouping-enough", {"count": MOST_A_DAY})
