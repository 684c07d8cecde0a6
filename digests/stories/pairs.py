"""How much speaks for two live articles telling one event, weighed once for each pair and asked often."""

from digests.models import ConstraintVerdict
from digests.stories.clusters import PARTED
from digests.stories.constraints import InForce
from digests.stories.evidence import Evidence, weigh
from digests.stories.live import LiveArticles
from digests.stories.similarity import Unpacked, unpacked

_SCORES_KEPT = 50_000
# What people said is above every sum of evidence.
_SAID: dict[ConstraintVerdict, float] = {"same": 99.0, "different": PARTED}

Pair = tuple[int, int]


class Pairs:
    """The evidence on pairs of live articles, by their places; what people said of two stands above it."""

    def __init__(self, live: LiveArticles) -> None:
        self._live = live
        self._said = InForce()
        self._scores: dict[Pair, float] = {}
        # Of what is being placed only.
        self._unpacked: dict[int, Unpacked] = {}
        self._weighed: dict[Pair, Evidence] = {}
        self._found: dict[int, list[int]] = {}

    def obey(self, said: InForce) -> None:
        """Let what people said count from now on."""
        if said != self._said:
            self._said = said
            self._scores.clear()

    def prepare(self, place: int) -> None:
        """Have the words of an article at hand that is about to be weighed against many."""
        if place not in self._unpacked:
            self._unpacked[place] = unpacked(self._live[place].vector)

    def weigh(self, one: int, other: int) -> Evidence:
        """What their texts say."""
        key = pair(one, other)
        if key not in self._weighed:
            # Whose words are unpacked already is compared with the other: the result is the same.
            mine, its = (one, other) if one in self._unpacked else (other, one)
            self.prepare(mine)
            self._weighed[key] = weigh(self._live[mine], self._unpacked[mine], self._live[its])
        return self._weighed[key]

    def score(self, one: int, other: int) -> float | None:
        """How much speaks for one event: what people said, else the evidence; None for two languages, which have no
        word in common.
        """
        key = pair(one, other)
        if key not in self._scores:
            said = self.said(one, other)
            if said is None and self._live[one].family != self._live[other].family:
                return None
            self._scores[key] = self.weigh(*key).of_one_event if said is None else _SAID[said]
        return self._scores[key]

    def similar(self, place: int) -> list[int]:
        """The live articles that share most with this one, the most alike first."""
        if place not in self._found:
            self._found[place] = self._live.similar(self._live[place])
        return self._found[place]

    def said(self, one: int, other: int) -> ConstraintVerdict | None:
        """What people said of these two, as far as it counts."""
        return self._said.verdict(self._live[one].article_id, self._live[other].article_id)

    def joined_to(self, place: int) -> set[int]:
        """The live articles with which people say that this one must stand."""
        joined = self._said.joined_to(self._live[place].article_id)
        return {other for article_id in joined if (other := self._live.find(article_id)) is not None}

    def is_said_apart(self, place: int, members: list[int]) -> bool:
        """Whether people say that this one must not stand with one of `members`."""
        own_id = self._live[place].article_id
        return self._said.forbids(own_id, [self._live[member].article_id for member in members])

    def reweigh(self) -> None:
        """Forget every score: words weigh otherwise now."""
        self._scores.clear()

    def close(self) -> None:
        """Let go of what only placing needs."""
        self._unpacked.clear()
        self._weighed.clear()
        self._found.clear()
        if len(self._scores) > _SCORES_KEPT:
            self._scores.clear()


def pair(one: int, other: int) -> Pair:
    """Two places in the one order in which they are kept."""
    return (one, other) if one < other else (other, one)
