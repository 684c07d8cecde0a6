"""The quantities a text names: how many of what, in one form for Chinese and English."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache

from digests.language.dates import find_dates
from digests.language.lists import read_list
from digests.language.numerals import (
    EN_ORDINALS,
    EN_SCALES,
    EN_WORDS,
    ZH_DIGITS,
    ZH_UNITS,
    en_value,
    zh_value,
)
from digests.language.script import aligned


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number in a text: `text` is the slice `start:end` of it, unit included.

    `unit` is the English noun of `lists/units.txt`, or empty. `percent` values are per hundred (三成 is 30).
    `currency` is an ISO 4217 code, `¤` for a bare 元, None when it is no money. `ordinal` marks 第19轮, 19th.
    """

    text: str
    start: int
    end: int
    value: Decimal
    unit: str = ""
    percent: bool = False
    currency: str | None = None
    ordinal: bool = False

    def agrees_with(self, other: "Quantity") -> bool:
        """Whether both may state the same amount: equal values, and units that do not contradict."""
        return (
            self.value == other.value
            and self.percent == other.percent
            and self.ordinal == other.ordinal
            and _compatible(self.currency, other.currency, "¤")
            and _compatible(self.unit, other.unit, "piece")
        )


def _compatible(one: str | None, other: str | None, vague: str) -> bool:
    return one == other or not one or not other or vague in (one, other)


_Match = re.Match[str]
_TIMES_EN = {
    "doubl": 2,
    "trebl": 3,
    "tripl": 3,
    "quadrupl": 4,
    "twofold": 2,
    "threefold": 3,
    "fourfold": 4,
    "tenfold": 10,
}
_TIMES = (
    r"\b(?P<word>(?:doubl|trebl|tripl|quadrupl)(?:ed|es|ing)|(?<=to )(?:double|triple|quadruple)(?! down)"
    r"|(?<=will )(?:double|triple|quadruple)|(?:two|three|four|ten)fold)\b"
)
_PLACES = Decimal("0.0001")  # a third is 0.3333 in either language

_DIGITS = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_MORE = "[多余几来]"  # 30多人 is 30 for comparing
_SCALE = "|".join(sorted(EN_SCALES, key=len, reverse=True))
_WORD = "|".join(sorted(EN_WORDS, key=len, reverse=True))
_NUMERAL = (
    rf"(?:(?:{_DIGITS})(?:{_MORE}?[{ZH_UNITS}]){{1,3}}){{1,4}}(?:\d{{1,4}}(?![\d.,]))?"
    rf"|(?:{_DIGITS})(?:[ -]?(?:{_SCALE})(?![a-z])){{0,2}}"
    rf"|(?<![数几上{ZH_DIGITS}])[{ZH_DIGITS}{ZH_UNITS}]{{1,20}}点[{ZH_DIGITS}]{{1,8}}[万亿]{{0,2}}"
    rf"|(?<![数几上{ZH_DIGITS}])[{ZH_DIGITS}{ZH_UNITS}]{{1,20}}(?:{_MORE}[万亿])?|半(?!岛|决|导|点|夜|路|球|径)"
    rf"|half a (?:{_SCALE})\b|\ba (?:{_SCALE})\b"
    rf"|\b(?:{_WORD})\b(?:(?:[ -]|(?:(?<=hundred)|(?<=thousand)|(?<=million)) and )(?:{_WORD}|{_SCALE})\b){{0,6}}"
    rf"(?:[ -](?:{_SCALE})\b)?"
)
# COP28, F-16, 10:30 and the tail of 1.2.3 are no quantities.
_START = r"(?<![a-z\d.])(?<![a-z][-–])(?<!\d[,:/-])"
_END = r"(?![\d:/]|[.,]\d|[a-z])"

# Of what an ordinal without a counted noun tells the rank.
_RANKED = (
    "(?:largest|biggest|most|highest|lowest|longest|busiest|richest|smallest|consecutive|straight|successive"
    r"|time|place)\b"
)

