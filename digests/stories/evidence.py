"""What speaks for two articles telling one event: their words, the rare ones among them, their titles, their days.

One sum of few parts, so that each part can be told. The weights are those of a logistic regression on pairs of the
tuning days, with labels made by hand: `docs/quality.md` says which, and what came out on the days kept for the test.
"""

import math
from dataclasses import dataclass
from datetime import timedelta

from digests.stories.live import Known
from digests.stories.markers import difference, other_figures
from digests.stories.series import AGAIN, difference_in_series
from digests.stories.similarity import Unpacked, likeness, share_the_rarest, shared_rarity, told_of_titles

_BASE = -5.15
_TEXT, _RARE, _LESS_TOLD, _MORE_TOLD = 9.5, 0.21, 3.2, 2.6
# Tomorrow's report most often tells what is new.
_PER_DAY = 3.4
# An outlet rarely tells one event twice: what it writes like its own text is another side of the subject.
_SAME_OUTLET = 4.15
# A report says early on which day it was; a commentary, a portrait or a look back most often does not.
_NO_DAY_NAMED = 1.5
# Titles that count the same with other results tell two events of one kind; two outlets within half a day, of one place
# or name, may also tell one event and not agree. Of the tuning days' pairs none of the former passes for it.
_DISPUTED = 1.5
# Two texts full of figures on one event share some.
_NO_FIGURE_SHARED, _MANY_FIGURES = 1.3, 3
# Where neither date nor text says when, names prove nothing: likeness alone decides, and it must be all but equal.
_NO_TIME = 2.5
# A time that was only read from the text, when the other article names none of its days.
_READ_TIME = 0.5
_NEVER_SAME = timedelta(days=10)

LATER_LIMIT = 1.0
"""What speaks for one subject must reach this, for a story to go on from another."""

NEVER_LATER = timedelta(days=21)
"""The seeds' storyline has gaps of 14 days; months apart is another event in the same words."""

_ANOTHER_TIME = "of another time"

VETOED = -9.0
"""The score of two articles that are of two events, whatever their words."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """The parts: likeness in `text` (0 to 1), shared `rare` words, how much of either title the other's opening has
    `told` (the smaller share, the larger), cost of unsure `time`, of `repeating` an outlet, of `figures` that differ,
    of an opening that is `dayless`, of figures in the titles that are `disputed`.

    `apart` is None where one of the two says nothing about when it was written; `mark` is what makes them two events.
    """

    text: float
    rare: float
    told: tuple[float, float]
    time: float
    repeating: float
    figures: float
    dayless: float
    disputed: float
    apart: timedelta | None
    mark: str | None = None

    @property
    def of_one_subject(self) -> float:
        """How much speaks for one subject, whatever the day and the outlet: above 0 more than against."""
        words = _TEXT * self.text + _RARE * self.rare + _LESS_TOLD * self.told[0] + _MORE_TOLD * self.told[1]
        return _BASE + words - self.time

    @property
    def of_one_event(self) -> float:
        """How much speaks for one event: less for every day between the two. `VETOED` where a mark parts them."""
        if self.mark is not None:
            return VETOED
        days = self.apart / timedelta(days=1) if self.apart else 0.0
        costs = self.repeating + self.figures + self.dayless + self.disputed + _PER_DAY * days
        return max(VETOED + 1, self.of_one_subject - costs)


def weigh(one: Known, query: Unpacked, other: Known) -> Evidence:
    """The evidence that two articles tell one event; `query` is the first one's words."""
    apart = None if one.written_at is None or other.written_at is None else abs(one.written_at - other.written_at)
    text = likeness(query, other.vector)
    if apart is not None and apart > NEVER_LATER:
        return _of_another_time(text, apart)
    counted = other_figures(one.markers, other.markers)
    is_disputed = counted is not None and _are_two_voices(one, other, apart)
    return Evidence(
        text=text,
        rare=shared_rarity(query, other.vector) if apart is not None else 0.0,
        told=told_of_titles(query, other.vector) if apart is not None else (0.0, 0.0),
        time=_unsure_time(one, other),
        repeating=_SAME_OUTLET if one.outlet is not None and one.outlet == other.outlet else 0.0,
        figures=_no_figure_shared(one, other),
        dayless=0.0 if one.markers.lead_days and other.markers.lead_days else _NO_DAY_NAMED,
        disputed=_DISPUTED if is_disputed else 0.0,
        apart=apart,
        mark=_mark(one, other, text, apart) or (None if is_disputed else counted),
    )


def _of_another_time(text: float, apart: timedelta) -> Evidence:
    """Neither one event nor its sequel, whatever else they share: only how alike they are is told."""
    return Evidence(text, 0.0, (0.0, 0.0), 0.0, 0.0, 0.0, 0.0, 0.0, apart, _ANOTHER_TIME)


def in_words(evidence: Evidence) -> list[str]:
    """The parts for people to read."""
    words = [f"likeness in text {evidence.text:.2f}"]
    if evidence.rare:
        words.append(f"shared rare words {evidence.rare:.1f}")
    words += [f"titles told {evidence.told[0]:.2f} and {evidence.told[1]:.2f}", _distance_in_words(evidence.apart)]
    if evidence.repeating:
        words.append("of one outlet")
    if evidence.figures:
        words.append("no figure in common")
    if evidence.dayless:
        words.append("one of them opens without a day")
    if evidence.disputed:
        words.append("different figures in the titles, all else alike")
    return words


def as_share(score: float) -> float:
    """A score as a likelihood from 0 to 1."""
    return round(1 / (1 + math.exp(-score)), 3)


def _mark(one: Known, other: Known, text: float, apart: timedelta | None) -> str | None:
    if one.round_up or other.round_up:
        return "a column of several subjects"
    if apart is not None and apart > _NEVER_SAME:
        return _ANOTHER_TIME
    return difference(one.markers, other.markers) or difference_in_series(one, other, text)


def _are_two_voices(one: Known, other: Known, apart: timedelta | None) -> bool:
    """Whether two outlets wrote of one place within half a day: the next count of a series comes later, or of the same
    outlet; the like of elsewhere names another place.
    """
    near = apart is not None and apart <= AGAIN
    return near and one.outlet != other.outlet and share_the_rarest(one.vector, other.vector)


def _no_figure_shared(one: Known, other: Known) -> float:
    mine, its = one.markers.told, other.markers.told
    many = min(len(mine), len(its)) >= _MANY_FIGURES
    return _NO_FIGURE_SHARED if many and set(mine).isdisjoint(its) else 0.0


def _unsure_time(one: Known, other: Known) -> float:
    if one.written_at is None or other.written_at is None:
        return _NO_TIME
    if (one.dated and other.dated) or one.markers.lead_days & other.markers.lead_days:
        return 0.0
    return _READ_TIME


def _distance_in_words(apart: timedelta | None) -> str:
    if apart is None:
        return "one of them names no time"
    hours = round(apart / timedelta(hours=1))
    return f"{hours} hours apart" if hours < 48 else f"{apart.days} days apart"
