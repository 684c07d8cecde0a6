"""The time zone that people mean: an IANA name, a city in either language, or an offset. Pure but for its data."""

import re
import tomllib
import unicodedata
from functools import cache
from importlib.resources import files
from zoneinfo import available_timezones

from digests.language.script import to_hans

_OFFSET = re.compile(r"(?:utc|gmt)?([+-])(\d{1,2})(?::?([0-5]\d))?")
_WEST_MAX_H, _EAST_MAX_H = 12, 14

# IANA has no fixed zones for parts of an hour. These are where most people live who have that offset, and keep it the
# year round but for Newfoundland, the Chatham Islands and Lord Howe, which have summer time.
_PART_HOUR_ZONES = {
    "+03:30": "Asia/Tehran",
    "+04:30": "Asia/Kabul",
    "+05:30": "Asia/Kolkata",
    "+05:45": "Asia/Kathmandu",
    "+06:30": "Asia/Yangon",
    "+08:45": "Australia/Eucla",
    "+09:30": "Australia/Darwin",
    "+10:30": "Australia/Lord_Howe",
    "+12:45": "Pacific/Chatham",
    "-03:30": "America/St_Johns",
    "-09:30": "Pacific/Marquesas",
}
_NOT_PLACES = frozenset({"localtime", "Factory"})
_SUFFIX = re.compile(r"(?:\s*time|\s*city|时间|市)$")


def find_timezone(text: str) -> str | None:
    """The IANA name of the zone that `text` means, None when it means none.

    Read as a city (`多伦多`, `紐約`, `New York`, `北京时间`), as an IANA name or the city in one, in any case, and as
    an offset from UTC (`+8`, `UTC+8`, `GMT-03:30`). Whole hours give the fixed zones `Etc/GMT...`, whose sign runs
    the other way; parts of an hour the common zone, None where nobody keeps that offset.
    """
    plain = " ".join(unicodedata.normalize("NFKC", text).replace("−", "-").replace("_", " ").split())
    offset = _OFFSET.fullmatch(plain.lower().replace(" ", ""))
    if offset:
        return _zone_of_offset(offset[1], int(offset[2]), int(offset[3] or 0))
    name = to_hans(plain.casefold())
    return _zones_by_name().get(name) or _zones_by_name().get(_SUFFIX.sub("", name))


def _zone_of_offset(sign: str, hours: int, minutes: int) -> str | None:
    if hours > (_EAST_MAX_H if sign == "+" else _WEST_MAX_H):
        return None
    if minutes:
        return _PART_HOUR_ZONES.get(f"{sign}{hours:02}:{minutes:02}")
    if hours == 0:
        return "UTC"
    return f"Etc/GMT{'-' if sign == '+' else '+'}{hours}"


@cache
def _zones_by_name() -> dict[str, str]:
    """Every name we know, folded, to its zone: our cities over the names of IANA over the cities in those."""
    iana = sorted(available_timezones() - _NOT_PLACES)
    # Etc/GMT+8 means eight hours west, so its last part alone would mislead.
    zones = {_fold(zone.rpartition("/")[2]): zone for zone in iana if "/" in zone and not zone.startswith("Etc/")}
    zones |= {_fold(zone): zone for zone in iana}
    cities = tomllib.loads(files(__package__).joinpath("cities.toml").read_text("utf-8"))
    return zones | {_fold(city): zone for zone, names in cities.items() for city in names}


def _fold(name: str) -> str:
    return to_hans(name.replace("_", " ").casefold())
