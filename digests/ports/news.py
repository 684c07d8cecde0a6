"""The stores of what is read: sources, files, articles and the search over them, stories, summaries."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from typing import Protocol

from digests.models import (
    Article,
    ArticleId,
    FileMark,
    GroupDecision,
    Language,
    SearchHit,
    SearchQuery,
    Source,
    SourceId,
    SourceState,
    Story,
    StoryId,
    Summary,
    SummaryReport,
    Topic,
    Vicinity,
)


class SourceStore(Protocol):
    """Sources and their health."""

    async def add(self, sources: Sequence[Source], now: datetime) -> None:
        """Insert, or update what is configured; a known source keeps its state. A new one is due at `now`, and so is
        one that was retired: somebody wants it again.

        A shared source never becomes private by being added again.
        """
        ...

    async def configure(self, sources: Sequence[Source], now: datetime) -> None:
        """Make these the operator's list: add them, and remove what an earlier list named and this one does not.

        Sources that people added stay.
        """
        ...

    async def remove(self, source_id: SourceId) -> None:
        """Forget the source; its articles stay."""
        ...

    async def share(self, source: Source, now: datetime) -> None:
        """Add it for everybody, or make it everybody's, also where it was dismissed before. It is due at `now`."""
        ...

    async def dismiss(self, source_id: SourceId) -> None:
        """Take it from everybody, and keep it away though the operator's list names it. Who added it keeps it."""
        ...

    async def find(self, source_id: SourceId) -> Source | None: ...

    async def all(self) -> list[tuple[Source, SourceState]]:
        """Every source with its state, by title."""
        ...

    async def offered(self, own: Collection[SourceId]) -> list[tuple[Source, bool]]:
        """Everybody's sources and those named, by title, each with whether it failed last."""
        ...

    async def shared_ids(self) -> frozenset[SourceId]:
        """Everybody's sources."""
        ...

    async def claim_due(
        self, now: datetime, *, limit: int, lease_s: float, shared: bool | None = None
    ) -> list[tuple[Source, SourceState]]:
        """Sources whose `next_check_at` has come, the longest due first; nobody else gets them for `lease_s`.

        With `shared` only those that everybody reads, or only the others.

        Retired ones are never due.
        """
        ...

    async def settle(self, states: Mapping[SourceId, SourceState]) -> None:
        """Store the states after refreshes and give the claims back."""
        ...


class FileStore(Protocol):
    """The files of folders of saved posts as they were when they were read; they go with their source."""

    async def find(self, source_id: SourceId) -> dict[str, FileMark]:
        """The files of a folder that were read, by their path inside it."""
        ...

    async def settle(self, source_id: SourceId, read: Mapping[str, FileMark], gone: Sequence[str]) -> None:
        """Remember the files that were read, and forget those that are gone."""
        ...


class ArticleStore(Protocol):
    """Articles with their revisions."""

    async def find_by_keys(self, keys: Sequence[str]) -> dict[str, Article]:
        """The articles known by any of these identities, by key."""
        ...

    async def fingerprints(self, vicinities: Sequence[Vicinity]) -> list[list[tuple[ArticleId, str]]]:
        """For each of these the articles in it with their fingerprints, the oldest first."""
        ...

    async def save(self, articles: Sequence[Article]) -> None:
        """Insert new articles; a known id with a higher revision replaces the text and keeps the old one as a
        revision. Keys are added to those known. A revised article is looked at again by its story.
        """
        ...

    async def get(self, ids: Sequence[ArticleId]) -> list[Article]:
        """These articles, in the order asked for; unknown ids are left out."""
        ...

    async def ungrouped(self, *, limit: int) -> list[Article]:
        """Articles that belong to no story yet, oldest first."""
        ...

    async def since(self, moment: datetime) -> list[tuple[Article, StoryId]]:
        """Grouped articles published or (undated) seen since then: what a new article may belong with."""
        ...


class SearchStore(Protocol):
    """Full-text search over every stored article; saving one through `ArticleStore` is all it takes to be found."""

    async def find(
        self, query: SearchQuery, *, own: Collection[SourceId], excluded: Collection[SourceId], limit: int
    ) -> list[SearchHit]:
        """Articles that the query asks for: of shared sources that are not `excluded`, and of `own`.

        The newest `limit` of them where more match. Empty for a query that asks for nothing.
        """
        ...

    async def index_backlog(self, *, limit: int) -> int:
        """Index so many of the articles stored before there was an index, the newest first; how many it were."""
        ...


class StoryStore(Protocol):
    """Stories, storylines, and the decisions that made them."""

    async def save(
        self,
        stories: Sequence[Story],
        decisions: Sequence[GroupDecision],
        *,
        absorbed: Mapping[StoryId, StoryId] | None = None,
        parted: Mapping[StoryId, StoryId] | None = None,
    ) -> None:
        """Insert or replace stories (by id) with their articles, and keep each article's decision.

        A story that another `absorbed` goes: its name leads to the other from then on, to which goes who was told of it
        and what readers did with it. To a story that `parted` from another goes who was told of that one.
        """
        ...

    async def find(self, story_id: StoryId) -> Story | None:
        """The story of this name, or the one that absorbed it."""
        ...

    async def get(self, ids: Sequence[StoryId]) -> list[Story]:
        """These stories, in the order asked for, each once; instead of one that was absorbed the one that did. Unknown
        ids are left out.
        """
        ...

    async def of_articles(self, ids: Sequence[ArticleId]) -> dict[ArticleId, Story]: ...

    async def storyline(self, storyline_id: StoryId) -> list[Story]:
        """The stories of a storyline, oldest first."""
        ...

    async def name_topic(self, story_id: StoryId, topic: Topic) -> None:
        """Give the story its topic, where no source gave it one."""
        ...

    async def since(self, moment: datetime, *, limit: int = 2000) -> list[Story]:
        """Stories whose newest article is from `moment` (inclusive) or later, newest first."""
        ...

    async def backfill(self, moment: datetime) -> frozenset[StoryId]:
        """The stories with articles from `moment` (inclusive) or later, all of whose articles are backfill."""
        ...

    async def openings(self, ids: Sequence[StoryId]) -> dict[StoryId, str]:
        """The titles and the first words of the articles of these stories: what keyword rules look at."""
        ...

    async def decisions(self, ids: Sequence[ArticleId]) -> list[GroupDecision]: ...


class SummaryStore(Protocol):
    """Summaries, unique on (story, story revision, language)."""

    async def find(self, story_id: StoryId, revision: int, language: Language) -> Summary | None: ...

    async def of(self, stories: Sequence[Story], language: Language) -> dict[StoryId, Summary]:
        """Those that there are of these stories as they stand."""
        ...

    async def find_before(self, story_id: StoryId, revision: int, language: Language) -> Summary | None:
        """The newest summary of an earlier revision."""
        ...

    async def save(
        self, summaries: Sequence[Summary], report: SummaryReport | None = None, *, day: date | None = None
    ) -> None:
        """One saved again replaces the one before. `report` says how they came to be; it counts for `day`."""
        ...

    async def find_report(self, story_id: StoryId, revision: int) -> SummaryReport | None: ...

    async def replaced(self, day: date) -> tuple[int, int]:
        """How many sentences the summaries of the day hold, and how many of them were replaced."""
        ...
