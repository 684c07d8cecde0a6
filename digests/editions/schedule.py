"""When a subscription's next edition is due. Pure; local times through zoneinfo, results in UTC.

Where clocks are put forward, a wanted time that does not exist that day is due at the first instant after the gap;
where they are put back, a time that exists twice is due at its first occurrence. Either way once a day.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from digests.editions.schedule_text import parse_schedule
from digests.editions.timezones import find_timezone
from digests.models import Schedule

__all__ = ["find_timezone", "next_due_at", "parse_schedule"]

# The finest step between the UTC offsets of today's time zones (Nepal, the Chatham Islands).
_OFFSET_STEP = timedelta(minutes=15)
_WEEK = timedelta(days=7)


def next_due_at(schedule: Schedule, timezone: str, after: datetime) -> datetime | None:
    """The first slot strictly after `after` (aware), in UTC; None for `instant`, `off`, and a schedule with no slot.

    `hourly` is due at every full hour of the local clock. `timezone` is an IANA name; raises
    ZoneInfoNotFoundError for another.
    """
    zone = ZoneInfo(timezone)
    slots: Iterator[datetime] = iter(())
    if schedule.rhythm == "times":
        slots = _slots_at_times(schedule, zone, after)
    elif schedule.rhythm == "hourly":
        slots = _slots_at_hours(schedule, zone, after)
    return next((slot for slot in slots if slot > after), None)


def _slots_at_times(schedule: Schedule, zone: ZoneInfo, after: datetime) -> Iterator[datetime]:
    """The slots of nine days around `after`, ascending: a time in a gap may be due a day late (Samoa, 2011)."""
    today = after.astimezone(zone).date()
    for offset in range(-1, 9):
        day = today + timedelta(days=offset)
        if day.weekday() in schedule.days:
            yield from (first_instant(day, at, zone) for at in sorted(schedule.times))


def _slots_at_hours(schedule: Schedule, zone: ZoneInfo, after: datetime) -> Iterator[datetime]:
    """Full local hours from `after` on for a week and an hour, found in steps that no offset escapes."""
    at = after.astimezone(UTC).replace(minute=0, second=0, microsecond=0)
    end = at + _WEEK + timedelta(hours=2)
    while at < end:
        local = at.astimezone(zone)
        if local.minute == 0 and local.weekday() in schedule.days:
            yield at
        at += _OFFSET_STEP


def first_instant(day: date, at: time, zone: ZoneInfo) -> datetime:
    """The first instant at which the local clock shows this time or, where it skips it, a later one."""
    wanted = datetime.combine(day, at.replace(tzinfo=None, fold=0))
    instant = wanted.replace(tzinfo=zone).astimezone(UTC)
    if instant.astimezone(zone).replace(tzinfo=None) == wanted:
        return instant
    # In a gap, fold 1 reads the clock with the offset after it and so falls before it (PEP 495).
    before = wanted.replace(tzinfo=zone, fold=1).astimezone(UTC)
    return _offset_change(before, instant, zone)


def _offset_change(before: datetime, after: datetime, zone: ZoneInfo) -> datetime:
    """The second at which the offset from UTC changes between the two instants, found by halving."""
    old = before.astimezone(zone).utcoffset()
    while after - before > timedelta(seconds=1):
        middle = before + timedelta(seconds=(after - before) // timedelta(seconds=2))
        if middle.astimezone(zone).utcoffset() == old:
            before = middle
        else:
            after = middle
    return after.replace(microsecond=0)
