"""Feeds that were found and may be subscribed to."""

from dataclasses import dataclass
from datetime import datetime

from digests.models.sources import Source


@dataclass(frozen=True, slots=True)
class Candidate:
    """A feed that was read once, and what a person needs to choose it.

    `posts_a_day` is its rhythm over its latest entries, None where their dates do not tell. `newest_at` is the latest
    entry's date. `declared`: the address itself, or the page there, says that this is its feed; else it was guessed.
    """

    source: Source
    posts_a_day: float | None = None
    newest_at: datetime | None = None
    declared: bool = True
