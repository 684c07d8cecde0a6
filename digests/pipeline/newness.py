"""What is new in a story against the stories before it: looked up once a revision, for whoever asks next."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace

from digests.models import Article, Development, Evidence, Sentence, Story, StoryId, Summary
from digests.ports import Storage
from digests.stories.development import development

_KEPT = 500  # stories; a digest of thousands of readers asks for the same dozen
_STORIES_BEFORE = 4

_Key = tuple[tuple[StoryId, int], ...]


class Newness:
    """Finds the developments of stories, and keeps those that it found last."""

    def __init__(self, storage: Storage) -> None:
        self._storage = storage
        self._known: dict[_Key, Development | None] = {}

    async def development(
        self, story: Story, articles: Sequence[Article], storyline: Sequence[Story]
    ) -> Development | None:
        """What `story` with its `articles` says beyond the stories of its `storyline` that came before it."""
        before = _before(story, storyline)
        if not before:
            return None
        key = tuple((each.id, each.revision) for each in (*before, story))
        if key not in self._known:
            earlier = await self._storage.articles.get([number for each in before for number in each.article_ids])
            # Tens of milliseconds for a long storyline: answers to people do not wait for it.
            found = await asyncio.to_thread(development, earlier, articles)
            while len(self._known) >= _KEPT:
                del self._known[next(iter(self._known))]
            self._known[key] = found
        return self._known[key]


def _before(story: Story, storyline: Sequence[Story]) -> list[Story]:
    """The newest stories before it, oldest first."""
    if story.follows is None:
        return []
    own = (story.first_at, story.last_at, story.id)
    before = [each for each in storyline if each.id != story.id and (each.first_at, each.last_at, each.id) < own]
    return sorted(before, key=lambda each: (each.first_at, each.last_at, each.id))[-_STORIES_BEFORE:]


def new_first(summary: Summary, found: Development | None) -> Summary:
    """An extract that opens with what is new, as long as it was; what a model wrote opens with it already."""
    if summary.method != "extract" or not summary.sentences or found is None:
        return summary
    told = next((each for each in found.new if each.language == summary.text_language), None)
    if told is None:
        return summary
    first = Sentence(told.text, (Evidence(told.article_id, told.text),), is_new=True)
    rest = [each for each in summary.sentences if each.text != told.text]
    return replace(summary, sentences=(first, *rest[: max(0, len(summary.sentences) - 1)]))
