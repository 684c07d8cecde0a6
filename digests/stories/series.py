"""Recurring columns: the same form and the same words on another day, so that likeness tells nothing of the event."""

from collections.abc import Sequence
from datetime import timedelta

from digests.stories.features import Features
from digests.stories.live import Known
from digests.stories.similarity import Unpacked, likeness

# Nearer in time, one outlet's two texts are updates of one another.
AGAIN = timedelta(hours=12)
# Half a day later the same outlet in much the same words: its next bulletin, or the next chapter.
_MUCH_ALIKE = 0.45
# Two texts full of figures on one event share some: of those labelled alike, half a day apart, all share a quarter.
_MANY_FIGURES = 4
_LEAST_IN_COMMON = 0.25


def difference_in_series(features: Features, query: Unpacked, nearest: Known, members: Sequence[Known]) -> str | None:
    """Why an article is the next of a series and tells no event of the story with these members; None if it is not."""
    if _later(features, nearest) and _figures_differ(features.markers.told, nearest.markers.told):
        return "half a day later, and full of other figures"
    if any(
        member.outlet == features.outlet and _later(features, member) and likeness(query, member.vector) >= _MUCH_ALIKE
        for member in members
        if member.outlet is not None
    ):
        return "the same outlet in much the same words half a day later"
    return None


def _later(features: Features, known: Known) -> bool:
    return abs(features.at - known.at) > AGAIN


def _figures_differ(one: frozenset[int], other: frozenset[int]) -> bool:
    fewer = min(len(one), len(other))
    return fewer >= _MANY_FIGURES and len(one & other) <= _LEAST_IN_COMMON * fewer