# Words made of numerals (十分 "very", 统一), and times of day: seen, and passed over.
_NO_QUANTITY = re.compile(
    "十分(?!之)|万一|千万(?=[不别要])|四川|三星|百度|五角大楼|百姓|九龙|三峡|万科|千里|八卦|七夕|五四|六四|双十"
    r"|\d{1,2}:\d\d(?::\d\d)?|(?<!百分之)[零一二两三四五六七八九十\d]{1,3}(?:时|点(?![一二三四五六七八九](?![十分])))(?:[一二三四五六七八九十\d]{1,3}分|半|整)?(?!\d)"
    r"|\b\d{1,2}(?:\.\d\d)? ?[ap]\.?m\b"
)
_ONE = frozenset(["一", "one"])
# 一个, 一名, 一次 are articles, as "a" is; before these units 一 counts.
_COUNTED_ONE = frozenset(["人", "岁", "倍", "票", "例", "person", "people", "vote"])


def find_numbers(text: str) -> list[Quantity]:
    """The quantities of `text` in order, never overlapping. Dates, times of day and model names are left out.

    A Chinese numeral of one character counts only before a unit (三人, not 三峡), and 一 before 个, 名 and
    the like is an article, as `a` is. About-words (多, 余, 约, more than) do not change the value.
    """
    plain = aligned(text).lower()
    if len(plain) != len(text):  # İ alone grows when made lower; such a text keeps its capitals
        plain = aligned(text)
    end = 0
    blocked = _blocked(plain, text)
    found: list[Quantity] = []
    for begin in _starts().finditer(plain):
        start = begin.start()
        if start >= end and (longest := _longest(plain, start, blocked)):
            end, reading = longest
            found.append(replace(reading, text=text[start:end], start=start, end=end))
    return found


def _longest(plain: str, start: int, blocked: bytearray) -> tuple[int, Quantity] | None:
    """The longest quantity that begins at `start`, and where it ends."""
    matches = ((pattern.match(plain, start), read) for pattern, read in _rules())
    readings = [
        (match.end(), reading)
        for match, read in matches
        if match and not any(blocked[start : match.end()]) and (reading := read(match))
    ]
    return max(readings, key=lambda reading: reading[0], default=None)


def _blocked(plain: str, text: str) -> bytearray:
    """Which places hold a date, a time of day or a word that only looks like a number."""
    places = bytearray(len(text))
    spans = [(mention.start, mention.end) for mention in find_dates(text, None)]
    for start, end in [*spans, *(match.span() for match in _NO_QUANTITY.finditer(plain))]:
        places[start:end] = b"\x01" * (end - start)
    return places


def _value(numeral: str) -> Decimal | None:
    if numeral == "半":
        return Decimal("0.5")
    if re.search(rf"[{ZH_DIGITS}{ZH_UNITS}]", numeral):
        return None if numeral[0] in ZH_UNITS[1:] else zh_value(re.sub(_MORE, "", numeral))
    return en_value(numeral)


def _reading(
    value: Decimal | None,
    *,
    unit: str = "",
    percent: bool = False,
    currency: str | None = None,
    ordinal: bool = False,
) -> Quantity | None:
    """A quantity whose place is still to be filled in."""
    return None if value is None else Quantity("", 0, 0, value, unit, percent, currency, ordinal)


def _read_percent(match: _Match) -> Quantity | None:
    return _reading(_signed(match), percent=True)


def _signed(match: _Match) -> Decimal | None:
    """The value; 零下, 负 and minus before it make it less than nothing."""
    value = _value(match["number"])
    return -value if value is not None and match.groupdict().get("minus") else value


def _read_tenths(match: _Match) -> Quantity | None:
    """三成 and 三成五: tenths, told as per hundred."""
    tenths = _value(match["number"])
    hundredths = _value(match["rest"]) if match["rest"] else Decimal(0)
    if tenths is None or hundredths is None:
        return None
    return _reading(tenths * 10 + (5 if match["rest"] == "半" else hundredths), percent=True)


