"""`/schedule` as people write it."""

from datetime import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digests.editions.schedule import parse_schedule
from digests.errors import RequestError
from digests.models import ALL_DAYS, Rhythm

WORKDAYS, WEEKEND = frozenset(range(5)), frozenset({5, 6})


@pytest.mark.parametrize(
    ("text", "times"),
    [
        ("8:00", ["08:00"]),
        ("20:30 08:00", ["08:00", "20:30"]),
        ("8:00 8:00", ["08:00"]),
        ("８：００　２０：００", ["08:00", "20:00"]),
        ("8pm", ["20:00"]),
        ("8 a.m., 8 p.m.", ["08:00", "20:00"]),
        ("12am 12pm", ["00:00", "12:00"]),
        ("7.30", ["07:30"]),
        ("8點", ["08:00"]),
        ("上午8点", ["08:00"]),
        ("下午3点15", ["15:15"]),
        ("晚上八点半", ["20:30"]),
        ("晚上12点", ["00:00"]),
        ("晚上1点", ["01:00"]),
        ("凌晨12点半", ["00:30"]),
        ("中午12点、中午1点", ["12:00", "13:00"]),
        ("早上七点四十五分", ["07:45"]),
        ("十二点零五分", ["12:05"]),
        ("二十一時", ["21:00"]),
        ("8点 20点", ["08:00", "20:00"]),
        ("at 8:00 and 20:00", ["08:00", "20:00"]),
    ],
)
def test_a_time_is_read_as_people_write_it(text: str, times: list[str]) -> None:
    schedule = parse_schedule(text)
    assert schedule.times == tuple(time.fromisoformat(t) for t in times)
    assert schedule.days == ALL_DAYS


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("mon-fri 8:00", WORKDAYS),
        ("Monday to Friday 8:00", WORKDAYS),
        ("weekdays 8:00", WORKDAYS),
        ("every weekday at 8am", WORKDAYS),
        ("工作日 8:00", WORKDAYS),
        ("周一至周五 8:00", WORKDAYS),
        ("週一到五 8點", WORKDAYS),
        ("周1-5 8:00", WORKDAYS),
        ("weekend 8:00", WEEKEND),
        ("周末8点", WEEKEND),
        ("週末 8:00", WEEKEND),
        ("sat, sun 8:00", WEEKEND),
        ("daily 8:00", ALL_DAYS),
        ("每天 8:00", ALL_DAYS),
        ("8:00 every day", ALL_DAYS),
        ("mondays and thursdays 8:00", frozenset({0, 3})),
        ("周一三五 8:00", frozenset({0, 2, 4})),
        ("週一、週三 8:00", frozenset({0, 2})),
        ("星期天 8:00", frozenset({6})),
        ("礼拜日 8:00", frozenset({6})),
        ("fri-mon 8:00", frozenset({4, 5, 6, 0})),
        ("周六至周日 8:00", WEEKEND),
    ],
)
def test_days_are_read_in_both_languages(text: str, days: frozenset[int]) -> None:
    schedule = parse_schedule(text)
    assert schedule.days == days
    assert schedule.times == (time(8),)


@pytest.mark.parametrize(("text", "hour"), [("周一六点", 6), ("周日二十点", 20), ("周五十点", 10)])
def test_a_numeral_that_belongs_to_the_hour_is_no_day(text: str, hour: int) -> None:
    schedule = parse_schedule(text)
    assert (len(schedule.days), schedule.times) == (1, (time(hour),))


@pytest.mark.parametrize(
    ("text", "rhythm"),
    [
        ("hourly", "hourly"),
        (" HOURLY ", "hourly"),
        ("每小时", "hourly"),
        ("每小時", "hourly"),
        ("instant", "instant"),
        ("即時", "instant"),
        ("off", "off"),
        ("关闭", "off"),
        ("關閉", "off"),
    ],
)
def test_a_rhythm_stands_alone(text: str, rhythm: Rhythm) -> None:
    assert parse_schedule(text).rhythm == rhythm


@pytest.mark.parametrize(
    "text",
    [
        "",
        "   ",
        "weekdays",
        "8 30",
        "8",
        "24:00",
        "25:00",
        "8:60",
        "8:5",
        "108:00",
        "8:000",
        "13am",
        "8:00-9:00",
        "8点到9点",
        "mon 8:00 sat 10:00",
        "off 8:00",
        "三三点",
        "tomorrow 8:00",
        "8:00 <b>",
        "мон 8:00",
    ],
)
def test_anything_else_is_not_understood_and_quoted(text: str) -> None:
    with pytest.raises(RequestError) as caught:
        parse_schedule(text)
    assert caught.value.key == "schedule-not-understood"
    assert caught.value.values == {"text": text.strip()}


def test_a_day_has_at_most_24_times() -> None:
    hours = [f"{hour}:00" for hour in range(24)]
    assert len(parse_schedule(" ".join(hours)).times) == 24
    with pytest.raises(RequestError):
        parse_schedule(" ".join([*hours, "0:30"]))


def test_a_long_text_is_not_quoted_whole() -> None:
    with pytest.raises(RequestError) as caught:
        parse_schedule("x" * 5000)
    assert len(str(caught.value.values["text"])) == 100


@given(st.text(alphabet="mon fri周一至八点半点:0123456789apm.,、 每天晚上-", max_size=40) | st.text())
def test_any_text_gives_a_schedule_or_one_clear_error(text: str) -> None:
    try:
        schedule = parse_schedule(text)
    except RequestError:
        return
    assert schedule.days
    assert list(schedule.times) == sorted(set(schedule.times))
    assert (schedule.rhythm == "times") == bool(schedule.times)


@given(st.lists(st.times(), min_size=1, max_size=24), st.sets(st.integers(0, 6), min_size=1))
def test_what_is_written_out_plainly_is_read_back(times: list[time], days: set[int]) -> None:
    names = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
    text = " ".join([*(names[day] for day in days), *(f"{t:%H:%M}" for t in times)])
    schedule = parse_schedule(text)
    assert schedule.days == days
    assert schedule.times == tuple(sorted({t.replace(second=0, microsecond=0) for t in times}))
