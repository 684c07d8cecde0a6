"""Herald: what single sources report that a reader wants at once, whenever the digest comes."""

import logging
from datetime import timedelta

from digests.clock import Clock
from digests.editions.compose import compose_edition
from digests.editions.quiet import quiet_end
from digests.errors import kind_and_place
from digests.models import Subscription, Urgency
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
        for reader in await self._storage.subscriptions.with_instant_sources():
            try:
                told += await self._tell_one(reader)
            except Exception as error:  # one who cannot be told costs nobody else theirs
                log.error("subscription %s: not told at once: %s", reader.id, kind_and_place(error))
        return told

    async def _tell_one(self, reader: Subscription) -> bool:
        now = self._clock.now()
        is_told_all = reader.schedule.rhythm == "instant" and reader.schedule.origins == 1
        if is_told_all or quiet_end(reader.quiet, reader.timezone, now):
            return False
        held_for = _HELD_FOR if reader.quiet else _NEWS_FOR
        stories = [
            story
            for story in await self._composer.latest_stories(reader)
            if not reader.instant_sources.isdisjoint(story.source_ids)
            and story.seen_at >= now - held_for
            and story.seen_at - story.last_at <= _NEWS_FOR
        ]
        told = await self._storage.editions.told(reader.id, [story.id for story in stories])
        new = [story for story in stories if story.id not in told][:_MOST]
        if not new:
            return False
        items = await self._summarizer.items(new, reader.language, told=told, until=now + _MODEL_MAY_TAKE)
        edition = compose_edition(reader, now, items, more=0)
        deliveries = self._composer.deliveries(reader, edition, Urgency.INSTANT)
        return await self._storage.editions.create(edition, deliveries, next_due_at=None, mark_told=True)
