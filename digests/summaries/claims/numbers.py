"""Numbers, amounts and percentages that a text claims and its evidence does not hold."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import lru_cache

from digests.language.facts import Quantity, find_dates, find_numbers
from digests.language.numerals import EN_ORDINALS
from digests.language.script import aligned, fold
from digests.summaries.claims.cited import Cited

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
# Units of one kind, in the smallest of them: half a year is six months, 25 basis points are .25 of a point.
_MEASURES = {
    **{unit: ("points", Decimal(size)) for unit, size in (("basis point", 1), ("point", 100))},
    **{
        unit: ("months", Decimal(size))
        for unit, size in (("month", 1), ("year", 12), ("decade", 120), ("century", 1200))
    },
    **{
        unit: ("minutes", Decimal(size)) for unit, size in (("minute", 1), ("hour", 60), ("day", 1440), ("week", 10080))
    },
    **{
        unit: ("centimetres", Decimal(size))
        for unit, size in (("centimetre", 1), ("metre", 100), ("kilometre", 100_000))
    },
    **{unit: ("kilograms", Decimal(size)) for unit, size in (("kilogram", 1), ("tonne", 1000))},
}
_ORDINALS_EN = {value: word for word, value in EN_ORDINALS.items()}
# A bare 元 is the money of where the article was written; it is never dollars of the United States or euros.
_WRITTEN_YUAN = frozenset(("CNY", "TWD", "HKD", "SGD", "¤"))


def unsupported_numbers(text: str, evidence: Sequence[Cited]) -> Iterator[str]:
    """The numbers of `text`, verbatim, that no quotation of `evidence` holds in any form.

    12,000 and 1.2万, 25 basis points and 0.25 of a percentage point are the same; about-words do not count. Times of
    day and names such as COP28 must hold the same digits. Money and percentages have rules of their own.
    """
    yield from _unsupported([n for n in _numbers(text) if not n.percent and not n.currency], evidence)
    cited_digits = _DIGITS.findall(_folded(evidence))
    yield from (digits for digits in _other_digits(text) if digits not in cited_digits)


def unsupported_money(text: str, evidence: Sequence[Cited]) -> Iterator[str]:
    """The amounts of money of `text` that no quotation holds: as much, and in a currency that the quotation names."""
    return _unsupported([number for number in _numbers(text) if number.currency], evidence)


def unsupported_percentages(text: str, evidence: Sequence[Cited]) -> Iterator[str]:
    """The percentages of `text` that no quotation holds: 三成, 30 % and three tenths are the same."""
    return _unsupported([number for number in _numbers(text) if number.percent], evidence)


def figures_of(text: str) -> int:
    """How many quantities and dates a text holds."""
    return len(_numbers(text)) + len(find_dates(text, None))


def _unsupported(numbers: Sequence[Quantity], evidence: Sequence[Cited]) -> Iterator[str]:
    for number in numbers:
        held = any(_holds(_numbers(each.quote), number) for each in evidence)
        if not held and not _written_alike(number, _folded(evidence)):
            yield number.text


@lru_cache(maxsize=2048)
def _numbers(text: str) -> tuple[Quantity, ...]:
    return tuple(find_numbers(text))


def _folded(evidence: Sequence[Cited]) -> str:
    return fold("\n".join(each.quote for each in evidence))


def _holds(cited: Sequence[Quantity], number: Quantity) -> bool:
    """Whether one of the numbers of one quotation states `number`."""
    currencies = {each.currency for each in cited}
    return any(
        _same_amount(number, other) and _same_money(number.currency, other.currency, currencies) for other in cited
    )


def _same_amount(one: Quantity, other: Quantity) -> bool:
    measure, other_measure = _MEASURES.get(one.unit), _MEASURES.get(other.unit)
    if measure and other_measure and measure[0] == other_measure[0] and one.ordinal == other.ordinal:
        return one.value * measure[1] == other.value * other_measure[1]
    if one.percent != other.percent:
        return _same_share(*((other, one) if one.percent else (one, other)))
    if one.currency and other.currency:  # whether they are the same is asked apart
        return one.value == other.value
    return one.agrees_with(other)


def _same_share(share: Quantity, percent: Quantity) -> bool:
    """Whether half is 50 %, and twice as much 100 % more."""
    if share.unit == "times":
        return (share.value - 1) * 100 == percent.value
    return not share.unit and not share.currency and 0 < share.value < 1 and share.value * 100 == percent.value


def _same_money(claimed: str | None, cited: str | None, in_quotation: set[str | None]) -> bool:
    """Whether a claimed currency is carried: by the amount itself, or, for a bare 1.2亿, by the quotation around it."""
    if claimed is None:
        return True
    named = frozenset({cited}) if cited else frozenset(each for each in in_quotation if each)
    return (
        claimed in named
        or (claimed in _WRITTEN_YUAN and "¤" in named)
        or (claimed == "¤" and not named.isdisjoint(_WRITTEN_YUAN))
    )


def _written_alike(number: Quantity, cited_text: str) -> bool:
    """Whether a number without a unit stands in the evidence in a form that no quantity is read from."""
    if number.ordinal and number.value == 1:
        return re.search("首|第一|头一|first|maiden", cited_text) is not None
    if number.ordinal and not number.percent and number.value in _ORDINALS_EN:
        return re.search(rf"\b{_ORDINALS_EN[int(number.value)]}\b", cited_text) is not None
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
    taken = [(number.start, number.end) for number in _numbers(text)]
    taken += [(mention.start, mention.end) for mention in find_dates(text, None)]
    for match in _DIGITS.finditer(aligned(text)):
        if not any(start < match.end() and match.start() < end for start, end in taken):
            yield match.group()
