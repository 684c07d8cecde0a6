"""What tells two look-alike events apart: ordinals, figures and dates."""

import re
from array import array
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from decimal import Decimal
from functools import lru_cache
from zlib import crc32

from digests.language.dates import DateMention, find_dates
from digests.language.numbers import Quantity, find_numbers
from digests.language.script import hans_characters
from digests.models import Article

# Enough for the dates of an undated text; the rest of a long page is rarely about the event.
_LOOKED_AT = 3000
# About-words: two of these values may well be one fact. 逾百, 近30人, at least 9.
_ABOUT_BEFORE = re.compile(
    r"(?:至少|超过?|逾|近|约|達|达|大约|可能|或|最多|at least|about|over|nearly|more than|up to)\s*$", re.IGNORECASE
)
_ABOUT_AFTER = re.compile(r"^\s*(?:多|余|餘|以上|左右|上下)")
# Figures further down are background.
_TOLD_CHARACTERS = 700
_FIGURE = re.compile(r"(?P<value>\d[\d,]*(?:\.\d+)?)(?![\d.,]*[年月日时分号:：/])\W?\w?")
# Within a twentieth one figure may be the other rounded, but not among small counts; beyond fifty times as much it
# measures something else.
_ROUNDING, _ROUNDED_FROM, _SAME_SCALE = Decimal("0.05"), 20, 50


@dataclass(frozen=True, slots=True)
class Markers:
    """The marks of one article.

    `ordinals` and `figures` of the title by what they count; `title_days` the days that the title names, `lead_days`
    those that title and lead name. `told` are the figures in digits of title and first 700 characters, each with what
    it counts, as numbers. `implied_at` is noon of the newest day that an undated text names, None for a dated one or
    where it names none.
    """

    ordinals: Mapping[str, frozenset[Decimal]]
    figures: Mapping[str, frozenset[Decimal]]
    title_days: frozenset[date]
    lead_days: frozenset[date]
    told: "array[int]"
    implied_at: datetime | None


def markers_of(article: Article, lead: str) -> Markers:
    """Read the marks of `article`; `lead` is the beginning of its text."""
    implied_at = None if article.published_at else _implied_at(article)
    day = article.published_at or implied_at
    title_dates = find_dates(article.title, day)
    quantities = find_numbers(article.title)
    return Markers(
        ordinals=_by_unit(article.title, (quantity for quantity in quantities if quantity.ordinal)),
        figures=_by_unit(article.title, _exact_figures(article.title, quantities)),
        title_days=_days(title_dates),
        lead_days=one_of_equals(_days(title_dates) | _days(find_dates(lead, day))),
        told=_told(f"{article.title}\n{article.text[:_TOLD_CHARACTERS]}"),
        implied_at=implied_at,
    )


def difference(one: Markers, other: Markers) -> str | None:
    """The mark that says these are two events, in words; None when nothing does."""
    if unit := _contradicting(one.ordinals, other.ordinals):
        return f"different ordinals ({_shown(one.ordinals[unit])} and {_shown(other.ordinals[unit])})"
    if _disjoint(one.title_days, other.title_days):
        return f"different dates in the titles ({_shown(one.title_days)} and {_shown(other.title_days)})"
    return None


def other_figures(one: Markers, other: Markers) -> str | None:
    """What both titles count with other results, in words: two events of one kind, or one event told differently."""
    if unit := _other_figures(one.figures, other.figures):
        return f"different figures in the titles ({_shown(one.figures[unit])} and {_shown(other.figures[unit])} {unit})"
    return None


def _contradicting(one: Mapping[str, frozenset[Decimal]], other: Mapping[str, frozenset[Decimal]]) -> str | None:
    return next((unit for unit in sorted(one.keys() & other.keys()) if _disjoint(one[unit], other[unit])), None)


