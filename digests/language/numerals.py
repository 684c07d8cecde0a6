"""What a written numeral is worth: 两万五, 1.5万亿, 二〇二一, twenty-five, 2.3 million, twentieth."""

import re
from decimal import Decimal

ZH_DIGITS = "零〇一二两三四五六七八九"
ZH_UNITS = "十百千万亿兆"
EN_SCALES = {"hundred": 10**2, "thousand": 10**3, "k": 10**3, "dozen": 12} | {
    **dict.fromkeys(("million", "mn", "m"), 10**6),
    **dict.fromkeys(("billion", "bn", "b"), 10**9),
    **dict.fromkeys(("trillion", "tn", "trn"), 10**12),
}
_EN_NAMES = (
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"),
    *("thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty", "thirty"),
    *("forty", "fifty", "sixty", "seventy", "eighty", "ninety"),
)
EN_WORDS = dict(zip(_EN_NAMES, [*range(20), *range(20, 100, 10)], strict=True))
_IRREGULAR = {"first": 1, "second": 2, "third": 3, "fifth": 5, "eighth": 8, "ninth": 9, "twelfth": 12}
EN_ORDINALS = {
    **{re.sub("y$", "ie", word) + "th": value for word, value in EN_WORDS.items() if value not in _IRREGULAR.values()},
    **_IRREGULAR,
}

_DIGIT_VALUES = dict(zip(ZH_DIGITS, [0, 0, 1, 2, 2, 3, 4, 5, 6, 7, 8, 9], strict=True))
_UNIT_VALUES = dict(zip(ZH_UNITS, [10, 100, 1000, 10**4, 10**8, 10**12], strict=True))
_SECTION = 10**4  # 万 and above multiply the whole section before them
_ZH_TOKEN = re.compile(rf"\d[\d,]*(?:\.\d+)?|[{ZH_DIGITS}{ZH_UNITS}]")
_LONGEST = 40  # characters; a longer run of digits is no quantity of news


def digits_value(digits: str) -> Decimal:
    """The value of ASCII digits with commas and a point: 1,234.5."""
    return Decimal(digits.replace(",", ""))


def zh_value(numeral: str) -> Decimal | None:
    """The value of a Chinese numeral, which may mix digits and characters (3千5百, 1亿2000万).

    None when it is no number: too long, or two digits side by side (三四, which means "three or four").
    """
    whole, point, decimals = numeral.partition("点")
    if point:
        return _with_decimals(whole, decimals)
    tokens = _ZH_TOKEN.findall(numeral)
    if not tokens or len(numeral) > _LONGEST:
        return None
    if all(token in _DIGIT_VALUES for token in tokens):
        return _read_digit_by_digit(tokens)
    return _read_by_units(tokens)


def _with_decimals(whole: str, decimals: str) -> Decimal | None:
    """三点五 and 一点二五亿."""
    digits = decimals.rstrip(ZH_UNITS)
    before = zh_value(whole)
    if before is None or not digits or not set(digits) <= set(ZH_DIGITS):
        return None
    value = before + Decimal("0." + "".join(str(_DIGIT_VALUES[digit]) for digit in digits))
    for unit in decimals[len(digits) :]:
        value *= _UNIT_VALUES[unit]
    return value


def _read_digit_by_digit(tokens: list[str]) -> Decimal | None:
    if len(tokens) == 2 and "〇" not in tokens and "零" not in tokens:
        return None
    return Decimal("".join(str(_DIGIT_VALUES[token]) for token in tokens))


def _read_by_units(tokens: list[str]) -> Decimal | None:
    total = section = Decimal(0)
    pending: Decimal | None = None
    last_unit = 0
    for symbol in tokens:
        unit = _UNIT_VALUES.get(symbol)
        if unit is None:
            if pending:
                return None
            pending = Decimal(_DIGIT_VALUES[symbol]) if symbol in _DIGIT_VALUES else digits_value(symbol)
            last_unit = 0 if symbol in "零〇" else last_unit
        elif unit < _SECTION:
            section += (1 if pending is None else pending) * unit
            pending, last_unit = None, unit
        else:
            total, section = _close_section(total, section + (pending or 0), unit)
            pending, last_unit = None, unit
    return total + section + _tail(pending, tokens[-1], last_unit)


def _close_section(total: Decimal, section: Decimal, unit: int) -> tuple[Decimal, Decimal]:
    if section == 0:  # 万亿 after 1.5: the unit multiplies what was closed already
        return total * unit, section
    if 0 < total < unit:  # 3亿 of 万亿 reading: 1万2千亿
        return (total + section) * unit, Decimal(0)
    return total + section * unit, Decimal(0)


def _tail(pending: Decimal | None, last: str, last_unit: int) -> Decimal:
    """两万五 is 25,000: a digit right after a unit counts that unit's tenths."""
    if pending is None:
        return Decimal(0)
    colloquial = last in _DIGIT_VALUES and last_unit > 10
    return pending * last_unit / 10 if colloquial else pending


def en_value(words: str) -> Decimal | None:
    """The value of an English numeral in lower case: 1,234, 2.3 million, twenty-five thousand, half a million.

    None when there is no number in it.
    """
    if len(words) > _LONGEST:
        return None
    value: Decimal | None = None
    for word in re.findall(r"\d[\d,]*(?:\.\d+)?|[a-z]+", words):
        if word in EN_SCALES:
            value = (Decimal(1) if value is None else value) * EN_SCALES[word]
        elif word in EN_WORDS:
            value = (value or Decimal(0)) + EN_WORDS[word]
        elif word == "half":
            value = (value or Decimal(0)) + Decimal("0.5")
        elif word[0].isdigit():
            value = digits_value(word)
    return value
