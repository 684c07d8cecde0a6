"""`/schedule` as people write it, in Chinese and English, into a `Schedule`. Pure.

    [days] HH:MM ... | hourly | instant [1 | 2 | 4] | off

The text is cut into words of three kinds, days, times and fillers; anything left over is not understood. Days come
before all times or after them, because one schedule has the same times on all its days.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from datetime import time

from digests.errors import RequestError
from digests.models import ALL_DAYS, IMPORTANCE, Rhythm, Schedule

MAX_TIMES = 24
"""Digests a day at most: once an hour, which `hourly` says shorter."""

_LONGEST_ECHO = 100

_RHYTHMS: dict[str, Rhythm] = {
    **dict.fromkeys(("hourly", "every hour", "每小时", "每小時", "每个小时", "每個小時", "整点", "整點"), "hourly"),
    **dict.fromkeys(("instant", "instantly", "即时", "即時", "实时", "實時", "马上", "馬上"), "instant"),
    **dict.fromkeys(("off", "none", "never", "关闭", "關閉", "关", "關", "不要", "停"), "off"),
}
_LEVELS = frozenset(map(str, IMPORTANCE))
_WEEKDAYS = frozenset(range(5))
_WEEKEND = frozenset({5, 6})
_GROUPS = {
    **dict.fromkeys(("daily", "everyday", "every day", "每天", "每日", "天天"), ALL_DAYS),
    **dict.fromkeys(("weekdays", "weekday", "workdays", "工作日", "平日"), _WEEKDAYS),
    **dict.fromkeys(("weekends", "weekend", "周末", "週末"), _WEEKEND),
}
_ENGLISH_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_CHINESE_DAYS = {digit: day for days in ("一二三四五六日", "1234567") for day, digit in enumerate(days)} | {"天": 6}
_DIGITS = {**{digit: value for value, digit in enumerate("零一二三四五六七八九")}, "〇": 0, "两": 2, "兩": 2}
_MORNING = ("am", "凌晨", "上午", "早上", "早晨", "清晨", "早")
_AFTERNOON = ("pm", "下午", "傍晚")
_NIGHT = ("晚上", "夜里", "夜裡", "晚")
_NOON = ("中午",)

_TO = r"\s*(?:-|–|—|~|至|到|to|through)\s*"
_EN_DAY = r"(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?s?"
_ZH_DAY = "[一二三四五六日天1-7]"
_ZH_WEEK = "(?:周|週|星期|礼拜|禮拜)"
_NUMERAL = f"[{''.join(_DIGITS)}十]{{1,3}}"


def _any(words: Iterable[str]) -> str:
    """A pattern for any of the words, the longest first."""
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


# A bare number is no time: "8 30" may mean one time or two.
_CLOCK = r"(?P<hour> \d{1,2} ) [:.h] (?P<minute> \d{2} ) (?!\d)"
_OCLOCK = rf"""
    (?P<oclock> \d{{1,2}} | {_NUMERAL} ) \s* [点點时時] [钟鐘整]?
    (?: (?P<half_past> 半 ) | (?P<past> \d{{1,2}} (?![\d:点點时時]) | {_NUMERAL} (?![点點时時]) ) 分? )?
