"""The tastes of readers, learnt anew from what the database keeps of their acts."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from digests.models import Story, StoryId, SubscriptionId
from digests.ports import Storage
from digests.stories.taste import Taste, learn

_LEARNT_FROM = timedelta(days=60)
_PASSED_OVER = timedelta(days=7)
"""Passing over is a weak sign, and of a week there are a hundred a reader."""

_KEPT_STORIES = 2000
"""A week's stories that some reader was told: most readers were told the same."""


class Tastes:
    """Learns the tastes of readers."""

    def __init__(self, storage: Storage) -> None:
        self._storage = storage
        self._stories: dict[StoryId, Story] = {}

    async def of(self, ids: Sequence[SubscriptionId], now: datetime) -> dict[SubscriptionId, Taste]:
        """The tastes at `now` of those of these subscriptions that did anything."""
        signs = await self._storage.reactions.signs(ids, since=now - _LEARNT_FROM, passed_since=now - _PASSED_OVER)
        if not signs:
            return {}
        await self._load({sign.story_id for each in signs.values() for sign in each})
        return {subscription_id: learn(each, self._stories, now) for subscription_id, each in signs.items()}

    async def _load(self, ids: set[StoryId]) -> None:
        """Have these stories at hand; what a story is about hardly changes, so an earlier revision will do."""
        if missing := sorted(ids - self._stories.keys()):
            if len(self._stories) + len(missing) > _KEPT_STORIES:
                self._stories = {known: story for known, story in self._stories.items() if known in ids}
            self._stories |= {story.id: story for story in await self._storage.stories.get(missing)}
