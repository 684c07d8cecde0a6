"""Compose: what a subscription has not been told becomes an edition and rows of the outbox."""

import asyncio
import logging
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from digests.clock import Clock
from digests.editions.compose import MAX_SIZE, USUAL_SIZE, WINDOW_MAX, Choice, compose_edition, heads, window_start
from digests.editions.quiet import quiet_end
from digests.errors import StorageError, kind_and_place
from digests.models import (
    TOPICS,
    Because,
    Edition,
    EditionItem,
    Language,
    NewDelivery,
    NewEdition,
    Slot,
    Story,
    StoryId,
    Subscription,
    Topic,
    Urgency,
)
from digests.pipeline.news import Known, News
from digests.pipeline.summarizing import Summarizer
from digests.pipeline.tastes import Tastes
from digests.ports import Renderer, Storage
from digests.stories.rank import rank
from digests.stories.taste import NO_TASTE

log = logging.getLogger(__name__)

_DUE_BATCH = 50
"""Subscriptions of one transaction: with ten rows each it stays within 500."""

_MODEL_MAY_TAKE = timedelta(seconds=40)
"""From a slot on: no digest is a minute late because of a model; what it has not written by then are extracts."""

_TRY_AGAIN = timedelta(minutes=10)
_LATEST_WINDOW = timedelta(days=3)
_PREPARED = 20
_PREPARED_WINDOW = timedelta(hours=36)


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
        self._tastes = Tastes(storage)

    async def prepare(self) -> None:
        """Have the summaries of the day's best stories written before anybody's slot comes."""
        subscriptions = self._storage.subscriptions
        languages = await subscriptions.wanted_languages()
        if languages:
            stories = rank(await self._storage.stories.since(self._clock.now() - _PREPARED_WINDOW), self._clock.now())
            until = self._clock.now() + _MODEL_MAY_TAKE  # whoever wants news at once waits for this
            await asyncio.gather(
                *(self._summarizer.summary(each, min(languages), until=until) for each in stories[:_PREPARED])
            )

    async def compose_due(self) -> int:
        """Compose the edition of every subscription whose slot has come; returns how many were put in the outbox."""
        composed = 0
        news: News | None = None
        while due := await self._storage.subscriptions.due(self._clock.now(), limit=_DUE_BATCH):
            if news is None or news.is_old(self._clock.now(), due):
                news = await self._news(self._clock.now() - WINDOW_MAX)
            composed += await self._compose_batch(due, news)
        return composed

    async def _compose_batch(self, due: Sequence[Subscription], news: News) -> int:
        """Ask the database once for all of them, decide for each, and write once."""
        await self._read_openings(news, due)
        withdrawn = await self._storage.editions.withdraw_unsent([each.id for each in due])
        told = await self._storage.editions.told_by([each.id for each in due], news.told_of)
        tastes = await self._tastes.of([each.id for each in due], news.now)
        editions: list[NewEdition] = []
        over: list[Slot] = []
        for subscription in due:
            await self._clock.sleep(0)  # others have their turn on the event loop
            known = Known(told.get(subscription.id, frozenset()), tastes.get(subscription.id, NO_TASTE))
            new = await self._compose_apart(subscription, news, known, with_unsent=subscription.id in withdrawn)
            if isinstance(new, NewEdition):
                editions.append(new)
            else:
                over.append(new)
        await self._storage.editions.skip(over)
        return await self._put_in_outbox(editions)

    async def _compose_apart(
        self, subscription: Subscription, news: News, known: Known, *, with_unsent: bool
    ) -> NewEdition | Slot:
        """One subscription that cannot be composed costs nobody else their digest, and is tried again later."""
        try:
            return await self._compose_one(subscription, news, known, with_unsent=with_unsent)
        except Exception as error:
            return self._put_off(subscription, error)

    def _put_off(self, subscription: Subscription, error: Exception) -> Slot:
        log.error("subscription %s: not composed: %s", subscription.id, kind_and_place(error))
        now = self._clock.now()
        return Slot(subscription.id, subscription.next_due_at or now, now + _TRY_AGAIN)

    async def _compose_one(
        self, subscription: Subscription, news: News, known: Known, *, with_unsent: bool
    ) -> NewEdition | Slot:
        """`with_unsent`: what waited since an earlier slot and could not be sent is told now: one digest, not two."""
        due_at = subscription.next_due_at or news.now
        if held_until := quiet_end(subscription.quiet, subscription.timezone, news.now):
            return Slot(subscription.id, due_at, held_until)
        next_due = news.next_slot(subscription.schedule, subscription.timezone)
        reader, size = subscription, USUAL_SIZE
        if with_unsent:
            reader, size = await self._storage.subscriptions.find(subscription.id) or subscription, MAX_SIZE
        origins = subscription.schedule.origins if subscription.schedule.rhythm == "instant" else None
        choice = news.choice(reader, known, size=size, origins=origins)
        edition = await self._edition(reader, due_at, choice, known.told, news)
        if edition is None:
            return Slot(subscription.id, due_at, next_due)
        urgency = Urgency.INSTANT if subscription.schedule.rhythm == "instant" else Urgency.DIGEST
        return NewEdition(edition, self.deliveries(subscription, edition, urgency), next_due)

    async def _put_in_outbox(self, editions: Sequence[NewEdition]) -> int:
        """All in one transaction; where the database refuses it, each by itself, so that one costs only itself."""
        if not editions:
            return 0
        try:
            return await self._storage.editions.create_all(editions)
        except StorageError:
            return sum([await self._put_apart(new) for new in editions])

    async def _put_apart(self, new: NewEdition) -> int:
        try:
            return await self._storage.editions.create_all([new])
        except StorageError as error:
            own_id, now = new.edition.subscription_id, self._clock.now()
            log.error("subscription %s: not composed: %s", own_id, kind_and_place(error))
            await self._storage.editions.skip([Slot(own_id, new.edition.due_at, now + _TRY_AGAIN)])
            return 0

    async def digest_now(self, subscription: Subscription) -> Edition | None:
        """Put what is unread into the outbox at once; None when there is nothing."""
        for _ in range(2):  # where another tap was first, the second look finds what that one left
            edition = await self.unread(subscription, self._clock.now())
            if edition is None:
                return None
            deliveries = self.deliveries(subscription, edition, Urgency.INSTANT, asked=True)
            if await self._storage.editions.create(edition, deliveries, next_due_at=None, mark_told=True):
                return edition
        return None

    def deliveries(
        self, subscription: Subscription, edition: Edition, urgency: Urgency, *, asked: bool = False
    ) -> tuple[NewDelivery, ...]:
        """The messages of an edition, as rows for the outbox. `asked`: somebody waits for it just now."""
        return tuple(
            NewDelivery(
                owner=edition.id,
                chat_id=subscription.chat_id,
                thread_id=subscription.thread_id,
                subscription_id=subscription.id,
                part=part,
                part_number=number,
                due_at=edition.due_at,
                urgency=urgency,
                asked=asked,
            )
            for number, part in enumerate(self._renderer(edition), start=1)
        )

    async def unread(self, subscription: Subscription, due_at: datetime) -> Edition | None:
        """The edition of what this subscription has not been told, or None when that is nothing."""
        news = await self._news_for(subscription, window_start(subscription, self._clock.now()))
        told = await self._storage.editions.told(subscription.id, news.told_of)
        tastes = await self._tastes.of([subscription.id], news.now)
        choice = news.choice(subscription, Known(told, tastes.get(subscription.id, NO_TASTE)), size=USUAL_SIZE)
        return await self._edition(subscription, due_at, choice, told, news)

    async def because(self, subscription: Subscription, story: Story) -> Because | None:
        """Why `story` stands higher for this reader than for others; None where it does not."""
        tastes = await self._tastes.of([subscription.id], self._clock.now())
        return tastes.get(subscription.id, NO_TASTE).because(story)

    async def _edition(
        self, subscription: Subscription, due_at: datetime, choice: Choice, told: frozenset[StoryId], news: News
    ) -> Edition | None:
        if not choice.chosen:
            return None
        items = await self._items(choice.chosen, subscription.language, told, news)
        return compose_edition(subscription, due_at, items, choice.more)

    async def _items(
        self, chosen: tuple[Story, ...], language: Language, told: frozenset[StoryId], news: News
    ) -> tuple[EditionItem, ...]:
        key = tuple(story.id for story in chosen), language, told
        if key not in news.items:
            until = news.now + _MODEL_MAY_TAKE
            news.items.put(key, await self._summarizer.items(chosen, language, told=told, until=until))
        return news.items[key]

    async def latest(self, subscription: Subscription, *, size: int, topic: Topic | None = None) -> Edition | None:
        """The best of the last days, one of a storyline, read or not. Kept for its buttons; nothing counts as told."""
        now = self._clock.now()
        news = await self._news_for(subscription, now - _LATEST_WINDOW)
        reader = replace(subscription, topics=frozenset(TOPICS)) if topic else subscription
        seen = news.visible(reader, now - _LATEST_WINDOW)
        stories = heads(story for story in seen if topic in (None, story.topic))
        if not stories:
            return None
        items = await self._summarizer.items(stories[:size], subscription.language, until=now + _MODEL_MAY_TAKE)
        told = await self._storage.editions.told(subscription.id, [item.story.id for item in items])
        edition = compose_edition(
            subscription, now, _with_news_marked(items, told), len(stories) - len(items), kind="latest"
        )
        kept = await self._storage.editions.create(edition, [], next_due_at=None, mark_told=False)
        return edition if kept else replace(edition, kind="once")

    async def since_read(self, subscription: Subscription, since: datetime, *, size: int) -> Edition | None:
        """What came or went on after `since`, known or not; nothing is marked as told. None when that is nothing."""
        now = self._clock.now()
        news = await self._news_for(subscription, now - WINDOW_MAX)
        seen = news.visible(subscription, now - WINDOW_MAX)
        stories = heads(story for story in seen if story.seen_at > since)
        if not stories:
            return None
        told = await self._storage.editions.told(subscription.id, news.told_of)
        items = await self._summarizer.items(stories[:size], subscription.language, told=told)
        went_on = [replace(item, developing=item.developing or item.story.id in told) for item in items]
        shown = _with_news_marked(went_on, told)
        edition = compose_edition(subscription, now, shown, len(stories) - len(shown), kind="since")
        kept = await self._storage.editions.create(edition, [], next_due_at=None, mark_told=False)
        return edition if kept else replace(edition, kind="once")

    async def latest_stories(self, subscription: Subscription) -> list[Story]:
        """The stories of the last days that this subscription may see, told or not, best first."""
        since = self._clock.now() - _LATEST_WINDOW
        return heads((await self._news_for(subscription, since)).visible(subscription, since))

    async def count_meant(self, subscription: Subscription, rule: str) -> int:
        """How many stories of the last days a keyword rule means, of those that could reach this subscription."""
        reader = replace(subscription, muted=(), watched=(rule,), topics=frozenset(TOPICS))
        since = self._clock.now() - _LATEST_WINDOW
        return len((await self._news_for(reader, since)).watched(reader, since))

    async def _news_for(self, subscription: Subscription, since: datetime) -> News:
        news = await self._news(since)
        await self._read_openings(news, [subscription])
        return news

    async def _read_openings(self, news: News, readers: Sequence[Subscription]) -> None:
        """What keyword rules look at, where somebody has any."""
        if news.lacks_openings(readers):
            news.open(await self._storage.stories.openings(news.ids))

    async def _news(self, since: datetime) -> News:
        now = self._clock.now()
        shared = await self._storage.sources.shared_ids()
        stories, backfill = await self._storage.stories.since(since), await self._storage.stories.backfill(since)
        return News(stories, shared, now, translates=self._translates, backfill=backfill)


def _with_news_marked(items: Sequence[EditionItem], told: frozenset[StoryId]) -> list[EditionItem]:
    """Those that were not told yet are marked as fresh, where they stand among others that were."""
    mixed = any(item.story.id in told for item in items)
    return [replace(item, fresh=mixed and not item.developing and item.story.id not in told) for item in items]
