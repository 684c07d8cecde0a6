"""What a reader says about when and what, beyond the schedule, the topics and the sources."""

from dataclasses import dataclass
from datetime import time


@dataclass(frozen=True, slots=True)
class QuietHours:
    """From `begin` to `end`, local times that differ, over midnight where `end` is the earlier: nothing is sent."""

    begin: time
    end: time


IMPORTANCE = (1, 2, 4)
"""How many independent origins an instant story must have, level by level: every story, what is confirmed by a
second, what everybody reports. Ranking counts origins too, for copies confirm nothing."""
