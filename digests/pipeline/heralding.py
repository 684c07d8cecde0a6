"""Herald: what single sources report that a reader wants at once, whenever the digest comes."""

import logging
from datetime import datetime, timedelta

from digests.clock import Clock
from digests.editions.compose import compose_edition
from digests.editions.quiet import quiet_end
from digests.errors import kind_and_place
from digests.models import Story, Subscription, Urgency
from digests.pipeline.composing import Composer
from digests.pipeline.summarizing import Summarizer
from digests.ports import Storage

log = logging.getLogger(__name__)

_NEWS_FOR = timedelta(hours=3)
"""What is older when it is found is no news at once: a feed that was just added brings a week of it."""

_HELD_FOR = timedelta(hours=12)
"""What quiet hours held back is sent after them."""

_MOST = 5
"""Stories of one message; the others come with the next digest."""

_MODEL_MAY_TAKE = timedelta(seconds=40)


class Herald:
    """Tells readers at once what their instant sources report."""

    def __init__(self, storage: Storage, composer: Composer, summarizer: Summarizer, clock: Clock) -> None:
        self._storage = storage
        self._composer = composer
        self._summarizer = summarizer
        self._clock = clock

    async def tell(self) -> int:
        """Put what is new of instant sources into the outbox; returns how many readers are told.

        In quiet hours it waits for their end, unless a digest tells it first.
        """
        told = 0
        for reader in await self._waiting():
            try:
                told += await self._tell_one(reader)
            except Exception as error:  # one who cannot be told costs nobody else theirs
                log.error("subscription %s: not told at once: %s", reader.id, kind_and_place(error))
        return told

    async def _waiting(self) -> list[Subscription]:
        """The readers whose instant sources have something that they were not told: most have nothing, most times."""
        now = self._clock.now()
        readers = await self._storage.subscriptions.with_instant_sources()
        awake = [each for each in readers if not quiet_end(each.quiet, each.timezone, now)]
        stories = await self._storage.stories.since(now - _HELD_FOR - _NEWS_FOR) if awake else []
        wanted = {each.id: [story.id for story in stories if _is_wanted(story, each, now)] for each in awake}
        told = await self._storage.editions.told_by(
            [reader for reader, ids in wanted.items() if ids], sorted({i for ids in wanted.values() for i in ids})
        )
        return [each for each in awake if not told.get(each.id, frozenset()).issuperset(wanted[each.id])]

    async def _tell_one(self, reader: Subscription) -> bool:
        now = self._clock.now()
        seen = await self._composer.latest_stories(reader)
        stories = [story for story in seen if _is_wanted(story, reader, now)]
        told = await self._storage.editions.told(reader.id, [story.id for story in stories])
        new = [story for story in stories if story.id not in told][:_MOST]
        if not new:
            return False
        items = await self._summarizer.items(new, reader.language, told=told, until=now + _MODEL_MAY_TAKE)
        edition = compose_edition(reader, now, items, more=0)
        deliveries = self._composer.deliveries(reader, edition, Urgency.INSTANT)
        return await self._storage.editions.create(edition, deliveries, next_due_at=None, mark_told=True)


def _is_wanted(story: Story, reader: Subscription, now: datetime) -> bool:
    """Whether it is news of one of the reader's instant sources; who gets everything at once gets this with it."""
    if reader.schedule.rhythm == "instant" and reader.schedule.origins == 1:
        return False
    held_for = _HELD_FOR if reader.quiet else _NEWS_FOR
    is_news = story.seen_at >= now - held_for and story.seen_at - story.last_at <= _NEWS_FOR
    return is_news and not reader.instant_sources.isdisjoint(story.source_ids)
