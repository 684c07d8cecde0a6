"""Whether one sentence in two languages tells the same facts. Pure."""

from collections.abc import Iterator
from datetime import datetime

from digests.summaries.claims.cited import Cited
from digests.summaries.claims.dates import unsupported_dates
from digests.summaries.claims.hedges import is_hedged
from digests.summaries.claims.negation import is_negated
from digests.summaries.claims.numbers import unsupported_money, unsupported_numbers, unsupported_percentages


def unequal_facts(one: str, other: str, at: datetime) -> Iterator[str]:
    """The facts that stand in one of two translations only, verbatim; relative dates count from `at`.

    Every number, amount, percentage and date of each stands in the other, and where one denies or doubts, so does the
    other.
    """
    for text, against in ((one, other), (other, one)):
        evidence = [Cited(against, at)]
        for rule in (unsupported_numbers, unsupported_money, unsupported_percentages, unsupported_dates):
            yield from rule(text, evidence)
    if is_negated(one) != is_negated(other):
        yield "negation"
    if is_hedged(one) != is_hedged(other):
        yield "hedge"