"""
_WORD = re.compile(
    rf"""
    (?P<group> {_any(_GROUPS)} )
  | (?P<en_from> {_EN_DAY} ) (?: {_TO} (?P<en_to> {_EN_DAY} ) )? (?! [a-z] )
  | {_ZH_WEEK} (?P<zh_from> {_ZH_DAY} ) {_TO} {_ZH_WEEK}? (?P<zh_to> {_ZH_DAY} ) (?! [\d:] )
  | {_ZH_WEEK} (?P<zh_days> (?: {_ZH_DAY} [、,]? )+ {_ZH_DAY} (?! 十 ) | {_ZH_DAY} ) (?! [\d:点點时時] )
  | (?P<half> {_any((*_MORNING[1:], *_AFTERNOON[1:], *_NIGHT, *_NOON))} )? \s*
    (?: {_CLOCK} | {_OCLOCK} | (?P<bare> \d{{1,2}} ) (?= \s* [ap]\.?m ) )
    (?: \s* (?P<meridiem> [ap]\.?m\b\.? ) )?
  | (?P<filler> [\s,、;和及与與的每] | (?: and | at | on | every ) \b )
    """,
    re.VERBOSE,
)


def parse_schedule(text: str) -> Schedule:
    """The schedule that the arguments of `/schedule` ask for: at least one time, at most 24.

    Without days it means every day. Raises `RequestError` (`schedule-not-understood`, with the text) for anything
    else: half a schedule is worse than a question.
    """
    plain = " ".join(unicodedata.normalize("NFKC", text).lower().split())
    if plain in _RHYTHMS:
        return Schedule(rhythm=_RHYTHMS[plain], times=())
    name, _, origins = plain.rpartition(" ")
    if _RHYTHMS.get(name) == "instant" and origins in _LEVELS:
        return Schedule(rhythm="instant", times=(), origins=int(origins))
    try:
        return _at_times(list(_words(plain)))
    except ValueError:
        raise RequestError("schedule-not-understood", {"text": text.strip()[:_LONGEST_ECHO]}) from None


def _at_times(words: list[frozenset[int] | time]) -> Schedule:
    """The schedule of these words. Raises ValueError where days stand between times or the times are not 1 to 24."""
    kinds = "".join("d" if isinstance(word, frozenset) else "t" for word in words)
    times = tuple(sorted({word for word in words if isinstance(word, time)}))
    if not re.fullmatch(r"d*t+|t+d+", kinds) or len(times) > MAX_TIMES:
        raise ValueError(kinds)
    days = frozenset[int]().union(*(word for word in words if isinstance(word, frozenset)))
    return Schedule(times=times, days=days or ALL_DAYS)


def _words(plain: str) -> Iterator[frozenset[int] | time]:
    """Days and times in their order. Raises ValueError where the text is neither."""
    position = 0
    while position < len(plain):
        found = _WORD.match(plain, position)
        if found is None:
            raise ValueError(plain[position:])
        position = found.end()
        if found["filler"] is None:
            yield _days(found) if _names_days(found) else _time(found)


def _names_days(found: re.Match[str]) -> bool:
    return any(found[name] for name in ("group", "en_from", "zh_from", "zh_days"))


def _days(found: re.Match[str]) -> frozenset[int]:
    if found["group"]:
        return _GROUPS[found["group"]]
    if found["zh_days"]:
        return frozenset(_CHINESE_DAYS[digit] for digit in found["zh_days"] if digit in _CHINESE_DAYS)
    if found["zh_from"]:
        return _span(_CHINESE_DAYS[found["zh_from"]], _CHINESE_DAYS[found["zh_to"]])
    first = _ENGLISH_DAYS.index(found["en_from"][:3])
    return _span(first, _ENGLISH_DAYS.index(found["en_to"][:3]) if found["en_to"] else first)


def _span(first: int, last: int) -> frozenset[int]:
    """The days from one to the other, over Sunday where they run that way."""
    return frozenset((first + step) % 7 for step in range((last - first) % 7 + 1))


def _time(found: re.Match[str]) -> time:
    """The time of day; ValueError where the clock has no such time."""
    hour = _number(found["hour"] or found["bare"] or found["oclock"])
    minute = 30 if found["half_past"] else _number(found["minute"] or found["past"] or "0")
    return time(_in_half_day(hour, found["meridiem"] or found["half"]), minute)


def _in_half_day(hour: int, half: str | None) -> int:
    """The hour of the day: 12 am and 12 at night are midnight, 1 at night stays 1, 1 at noon is 13."""
    half = half and half.replace(".", "")
    if half in {"am", "凌晨"} or half in _NIGHT:
        if half == "am" and hour > 12:
            raise ValueError(hour)
        hour %= 12 if hour == 12 else 24
        return hour + 12 if half in _NIGHT and 5 <= hour < 12 else hour
    if half in _AFTERNOON or (half in _NOON and hour < 3):
        return hour + 12 if hour < 12 else hour
    return hour


def _number(numeral: str) -> int:
    """Digits, or Chinese numerals up to 九十九 with 十 as the tens: 十, 十二, 二十, 四十五; 零五 is 5."""
    if numeral.isdecimal():
        return int(numeral)
    tens, ten, ones = numeral.rpartition("十")
    if any(len(part.lstrip("零〇")) > 1 or "十" in part for part in (tens, ones)):
        raise ValueError(numeral)
    value = 10 * (_DIGITS[tens[-1]] if tens else 1) if ten else 0
    return value + (_DIGITS[ones[-1]] if ones else 0)
