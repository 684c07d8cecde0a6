"""What a text claims and its evidence does not carry: one rule a module, each pure.

cited         a verbatim span with the words around it that may change its meaning
carried       what the text speaks of at all
numbers       numbers, amounts of money, percentages, digits in names
placed        figures in the clause they belong to
dates         days, months and years, relative ones against the publication
names         people, places and institutions, through aliases and sounds
quotations    what stands in quotation marks
hedges        may, plans to, 据信, 拟: how sure it is
attribution   said, according to, 据: who says it
negation      not, never, denies, 未, 否认

A rule takes a text and what it cites and gives the words that are not carried; nothing means that it holds.
"""

from digests.summaries.claims.attribution import lost_attributions
from digests.summaries.claims.carried import foreign_evidence
from digests.summaries.claims.cited import Cited
from digests.summaries.claims.dates import unsupported_dates
from digests.summaries.claims.hedges import lost_hedges
from digests.summaries.claims.names import unsupported_names
from digests.summaries.claims.negation import turned_negations
from digests.summaries.claims.numbers import unsupported_money, unsupported_numbers, unsupported_percentages
from digests.summaries.claims.placed import misplaced_figures
from digests.summaries.claims.quotations import altered_quotations

__all__ = [
    "Cited",
    "altered_quotations",
    "foreign_evidence",
    "lost_attributions",
    "lost_hedges",
    "misplaced_figures",
    "turned_negations",
    "unsupported_dates",
    "unsupported_money",
    "unsupported_names",
    "unsupported_numbers",
    "unsupported_percentages",
]
