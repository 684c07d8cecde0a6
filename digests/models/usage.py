"""What models were asked, what it cost, and how the answers stood the check."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal

from digests.models.ids import SourceId, StoryId

Purpose = Literal["summary", "question", "pairing"]

Outcome = Literal["written", "rejected", "failed", "budget"]
"""What became of a story's summary: `written` by the model (sentences may be replaced), `rejected` by the check as a
whole, `failed` with the model's server or the form of its answer, or not asked for because the `budget` was spent."""

NANO = 1_000_000_000
"""Money is counted in billionths of a US dollar (`_nusd`), in whole numbers: sums are exact."""


@dataclass(frozen=True, slots=True)
class Subject:
    """What a model is asked for."""

    purpose: Purpose
    story_id: StoryId | None = None


@dataclass(frozen=True, slots=True)
class Spent:
    """Requests to a model's server, their tokens, and their cost in billionths of a US dollar."""

    calls: int = 0
    input_tokens: int = 0
    output_tokens: int = 0
    cost_nusd: int = 0

    def __add__(self, other: "Spent") -> "Spent":
        return Spent(
            self.calls + other.calls,
            self.input_tokens + other.input_tokens,
            self.output_tokens + other.output_tokens,
            self.cost_nusd + other.cost_nusd,
        )


@dataclass(frozen=True, slots=True)
class Rejection:
    """Why a text of the model's was not shown: the kind of fault, and the words that were at fault.

    `place` is the sentence's index, None for the headline or the whole.
    """

    language: str
    kind: str
    place: int | None = None
    detail: str = ""


@dataclass(frozen=True, slots=True)
class SummaryReport:
    """How the summary of one story revision came to be.

    `sentences` counts those shown in all languages the model wrote, `replaced` those of them whose draft failed.
    `tries` counts the failures so far; after `retry_at` the model is asked again, never where it is None.
    """

    story_id: StoryId
    story_revision: int
    at: datetime
    outcome: Outcome
    model: str
    prompt: str
    spent: Spent = Spent()
    rejections: tuple[Rejection, ...] = ()
    sentences: int = 0
    replaced: int = 0
    tries: int = 0
    retry_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Usage:
    """What one day cost. `by_story` and `by_source` hold the dearest, dearest first.

    A story's cost is shared equally by its sources. `sentences` and `replaced` are those of the day's summaries.
    """

    day: date
    spent: Spent = Spent()
    stories: int = 0
    sentences: int = 0
    replaced: int = 0
    failed: int = 0
    by_purpose: dict[Purpose, Spent] = field(default_factory=dict)
    by_story: tuple[tuple[StoryId, Spent], ...] = ()
    by_source: tuple[tuple[SourceId, int], ...] = ()
