"""Whether a text speaks of what its evidence does: a true number beside a quotation on something else is no proof."""

from collections.abc import Iterator, Sequence

from digests.summaries.claims.cited import Cited, carried, in_chinese

_ENOUGH = 0.5
"""The share of its words."""

_SHOWN = 30  # characters


def foreign_evidence(text: str, evidence: Sequence[Cited]) -> Iterator[str]:
    """The text's opening, where half of its words stand in none of the sentences cited.

    Quotations in another language share no words; they are left to the other rules.
    """
    if any(in_chinese(each.quote) != in_chinese(text) for each in evidence):
        return
    near = [f"{each.sentences}\n{each.outlet}" for each in evidence]
    if carried(text, near) < _ENOUGH:
        yield text[:_SHOWN]
