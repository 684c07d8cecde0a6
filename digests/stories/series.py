"""Recurring columns: the same form and the same words on another day, so that likeness tells nothing of the event."""

from collections.abc import Collection
from datetime import timedelta

from digests.stories.live import Known

# Nearer in time, one outlet's two texts are updates of one another.
AGAIN = timedelta(hours=12)
# Half a day later the same outlet in much the same words: its next bulletin, or the next chapter.
_MUCH_ALIKE = 0.45
# Two texts full of figures on one event share some: of those labelled alike, half a day apart, all share a quarter.
_MANY_FIGURES = 4
_LEAST_IN_COMMON = 0.25


def difference_in_series(one: Known, other: Known, text: float) -> str | None:
    """Why two articles with this likeness in `text` are two of a series, in words; None if nothing says so."""
    if abs(one.at - other.at) <= AGAIN:
        return None
    if _figures_differ(one.markers.told, other.markers.told):
        return "half a day later, and full of other figures"
    if text >= _MUCH_ALIKE and one.outlet is not None and one.outlet == other.outlet:
        return "the same outlet in much the same words half a day later"
    return None


def _figures_differ(one: Collection[int], other: Collection[int]) -> bool:
    fewer = min(len(one), len(other))
    return fewer >= _MANY_FIGURES and len(set(one).intersection(other)) <= _LEAST_IN_COMMON * fewer
