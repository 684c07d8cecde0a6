"""The articles that a new one may belong with, found by their strongest terms."""

from array import array
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import chain

from digests.models import ArticleId
from digests.stories.features import Family, Features
from digests.stories.markers import Markers
from digests.stories.similarity import Vector

_CANDIDATES = 10
# Of the articles that have a term, the newest: what a new article belongs with is rarely further back, and a word that
# more articles have tells none of them apart. Bounds the cost of a search, however many articles are live.
_NEWEST_OF_TERM = 150
# Terms that lead to forgotten articles are cleared away when these are a twentieth of all.
_FORGOTTEN_SHARE = 0.05


@dataclass(frozen=True, slots=True)
class Known:
    """A live article, without its words: what a new one is compared with."""

    article_id: ArticleId
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


def known_of(features: Features, vector: Vector) -> Known:
    """The article as it is kept while it is live."""
    return Known(
        article_id=features.article_id,
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


class LiveArticles:
    """Articles by place: a number that each gets when it comes and keeps."""

    def __init__(self) -> None:
        self._known: dict[int, Known] = {}
        self._place_of: dict[ArticleId, int] = {}
        self._postings: dict[int, array[int]] = {}
        self._next = 0
        self._forgotten = 0

    def __len__(self) -> int:
        return len(self._known)

    def __contains__(self, place: int) -> bool:
        return place in self._known

    def __getitem__(self, place: int) -> Known:
        return self._known[place]

    def find(self, article_id: ArticleId) -> int | None:
        """The place of the live article of this id."""
        return self._place_of.get(article_id)

    def add(self, known: Known) -> int:
        """Put an article in; returns its place."""
        place = self._next
        self._next += 1
        self._known[place] = known
        self._place_of[known.article_id] = place
        self._post(place, known)
        return place

    def replace(self, place: int, known: Known) -> None:
        """Give the article at `place` other weights; it is still found by the terms that it came with."""
        self._known[place] = known

    def similar(self, known: Known) -> list[int]:
        """The places of the live articles of the same language that share most strong terms, most first."""
        postings = (self._postings.get(number, ()) for number in known.vector.strongest)
        shared = Counter(chain.from_iterable(posting[-_NEWEST_OF_TERM:] for posting in postings))
        shared.pop(self._place_of.get(known.article_id, -1), None)
        found = sorted(self._comparable(_most_shared(shared), known.family), reverse=True)
        return [place for _, _, place in found[:_CANDIDATES]]

    def forget_before(self, moment: datetime) -> list[int]:
        """Drop the articles from before `moment`; returns their places."""
        dropped = [place for place, known in self._known.items() if known.at < moment]
        for place in dropped:
            del self._place_of[self._known.pop(place).article_id]
        self._forgotten += len(dropped)
        if self._forgotten > _FORGOTTEN_SHARE * len(self._known):
            self._forgotten = 0
            self._postings = {}
            for place, known in self._known.items():
                self._post(place, known)
        return dropped

    def _post(self, place: int, known: Known) -> None:
        for number in () if known.round_up else known.vector.strongest:
            self._postings.setdefault(number, array("I")).append(place)

    def _comparable(self, found: Iterable[tuple[int, int]], family: Family) -> Iterator[tuple[int, ArticleId, int]]:
        for shared, place in found:
            known = self._known.get(place)
            if known is not None and known.family == family:
                yield shared, known.article_id, place


def _most_shared(shared: Mapping[int, int]) -> Iterator[tuple[int, int]]:
    """The places that share as many terms as are needed to have candidates enough, each with that number."""
    sizes = Counter(shared.values())
    enough, least = 0, 1
    for size in sorted(sizes, reverse=True):
        enough, least = enough + sizes[size], size
        if enough >= _CANDIDATES:
            break
    return ((size, place) for place, size in shared.items() if size >= least)
