"""Days, months and years that a text names, resolved against its publication."""

import re
from calendar import monthrange
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from digests.language.numerals import zh_value
from digests.language.periods import EN_QUARTER, ROC_EPOCH, ZH_QUARTER, month_days, quarter_days, quarter_number
from digests.language.script import aligned


@dataclass(frozen=True, slots=True)
class DateMention:
    """A date in a text: `text` is the slice `start:end` of it.

    `first` and `last` are the days it spans, both included (the same for one day); both None when it
    is relative and the publication is unknown. `exact` says that the day of the month stands in the text.
    """

    text: str
    start: int
    end: int
    first: date | None
    last: date | None
    exact: bool


_Days = tuple[date, date]
_Match = re.Match[str]

_ZH_NUMBER = r"(?:\d{1,2}|[一二三四五六七八九十]{1,3})"
_YEAR = (
    r"(?:(?P<year>(?:19|20)\d\d|[一二][〇零一二三四五六七八九]{3}) ?年"
    r"|民国 ?(?P<roc>\d{2,3}|[一二三四五六七八九十百零〇]{2,6}) ?年|(?P<relyear>大前年|前年|去年|今年|明年|后年))"
)
_PAREN_DAY = rf"(?:\s?[(（](?:(?P<pmonth>{_ZH_NUMBER})月)?(?P<pday>{_ZH_NUMBER})[日号][)）])?"
_JOIN = r"\s?[至到—~～–-]\s?"
_UNTIL = rf"(?:{_JOIN}(?P<until>{_ZH_NUMBER})[日号])?"
_SHARED_DAY = rf"(?={_JOIN}{_ZH_NUMBER}[日号])"  # 3至6日
_RELATIVE_YEARS = {"大前年": -3, "前年": -2, "去年": -1, "今年": 0, "明年": 1, "后年": 2}
_RELATIVE_DAYS = {"前天": -2, "昨": -1, "今": 0, "明": 1, "后天": 2}
_RELATIVE_WEEKS = {"上上": -2, "上": -1, "下": 1, "下下": 2, "last": -1, "next": 1}
_EN_DAYS = {"yesterday": -1, "today": 0, "tonight": 0, "tomorrow": 1}
# The parts of a year as newspapers use them: our reading, as wide as the words allow.
_YEAR_PARTS = {"初": (1, 2), "中": (6, 7), "底": (11, 12), "末": (11, 12), "上半": (1, 6), "下半": (7, 12)}
_EN_YEAR_PARTS = {
    **dict.fromkeys(("beginning", "start", "early"), "初"),
    **dict.fromkeys(("middle", "mid"), "中"),
    **dict.fromkeys(("end", "late"), "底"),
    "first half": "上半",
    "second half": "下半",
}
_EN_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_EN_MONTH = (
    r"(?P<month>Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?"
    r"|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\b\.?"
)
_EN_WEEKDAYS = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
_FUTURE = re.compile(r"将|定于|预[计定]|拟|计划|will |to be |plans? to|scheduled|expected", re.IGNORECASE)
_BEFORE, _AFTER = 24, 3  # characters around a weekday in which a word of future counts: 将于周一, 周一还将


def find_dates(text: str, published_at: datetime | None, timezone: str = "Asia/Shanghai") -> list[DateMention]:
    """The dates that `text` names, in order, never overlapping.

    Relative ones (昨天, 周三, 4日, Nov 4 without a year) count from the local day of `published_at` in
    the IANA zone `timezone`; without it they are found and left unresolved. A weekday alone is the
    latest one, or the coming one after 将, will and the like. A month or day without a year is the
    nearest one. 昨天（4日）is one mention and the number decides. Raises ZoneInfoNotFoundError for an
    unknown zone.
    """
    plain = aligned(text)
    today = published_at.astimezone(ZoneInfo(timezone)).date() if published_at else None
    return [
        DateMention(text[match.start() : match.end()], match.start(), match.end(), first, last, _is_exact(match))
        for match, (first, last) in _resolved(plain, today)
    ]


