"""The zone that people mean."""

import tomllib
from datetime import UTC, datetime, timedelta
from importlib.resources import files
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digests.editions.schedule import find_timezone

CITIES: dict[str, list[str]] = tomllib.loads(
    files("digests.editions").joinpath("cities.toml").read_text(encoding="utf-8")
)


@pytest.mark.parametrize(
    ("text", "zone"),
    [
        ("北京", "Asia/Shanghai"),
        ("上海", "Asia/Shanghai"),
        ("北京时间", "Asia/Shanghai"),
        ("紐約", "America/New_York"),
        ("纽约市", "America/New_York"),
        ("多伦多", "America/Toronto"),
        ("多倫多", "America/Toronto"),
        ("溫哥華", "America/Vancouver"),
        ("臺北", "Asia/Taipei"),
        ("台北", "Asia/Taipei"),
        ("悉尼", "Australia/Sydney"),
        ("雪梨", "Australia/Sydney"),
        ("胡志明市", "Asia/Ho_Chi_Minh"),
        ("墨西哥城", "America/Mexico_City"),
        ("  new   york ", "America/New_York"),
        ("London time", "Europe/London"),
        ("São Paulo", "America/Sao_Paulo"),
        ("america/toronto", "America/Toronto"),
        ("ASIA/HONG_KONG", "Asia/Hong_Kong"),
        ("Asia/Hong Kong", "Asia/Hong_Kong"),
        ("Tbilisi", "Asia/Tbilisi"),
        ("utc", "UTC"),
    ],
)
def test_a_city_or_an_iana_name_is_found_in_any_script_and_case(text: str, zone: str) -> None:
    assert find_timezone(text) == zone


@pytest.mark.parametrize(
    ("text", "zone"),
    [
        ("+8", "Etc/GMT-8"),
        ("UTC+8", "Etc/GMT-8"),
        ("gmt +08:00", "Etc/GMT-8"),
        ("＋８", "Etc/GMT-8"),
        ("−5", "Etc/GMT+5"),
        ("+0", "UTC"),
        ("+5:30", "Asia/Kolkata"),
        ("GMT-03:30", "America/St_Johns"),
        ("UTC+0545", "Asia/Kathmandu"),
    ],
)
def test_an_offset_is_counted_from_utc_eastward(text: str, zone: str) -> None:
    assert find_timezone(text) == zone


@pytest.mark.parametrize(
    "text", ["", " ", "火星", "+15", "-13", "GMT-05:30", "+8:75", "8", "localtime", "/", "x" * 4000]
)
def test_what_is_no_place_and_no_offset_is_none(text: str) -> None:
    assert find_timezone(text) is None


@given(st.integers(-12, 14))
def test_a_whole_offset_is_the_offset_of_its_zone(hours: int) -> None:
    zone = find_timezone(f"UTC{hours:+}")
    assert zone is not None
    assert datetime(2026, 1, 1, tzinfo=UTC).astimezone(ZoneInfo(zone)).utcoffset() == timedelta(hours=hours)


@pytest.mark.parametrize("text", ["+3:30", "+4:30", "+6:30", "+8:45", "+9:30", "-9:30"])
def test_part_of_an_hour_is_the_offset_of_its_zone_in_winter_and_summer(text: str) -> None:
    zone = find_timezone(text)
    assert zone is not None
    hours, minutes = text[1:].split(":")
    offset = timedelta(hours=int(hours), minutes=int(minutes)) * (1 if text[0] == "+" else -1)
    moments = (datetime(2026, 1, 1, tzinfo=UTC), datetime(2026, 7, 1, tzinfo=UTC))
    assert [moment.astimezone(ZoneInfo(zone)).utcoffset() for moment in moments] == [offset, offset]


def test_every_zone_of_the_city_file_exists_and_no_name_stands_twice() -> None:
    names = [name.casefold() for listed in CITIES.values() for name in listed]
    assert len(names) > 150
    assert set(CITIES) <= available_timezones()
    assert len(names) == len(set(names))


def test_every_name_of_the_city_file_is_found() -> None:
    wrong = {
        name: find_timezone(name) for zone, names in CITIES.items() for name in names if find_timezone(name) != zone
    }
    assert wrong == {}


@given(st.sampled_from(sorted(available_timezones() - {"localtime", "Factory"})))
def test_every_iana_name_is_found_by_itself(zone: str) -> None:
    found = find_timezone(zone.lower())
    assert found is not None
    moment = datetime(2026, 7, 1, tzinfo=UTC)
    assert moment.astimezone(ZoneInfo(found)).utcoffset() == moment.astimezone(ZoneInfo(zone)).utcoffset()


@given(st.text())
def test_any_text_gives_a_usable_zone_or_none(text: str) -> None:
    zone = find_timezone(text)
    assert zone is None or ZoneInfo(zone)
