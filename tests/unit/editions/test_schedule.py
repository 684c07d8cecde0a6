"""The next slot, in local time and across daylight saving."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digests.editions.schedule import next_due_at
from digests.models import Schedule

BERLIN, TORONTO, SHANGHAI = "Europe/Berlin", "America/Toronto", "Asia/Shanghai"
ZONES = st.sampled_from([BERLIN, TORONTO, SHANGHAI, "Asia/Kathmandu", "Australia/Lord_Howe", "Africa/Casablanca"])
MOMENTS = st.integers(1_100_000_000, 2_100_000_000).map(lambda seconds: datetime.fromtimestamp(seconds, UTC))
TIMES = st.lists(st.times().map(lambda t: t.replace(microsecond=0)), min_size=1, max_size=5, unique=True)


def at(*times: time, days: frozenset[int] = frozenset(range(7))) -> Schedule:
    return Schedule(times=tuple(times), days=days)


def due(schedule: Schedule, zone: str, after: str) -> str:
    """The next slot after a local ISO time, as local ISO time with its offset."""
    local = datetime.fromisoformat(after).replace(tzinfo=ZoneInfo(zone))
    found = next_due_at(schedule, zone, local)
    assert found is not None
    assert found.tzinfo is UTC
    return found.astimezone(ZoneInfo(zone)).isoformat()


def slots(schedule: Schedule, zone: str, after: datetime, count: int) -> list[datetime]:
    found: list[datetime] = []
    for _ in range(count):
        slot = next_due_at(schedule, zone, found[-1] if found else after)
        assert slot is not None
        found.append(slot)
    return found


@pytest.mark.parametrize(
    ("zone", "after", "expected"),
    [
        (SHANGHAI, "2026-03-14T07:59:59", "2026-03-14T08:00:00+08:00"),
        (SHANGHAI, "2026-03-14T08:00:00", "2026-03-14T20:00:00+08:00"),
        (SHANGHAI, "2026-03-14T20:00:00", "2026-03-15T08:00:00+08:00"),
        (BERLIN, "2026-03-28T20:00:00", "2026-03-29T08:00:00+02:00"),
        (BERLIN, "2026-10-24T20:00:00", "2026-10-25T08:00:00+01:00"),
        (TORONTO, "2026-03-07T20:00:00", "2026-03-08T08:00:00-04:00"),
        (TORONTO, "2026-10-31T20:00:00", "2026-11-01T08:00:00-05:00"),
    ],
)
def test_a_slot_keeps_its_local_time_whatever_the_offset(zone: str, after: str, expected: str) -> None:
    assert due(Schedule(), zone, after) == expected


@pytest.mark.parametrize(
    ("zone", "day", "gap_end"),
    [(BERLIN, "2026-03-29", "2026-03-29T03:00:00+02:00"), (TORONTO, "2026-03-08", "2026-03-08T03:00:00-04:00")],
)
def test_a_time_that_spring_skips_is_due_at_the_end_of_the_gap_and_once(zone: str, day: str, gap_end: str) -> None:
    schedule = at(time(2, 15), time(2, 45))
    assert due(schedule, zone, f"{day}T01:00:00") == gap_end
    following = (date.fromisoformat(day) + timedelta(days=1)).isoformat()
    assert due(schedule, zone, gap_end[:19]).startswith(f"{following}T02:15:00")


@pytest.mark.parametrize(
    ("zone", "day", "first"),
    [(BERLIN, "2026-10-25", "2026-10-25T02:30:00+02:00"), (TORONTO, "2026-11-01", "2026-11-01T01:30:00-04:00")],
)
def test_a_time_that_autumn_repeats_is_due_at_its_first_occurrence_only(zone: str, day: str, first: str) -> None:
    schedule = at(datetime.fromisoformat(first).time())
    assert due(schedule, zone, f"{day}T00:00:00") == first
    later = next_due_at(schedule, zone, datetime.fromisoformat(first))
    assert later is not None
    assert later.astimezone(ZoneInfo(zone)).date() == date.fromisoformat(day) + timedelta(days=1)


def test_a_gap_of_half_an_hour_ends_where_it_ends() -> None:
    """Lord Howe Island puts its clocks forward by thirty minutes: 02:00 to 02:30."""
    assert due(at(time(2, 10)), "Australia/Lord_Howe", "2026-10-04T00:00:00") == "2026-10-04T02:30:00+11:00"


def test_a_day_that_a_country_left_out_is_due_when_the_next_begins() -> None:
    """Samoa went from 29 to 31 December 2011."""
    assert due(at(time(8)), "Pacific/Apia", "2011-12-29T09:00:00") == "2011-12-31T00:00:00+14:00"


def test_only_the_wanted_days_have_slots() -> None:
    weekdays = at(time(8), days=frozenset(range(5)))
    assert due(weekdays, SHANGHAI, "2026-03-13T08:00:00") == "2026-03-16T08:00:00+08:00"


def test_one_day_a_week_comes_after_exactly_a_week() -> None:
    mondays = at(time(8), days=frozenset({0}))
    assert due(mondays, SHANGHAI, "2026-03-16T08:00:00") == "2026-03-23T08:00:00+08:00"


@pytest.mark.parametrize(
    "schedule",
    [
        Schedule(rhythm="instant"),
        Schedule(rhythm="off"),
        Schedule(times=()),
        Schedule(days=frozenset()),
        Schedule(rhythm="hourly", days=frozenset()),
    ],
)
def test_a_schedule_without_slots_is_never_due(schedule: Schedule) -> None:
    assert next_due_at(schedule, SHANGHAI, datetime(2026, 3, 14, tzinfo=UTC)) is None


@pytest.mark.parametrize(
    ("zone", "after", "expected"),
    [
        (SHANGHAI, "2026-03-14T08:00:00", "2026-03-14T09:00:00+08:00"),
        ("Asia/Kathmandu", "2026-03-14T08:10:00", "2026-03-14T09:00:00+05:45"),
        (BERLIN, "2026-03-29T01:30:00", "2026-03-29T03:00:00+02:00"),
        (BERLIN, "2026-10-25T02:30:00", "2026-10-25T02:00:00+01:00"),
        ("Australia/Lord_Howe", "2026-10-04T01:30:00", "2026-10-04T03:00:00+11:00"),
    ],
)
def test_hourly_is_due_when_the_local_clock_strikes(zone: str, after: str, expected: str) -> None:
    assert due(Schedule(rhythm="hourly"), zone, after) == expected


def test_hourly_keeps_to_its_days() -> None:
    assert due(Schedule(rhythm="hourly", days=frozenset({0})), SHANGHAI, "2026-03-16T23:30:00").startswith(
        "2026-03-23T00"
    )


def test_an_unknown_zone_is_an_error() -> None:
    with pytest.raises(ZoneInfoNotFoundError):
        next_due_at(Schedule(), "Mars/Olympus", datetime(2026, 3, 14, tzinfo=UTC))


@given(ZONES, MOMENTS, TIMES)
def test_slots_rise_and_each_shows_a_wanted_time_or_ends_a_gap(zone: str, after: datetime, times: list[time]) -> None:
    found = slots(at(*times), zone, after, 8)
    assert all(earlier < later for earlier, later in pairwise([after, *found]))
    for slot in found:
        local = slot.astimezone(ZoneInfo(zone))
        just_before = (slot - timedelta(seconds=1)).astimezone(ZoneInfo(zone))
        skipped = just_before.utcoffset() != local.utcoffset()
        assert local.time() in times or skipped


@given(ZONES, MOMENTS, st.times())
def test_a_daily_slot_skips_no_local_day_and_repeats_none(zone: str, after: datetime, wanted: time) -> None:
    days = [slot.astimezone(ZoneInfo(zone)).date() for slot in slots(at(wanted), zone, after, 10)]
    assert [later - earlier for earlier, later in pairwise(days)] == [timedelta(days=1)] * 9


@given(ZONES, MOMENTS)
def test_hourly_never_waits_longer_than_a_gap_and_an_hour(zone: str, after: datetime) -> None:
    found = slots(Schedule(rhythm="hourly"), zone, after, 30)
    assert all(timedelta() < b - a <= timedelta(hours=1, minutes=30) for a, b in pairwise(found))
    assert all(slot.astimezone(ZoneInfo(zone)).minute == 0 for slot in found)
