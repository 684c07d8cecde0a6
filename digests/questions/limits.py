"""How many questions one person may ask in an hour: each may cost money."""

from collections import deque
from datetime import datetime, timedelta

QUESTIONS_PER_HOUR = 20
_HOUR = timedelta(hours=1)
_SWEEP_AT = 1000


class HourlyLimit:
    """Counts in memory: nothing about who asks is stored, and a restart forgives."""

    def __init__(self, per_hour: int = QUESTIONS_PER_HOUR) -> None:
        self.per_hour = per_hour
        self._asked: dict[int, deque[datetime]] = {}

    def take(self, person_id: int, now: datetime) -> timedelta | None:
        """None when this one may be asked, which is then counted; else how long until the next may."""
        asked = self._asked.setdefault(person_id, deque())
        while asked and asked[0] <= now - _HOUR:
            asked.popleft()
        if len(asked) >= self.per_hour:
            return asked[0] + _HOUR - now
        asked.append(now)
        self._sweep(now)
        return None

    def _sweep(self, now: datetime) -> None:
        """Forget those who have asked nothing for an hour, once there are many."""
        if len(self._asked) > _SWEEP_AT:
            self._asked = {person: asked for person, asked in self._asked.items() if asked[-1] > now - _HOUR}
