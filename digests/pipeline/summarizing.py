"""Summarize: a story's text for readers of a language, written once and kept."""

import asyncio
import logging
import sys
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from digests.clock import Clock
from digests.errors import kind_and_place
from digests.models import (
    LANGUAGES,
    Article,
    Because,
    Development,
    Disagreement,
    EditionItem,
    Language,
    OutletLink,
    Spent,
    Story,
    StoryId,
    Subject,
    Summary,
    SummaryReport,
)
from digests.pipeline.metering import CALLS_AT_ONCE, MeteredModel
from digests.pipeline.newness import Newness, new_first
from digests.ports import Storage
from digests.stories.disagreement import disagreements
from digests.summaries.budget import retry_at, too_many_replaced
from digests.summaries.extract import extract
from digests.summaries.prompts import SUMMARY_PROMPT
from digests.summaries.write import Written, write_summaries

log = logging.getLogger(__name__)

_READER_WAITS = timedelta(seconds=20)
_STORY_SENTENCES = 6


@dataclass(frozen=True, slots=True)
class Across:
    """A story in the other language; `is_later` where it tells what came of this one, or this one of it, else it may
    tell the same.
    """

    story: Story
    is_later: bool


@dataclass(frozen=True, slots=True)
class StoryView:
    """Everything that is shown of one story: its summary, its articles, and its storyline, oldest first.

    `because`: why it stands higher for this reader than for others, where it does. `earlier`: stories of weeks to
    years before that said much the same, newest first. `disagreements`: what its outlets state differently.
    `development`: what it says beyond and against the stories before it. `across`: what may tell the same in the
    other language.
    """

    story: Story
    summary: Summary
    articles: tuple[Article, ...]
    storyline: tuple[Story, ...]
    because: Because | None = None
    earlier: tuple[Story, ...] = ()
    disagreements: tuple[Disagreement, ...] = ()
    development: Development | None = None
    across: tuple[Across, ...] = ()


