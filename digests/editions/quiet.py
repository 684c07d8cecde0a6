"""Quiet hours: as people write them, and when those of a moment end. Pure.

One night has one quiet time, from the first instant at which the local clock shows its begin to the first at which it
shows its end: where clocks are put back, an hour that comes twice does not make it quiet twice; where they are put
forward, a time that is skipped counts as the instant after the gap.
"""

import re
import unicodedata
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from digests.editions.schedule import first_instant
from digests.editions.schedule_text import parse_schedule
from digests.errors import RequestError
from digests.models import ALL_DAYS, QuietHours

_OFF = frozenset(("off", "none", "never", "no", "关闭", "關閉", "关", "關", "不要", "取消"))
_TO = re.compile(r"\s*(?:-|–|—|~|〜|至|到|\bto\b|\buntil\b)\s*")
_HOUR = re.compile(r"(\d{1,2})(?::00)?\s*[点點时時h]?")
_NEXT_DAY = re.compile("^(?:次日|第二天|隔天)")
_LONGEST_ECHO = 100


def parse_quiet(text: str) -> QuietHours | None:
    """The quiet hours that the argument of `/quiet` asks for; None for `off`.

    Raises `RequestError` (`quiet-not-understood`, with the text) for anything else.
    """
    plain = " ".join(unicodedata.normalize("NFKC", text).casefold().split())
    if plain in _OFF:
        return None
    sides = _TO.split(plain, maxsplit=1)
    begin, end = map(_time, sides) if len(sides) == 2 else (None, None)
    if begin is None or end is None or begin == end:
        raise RequestError("quiet-not-understood", {"text": text.strip()[:_LONGEST_ECHO]})
    return QuietHours(begin, end)


def _time(text: str) -> time | None:
    """The time of day that is meant: a bare hour, or as `/schedule` reads it (晚上十点, 10 pm, 7点半).

    None where the clock has no such time; 24:00 is midnight, as people write it.
    """
    hour = _HOUR.fullmatch(_NEXT_DAY.sub("", text))
    if hour is not None:
        hours = int(hour[1]) % 24 if int(hour[1]) <= 24 else None
        return None if hours is None else time(hours)
    try:
        schedule = parse_schedule(_NEXT_DAY.sub("", text))
    except RequestError:
        return None
    return schedule.times[0] if len(schedule.times) == 1 and schedule.days == ALL_DAYS else None


def quiet_end(quiet: QuietHours | None, timezone: str, now: datetime) -> datetime | None:
    """When the quiet time that holds `now` (aware) ends, in UTC; None when it is not quiet.

    `timezone` is an IANA name. The begin belongs to it, the end does not.
    """
    if quiet is None:
        return None
    zone = ZoneInfo(timezone)
    today = now.astimezone(zone).date()
    over_midnight = timedelta(days=quiet.end < quiet.begin)
    for evening in (today - timedelta(days=1), today):
        begin = first_instant(evening, quiet.begin, zone)
        end = first_instant(evening + over_midnight, quiet.end, zone)
        if begin <= now < end:
            return end
    return None