def _resolved(plain: str, today: date | None) -> Iterator[tuple[_Match, _Days | tuple[None, None]]]:
    end = 0
    for match, rule in _in_order(plain):
        if match.start() < end or match.start() == match.end():
            continue
        try:
            days = rule(match, today)
        except (ValueError, OverflowError):  # 2月30日, or a year past the calendar
            continue
        end = match.end()
        yield match, days or (None, None)


@lru_cache(maxsize=512)  # one text is read for its dates, for its numbers without them, and against each day
def _in_order(plain: str) -> tuple[tuple[_Match, "_Rule"], ...]:
    return tuple(sorted(_candidates(plain), key=lambda found: (found[0].start(), -found[0].end())))


def _candidates(plain: str) -> Iterator[tuple[_Match, "_Rule"]]:
    for pattern, rule in _RULES:
        for match in pattern.finditer(plain):
            yield match, rule


def _is_exact(match: _Match) -> bool:
    groups = match.groupdict()
    return bool(groups.get("day") or groups.get("pday"))


def _number(text: str) -> int:
    return int(text) if text.isdecimal() else int(zh_value(text) or 0)


def _nearest(candidates: list[date], today: date) -> date:
    return min(candidates, key=lambda day: abs(day - today))


def _valid(year: int, month: int, day: int) -> date | None:
    return date(year, month, day) if 1 <= month <= 12 and 1 <= day <= monthrange(year, month)[1] else None


def _nearest_month_day(month: int, day: int, today: date) -> _Days:
    years = (today.year - 1, today.year, today.year + 1)
    found = _nearest([full for year in years if (full := _valid(year, month, day))], today)
    return found, found


def _nearest_day(day: int, near: date) -> _Days:
    months = [near.replace(day=1) + timedelta(days=shift) for shift in (-1, 0, 31)]
    found = _nearest([full for at in months if (full := _valid(at.year, at.month, day))], near)
    return found, found


def _year_of(match: _Match, today: date | None) -> int | None:
    if match["relyear"]:
        return today.year + _RELATIVE_YEARS[match["relyear"]] if today else None
    if match["roc"]:
        return ROC_EPOCH + _number(match["roc"])
    return _number(match["year"]) if match["year"] else None


def _zh_full(match: _Match, today: date | None) -> _Days | None:
    """(year) month (day)."""
    year, month = _year_of(match, today), _number(match["month"])
    day = _number(match["day"] or "0")
    date(2000, month, day or 1)  # 13月 and 32日 are no dates, whatever the year
    if year is None and (today is None or match["relyear"]):
        return None
    if year is None and today is not None:
        near = _nearest_month_day(month, day or 15, today)[0]
        return (near, _until(match, near)) if day else month_days(near.year, month)
    full = date(year or 1, month, day or 1)
    return (full, _until(match, full)) if day else month_days(full.year, month)


def _until(match: _Match, first: date) -> date:
    """The last day of 4日至6日."""
    return first.replace(day=_number(match["until"])) if match["until"] else first


def _zh_year(match: _Match, today: date | None) -> _Days | None:
    """A year, or a part of one."""
    named = match["year"] or match["roc"] or match["relyear"]
    year = _year_of(match, today) if named or today is None else today.year
    if year is None:
        return None
    return month_days(year, *_YEAR_PARTS.get(match["part"] or "", (1, 12)))


def _with_paren_day(match: _Match, near: date) -> _Days:
    if match["pday"] is None:
        return near, near
    if match["pmonth"]:
        return _nearest_month_day(_number(match["pmonth"]), _number(match["pday"]), near)
    return _nearest_day(_number(match["pday"]), near)


def _zh_relative_day(match: _Match, today: date | None) -> _Days | None:
    if today is None:
        return None
    word = match["relday"]
    return _with_paren_day(match, today + timedelta(days=_RELATIVE_DAYS.get(word, _RELATIVE_DAYS.get(word[0], 0))))


def _zh_weekday(match: _Match, today: date | None) -> _Days | None:
    if today is None:
        return None
    weekday = "一二三四五六日".index(match["weekday"].replace("天", "日"))
    week = (match["week"] or "").removesuffix("个")
    return _with_paren_day(match, _weekday_near(today, weekday, week, match))


