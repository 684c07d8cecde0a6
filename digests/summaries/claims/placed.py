"""Figures beside the words that they belong to: two true figures of one quotation may not change places."""

from collections.abc import Iterator, Sequence

from digests.summaries.claims.cited import Cited, clauses, closeness, in_chinese, nearest
from digests.summaries.claims.dates import unsupported_dates
from digests.summaries.claims.numbers import figures_of, unsupported_money, unsupported_numbers, unsupported_percentages

_SAME_WORDS = 0.6
_RULES = (unsupported_numbers, unsupported_money, unsupported_percentages, unsupported_dates)


def misplaced_figures(text: str, evidence: Sequence[Cited]) -> Iterator[str]:
    """The figures and dates of `text` that its quotations hold in another clause than the one it tells.

    Asked only where a clause of the text is nearly one of the quotation's, with another figure in its place.
    """
    same = [each for each in evidence if in_chinese(each.quote) == in_chinese(text)]
    cited = [(clause, each) for each in same if figures_of(each.quote) > 1 for clause in clauses(each.clauses)]
    for clause in clauses(text) if cited else ():
        places = nearest(clause, [other for other, _ in cited], at_least=_SAME_WORDS)
        held = [Cited(cited[place][0], cited[place][1].at) for place in places]
        if held and closeness(clause, held[0].quote) >= _SAME_WORDS:
            yield from _replaced(clause, held)


def _replaced(clause: str, held: Sequence[Cited]) -> Iterator[str]:
    """What stands in the clause and not in those cited for it, where they hold something that the clause does not."""
    for rule in _RULES:
        missing = list(rule(clause, held))
        if missing and all(any(rule(each.quote, [Cited(clause, each.at)])) for each in held):
            yield from missing
