"""Summarize: a story's text for readers of a language, written once and kept."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from weakref import WeakValueDictionary

from digests.models import LANGUAGES, Article, Because, EditionItem, Language, OutletLink, Story, StoryId, Summary
from digests.ports import LanguageModel, Storage
from digests.summaries.extract import extract
from digests.summaries.write import write_summaries

_MODEL_CALLS_AT_ONCE = 4
_STORY_SENTENCES = 6


@dataclass(frozen=True, slots=True)
class StoryView:
    """Everything that is shown of one story: its summary, its articles, and its storyline, oldest first.

    `because`: why it stands higher for this reader than for others, where it does.
    """

    story: Story
    summary: Summary
    articles: tuple[Article, ...]
    storyline: tuple[Story, ...]
    because: Because | None = None


class Summarizer:
    """Finds or writes summaries. Without a model (None) they are extracts.

    `default` is the language that every story is written in besides those that subscriptions want.
    """

    def __init__(self, storage: Storage, model: LanguageModel | None, *, default: Language) -> None:
        self._storage = storage
        self._model = model
        self._default = default
        self._calls = asyncio.Semaphore(_MODEL_CALLS_AT_ONCE)
        # Whoever wants a story that is being written waits for it, rather than have it written again.
        self._turns: WeakValueDictionary[tuple[StoryId, int], asyncio.Lock] = WeakValueDictionary()

    async def summary(self, story: Story, language: Language) -> Summary:
        """The summary of this revision of a story; written once for all languages anybody wants, then kept."""
        known = await self._storage.summaries.find(story.id, story.revision, language)
        if known is not None:
            return known
        turn = self._turns.setdefault((story.id, story.revision), asyncio.Lock())
        async with turn, self._calls:
            known = await self._storage.summaries.find(story.id, story.revision, language)
            return known or await self._write(story, language)

    async def _write(self, story: Story, language: Language) -> Summary:
        wanted = {language, self._default, *await self._storage.subscriptions.wanted_languages()}
        articles = await self._storage.articles.get(story.article_ids)
        languages = [each for each in LANGUAGES if each in wanted]
        summaries = await write_summaries(story, articles, languages, self._model)
        await self._storage.summaries.save(list(summaries.values()))
        return summaries[language]

    async def items(
        self, stories: Sequence[Story], language: Language, *, told: frozenset[StoryId] = frozenset()
    ) -> tuple[EditionItem, ...]:
        """The stories as items of an edition, in the order given."""
        summaries = await asyncio.gather(*(self.summary(story, language) for story in stories))
        items = []
        for story, summary in zip(stories, summaries, strict=True):
            articles = await self._storage.articles.get(story.article_ids)
            developing = bool(told & {line.id for line in await self._line(story)})
            items.append(EditionItem(story, summary, outlet_links(articles), developing))
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
        summary = await self.summary(story, language)
        if summary.method == "extract":
            summary = extract(story, articles, language, max_sentences=_STORY_SENTENCES)
        storyline = tuple(await self._storage.stories.storyline(story.storyline_id))
        return StoryView(story, summary, articles, storyline)


def outlet_links(articles: Sequence[Article]) -> tuple[OutletLink, ...]:
    """Each outlet once, with its first article's address, in the order of the articles."""
    links: dict[str | None, OutletLink] = {}
    for article in articles:
        links.setdefault(article.outlet, OutletLink(article.outlet, article.url))
    return tuple(links.values())
