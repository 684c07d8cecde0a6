"""The time zones near a place, for a shared location. Pure but for its data: it asks nobody where that is.

IANA names a principal city with its coordinates for each zone of each country (`zone.tab` of tzdata). The nearest city
is not always on the same side of a border, so the nearest few are offered, with the time it is there, and the person
chooses. The borders themselves would take 40 MB (timezonefinder), for something that is asked once.
"""

import math
import re
from functools import cache
from importlib.resources import files

_COORDINATES = re.compile(r"([+-]\d{4,6})([+-]\d{5,7})")
# China keeps one time over five of its neighbours' longitudes: its big cities stand beside the two that IANA names.
_MORE_CITIES = (
    ("Asia/Shanghai", 30.57, 104.07),
    ("Asia/Shanghai", 25.04, 102.71),
    ("Asia/Shanghai", 45.80, 126.53),
    ("Asia/Shanghai", 34.34, 108.94),
    ("Asia/Shanghai", 39.90, 116.41),
    ("Asia/Shanghai", 23.13, 113.26),
    ("Asia/Shanghai", 22.82, 108.32),
    ("Asia/Shanghai", 29.65, 91.12),
    ("Asia/Shanghai", 43.83, 87.62),
    ("Asia/Shanghai", 41.81, 123.43),
)


def zones_nearby(latitude: float, longitude: float, *, count: int = 3) -> list[str]:
    """The IANA names of the zones whose cities are nearest to a place (degrees north and east), the nearest first."""
    by_distance = sorted(_cities(), key=lambda city: _distance(latitude, longitude, city[1], city[2]))
    return list(dict.fromkeys(name for name, _, _ in by_distance))[:count]


def _distance(latitude: float, longitude: float, other_latitude: float, other_longitude: float) -> float:
    """The angle between two places on the globe, in radians (haversine)."""
    one, other = math.radians(latitude), math.radians(other_latitude)
    across = math.radians(other_longitude - longitude)
    half = math.sin((other - one) / 2) ** 2 + math.cos(one) * math.cos(other) * math.sin(across / 2) ** 2
    return 2 * math.asin(min(1.0, math.sqrt(half)))


@cache
def _cities() -> tuple[tuple[str, float, float], ...]:
    """Every zone's city, from the table that the tzdata package brings."""
    table = files("tzdata.zoneinfo").joinpath("zone.tab").read_text("utf-8")
    rows = [line.split("\t") for line in table.splitlines() if line and not line.startswith("#")]
    found = [(row[2], match) for row in rows if (match := _COORDINATES.fullmatch(row[1]))]
    return (*_MORE_CITIES, *((name, _degrees(match[1], 2), _degrees(match[2], 3)) for name, match in found))


def _degrees(written: str, width: int) -> float:
    """±DDMM[SS] or ±DDDMM[SS], as ISO 6709 writes it."""
    sign = -1 if written[0] == "-" else 1
    digits = written[1:]
    seconds = digits[width + 2 :] or "0"
    return sign * (int(digits[:width]) + int(digits[width : width + 2]) / 60 + int(seconds) / 3600)
