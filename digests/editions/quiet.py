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
from digests.errors import RequestError
from digests.models import QuietHours

_OFF = frozenset(("off", "none", "never", "no", "关闭", "關閉", "关", "關", "不要", "取消"))
_CLOCK = r"(\d{1,2})(?:\s*[:.点點时時h]\s*(\d{2})?\s*分?)?"
_SPAN = re.compile(rf"(?:晚上?)?\s*{_CLOCK}\s*(?:-|–|—|~|〜|至|到|to|until)\s*(?:次日|早上?|第二天)?\s*{_CLOCK}")
_LONGEST_ECHO = 100


def parse_quiet(text: str) -> QuietHours | None:
    """The quiet hours that the argument of `/quiet` asks for; None for `off`.

    Raises `RequestError` (`quiet-not-understood`, with the text) for anything else.
    """
    plain = " ".join(unicodedata.normalize("NFKC", text).casefold().split())
    if plain in _OFF:
        return None
    found = _SPAN.fullmatch(plain)
    begin, end = (_time(found[1], found[2]), _time(found[3], found[4])) if found else (None, None)
    if begin is None or end is None or begin == end:
        raise RequestError("quiet-not-understood", {"text": text.strip()[:_LONGEST_ECHO]})
    return QuietHours(begin, end)


def _time(hour: str, minute: str | None) -> time | None:
    """The time of day, None where the clock has no such time; 24:00 is midnight, as people write it."""
    hours, minutes = int(hour), int(minute or 0)
    if (hours, minutes) == (24, 0):
        return time(0)
    return time(hours, minutes) if hours < 24 and minutes < 60 else None


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
