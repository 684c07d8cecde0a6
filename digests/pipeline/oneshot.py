"""All stages once: sources in, one digest out. Nothing is due, nothing is sent."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from digests.editions.compose import heads
from digests.models import Article, Edition, Language, Problem, Source, Story, StoryId, SubscriptionId, edition_id
from digests.pipeline.folders import Progress
from digests.pipeline.grouping import Grouper
from digests.pipeline.reading import Reader
from digests.pipeline.summarizing import Summarizer
from digests.ports import Storage
from digests.stories.rank import rank

_PATIENCE = timedelta(days=1)
"""Whoever asks for one digest waits for the model."""

_NOBODY = SubscriptionId("once")
_EVERYTHING = 1_000_000
_BEGINNING = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Wish:
    """What the digest should be: its reader's language and time zone, its size, and from when on (None: all)."""

    language: Language
    timezone: str
    size: int
    at: datetime
    since: datetime | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """The digest, everything that was read for it, and what failed.

    `earlier`: for a story that says again what was said long before, the stories that did, newest first.
    """

    edition: Edition
    stories: tuple[Story, ...]
    articles: tuple[Article, ...]
    problems: tuple[Problem, ...]
    earlier: Mapping[StoryId, Sequence[Story]] = field(default_factory=dict)


class OneShot:
    """Runs the stages in a row."""

    def __init__(self, storage: Storage, reader: Reader, grouper: Grouper, summarizer: Summarizer) -> None:
        self._storage = storage
        self._reader = reader
        self._grouper = grouper
        self._summarizer = summarizer

    async def digest(self, sources: Sequence[Source], wish: Wish, progress: Progress) -> Outcome:
        """Read `sources`, group what they say, and compose the best of it. A source that fails is a problem."""
        await self._storage.sources.add(sources, wish.at)
        problems = [problem for source in sources for problem in await self._reader.read_now(source, progress)]
        await self._grouper.group()
        stories = await self._storage.stories.since(_BEGINNING, limit=_EVERYTHING)
        articles = await self._storage.articles.get([i for story in stories for i in story.article_ids])
        ordered = sorted(stories, key=lambda story: (story.first_at, story.id))
        edition = await self._edition(stories, wish)
        earlier = await self._storage.echoes.earlier([story.id for story in stories])
        return Outcome(edition, tuple(ordered), tuple(articles), tuple(problems), earlier)

    async def _edition(self, stories: Sequence[Story], wish: Wish) -> Edition:
        """Of a storyline only its newest story: what went before is in its timeline."""
        wanted = [story for story in stories if wish.since is None or story.last_at >= wish.since]
        newest = heads(rank(wanted, wish.at))
        items = await self._summarizer.items(newest[: wish.size], wish.language, until=wish.at + _PATIENCE)
        return Edition(
            id=edition_id(_NOBODY, wish.at),
            subscription_id=_NOBODY,
            due_at=wish.at,
            language=wish.language,
            timezone=wish.timezone,
            items=items,
            more=len(newest) - len(items),
            kind="once",
        )