def _other_figures(one: Mapping[str, frozenset[Decimal]], other: Mapping[str, frozenset[Decimal]]) -> str | None:
    """What both titles count, with other results; None where they agree on any figure (4 dead, toll of 4)."""
    if not one.keys() & other.keys():
        return None
    values, others = frozenset().union(*one.values()), frozenset().union(*other.values())
    if any(_close(mine, its) for mine in values for its in others):
        return None
    return next((unit for unit in sorted(one.keys() & other.keys()) if _one_measure(one[unit], other[unit])), None)


def _one_measure(one: Iterable[Decimal], other: Iterable[Decimal]) -> bool:
    """Whether two of the values may measure the same thing: 13 dollars a share says nothing against 4 billion."""
    return any(max(mine, its) <= _SAME_SCALE * min(mine, its) for mine in one for its in other)


def _close(one: Decimal, other: Decimal) -> bool:
    """Whether one may be the other rounded: 22.5 and 22."""
    return (min(one, other) >= _ROUNDED_FROM and abs(one - other) <= _ROUNDING * max(one, other)) or one == other


def _disjoint(one: frozenset[Decimal] | frozenset[date], other: frozenset[Decimal] | frozenset[date]) -> bool:
    return bool(one) and bool(other) and not one & other


def _shown(values: Iterable[Decimal] | Iterable[date]) -> str:
    return ", ".join(f"{value:f}" if isinstance(value, Decimal) else str(value) for value in sorted(values))


def _by_unit(title: str, quantities: Iterable[Quantity]) -> Mapping[str, frozenset[Decimal]]:
    found: dict[str, set[Decimal]] = {}
    for quantity in quantities:
        if unit := _unit(title, quantity):
            found.setdefault(unit, set()).add(quantity.value)
    return {unit: frozenset(values) for unit, values in found.items()}


def _unit(title: str, quantity: Quantity) -> str:
    """What is counted; where the unit has no name, the character that follows (18死, 第48集)."""
    if quantity.percent or quantity.currency:
        return "%" if quantity.percent else str(quantity.currency)
    return quantity.unit or title[quantity.end : quantity.end + 1].strip()


def _exact_figures(title: str, quantities: Iterable[Quantity]) -> Iterator[Quantity]:
    for quantity in quantities:
        about = _ABOUT_BEFORE.search(title[: quantity.start]) or _ABOUT_AFTER.match(title[quantity.end :])
        if not (quantity.ordinal or about or re.search("[多余餘几幾]", quantity.text)):
            yield quantity


def _told(text: str) -> "array[int]":
    """The figures of `text` in digits, each with the character that follows; no dates, times and small counts.

    In order: of a hundred thousand articles these sets would take as much room as all their words.
    """
    found = {
        crc32(match.group().replace(",", "").encode("utf-8", "surrogatepass"))
        for match in _FIGURE.finditer(hans_characters(text))
        if "." in match["value"] or len(match["value"]) > 1
    }
    return array("I", sorted(found))


@lru_cache(maxsize=8192)
def one_of_equals(days: frozenset[date]) -> frozenset[date]:
    """One and the same set for equal ones: thousands of articles name the same days."""
    return days


def _days(mentions: Iterable[DateMention]) -> frozenset[date]:
    return one_of_equals(frozenset(each.first for each in mentions if each.exact and each.first is not None))


def _implied_at(article: Article) -> datetime | None:
    """When an undated text was written, as far as it says: noon of the newest past day that it names.

    A day without a year belongs to the newest year that is named; without any year nothing is guessed.
    """
    text = f"{article.title}\n{article.text}"[:_LOOKED_AT]
    seen_on = article.seen_at.date()
    named = [mention.last for mention in find_dates(text, None) if mention.last is not None]
    newest = max((day for day in named if day.year <= seen_on.year), default=None)
    if newest is None:
        return None
    days = _days(find_dates(text, datetime.combine(newest, time(12), UTC)))
    day = max((day for day in days if day <= min(newest, seen_on)), default=min(newest, seen_on))
    return datetime.combine(day, time(12), UTC)
