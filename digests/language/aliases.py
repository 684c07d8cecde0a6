"""One thing under several names: territories and cities from CLDR, and what newspapers call the rest."""

from collections.abc import Iterator
from functools import cache
from zoneinfo import available_timezones

from babel import Locale
from babel.dates import get_timezone_location

from digests.language.lists import read_list
from digests.language.script import fold

_LOCALES = ("zh_Hans", "zh_Hant", "en")


def aliases(name: str) -> frozenset[str]:
    """Every name of what `name` names, itself included, folded for comparing; itself alone when it is not known."""
    own = fold(name)
    return _by_name().get(own, frozenset({own}))


def kinds(word: str) -> frozenset[str]:
    """What kinds of institution a Latin word (Harbour, Ministry) or the end of a Chinese name (港务局) speaks of."""
    folded = fold(word)
    if folded.isascii():
        return _kinds_by_word().get(folded, frozenset())
    ends = [end for end in _kinds_by_word() if not end.isascii() and end in folded]
    return frozenset().union(*(_kinds_by_word()[end] for end in ends))


@cache
def _by_name() -> dict[str, frozenset[str]]:
    groups: dict[str, set[str]] = {}
    for row in _rows():
        names = {folded for name in row if (folded := fold(name))}
        group = set(names).union(*(groups.get(name, set()) for name in names))
        groups |= dict.fromkeys(group, group)
    return {name: frozenset(group) for name, group in groups.items()}


def _rows() -> Iterator[list[str]]:
    for line in (*read_list("aliases"), *read_list("outlets")):
        yield line.split("|")
    locales = [Locale.parse(each) for each in _LOCALES]
    for code in map(str, locales[0].territories):
        if len(code) == 2 and code.isalpha():
            yield [locale.territories[code] for locale in locales if code in locale.territories]
    for zone in _zones():
        yield [str(get_timezone_location(zone, locale=locale, return_city=True)) for locale in locales]


def _zones() -> Iterator[str]:
    return (zone for zone in sorted(available_timezones()) if zone.split("/")[0] in _CONTINENTS and "/" in zone)


_CONTINENTS = frozenset(("Africa", "America", "Asia", "Atlantic", "Australia", "Europe", "Indian", "Pacific"))


@cache
def _kinds_by_word() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for line in read_list("institutions"):
        kind, *words = line.split("|")
        for word in words:
            found.setdefault(fold(word), set()).add(kind)
    return {word: frozenset(each) for word, each in found.items()}
