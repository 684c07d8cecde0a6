"""Articles into events, by the scores of their pairs: the same result whatever the order of arrival."""

import heapq
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from itertools import product

Score = Callable[[int, int], float | None]
"""How much speaks for two articles telling one event; `PARTED` or less where a mark says that they do not, None where
nothing can be said of the two.
"""

PARTED = -9.0
# A pair without a word in common says no more against two groups than one that is merely unlike.
_LEAST = -4.0


@dataclass(slots=True)
class _Between:
    """What is known of the pairs between two groups."""

    total: float
    pairs: int
    parted: bool

    @property
    def mean(self) -> float:
        return self.total / self.pairs if self.pairs else _LEAST


def clusters(
    groups: Sequence[Sequence[int]], alike: Iterable[tuple[int, int]], score: Score, limit: float
) -> list[list[int]]:
    """The groups joined as long as two of them score `limit` or more in the mean of all their pairs, the best first.

    `groups` hold numbers that belong together already; `alike` are the pairs worth a look. The mean over all pairs
    keeps a chain of neighbours from rolling up into one blob; one parted pair keeps two groups apart.
    """
    return _Joining(groups, score, limit).run(alike)


def connected(groups: Sequence[Sequence[int]], partners: Callable[[int], Iterable[int]]) -> list[list[int]]:
    """The groups, with those joined whose members must stand together: `partners` of each member, without itself."""
    made: list[list[int]] = []
    for group in groups:
        wanted = {partner for member in group for partner in partners(member)}
        meeting = [other for other in made if wanted.intersection(other)]
        made = [other for other in made if other not in meeting]
        made.append([member for other in (*meeting, group) for member in other])
    return made


@dataclass(slots=True)
class _Joining:
    groups: Sequence[Sequence[int]]
    score: Score
    limit: float
    members: dict[int, list[int]] = field(init=False)
    between: dict[tuple[int, int], _Between] = field(init=False, default_factory=dict)
    near: dict[int, set[int]] = field(init=False, default_factory=dict)
    waiting: list[tuple[float, int, int]] = field(init=False, default_factory=list)

    def __post_init__(self) -> None:
        self.members = {number: list(group) for number, group in enumerate(self.groups)}

    def run(self, alike: Iterable[tuple[int, int]]) -> list[list[int]]:
        group_of = {member: number for number, group in self.members.items() for member in group}
        for one, other in sorted({_pair(group_of[a], group_of[b]) for a, b in alike}):
            if one != other:
                self.near.setdefault(one, set()).add(other)
                self.near.setdefault(other, set()).add(one)
                self._consider(one, other)
        while self.waiting:
            _, one, other = heapq.heappop(self.waiting)
            if one in self.members and other in self.members:
                self._join(one, other)
        return list(self.members.values())

    def _consider(self, one: int, other: int) -> None:
        found = self._between(one, other)
        if not found.parted and found.mean >= self.limit:
            heapq.heappush(self.waiting, (-round(found.mean, 6), *_pair(one, other)))

    def _between(self, one: int, other: int) -> _Between:
        key = _pair(one, other)
        if key not in self.between:
            told = [self.score(a, b) for a, b in product(self.members[one], self.members[other])]
            scores = [each for each in told if each is not None]
            parted = min(scores, default=_LEAST) <= PARTED
            self.between[key] = _Between(sum(max(_LEAST, each) for each in scores), len(scores), parted)
        return self.between[key]

    def _join(self, one: int, other: int) -> None:
        """Make two groups a new one, under a number of its own so that what was waiting for either is void."""
        joined = max(self.members) + len(self.groups)
        neighbours = sorted((self.near.pop(one) | self.near.pop(other)) - {one, other})
        for each in neighbours:
            mine, its = self._between(one, each), self._between(other, each)
            total = _Between(mine.total + its.total, mine.pairs + its.pairs, mine.parted or its.parted)
            self.between[_pair(joined, each)] = total
        self.members[joined] = self.members.pop(one) + self.members.pop(other)
        self.near[joined] = set(neighbours)
        for each in neighbours:
            self.near[each] = (self.near[each] - {one, other}) | {joined}
            self._consider(joined, each)


def _pair(one: int, other: int) -> tuple[int, int]:
    return (one, other) if one < other else (other, one)