class Summarizer:
    """Finds or writes summaries. Without a model (None) they are extracts.

    `default` is the language that every story is written in besides those that subscriptions want. An extract that
    stands in after a failure of the model is written anew later, ever more seldom (`digests.summaries.budget`); one
    that stands in because the day's money was spent, on the next day.
    """

    def __init__(self, storage: Storage, model: MeteredModel | None, clock: Clock, *, default: Language) -> None:
        self._storage = storage
        self._model = model
        self._clock = clock
        self._default = default
        self._places = asyncio.Semaphore(CALLS_AT_ONCE)
        # Whoever wants a story that is being written waits for it, rather than have it written again.
        self._writing: dict[tuple[StoryId, int, Language], asyncio.Task[Summary]] = {}
        self._alerted_on: date | None = None
        self._newness = Newness(storage)

    async def aclose(self) -> None:
        """Break off what is being written; it is written again when it is next wanted."""
        tasks = list(self._writing.values())
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def summary(
        self, story: Story, language: Language, *, until: datetime | None = None, known: Summary | None = None
    ) -> Summary:
        """The summary of this revision of a story; written once for all languages anybody wants, then kept.

        A model that has not written it by `until` goes on writing for whoever comes next, and an extract stands in.
        `known` is the one that the caller found already.
        """
        known = known or await self._storage.summaries.find(story.id, story.revision, language)
        if known is not None and not await self._is_to_be_retried(story, known):
            return known
        writing = self._begin(story, language)
        wait_s = None if until is None else max(0.0, (until - self._clock.now()).total_seconds())
        await asyncio.wait([writing], timeout=wait_s)  # the loop's own time: a request is under way in it
        if writing.done():
            return writing.result()
        if known is not None:
            return known
        articles = await self._storage.articles.get(story.article_ids)
        return replace(extract(story, articles, language), missing="late")

    async def _is_to_be_retried(self, story: Story, known: Summary) -> bool:
        """Whether an extract stands in for a model that may be asked again by now."""
        if self._model is None or known.missing not in ("failed", "budget"):
            return False
        report = await self._storage.summaries.find_report(story.id, story.revision)
        return report is not None and report.retry_at is not None and report.retry_at <= self._clock.now()

    def _begin(self, story: Story, language: Language) -> asyncio.Task[Summary]:
        key = story.id, story.revision, language
        if key not in self._writing:
            self._writing[key] = asyncio.create_task(self._write_in_turn(story, language))
            self._writing[key].add_done_callback(lambda done: self._ended(key, done))
        return self._writing[key]

    def _ended(self, key: tuple[StoryId, int, Language], done: "asyncio.Task[Summary]") -> None:
        self._writing.pop(key, None)
        if not done.cancelled() and (error := done.exception()) is not None:
            log.info("story %s: no summary was written: %s", key[0], kind_and_place(error))

    async def _write_in_turn(self, story: Story, language: Language) -> Summary:
        others = [task for key, task in self._writing.items() if key[:2] == (story.id, story.revision)]
        if others[0] is not asyncio.current_task():  # another language of it: most often both come of one call
            await asyncio.wait([others[0]])
        async with self._places:
            known = await self._storage.summaries.find(story.id, story.revision, language)
            if known is not None and not await self._is_to_be_retried(story, known):
                return known
            return await self._write(story, language)

    async def _write(self, story: Story, language: Language) -> Summary:
        wanted = {language, self._default, *await self._storage.subscriptions.wanted_languages()}
        articles = await self._storage.articles.get(story.article_ids)
        languages = [each for each in LANGUAGES if each in wanted]
        if self._model is None:
            written = await write_summaries(story, articles, languages, None)
            await self._storage.summaries.save(list(written.summaries.values()))
            return written.summaries[language]
        errand = self._model.errand(Subject("summary", story.id))
        written = await write_summaries(story, articles, languages, errand, await self._told_before(story))
        if written.outcome in ("written", "rejected"):
            await errand.keep()
        await self._keep(story, written, errand.spent, self._model)
        return written.summaries[language]

    async def _told_before(self, story: Story) -> Summary | None:
        """What readers were told of the story's last revision, else of the story that it follows."""
        summaries = self._storage.summaries
        before = await summaries.find_before(story.id, story.revision, self._default)
        if before is None and story.follows is not None:
            before = await summaries.find_before(story.follows, sys.maxsize, self._default)
        return before

    async def _keep(self, story: Story, written: Written, spent: Spent, model: MeteredModel) -> None:
        """Store the summaries with how they came to be, and look at how the day's have stood their check."""
        now = self._clock.now()
        day = model.day(now)
        report = await self._report(story, written, spent, model)
        await self._storage.summaries.save(list(written.summaries.values()), report, day=day)
        if written.topic is not None:
            await self._storage.stories.name_topic(story.id, written.topic)
        sentences, replaced = await self._storage.summaries.replaced(day)
        if too_many_replaced(sentences, replaced) and self._alerted_on != day:
            self._alerted_on = day
            log.warning("%d of %d sentences of today's summaries failed their check", replaced, sentences)

    async def _report(self, story: Story, written: Written, spent: Spent, model: MeteredModel) -> SummaryReport | None:
        if written.outcome is None:
            return None
        now = self._clock.now()
        before = await self._storage.summaries.find_report(story.id, story.revision)
        tries = (before.tries if before else 0) + (written.outcome == "failed")
        retries = {"failed": retry_at(tries, now), "budget": model.next_day(now)}
        return SummaryReport(
            story_id=story.id,
            story_revision=story.revision,
            at=now,
            outcome=written.outcome,
            model=model.name,
            prompt=SUMMARY_PROMPT,
            spent=spent + (before.spent if before else Spent()),
            rejections=written.rejections,
            sentences=written.sentences,
            replaced=written.replaced,
            tries=tries,
            retry_at=retries.get(written.outcome),
        )

    async def items(
        self,
        stories: Sequence[Story],
        language: Language,
        *,
        told: frozenset[StoryId] = frozenset(),
        until: datetime | None = None,
    ) -> tuple[EditionItem, ...]:
        """The stories as items of an edition, in the order given; `until` as with `summary`, else some seconds."""
        until = until or self._clock.now() + _READER_WAITS
        kept = await self._storage.summaries.of(stories, language)
        by_id = {
            article.id: article
            for article in await self._storage.articles.get([each for story in stories for each in story.article_ids])
        }
        summaries = await asyncio.gather(
            *(self.summary(story, language, until=until, known=kept.get(story.id)) for story in stories)
        )
        items = []
        for story, summary in zip(stories, summaries, strict=True):
            articles = [by_id[each] for each in story.article_ids if each in by_id]
            line = await self._line(story)
            developing = bool(told & {each.id for each in line})
            found = await self._newness.development(story, articles, line)
            text = new_first(summary, found) if developing else summary
            links = outlet_links(articles)
            picture = next((each.picture for each in articles if each.picture), None)
            items.append(
                EditionItem(story, text, links, developing, disagreements(articles), development=found, picture=picture)
            )
        return tuple(items)

    async def _line(self, story: Story) -> list[Story]:
        """The other stories of its storyline; most stories are alone and cost no query."""
        if story.follows is None:
            return []
        return [each for each in await self._storage.stories.storyline(story.storyline_id) if each.id != story.id]

    async def view(self, story_id: StoryId, language: Language) -> StoryView | None:
        """Everything about a story, or None when it is not kept any more."""
        story = await self._storage.stories.find(story_id)
        if story is None:
            return None
        articles = tuple(await self._storage.articles.get(story.article_ids))
        summary = await self.summary(story, language, until=self._clock.now() + _READER_WAITS)
        if summary.method == "extract":
            summary = extract(story, articles, language, max_sentences=_STORY_SENTENCES)
        storyline = tuple(await self._storage.stories.storyline(story.storyline_id))
        earlier = await self._storage.echoes.earlier([story.id])
        found = await self._newness.development(story, articles, storyline)
        return StoryView(
            story,
            summary,
            articles,
            storyline,
            earlier=tuple(earlier.get(story.id, ())),
            disagreements=disagreements(articles),
            development=found,
            across=await self._across(story),
        )

    async def _across(self, story: Story) -> tuple[Across, ...]:
        """What pairs across languages lead to, and is not known to be another event."""
        pairings = await self._storage.pairings.of_articles(story.article_ids)
        verdicts = {i: each.verdict for each in reversed(pairings) for i in (each.article_id, each.other_id)}
        others = await self._storage.stories.of_articles([i for i, said in verdicts.items() if said != "different"])
        return tuple(
            {
                other.id: Across(other, verdicts[article_id] == "later")
                for article_id, other in others.items()
                if other.id != story.id
            }.values()
        )


def outlet_links(articles: Sequence[Article]) -> tuple[OutletLink, ...]:
    """Each outlet once, with its first article's address, in the order of the articles."""
    links: dict[str | None, OutletLink] = {}
    for article in articles:
        links.setdefault(article.outlet, OutletLink(article.outlet, article.url))
    return tuple(links.values())
