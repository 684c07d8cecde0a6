"""Whether it is so or not so: a text denies what its evidence denies, and nothing else."""

from collections.abc import Iterator, Sequence

from digests.language.denials import denials, hard_denials
from digests.summaries.claims.cited import Cited, clauses, closeness, in_chinese, nearest

_SAME_CLAUSE = 0.5
_SAME_WORDS = 0.7


def turned_negations(text: str, evidence: Sequence[Cited]) -> Iterator[str]:
    """The denials that `text` drops, and those that it adds, verbatim.

    In one language clause by clause, each against the cited clauses most like it; across languages as a whole.
    """
    cited = [clause for each in evidence for clause in clauses(each.clauses)]
    same = [clause for clause in cited if in_chinese(clause) == in_chinese(text)]
    if same and len(same) == len(cited):
        yield from _turned_clauses(text, same)
    else:
        yield from _turned_whole(text, cited)


def is_negated(text: str) -> bool:
    """Whether `text` denies anything."""
    return bool(hard_denials(text))


def _turned_clauses(text: str, cited: Sequence[str]) -> Iterator[str]:
    for clause in clauses(text):
        alike = [cited[place] for place in nearest(clause, cited, at_least=_SAME_CLAUSE)]
        if alike and not any(_agree(clause, each) for each in alike):
            yield (denials(clause) or [word for each in alike for word in denials(each)])[0]
        elif not alike and hard_denials(clause) and not any(denials(each) for each in cited):
            yield hard_denials(clause)[0]


def _turned_whole(text: str, cited: Sequence[str]) -> Iterator[str]:
    dropped = [word for clause in cited for word in hard_denials(clause)]
    if dropped and not denials(text):
        yield dropped[0]
    elif hard_denials(text) and not any(map(denials, cited)):
        yield hard_denials(text)[0]


def _agree(one: str, other: str) -> bool:
    """Whether both deny or neither does; a word such as 取消 agrees with either.

    Of two clauses of nearly the same words each denies as often as the other: 不是没有 is another thing than 没有.
    """
    if closeness(one, other) >= _SAME_WORDS and len(hard_denials(one)) != len(hard_denials(other)):
        return False
    if bool(hard_denials(one)) == bool(hard_denials(other)):
        return True
    return bool(denials(one)) and bool(denials(other))
