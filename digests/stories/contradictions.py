"""Where a later report excludes what an earlier one announced, the reverse, or gives another amount. Precision first:
a contradiction that is none costs more trust than one that is missed.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from digests.language.exclusions import Exclusion, affirms, announces, find_exclusion
from digests.language.numbers import Quantity, find_numbers
from digests.language.script import aligned
from digests.models import Contradiction
from digests.stories.clauses import Matter, Statement, matter

# Shares of the shorter clause's words, set on the seeds and on 25 June of the posts.
_ALIKE = 0.5
_SAME_AMOUNT_OF = 0.6
_SHARED, _SHARED_BY_AMOUNTS = 2, 3

# Tolls and cases rise as they are counted: that is news, and no contradiction.
_GROWS = frozenset(("person", "people", "case", "death", "injured"))
_CHANGES = re.compile(
    "[升增降减涨跌]|追加|其[他余]|上调|下调|累计|新增|较|周[一二三四五六日]|上日|昨|再[度添]|另[有外]|至少|超过|最多|其中|之间|第|每"
    r"|\b(?:ris|rose|fell|fall|grow|grew|increas|decreas|drop|climb|another|more|at least|up to|average|each|between)",
    re.IGNORECASE,
)

_LONG_AGO = re.compile(r"去年|前年|(?:19|20)\d\d年|\b(?:last year|years ago|in (?:19|20)\d\d)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Found:
    likeness: float
    earlier: Statement
    later: Statement


def contradictions(before: Sequence[Statement], after: Sequence[Statement], *, most: int) -> list[Contradiction]:
    """The clearest ones, each sentence in one of them only; those with a dated report go first."""
    found = [
        _Found(likeness, earlier, later)
        for later in after
        for earlier in before
        if earlier.text != later.text and (likeness := _conflict(earlier, later))
    ]
    found.sort(key=lambda each: (each.earlier.article.published_at is None, -each.likeness))
    chosen: list[Contradiction] = []
    used: set[str] = set()
    for each in found:
        if len(chosen) < most and used.isdisjoint((each.earlier.text, each.later.text)):
            used |= {each.earlier.text, each.later.text}
            chosen.append(Contradiction(each.earlier.told, each.later.told))
    return chosen


def _conflict(earlier: Statement, later: Statement) -> float:
    """How alike the two clauses are that do not go together; 0 where all go together."""
    if len(earlier.words & later.words) < _SHARED:
        return 0.0
    pairs = ((one, other) for one in earlier.clauses for other in later.clauses)
    return max((_of_clauses(one, other) for one, other in pairs), default=0.0)


def _of_clauses(earlier: str, later: str) -> float:
    excluded, was_excluded = _exclusion(later), _exclusion(earlier)
    if excluded and not was_excluded and announces(earlier) and not _is_long_ago(later):
        return _excluded(excluded, later, earlier)
    if was_excluded and was_excluded.final and not excluded and announces(later):
        return _excluded(was_excluded, earlier, later)
    return 0.0 if excluded or was_excluded or not announces(earlier) else _other_amount(earlier, later)


def _excluded(exclusion: Exclusion, clause: str, other: str) -> float:
    """How surely `clause`, with its exclusion, excludes what `other` affirms: its act and a thing of it."""
    scope, whole, affirmed = matter(exclusion.scope), matter(clause), matter(other)
    acts, things = scope.acts & affirmed.acts, whole.things & affirmed.things
    if not acts or not things or len(acts | things) < _SHARED or not _affirms(other):
        return 0.0
    return min(_share(scope, affirmed), _share(whole, affirmed))


def _other_amount(earlier: str, later: str) -> float:
    one, other = _amount(earlier), _amount(later)
    if one is None or other is None or _unit(one) != _unit(other) or one.value == other.value:
        return 0.0
    if one.unit in _GROWS and other.value > one.value:
        return 0.0
    about, now_about = matter(earlier), matter(later)
    if len(about.words & now_about.words) < _SHARED_BY_AMOUNTS:
        return 0.0
    share = _share(about, now_about)
    return share if share >= _SAME_AMOUNT_OF else 0.0


def _share(one: Matter, other: Matter) -> float:
    least = min(len(one.words), len(other.words))
    share = len(one.words & other.words) / least if least else 0.0
    return share if share >= _ALIKE else 0.0


def _is_long_ago(clause: str) -> bool:
    """Whether a clause tells what was in another year: it takes nothing back."""
    return _LONG_AGO.search(aligned(clause)) is not None


@lru_cache(maxsize=4096)
def _exclusion(clause: str) -> Exclusion | None:
    return find_exclusion(clause)


@lru_cache(maxsize=4096)
def _affirms(clause: str) -> bool:
    return affirms(clause)


def _unit(quantity: Quantity) -> tuple[str, bool, str | None]:
    return quantity.unit, quantity.percent, quantity.currency


@lru_cache(maxsize=4096)
def _amount(clause: str) -> Quantity | None:
    """The one amount that a clause states flatly; None where there are several, or it tells a change."""
    found: list[Quantity] = [] if _CHANGES.search(aligned(clause)) else find_numbers(clause)
    only = found[0] if len(found) == 1 else None
    return only if only and any(_unit(only)) and only.unit != "piece" and not only.ordinal else None