def _read_fraction(match: _Match) -> Quantity | None:
    below, above = _value(match["below"]), _value(match["above"])
    return _reading((above / below).quantize(_PLACES)) if above is not None and below else None


def _read_times(match: _Match) -> Quantity | None:
    """How many times as much: 翻一番 and doubled are 2, 增加两倍 is 3."""
    groups = match.groupdict()
    if groups.get("word"):
        return _reading(Decimal(_TIMES_EN[re.sub("(?:e|es|ed|ing)$", "", groups["word"])]), unit="times")
    if groups.get("doublings"):
        doublings = _value(groups["doublings"].replace("两", "二"))
        return _reading(2**doublings if doublings is not None and doublings < 8 else None, unit="times")
    more = _value(groups["more"]) if groups.get("more") else Decimal(1)
    return _reading(None if more is None else more + 1, unit="times")


def _read_half(_match: _Match) -> Quantity | None:
    return _reading(Decimal("0.5"))


def _read_half_unit(match: _Match) -> Quantity | None:
    return _reading(Decimal("0.5"), unit=_units()[match["unit"]])


def _read_one(match: _Match) -> Quantity | None:
    return _reading(Decimal(1), unit=_units()[match["unit"]])


def _read_en_fraction(match: _Match) -> Quantity | None:
    below = {"half": 2, "quarter": 4}.get(match["below"]) or EN_ORDINALS[match["below"]]
    above = 1 if match["above"] in ("a", "one") else EN_WORDS[match["above"]]
    return _reading((Decimal(above) / below).quantize(_PLACES))


def _read_money(match: _Match) -> Quantity | None:
    before, after = match["before"], match["after"]
    return _reading(_value(match["number"]), currency=_currencies()[after or before])


def _read_ordinal(match: _Match) -> Quantity | None:
    return _reading(_value(match["number"]), unit=_units().get(match["unit"] or "", ""), ordinal=True)


def _read_en_ordinal(match: _Match) -> Quantity | None:
    word = match["number"]
    value = Decimal(word) if word.isdecimal() else Decimal(EN_ORDINALS[word])
    return _reading(value, unit=_units().get(match["unit"] or "", ""), ordinal=True)


def _read_plain(match: _Match) -> Quantity | None:
    number, unit = match["number"], match["unit"] or ""
    if not unit and ((len(number) == 1 and not number.isascii()) or number == "one"):
        return None
    if number in _ONE and unit not in _COUNTED_ONE:
        return None
    value = _signed(match)
    if value is not None and match["half"]:
        value += Decimal("0.5")
    return _reading(value, unit=_units().get(unit, ""))


_Reader = Callable[[_Match], Quantity | None]


@cache
def _names(list_name: str) -> dict[str, str]:
    rows = (line.split("|") for line in read_list(list_name))
    return {name.lower(): row[0] for row in rows for name in row[1:]}


def _units() -> dict[str, str]:
    return _names("units")


def _currencies() -> dict[str, str]:
    return _names("currencies")


def _any_of(names: Iterable[str]) -> str:
    """An alternation, longest first; a Latin name ends at a word's end."""
    ordered = sorted(names, key=len, reverse=True)
    return "|".join(
        re.escape(name) + (r"(?![a-z])" if name[-1].isascii() and name[-1].isalpha() else "") for name in ordered
    )


@cache
def _starts() -> re.Pattern[str]:
    """Where a quantity may begin; trying the rules only there is several times faster than searching for each."""
    money = "".join(sorted({re.escape(name[0]) for name in _currencies() if not name[0].isascii()}))
    signs = rf"[负-](?=[\d{ZH_DIGITS}])|[翻增扩上多提](?=[^，。]{{0,5}}[倍番])|减半|对半"
    return re.compile(rf"[\d{ZH_DIGITS}{ZH_UNITS}半第$£¥€₽₹{money}]|(?<![a-z])[a-z]|{signs}")


