"""What is remembered of who asks, in memory alone: how much in the last hour, and about which stories."""

from collections import deque
from datetime import datetime, timedelta

from digests.models import StoryId

QUESTIONS_PER_HOUR = 20
"""Each may cost money; who asks more than one in three minutes is no reader."""

_HOUR = timedelta(hours=1)
_SWEEP_AT = 1000
_PATIENCE = timedelta(minutes=10)


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


class AskedAbout:
    """Who said what they want to ask about, and has not asked yet. It is forgotten after ten minutes."""

    def __init__(self) -> None:
        self._about: dict[tuple[int, int], tuple[datetime, tuple[StoryId, ...]]] = {}

    def remember(self, who: tuple[int, int], story_ids: tuple[StoryId, ...], now: datetime) -> None:
        """The next question of `who`, a chat and a person in it, is about these stories."""
        self._about = {each: said for each, said in self._about.items() if said[0] > now - _PATIENCE}
        self._about[who] = (now, story_ids)

    def recall(self, who: tuple[int, int], now: datetime) -> tuple[StoryId, ...]:
        """What the question that has come is about; the one after it is on everything again."""
        said_at, story_ids = self._about.pop(who, (now, ()))
        return story_ids if said_at > now - _PATIENCE else ()
