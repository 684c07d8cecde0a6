"""Compose: what a subscription has not been told becomes an edition and rows of the outbox."""

import asyncio
import logging
from collections.abc import Hashable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from digests.clock import Clock
from digests.editions.compose import MAX_SIZE, USUAL_SIZE, WINDOW_MAX, choose, compose_edition, visible, window_start
from digests.editions.schedule import next_due_at
from digests.errors import kind_and_place
from digests.language.script import fold
from digests.models import TOPICS, Edition, NewDelivery, SourceId, Story, Subscription, Topic, Urgency
from digests.pipeline.summarizing import Summarizer
from digests.ports import Renderer, Storage
from digests.stories.rank import rank

log = logging.getLogger(__name__)

_DUE_BATCH = 100
_TRY_AGAIN = timedelta(minutes=10)
_LATEST_WINDOW = timedelta(days=3)
_PREPARED = 20
_PREPARED_WINDOW = timedelta(hours=36)


@dataclass(frozen=True, slots=True)
class _News:
    """What there is to tell, read once for all subscriptions of a batch: most want the same of it."""

    shared: frozenset[SourceId]
    stories: Sequence[Story]
    ranked: dict[Hashable, list[Story]] = field(default_factory=dict)


class Composer:
    """Composes editions for subscriptions.

    `translates`: summaries come in every language; without, stories in the reader's own language go first.
    """

    def __init__(
        self, storage: Storage, summarizer: Summarizer, renderer: Renderer, clock: Clock, *, translates: bool
    ) -> None:
        self._storage = storage
        self._summarizer = summarizer
        self._renderer = renderer
        self._clock = clock
        self._translates = translates

    async def prepare(self) -> None:
        """Have the summaries of the day's best stories written before anybody's slot comes."""
        subscriptions = self._storage.subscriptions
        languages = await subscriptions.wanted_languages()
        if languages:
            stories = rank(await self._storage.stories.since(self._clock.now() - _PREPARED_WINDOW), self._clock.now())
            await asyncio.gather(*(self._summarizer.summary(each, min(languages)) for each in stories[:_PREPARED]))

    async def compose_due(self) -> int:
        """Compose the edition of every subscription whose slot has come; returns how many were put in the outbox."""
        composed = 0
        while due := await self._storage.subscriptions.due(self._clock.now(), limit=_DUE_BATCH):
            news = await self._news(self._clock.now() - WINDOW_MAX)
            for subscription in due:
                composed += await self._compose_apart(subscription, news)
        return composed

    async def _compose_apart(self, subscription: Subscription, news: _News) -> bool:
        """One subscription that cannot be composed costs nobody else their digest, and is tried again later."""
        try:
            return await self._compose_one(subscription, news)
        except Exception as error:
            log.error("subscription %s: not composed: %s", subscription.id, kind_and_place(error))
            await self._storage.editions.skip(subscription.id, self._clock.now() + _TRY_AGAIN)
            return False

    async def _compose_one(self, subscription: Subscription, news: _News) -> bool:
        now = self._clock.now()
        due_at = subscription.next_due_at or now
        next_due = next_due_at(subscription.schedule, subscription.timezone, now)
        edition = await self._unread_and_unsent(subscription, due_at, news)
        if edition is None:
            await self._storage.editions.skip(subscription.id, next_due)
            return False
        urgency = Urgency.INSTANT if subscription.schedule.rhythm == "instant" else Urgency.DIGEST
        return await self._put_in_outbox(subscription, edition, urgency, next_due)

    async def _unread_and_unsent(self, subscription: Subscription, due_at: datetime, news: _News) -> Edition | None:
        """What is unread, together with what waits since an earlier slot and could not be sent: one digest, not two."""
        if not await self._storage.editions.withdraw_unsent(subscription.id):
            return await self._unread(subscription, due_at, news)
        untold = await self._storage.subscriptions.find(subscription.id) or subscription
        return await self._unread(untold, due_at, news, size=MAX_SIZE)

    async def digest_now(self, subscription: Subscription) -> Edition | None:
        """Put what is unread into the outbox at once; None when there is nothing."""
        for _ in range(2):  # where another tap was first, the second look finds what that one left
            edition = await self.unread(subscription, self._clock.now())
            if edition is None:
                return None
            if await self._put_in_outbox(subscription, edition, Urgency.INSTANT, subscription.next_due_at):
                return edition
        return None

    async def _put_in_outbox(
        self, subscription: Subscription, edition: Edition, urgency: Urgency, next_due: datetime | None
    ) -> bool:
        deliveries = [
            NewDelivery(
                owner=edition.id,
                chat_id=subscription.chat_id,
                thread_id=subscription.thread_id,
                subscription_id=subscription.id,
                part=part,
                part_number=number,
                due_at=edition.due_at,
                urgency=urgency,
            )
            for number, part in enumerate(self._renderer(edition), start=1)
        ]
        return await self._storage.editions.create(edition, deliveries, next_due_at=next_due, mark_told=True)

    async def unread(self, subscription: Subscription, due_at: datetime) -> Edition | None:
        """The edition of what this subscription has not been told, or None when that is nothing."""
        news = await self._news(window_start(subscription, self._clock.now()))
        return await self._unread(subscription, due_at, news)

    async def _unread(
        self, subscription: Subscription, due_at: datetime, news: _News, *, size: int = USUAL_SIZE
    ) -> Edition | None:
        since = window_start(subscription, self._clock.now())
        stories = self._visible(subscription, since, news)
        line_ids = {story.follows for story in stories if story.follows} | {story.id for story in stories}
        told = await self._storage.editions.told(subscription.id, sorted(line_ids))
        choice = choose(stories, subscription, told, size=size)
        if not choice.chosen:
            return None
        items = await self._summarizer.items(choice.chosen, subscription.language, told=told)
        return compose_edition(subscription, due_at, items, choice.more)

    async def latest(
        self, subscription: Subscription, *, size: int, words: str = "", topic: Topic | None = None
    ) -> Edition | None:
        """The newest stories, read or not; nothing is marked as told. Kept, so that its buttons lead back to it."""
        now = self._clock.now()
        news = await self._news(now - _LATEST_WINDOW)
        reader = replace(subscription, topics=frozenset(TOPICS)) if topic or words else subscription
        stories = self._visible(reader, now - _LATEST_WINDOW, news)
        if topic is not None:
            stories = [story for story in stories if story.topic == topic]
        if words:
            stories = [story for story in stories if await self._mentions(story, words)]
        if not stories:
            return None
        items = await self._summarizer.items(stories[:size], subscription.language)
        edition = replace(compose_edition(subscription, now, items, len(stories) - len(items)), kind="latest")
        kept = await self._storage.editions.create(edition, [], next_due_at=subscription.next_due_at, mark_told=False)
        return edition if kept else replace(edition, kind="once")

    async def latest_stories(self, subscription: Subscription, *, limit: int) -> list[Story]:
        """The best stories of the last days that this subscription may see, told or not."""
        since = self._clock.now() - _LATEST_WINDOW
        return self._visible(subscription, since, await self._news(since))[:limit]

    async def _mentions(self, story: Story, words: str) -> bool:
        articles = await self._storage.articles.get(story.article_ids)
        folded = "\n".join(fold(f"{article.title}\n{article.text}") for article in articles)
        return all(fold(word) in folded for word in words.split())  # folding takes out spaces between Chinese words

    async def _news(self, since: datetime) -> _News:
        shared = frozenset(source.id for source, _ in await self._storage.sources.all() if source.shared)
        return _News(shared, await self._storage.stories.since(since))

    def _visible(self, subscription: Subscription, since: datetime, news: _News) -> list[Story]:
        """What this subscription may see since then, best first."""
        own, excluded = subscription.own_sources, subscription.excluded_sources
        wish = (subscription.language[:2], subscription.topics, own, excluded, since)
        if wish not in news.ranked:
            seen = (story for story in news.stories if story.last_at >= since)
            news.ranked[wish] = self._ranked([s for s in seen if visible(s, subscription, news.shared)], subscription)
        return news.ranked[wish]

    def _ranked(self, stories: Sequence[Story], subscription: Subscription) -> list[Story]:
        ranked = rank(stories, self._clock.now())
        if self._translates:
            return ranked
        # The two Chinese scripts are one language to a reader; the sort is stable, so each half keeps its order.
        return sorted(ranked, key=lambda story: story.language[:2] != subscription.language[:2])
