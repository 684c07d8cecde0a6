"""The articles that a new one may belong with, found by their strongest terms."""

import heapq
from array import array
from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta

from digests.models import ArticleId, StoryId
from digests.stories.features import Family, Features
from digests.stories.markers import Markers
from digests.stories.similarity import Unpacked, Vector, likeness, shared_rarity

_CANDIDATES = 20
# Of twenty strongest terms, reports of one event share five or more; one alone is chance, while there are others.
_LEAST_SHARED = 2
# A word that so many live articles count among their strongest tells none of them apart.
_LONGEST_POSTING = 2000


@dataclass(frozen=True, slots=True)
class Known:
    """A live article, without its words: what a new one is compared with."""

    article_id: ArticleId
    story_id: StoryId
    family: Family
    markers: Markers
    origins: frozenset[str]
    outlet: str | None
    at: datetime
    dated: bool
    written_at: datetime | None
    round_up: bool
    vector: Vector

    @property
    def age_order(self) -> tuple[bool, datetime, str]:
        """As `digests.models.in_time_order`: the first of a story is its founder, whoever came first."""
        return (not self.dated, self.at, self.article_id)


@dataclass(frozen=True, slots=True)
class Match:
    """A live article that shares strong terms: `text` is the likeness, `rarity` that of the rarest words both open
    with, `apart` None where a time is unknown.
    """

    known: Known
    text: float
    rarity: float
    apart: timedelta | None


class LiveArticles:
    """Articles by strongest terms, stories by article, storylines by story. Finding costs a few hundred
    microseconds however many there are.
    """

    def __init__(self) -> None:
        self._clear()

    def _clear(self) -> None:
        self._known: list[Known] = []
        self._by_id: dict[ArticleId, Known] = {}
        self._postings: dict[int, array[int]] = {}
        self._members: dict[StoryId, list[Known]] = {}
        self._storyline_of: dict[StoryId, StoryId] = {}
        self._stories_of: dict[StoryId, list[StoryId]] = {}

    def __len__(self) -> int:
        return len(self._known)

    def find(self, article_id: ArticleId) -> Known | None:
        """The live article of this id."""
        return self._by_id.get(article_id)

    def members(self, story_id: StoryId) -> list[Known]:
        """The live articles of a story, founder first."""
        return self._members[story_id]

    def storyline_of(self, story_id: StoryId) -> StoryId:
        """The storyline of a live story. Raises KeyError for one that is not live."""
        return self._storyline_of[story_id]

    def root(self, storyline_id: StoryId) -> list[Known]:
        """The members of the oldest live story of a storyline."""
        stories = self._stories_of[storyline_id]
        return min((self._members[story_id] for story_id in stories), key=lambda members: members[0].age_order)

    def remember(self, features: Features, vector: Vector, story_id: StoryId, storyline_id: StoryId) -> None:
        """Put an article in; the storyline of a story is the one it came with first."""
        known = Known(
            article_id=features.article_id,
            story_id=story_id,
            family=features.family,
            markers=features.markers,
            origins=features.origins,
            outlet=features.outlet,
            at=features.at,
            dated=features.dated,
            written_at=features.written_at,
            round_up=features.round_up,
            vector=vector,
        )
        self._insert(known, storyline_id)

    def _insert(self, known: Known, storyline_id: StoryId) -> None:
        place = len(self._known)
        self._known.append(known)
        self._by_id[known.article_id] = known
        for number in () if known.round_up else known.vector.strongest:
            self._postings.setdefault(number, array("I")).append(place)
        if known.story_id not in self._members:
            self._storyline_of[known.story_id] = storyline_id
            self._stories_of.setdefault(storyline_id, []).append(known.story_id)
        members = self._members.setdefault(known.story_id, [])
        members.append(known)
        members.sort(key=lambda member: member.age_order)

    def matches(self, features: Features, vector: Vector, query: Unpacked) -> list[Match]:
        """The live articles of the same language that share most strong terms, in no telling order."""
        shared: Counter[int] = Counter()
        for number in vector.strongest:
            posting = self._postings.get(number, ())
            if len(posting) <= _LONGEST_POSTING:
                shared.update(posting)
        near = [(n, place) for place, n in shared.items() if n >= _LEAST_SHARED]
        if len(near) < _CANDIDATES:
            near = [(n, place) for place, n in shared.items()]
        best = heapq.nlargest(_CANDIDATES, ((n, self._known[place].article_id) for n, place in near))
        found = (self._by_id[article_id] for _, article_id in best)
        return [
            Match(
                known,
                likeness(query, known.vector),
                shared_rarity(query, known.vector),
                _apart(features.written_at, known.written_at),
            )
            for known in found
            if known.family == features.family
        ]

    def forget_before(self, moment: datetime) -> None:
        """Drop the articles from before `moment`; a story whose articles are all dropped is no longer live."""
        kept = [known for known in self._known if known.at >= moment]
        if len(kept) == len(self._known):
            return
        storylines = self._storyline_of
        self._clear()
        for known in kept:
            self._insert(known, storylines[known.story_id])


def _apart(one: datetime | None, other: datetime | None) -> timedelta | None:
    return None if one is None or other is None else abs(one - other)
