"""The numbers and dates that a text claims and its evidence does not hold."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from digests.language.facts import DateMention, Quantity, find_dates, find_numbers
from digests.language.script import aligned, fold

_DIGITS = re.compile(r"\d+(?:[.,:]\d+)*")
# Before a noun that is no unit a small number may stand in words that none is read from: 两地, 双方, the two sides.
_SMALL_WORDS = {
    1: "一|one",
    2: "[二两双]|two|both",
    3: "三|three",
    4: "四|four",
    5: "五|five",
    6: "六|six",
    7: "七|seven",
    8: "八|eight",
    9: "九|nine",
    10: "十|ten",
}


@dataclass(frozen=True, slots=True)
class Cited:
    """A verbatim span, and the time of its article, from which yesterday and Saturday count."""

    quote: str
    at: datetime


def unsupported_numbers(text: str, evidence: Sequence[Cited]) -> Iterator[str]:
    """The numbers of `text`, verbatim, that no quotation of `evidence` holds in any form.

    12,000 and 1.2万, 三成 and 30 per cent are the same; about-words do not count. Times of day and names such as
    COP28 must hold the same digits.
    """
    cited = [number for each in evidence for number in find_numbers(each.quote)]
    cited_text = fold("\n".join(each.quote for each in evidence))
    for number in find_numbers(text):
        if not any(number.agrees_with(other) for other in cited) and not _written_alike(number, cited_text):
            yield number.text
    for digits in _other_digits(text):
        if digits not in _DIGITS.findall(cited_text):
            yield digits


def unsupported_dates(text: str, evidence: Sequence[Cited]) -> Iterator[str]:
    """The dates of `text`, verbatim, that no quotation of `evidence` names or lies within.

    A relative date counts from the publication of the article that is quoted; a vaguer one (this month) is held by an
    exact one.
    """
    for place, mention in enumerate(find_dates(text, None)):
        if not any(_names_date(text, place, mention, each) for each in evidence):
            yield mention.text


def _written_alike(number: Quantity, cited_text: str) -> bool:
    """Whether a number without a unit stands in the evidence in a form that no quantity is read from."""
    if number.unit or number.percent or number.currency or number.ordinal:
        return False
    if number.text.isascii() and number.text.isdigit():  # a year, read as a date there
        return number.text in _DIGITS.findall(cited_text)
    words = _SMALL_WORDS.get(int(number.value)) if number.value == int(number.value) else None
    return words is not None and re.search(words, _without_dates(cited_text)) is not None


def _without_dates(text: str) -> str:
    for mention in reversed(find_dates(text, None)):
        text = f"{text[: mention.start]} {text[mention.end :]}"
    return text


def _other_digits(text: str) -> Iterator[str]:
    """The digits of `text` that belong to no quantity and no date."""
    taken = [(number.start, number.end) for number in find_numbers(text)]
    taken += [(mention.start, mention.end) for mention in find_dates(text, None)]
    for match in _DIGITS.finditer(aligned(text)):
        if not any(start < match.end() and match.start() < end for start, end in taken):
            yield match.group()


def _names_date(text: str, place: int, mention: DateMention, cited: Cited) -> bool:
    if fold(mention.text) in fold(cited.quote):
        return True
    claimed = _days(find_dates(text, cited.at)[place])
    named = [_days(other) for other in find_dates(cited.quote, cited.at)]
    return claimed is not None and any(
        days is not None and claimed[0] <= days[0] and days[1] <= claimed[1] for days in named
    )


def _days(mention: DateMention) -> tuple[date, date] | None:
    return (mention.first, mention.last) if mention.first and mention.last else None
