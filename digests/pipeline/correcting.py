"""Correct: when an article is edited or withdrawn, whoever was told what it no longer says is told so, once.

    edited article ──> what was told of it ──find_correction──> the edition anew ──> outbox: edit, and answer

The edition as it should have been and the messages that say so are stored in one transaction, and an edition that was
corrected has other items from then on: so each reader gets each correction once, whatever dies in between. What was not
sent yet is put right in the outbox and needs no word. Answers such as /latest stand in the outbox as sent, and a
message whose end nobody knows counts as one that arrived: a word too many harms less than an error that stands.
"""

import logging
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

from digests.clock import Clock
from digests.errors import kind_and_place
from digests.models import (
    Article,
    ArticleId,
    CorrectedEdition,
    Correction,
    Delivery,
    DeliveryState,
    Edition,
    EditionItem,
    NewDelivery,
    Part,
    Story,
    ToldEdition,
    Urgency,
)
from digests.pipeline.summarizing import Summarizer
from digests.ports import Renderer, Storage
from digests.summaries.corrections import find_correction

log = logging.getLogger(__name__)

_ARTICLES_AT_ONCE = 20
_EDITIONS_AT_ONCE = 100
_TOLD_WITHIN = timedelta(hours=48)
"""News of the day before yesterday is corrected; what is older nobody reads again."""

_ANSWER_PART = 1000
"""The answer goes after the edits of the same correction."""

_WHOLE_MESSAGES = frozenset(("digest", "latest", "since"))
"""Editions whose messages are as they are rendered."""

_MODEL_MAY_TAKE = timedelta(seconds=40)

CorrectionRenderer = Callable[[Edition, int, Correction], Part]
"""The answer to a message: the edition as it was told, the number of the item (from 1), and what is wrong with it."""


class Corrector:
    """Corrects what was told."""

    def __init__(
        self,
        storage: Storage,
        summarizer: Summarizer,
        renderer: Renderer,
        correction: CorrectionRenderer,
        clock: Clock,
    ) -> None:
        self._storage = storage
        self._summarizer = summarizer
        self._renderer = renderer
        self._correction = correction
        self._clock = clock

    async def correct(self) -> int:
        """Look at the articles that were edited since the last time; returns how many editions were corrected."""
        corrected = 0
        for article_id in await self._storage.corrections.edited(limit=_ARTICLES_AT_ONCE):
            try:
                corrected += await self._correct_article(article_id)
            except Exception as error:  # one that cannot be told costs nobody else theirs
                log.error("article %s: not corrected: %s", article_id, kind_and_place(error))
                await self._storage.corrections.looked_at(article_id)
        return corrected

    async def _correct_article(self, article_id: ArticleId) -> int:
        story = (await self._storage.stories.of_articles([article_id])).get(article_id)
        corrected = 0
        if story is not None:
            articles = await self._storage.articles.get(story.article_ids)
            edited = next(article for article in articles if article.id == article_id)
            since = self._clock.now() - _TOLD_WITHIN
            told = await self._storage.corrections.told(story.id, since)
            for items_id in told:
                corrected += await self._correct_items(items_id, story, edited, articles)
            if corrected and set(told) & set(await self._storage.corrections.told(story.id, since)):
                return corrected  # some are being sent just now: they are corrected once they are there
        await self._storage.corrections.looked_at(article_id)
        return corrected

    async def _correct_items(self, items_id: str, story: Story, edited: Article, articles: list[Article]) -> int:
        """Every edition with these items, a hundred at a time."""
        corrected = 0
        since = self._clock.now() - _TOLD_WITHIN
        while told := await self._storage.corrections.editions(items_id, since, limit=_EDITIONS_AT_ONCE):
            place = next(n for n, item in enumerate(told[0].edition.items) if item.story.id == story.id)
            item = told[0].edition.items[place]
            others = [article for article in articles if article.id != edited.id]
            is_gone = await self._storage.corrections.is_withdrawn(edited.id)
            correction = find_correction(item.summary, edited, others, is_gone=is_gone)
            if correction is None:
                return corrected
            until = self._clock.now() + _MODEL_MAY_TAKE
            summary = await self._summarizer.summary(story, item.summary.language, until=until)
            anew = replace(item, story=story, summary=summary, corrected=True)
            done = await self._storage.corrections.correct(
                [self._corrected(each, place, _with(each.edition, place, anew), correction) for each in told]
            )
            if not done:  # another process was first
                return corrected
            corrected += done
        return corrected

    def _corrected(self, told: ToldEdition, place: int, anew: Edition, correction: Correction) -> CorrectedEdition:
        """What is to be edited, rewritten and answered for one edition."""
        before, after = self._renderer(told.edition), self._renderer(anew)
        by_number = {delivery.part_number: delivery for delivery in told.deliveries}
        changed = [
            (by_number[number], part)
            for number, (part, old) in enumerate(zip(after, before, strict=False), start=1)
            if part.text != old.text and number in by_number
        ]
        fits = len(before) == len(after) == len(by_number) and told.edition.kind in _WHOLE_MESSAGES
        sent = [(delivery, part) for delivery, part in changed if delivery.message_id is not None]
        owner = f"correction:{told.edition.id}:{anew.items[place].story.id}:{anew.items[place].story.revision}"
        edits = [
            self._delivery(owner, delivery, delivery.part_number, replace(part, edit_of=delivery.message_id))
            for delivery, part in sent
            if fits
        ]
        answered = next((d for d, _ in sent), None) or next(filter(_may_have_arrived, told.deliveries), None)
        answers = []
        if answered is not None:
            words = replace(self._correction(told.edition, place + 1, correction), reply_to=answered.message_id)
            answers.append(self._delivery(owner, answered, _ANSWER_PART, words))
        unsent = [(d, part) for d, part in changed if d.state is DeliveryState.PENDING and fits]
        return CorrectedEdition(anew, tuple(unsent), (*edits, *answers))

    def _delivery(self, owner: str, to: Delivery, number: int, part: Part) -> NewDelivery:
        return NewDelivery(
            owner=owner,
            chat_id=to.chat_id,
            thread_id=to.thread_id,
            subscription_id=to.subscription_id,
            part=part,
            part_number=number,
            due_at=self._clock.now(),
            urgency=Urgency.INSTANT,
        )


def _may_have_arrived(delivery: Delivery) -> bool:
    """Whether a reader has it, as far as anybody knows; one whose end nobody knows is told of it without an answer."""
    return delivery.message_id is not None or delivery.state is DeliveryState.UNKNOWN


def _with(edition: Edition, place: int, item: EditionItem) -> Edition:
    return replace(edition, items=(*edition.items[:place], item, *edition.items[place + 1 :]))
