"""A shared location: the right zone is among the nearest, and mostly the first."""

from zoneinfo import available_timezones

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digests.editions.nearby import zones_nearby


@pytest.mark.parametrize(
    ("latitude", "longitude", "zone"),
    [
        (31.2, 121.5, "Asia/Shanghai"),
        (30.6, 104.1, "Asia/Shanghai"),
        (25.0, 102.7, "Asia/Shanghai"),
        (22.3, 114.2, "Asia/Hong_Kong"),
        (25.0, 121.5, "Asia/Taipei"),
        (1.3, 103.8, "Asia/Singapore"),
        (43.7, -79.4, "America/Toronto"),
        (51.5, -0.1, "Europe/London"),
        (-33.9, 151.2, "Australia/Sydney"),
        (-17.8, 179.9, "Pacific/Fiji"),
    ],
)
def test_the_zone_of_a_city_comes_first(latitude: float, longitude: float, zone: str) -> None:
    assert zones_nearby(latitude, longitude)[0] == zone


@pytest.mark.parametrize(
    ("latitude", "longitude", "zone"), [(52.5, 13.4, "Europe/Berlin"), (22.5, 114.1, "Asia/Shanghai")]
)
def test_across_a_near_border_the_right_one_is_among_those_offered(
    latitude: float, longitude: float, zone: str
) -> None:
    assert zone in zones_nearby(latitude, longitude)


@given(st.floats(-90, 90), st.floats(-180, 180))
def test_everywhere_three_zones_are_offered_that_exist(latitude: float, longitude: float) -> None:
    found = zones_nearby(latitude, longitude)
    assert len(found) == len(set(found)) == 3
    assert set(found) <= available_timezones()