@cache
def _rules() -> tuple[tuple[re.Pattern[str], _Reader], ...]:
    number = rf"(?P<number>{_NUMERAL})"
    unit = rf"(?:{_MORE}?[ -]?(?P<unit>{_any_of(_units())}))?"
    money = _any_of(_currencies())
    tenth = "[一二两三四五六七八九]"
    minus = r"(?P<minus>(?:零下|(?<!抱)负|(?<![a-z])minus |(?<![\w)）%])-))?"
    upto = rf"(?=(?P<joint> ?(?:%|percent|per cent)?(?: ?(?:至|到|-|–|~|～) ?| to | and ))(?:{_NUMERAL})"
    ordinal_words = "|".join(sorted(EN_ORDINALS, key=len, reverse=True))
    rules: tuple[tuple[str, _Reader], ...] = (
        (rf"{minus}{_START}{number}{_MORE}? ?(?:%|percent\b|per cent\b)", _read_percent),
        (rf"{_START}{number}{upto}{_MORE}? ?(?:%|percent\b|per cent\b))", _read_percent),
        (rf"(?<=\d[-–~～]){number}{_MORE}? ?(?:%|percent\b|per cent\b)", _read_percent),
        (rf"百分之{number}", _read_percent),
        (rf"(?P<number>{tenth})成(?P<rest>{tenth}|半)?(?![为立员功果本长都了年就绩交型效品名]|分)", _read_tenths),
        ("一半|半数|减半|半价|对半(?=[分减])", _read_half),
        (
            r"\bhalf(?= (?:of|the|its|their|his|her|our|all|price)\b|-price\b|[.,;]|$)|\bhalv(?:e|es|ed|ing)\b",
            _read_half,
        ),
        (r"\bhalf an? (?P<unit>year|hour|day|month|mile|minute)\b", _read_half_unit),
        (r"\b(?:a|one) (?P<unit>decade|century)\b", _read_one),
        (rf"翻(?:了|上)?(?:(?P<doublings>{tenth})番|番|倍)", _read_times),
        (rf"(?:增加?|增长|扩大|上升|多|提高)了?(?P<more>{tenth}|\d{{1,3}})倍", _read_times),
        (_TIMES, _read_times),
        (rf"(?P<below>[{ZH_DIGITS}{ZH_UNITS}]{{1,4}})分之(?P<above>[{ZH_DIGITS}{ZH_UNITS}]{{1,4}})", _read_fraction),
        (
            r"\b(?P<above>a|one|two|three|four)[ -](?P<below>half|quarter|third|fifth|tenth)s?\b",
            _read_en_fraction,
        ),
        (rf"(?<![a-z])(?P<before>{money}) ?{number}(?P<after>)", _read_money),
        (rf"{_START}(?P<before>){number}{_MORE}?[ -]?(?P<after>{money})", _read_money),
        (rf"第{number}{_END}{unit}", _read_ordinal),
        (rf"{_START}(?P<number>\d{{1,4}})(?:st|nd|rd|th)\b(?: (?P<unit>{_any_of(_units())}))?", _read_en_ordinal),
        (rf"\b(?P<number>{ordinal_words}) (?P<unit>{_any_of(_units())})", _read_en_ordinal),
        (rf"\b(?P<number>{ordinal_words})(?P<unit>)(?=[ -]{_RANKED})", _read_en_ordinal),
        (rf"{minus}{_START}{number}{_END}{unit}(?P<half>半)?", _read_plain),
        (rf"{_START}{number}{upto}{_MORE}?[ -]?(?P<unit>{_any_of(_units())}))(?P<half>)", _read_plain),
        (rf"(?<=\d[-–~～]){number}{_MORE}?[ -]?(?P<unit>{_any_of(_units())})(?P<half>)", _read_plain),
    )
    return tuple((re.compile(pattern), read) for pattern, read in rules)
