"""Follow: how a followed story went on is told at once, as an answer to the message that first told it."""

import logging
from collections.abc import Callable

from digests.clock import Clock
from digests.editions.compose import compose_edition
from digests.editions.quiet import quiet_end
from digests.errors import kind_and_place
from digests.models import Edition, NewDelivery, Part, Reaction, Story, StoryId, Subscription, Urgency
from digests.pipeline.summarizing import Summarizer
from digests.ports import Storage

log = logging.getLogger(__name__)

_AT_ONCE = 200

UpdateRenderer = Callable[[Edition, Story], Part]
"""The message of an update: what is new, against the story that is followed."""


class Follower:
    """Tells followers how their stories went on."""

    def __init__(self, storage: Storage, summarizer: Summarizer, renderer: UpdateRenderer, clock: Clock) -> None:
        self._storage = storage
        self._summarizer = summarizer
        self._renderer = renderer
        self._clock = clock

    async def tell(self) -> int:
        """Put the developments that are not told yet into the outbox; returns how many.

        In quiet hours they wait: until then a digest may tell them, and afterwards this does.
        """
        told = 0
        for reaction, news_id in await self._storage.reactions.developments(limit=_AT_ONCE):
            try:
                told += await self._tell_one(reaction, news_id)
            except Exception as error:  # one that cannot be told costs nobody else theirs
                log.error("subscription %s: no update: %s", reaction.subscription_id, kind_and_place(error))
        return told

    async def _tell_one(self, reaction: Reaction, news_id: StoryId) -> bool:
        now = self._clock.now()
        reader = await self._storage.subscriptions.find(reaction.subscription_id)
        if reader is None or quiet_end(reader.quiet, reader.timezone, now):
            return False
        by_id = {story.id: story for story in await self._storage.stories.get([reaction.story_id, news_id])}
        items = await self._summarizer.items([by_id[news_id]], reader.language, told=frozenset({reaction.story_id}))
        edition = compose_edition(reader, now, items, more=0, kind="update")
        delivery = self._delivery(reader, edition, by_id[reaction.story_id], reaction.message_id)
        return await self._storage.editions.create(edition, [delivery], next_due_at=None, mark_told=True)

    def _delivery(self, reader: Subscription, edition: Edition, followed: Story, reply_to: int | None) -> NewDelivery:
        part = self._renderer(edition, followed)
        return NewDelivery(
            owner=edition.id,
            chat_id=reader.chat_id,
            thread_id=reader.thread_id,
            subscription_id=reader.id,
            part=Part(part.text, part.buttons, reply_to=reply_to),
            due_at=edition.due_at,
            urgency=Urgency.INSTANT,
        )
