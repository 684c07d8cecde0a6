"""Dates that a text claims and its evidence does not name."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from functools import lru_cache

from digests.language.facts import DateMention, find_dates
from digests.language.script import fold
from digests.summaries.claims.cited import Cited


def unsupported_dates(text: str, evidence: Sequence[Cited]) -> Iterator[str]:
    """The dates of `text`, verbatim, that no quotation of `evidence` names or lies within.

    A relative date (下周一, yesterday) counts from the publication of the article that is quoted; a vaguer one (this
    month) is held by an exact one.
    """
    for place, mention in enumerate(_dates(text, None)):
        if not any(_names_date(text, place, mention, each) for each in evidence):
            yield mention.text


@lru_cache(maxsize=2048)
def _dates(text: str, at: datetime | None) -> tuple[DateMention, ...]:
    return tuple(find_dates(text, at))


def _names_date(text: str, place: int, mention: DateMention, cited: Cited) -> bool:
    if fold(mention.text) in fold(cited.quote):
        return True
    claimed = _days(_dates(text, cited.at)[place])
    named = [_days(other) for other in _dates(cited.quote, cited.at)]
    if claimed is None:
        return False
    spans = [days for days in named if days is not None]
    if mention.exact and claimed[0] != claimed[1]:  # 4日至6日: both ends are named
        return all(any(end in days for days in spans) for end in claimed)
    return any(claimed[0] <= days[0] and days[1] <= claimed[1] for days in spans)


def _days(mention: DateMention) -> tuple[date, date] | None:
    return (mention.first, mention.last) if mention.first and mention.last else None
