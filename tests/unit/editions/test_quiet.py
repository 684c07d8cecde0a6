"""Quiet hours: read as people write them, and one quiet time a night whatever the clocks do."""

from datetime import UTC, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digests.editions.quiet import parse_quiet, quiet_end
from digests.errors import RequestError
from digests.models import QuietHours

NIGHT = QuietHours(time(22), time(7))
ZONES = ("Asia/Shanghai", "Europe/Berlin", "America/New_York", "America/St_Johns", "Australia/Lord_Howe", "UTC")


@pytest.mark.parametrize(
    "text",
    [
        "22:00-07:00",
        "22-7",
        "22:00 – 7:00",
        "22点到7点",
        "晚22点至次日7点",
        "22：00～07：00",
        "22:00 to 7",
        "22時到早上7時",
        "晚上十点到早上七点",
        "晚上10點至隔天7點",
        "10 pm to 7 am",
    ],
)
def test_quiet_hours_are_read_in_every_way_people_write_them(text: str) -> None:
    assert parse_quiet(text) == NIGHT


@pytest.mark.parametrize("text", ["off", "OFF", "关闭", "關閉", "none"])
def test_off_is_no_quiet_hours(text: str) -> None:
    assert parse_quiet(text) is None


@pytest.mark.parametrize(
    "text", ["", "night", "25:00-07:00", "22:61-7", "7:00-07:00", "22:00", "22-7-8", "24:30-7", "周一 22:00-7:00"]
)
def test_anything_else_is_asked_about(text: str) -> None:
    with pytest.raises(RequestError) as caught:
        parse_quiet(text)
    assert caught.value.key == "quiet-not-understood"


def test_midnight_may_be_written_as_24() -> None:
    assert parse_quiet("24:00-6:00") == QuietHours(time(0), time(6))


def local(text: str) -> datetime:
    return datetime.fromisoformat(text).astimezone(UTC)


@pytest.mark.parametrize(
    ("zone", "now", "end"),
    [
        ("Asia/Shanghai", "2026-11-22T21:59:59+08:00", None),
        ("Asia/Shanghai", "2026-11-22T22:00:00+08:00", "2026-11-23T07:00:00+08:00"),
        ("Asia/Shanghai", "2026-11-23T06:59:59+08:00", "2026-11-23T07:00:00+08:00"),
        ("Asia/Shanghai", "2026-11-23T07:00:00+08:00", None),
        # the nights on which clocks change in Europe and America: an hour shorter, an hour longer
        ("Europe/Berlin", "2026-03-28T23:00:00+01:00", "2026-03-29T07:00:00+02:00"),
        ("Europe/Berlin", "2026-10-24T23:00:00+02:00", "2026-10-25T07:00:00+01:00"),
        ("America/New_York", "2026-03-07T23:00:00-05:00", "2026-03-08T07:00:00-04:00"),
        ("America/New_York", "2026-10-31T23:00:00-04:00", "2026-11-01T07:00:00-05:00"),
    ],
)
def test_the_night_ends_by_the_local_clock_whatever_it_does(zone: str, now: str, end: str | None) -> None:
    assert quiet_end(NIGHT, zone, local(now)) == (local(end) if end else None)


def test_an_hour_that_comes_twice_is_not_quiet_twice() -> None:
    """Berlin puts 03:00 back to 02:00: quiet until 02:30 ends at the first 02:30."""
    quiet = QuietHours(time(22), time(2, 30))
    ends = local("2026-10-25T02:30:00+02:00")
    assert quiet_end(quiet, "Europe/Berlin", ends - timedelta(minutes=1)) == ends
    assert quiet_end(quiet, "Europe/Berlin", local("2026-10-25T02:10:00+01:00")) is None


def test_an_end_that_is_skipped_comes_right_after_the_gap() -> None:
    """Berlin has no 02:30 on the last Sunday of March."""
    quiet = QuietHours(time(22), time(2, 30))
    assert quiet_end(quiet, "Europe/Berlin", local("2026-03-29T01:30:00+01:00")) == local("2026-03-29T03:00:00+02:00")


def test_a_quiet_time_that_is_skipped_whole_is_none() -> None:
    quiet = QuietHours(time(2, 10), time(2, 50))
    day = local("2026-03-29T00:00:00+01:00")
    assert all(quiet_end(quiet, "Europe/Berlin", day + timedelta(minutes=m)) is None for m in range(0, 300, 7))


def test_without_quiet_hours_it_is_never_quiet() -> None:
    assert quiet_end(None, "Asia/Shanghai", local("2026-11-22T23:00:00+08:00")) is None


@given(
    st.integers(0, 2 * 365 * 24 * 60).map(
        lambda minutes: datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)
    ),
    st.times(),
    st.times(),
    st.sampled_from(ZONES),
)
def test_an_end_is_ahead_within_a_day_or_so_and_then_it_is_quiet_no_more(
    now: datetime, begin: time, end: time, zone: str
) -> None:
    quiet = QuietHours(begin.replace(fold=0), end.replace(fold=0))
    if quiet.begin == quiet.end:
        return
    until = quiet_end(quiet, zone, now)
    if until is not None:
        assert now < until <= now + timedelta(hours=25)
        assert quiet_end(quiet, zone, until) is None or quiet.begin.hour == 2