def _weekday_near(today: date, weekday: int, week: str, match: _Match) -> date:
    monday = today - timedelta(days=today.weekday())
    if week:
        return monday + timedelta(weeks=_RELATIVE_WEEKS.get(week, 0), days=weekday)
    before, after = max(0, match.start() - _BEFORE), match.end() + _AFTER
    if _FUTURE.search(match.string, before, match.start()) or _FUTURE.search(match.string, match.end(), after):
        return today + timedelta(days=(weekday - today.weekday()) % 7)
    return today - timedelta(days=(today.weekday() - weekday) % 7)


def _bare_day(match: _Match, today: date | None) -> _Days | None:
    if today is None:
        return None
    first = _nearest_day(_number(match["day"]), today)[0]
    return first, _until(match, first)


def _span(match: _Match, today: date | None) -> _Days | None:
    """上周, 下个月, last month, next year."""
    if today is None:
        return None
    step = {"上": -1, "下": 1, "last": -1, "next": 1}.get(match["which"].lower().removesuffix("个"), 0)
    unit = match["unit"].lower()
    if unit in ("月", "month"):
        months = today.year * 12 + today.month - 1 + step
        return month_days(months // 12, months % 12 + 1)
    if unit == "year":
        return month_days(today.year + step, 1, 12)
    monday = today + timedelta(weeks=step, days=-today.weekday())
    return monday, monday + timedelta(days=6)


def _iso(match: _Match, _today: date | None) -> _Days:
    found = date(int(match["year"]), int(match["month"]), int(match["day"]))
    return found, found


def _slashed(match: _Match, _today: date | None) -> _Days | None:
    """22/11/2026 and 11/22/2026; 5/11/2026 may be either, and stays open."""
    one, other, year = int(match["one"]), int(match["other"]), int(match["year"])
    if one <= 12 and other <= 12 and one != other:
        return None
    found = date(year, min(one, other), max(one, other)) if one > 12 or other > 12 else date(year, one, other)
    return found, found


def _quarter(match: _Match, today: date | None) -> _Days | None:
    groups = match.groupdict()
    year = _year_of(match, today) if "relyear" in groups else int(groups["year"]) if groups["year"] else None
    return quarter_days(quarter_number(match["quarter"] or match["short"]), year, today)


def _en_month(match: _Match, today: date | None) -> _Days | None:
    month = _EN_MONTHS.index(match["month"][:3].lower()) + 1
    day, year = match["day"], match["year"]
    if not year and today is None:
        return None
    named = int(year) if year or today is None else _nearest_month_day(month, int(day or 15), today)[0].year
    if not day:
        return month_days(named, month)
    ends = match.groupdict().get("other") or day  # 4 to 6 November, November 4-6
    first, last = sorted((date(named, month, int(day)), date(named, month, int(ends))))
    return first, last


def _en_relative_day(match: _Match, today: date | None) -> _Days | None:
    return (today + timedelta(days=_EN_DAYS[match["relday"].lower()]),) * 2 if today else None


def _en_weekday(match: _Match, today: date | None) -> _Days | None:
    if today is None:
        return None
    weekday, which = _EN_WEEKDAYS.index(match["weekday"].lower()), (match["which"] or "").lower()
    if which == "last":  # last Friday is the latest Friday before today
        found = today - timedelta(days=(today.weekday() - weekday - 1) % 7 + 1)
    else:
        found = _weekday_near(today, weekday, which, match)
    return found, found


def _en_year(match: _Match, _today: date | None) -> _Days:
    return month_days(int(match["year"]), 1, 12)


def _en_year_part(match: _Match, today: date | None) -> _Days | None:
    """The end of the year, early 2027, year's end."""
    year = int(match["year"]) if match["year"] else today.year if today else None
    part = _EN_YEAR_PARTS[(match["part"] or match["early"] or "end").lower()]
    return month_days(year, *_YEAR_PARTS[part]) if year else None


_Rule = Callable[[_Match, date | None], "_Days | None"]
_EN_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_EN_UNTIL = r"(?:(?: to | and |[-–])(?P<other>\d{1,2})(?:st|nd|rd|th)?\b)?"
_EN_FROM = r"(?:(?P<other>\d{1,2})(?:st|nd|rd|th)?(?: to | and |[-–]))?"
_RULES: tuple[tuple[re.Pattern[str], _Rule], ...] = (
    (
        re.compile(
            rf"(?:{_YEAR}的? ?)?(?<![\d.])(?P<month>{_ZH_NUMBER}) ?月(?![球薪亮])"
            rf"(?:份| ?(?P<day>{_ZH_NUMBER})(?: ?[日号]|{_SHARED_DAY}){_UNTIL})?"
        ),
        _zh_full,
    ),
    (re.compile(rf"(?:{_YEAR}的?)?{ZH_QUARTER}"), _quarter),
    (re.compile(EN_QUARTER), _quarter),
    (re.compile(rf"(?:{_YEAR}的?年?|(?<!\d)年)(?P<part>初|中|底|末|上半|下半)年?"), _zh_year),
    (re.compile(rf"{_YEAR}(?P<part>)"), _zh_year),
    (re.compile(rf"(?P<relday>前天|[昨今明][天日晚早晨夜]|后天){_PAREN_DAY}"), _zh_relative_day),
    (
        re.compile(
            rf"(?P<week>上上|下下|上个?|下个?|本|这个?)?(?:周|星期|礼拜)(?P<weekday>[一二三四五六日天])(?!年|个|期){_PAREN_DAY}"
        ),
        _zh_weekday,
    ),
    (re.compile(r"(?P<which>[上下]个?|本|这个)(?:(?P<unit>周|星期|月)(?![一二三四五六日天末刊边]))"), _span),
    (
        re.compile(
            rf"(?<![\d至/-])(?<![^本当上下个]月)(?<!\d[.,:])(?P<day>[12]?\d|3[01])(?:日(?!内|游|均|元|本|圆|龄|报|线)|{_SHARED_DAY}){_UNTIL}"
        ),
        _bare_day,
    ),
    (re.compile(r"(?<![\d/.])(?P<year>(?:19|20)\d\d)([-/.])(?P<month>\d\d?)\2(?P<day>\d\d?)(?![\d/.]\d|\d)"), _iso),
    (re.compile(r"(?<![\d/])(?P<one>\d\d?)/(?P<other>\d\d?)/(?P<year>(?:19|20)\d\d)(?![\d/])"), _slashed),
    (re.compile(rf"\b{_EN_MONTH}\s{_EN_DAY}\b{_EN_UNTIL}(?!,\d\d\d\b)(?:,?\s(?P<year>(?:19|20)\d\d)\b)?"), _en_month),
    (re.compile(rf"\b{_EN_FROM}{_EN_DAY}\s(?:of\s)?{_EN_MONTH}(?:,?\s(?P<year>(?:19|20)\d\d)\b)?"), _en_month),
    (re.compile(rf"\b(?P<day>){_EN_MONTH}\s(?P<year>(?:19|20)\d\d)\b"), _en_month),
    (re.compile(rf"(?<=[Ii]n )(?P<day>)(?P<year>){_EN_MONTH}"), _en_month),
    (re.compile(r"\b(?P<relday>yesterday|today|tonight|tomorrow)\b", re.IGNORECASE), _en_relative_day),
    (
        re.compile(
            rf"\b(?:(?P<which>[Ll]ast|[Nn]ext|[Tt]his)\s)?(?P<weekday>{'|'.join(map(str.title, _EN_WEEKDAYS))})\b"
        ),
        _en_weekday,
    ),
    (re.compile(r"\b(?P<which>last|next|this)\s(?P<unit>week|month|year)\b", re.IGNORECASE), _span),
    (
        re.compile(
            r"\b(?:(?:the )?(?P<part>beginning|start|middle|end|first half|second half) of (?:(?:the|this) year\b"
            r"|(?P<year>(?:19|20)\d\d)\b)|year(?:['’]s|-| )end\b)(?P<early>)",
            re.IGNORECASE,
        ),
        _en_year_part,
    ),
    (re.compile(r"\b(?P<early>[Ee]arly|[Mm]id|[Ll]ate)[- ](?:in )?(?P<year>(?:19|20)\d\d)\b(?P<part>)"), _en_year_part),
    (re.compile(r"(?<=\b[Ii]n |\b[Bb]y )(?P<year>(?:19|20)\d\d)\b(?!\s?[%a-z])"), _en_year),
)
