"""What people said of two articles: one event, or two. Grouping never overrules it.

An administrator's word counts at once. A reader's counts for everybody once two others say the same: a story is one
text for all who see it, so no single reader may rewrite it.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from digests.models import ArticleId, Constraint, ConstraintVerdict

READERS_NEEDED = 3
"""So many readers, and more than say the opposite, count as an administrator."""

Pair = tuple[ArticleId, ArticleId]


@dataclass(frozen=True, slots=True)
class InForce:
    """The pairs that must stand in one story, and those that must not. No pair is in both."""

    same: frozenset[Pair] = frozenset()
    different: frozenset[Pair] = frozenset()

    def with_same(self, pairs: Iterable[Pair]) -> "InForce":
        """These and `pairs`, which something else says are of one event; what people said stands above that."""
        return InForce(self.same | (frozenset(pairs) - self.different), self.different)

    def changed(self, other: "InForce") -> frozenset[Pair]:
        """The pairs on which the two say otherwise."""
        return (self.same ^ other.same) | (self.different ^ other.different)

    def forbids(self, article_id: ArticleId, members: Iterable[ArticleId]) -> bool:
        """Whether the article must not stand with one of `members`."""
        return bool(self.different) and any(pair(article_id, member) in self.different for member in members)

    def verdict(self, one: ArticleId, other: ArticleId) -> ConstraintVerdict | None:
        """What counts of these two; None where nothing does."""
        if pair(one, other) in self.different:
            return "different"
        return "same" if pair(one, other) in self.same else None

    def joined_to(self, article_id: ArticleId) -> set[ArticleId]:
        """The articles with which it must stand."""
        return {each for pair_of_two in self.same if article_id in pair_of_two for each in pair_of_two} - {article_id}


def pair(one: ArticleId, other: ArticleId) -> Pair:
    """Two articles in the one order in which they are kept."""
    return (one, other) if one <= other else (other, one)


def in_force(constraints: Iterable[Constraint]) -> InForce:
    """What counts of everything that people said: each person's last word on a pair."""
    said: defaultdict[Pair, dict[int, Constraint]] = defaultdict(dict)
    for constraint in sorted(constraints, key=lambda each: (each.at, each.is_admin, each.verdict)):
        said[pair(constraint.article_id, constraint.other_id)][constraint.by] = constraint
    verdicts = {each: _verdict(list(words.values())) for each, words in said.items()}
    return InForce(
        same=frozenset(each for each, verdict in verdicts.items() if verdict == "same"),
        different=frozenset(each for each, verdict in verdicts.items() if verdict == "different"),
    )


def _verdict(words: list[Constraint]) -> ConstraintVerdict | None:
    """An administrator's latest word, else that of enough readers."""
    ruled = [word for word in words if word.is_admin]
    if ruled:
        return max(ruled, key=lambda word: (word.at, word.verdict)).verdict
    different = sum(word.verdict == "different" for word in words)
    same = len(words) - different
    if max(same, different) < READERS_NEEDED or same == different:
        return None
    return "same" if same > different else "different"
