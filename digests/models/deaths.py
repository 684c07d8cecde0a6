"""Sources that do not answer any more."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from digests.models.ids import SourceId
from digests.models.sources import Source

DeathCause = Literal["gone", "refused", "no-feed", "no-host", "silent"]
"""Gone for good by its own word (HTTP 410), another status, an answer that is no feed, a name that nobody knows, and
no answer at all."""


@dataclass(frozen=True, slots=True)
class Failing:
    """A source that fails since then. `told_at` is when its readers were told, None while there is hope."""

    source_id: SourceId
    since: datetime
    told_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Death:
    """What there is to tell of a source that died. `status` is the HTTP status where there was one.

    `instead` is a feed that its homepage offers now.
    """

    source: Source
    since: datetime
    cause: DeathCause
    status: int | None = None
    instead: Source | None = None
