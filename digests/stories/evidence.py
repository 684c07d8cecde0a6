"""What speaks for two articles telling one event: their words, the rare ones among them, their days and sources.

One sum of few parts, so that each part can be told. All shares were fitted on four days of posts with labels made by
hand; `docs/quality.md` says on which, and what came out on the days that were kept for the test.
"""

from dataclasses import dataclass
from datetime import timedelta

from digests.stories.features import Features
from digests.stories.live import Known, Match

# One day apart costs as much as this much likeness in text (fitted): tomorrow's report most often tells what is new.
_PER_DAY = 0.24
# Six shared words that a hundredth of one per cent of all articles hold are worth .3.
_PER_RARITY = 0.014
# Both leads credit their news to the same third party; and name the same day besides: most likely one report.
_SAME_ORIGIN = 0.06
_SAME_ORIGIN_AND_DAY = 0.10
# Where neither date nor text says when, names prove nothing and likeness alone decides: above .7 P is .97 (measured,
# Sohu pairs).
_NO_TIME = 0.36
# A time that was only read from the text, when the other article names none of its days.
_READ_TIME = 0.05


@dataclass(frozen=True, slots=True)
class Evidence:
    """The parts: likeness in `text`, worth of shared `rare` words, worth of common `origins`, cost of unsure `time`.

    `apart` is None where one of the two says nothing about when it was written.
    """

    text: float
    rare: float
    origins: float
    time: float
    apart: timedelta | None

    @property
    def of_one_subject(self) -> float:
        """How much speaks for one subject, whatever the day."""
        return self.text + self.rare + self.origins - self.time

    @property
    def of_one_event(self) -> float:
        """How much speaks for one event: less for every day between the two."""
        return self.of_one_subject - (_PER_DAY * (self.apart / timedelta(days=1)) if self.apart else 0.0)


@dataclass(frozen=True, slots=True)
class Weighed:
    """A live article with what speaks for it."""

    known: Known
    evidence: Evidence


def weigh(features: Features, match: Match) -> Weighed:
    """The evidence that an article and one that it shares words with tell one event."""
    evidence = Evidence(
        text=match.text,
        rare=worth_of_rarity(match.rarity) if match.apart is not None else 0.0,
        origins=_common_origins(features, match.known),
        time=_unsure_time(features, match.known),
        apart=match.apart,
    )
    return Weighed(match.known, evidence)


def worth_of_rarity(rarity: float) -> float:
    """What shared rare words add to likeness in text."""
    return _PER_RARITY * rarity


def _common_origins(features: Features, known: Known) -> float:
    if not features.origins & known.origins:
        return 0.0
    return _SAME_ORIGIN_AND_DAY if _name_one_day(features, known) else _SAME_ORIGIN


def _unsure_time(features: Features, known: Known) -> float:
    if features.written_at is None or known.written_at is None:
        return _NO_TIME
    return 0.0 if (features.dated and known.dated) or _name_one_day(features, known) else _READ_TIME


def _name_one_day(features: Features, known: Known) -> bool:
    return bool(features.markers.lead_days & known.markers.lead_days)
