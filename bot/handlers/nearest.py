"""The commands that a mistyped or half-typed one may mean."""

from collections.abc import Collection
from difflib import get_close_matches

_MOST = 3


def nearest(name: str, known: Collection[str]) -> list[str]:
    """The likeliest first: those that begin so, then those written nearly so; at most three, often none."""
    begun = sorted((each for each in known if len(name) > 1 and each.startswith(name)), key=len)
    alike = get_close_matches(name, known, n=_MOST, cutoff=0.6)
    return list(dict.fromkeys([*begun, *alike]))[:_MOST]
