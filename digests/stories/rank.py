"""Which stories go first: independent origins and recency, then how much was written, then variety."""

import math
from collections import deque
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from digests.models import Story, Topic

# Twelve outlets on one agency's report are one voice: origins weigh most, what was merely written often least.
_ORIGINS, _RECENCY, _SIZE = 0.5, 0.35, 0.15
_ENOUGH_ORIGINS = 6
_ENOUGH_ARTICLES = 12
HALF_LIFE = timedelta(hours=12)
# When we saw a thing says nothing about when it happened: without any date it counts as a day old on arrival.
UNDATED = timedelta(days=1)
MOST_OF_ONE_TOPIC = 3


@dataclass(frozen=True, slots=True)
class Score:
    """Why a story stands where it stands: three parts from 0 to 1, and their weighted sum."""

    origins: float
    recency: float
    size: float

    @property
    def total(self) -> float:
        return _ORIGINS * self.origins + _RECENCY * self.recency + _SIZE * self.size


def score(story: Story, now: datetime) -> Score:
    """The importance of `story` at `now` (aware). What claims to be from the future counts as of now.

    A story of which no article is dated is a day older than its arrival, so it is never of today, nor of the same
    age on two days.
    """
    age = max(timedelta(), now - story.last_at) + (timedelta() if _is_dated(story) else UNDATED)
    return Score(
        origins=_saturating(len(story.origins), _ENOUGH_ORIGINS),
        recency=0.5 ** (age / HALF_LIFE),
        size=_saturating(len(story.article_ids), _ENOUGH_ARTICLES),
    )


def _is_dated(story: Story) -> bool:
    """Whether any article says when it was published: else the newest time of a story is that of its arrival."""
    return story.last_at != story.seen_at


def rank(stories: Iterable[Story], now: datetime, *, topics: Collection[Topic] | None = None) -> list[Story]:
    """All of `stories`, the most important first, never more than three of one topic in a row while others wait.

    With `topics`, only stories on these, and those without a topic. The result depends on the values alone, not on
    their order.
    """
    wanted = [story for story in stories if topics is None or story.topic is None or story.topic in topics]
    return varied(sorted(wanted, key=lambda story: (-score(story, now).total, story.id)))


def _saturating(count: int, enough: int) -> float:
    return min(1.0, math.log2(1 + count) / math.log2(1 + enough))


def varied(ranked: Sequence[Story]) -> list[Story]:
    """`ranked`, with a story held back while it would be the fourth in a row of its topic.

    What is held back waits in the line of its topic, so the cost grows with the stories and not with their square.
    """
    lines: dict[Topic | None, deque[tuple[int, Story]]] = {}
    for place, story in enumerate(ranked):
        lines.setdefault(story.topic, deque()).append((place, story))
    ordered: list[Story] = []
    while lines:
        tired = _tired_of(ordered)
        topic = min(lines, key=lambda each: (each is not None and each == tired, lines[each][0][0]))
        ordered.append(lines[topic].popleft()[1])
        if not lines[topic]:
            del lines[topic]
    return ordered


def _tired_of(before: Sequence[Story]) -> Topic | None:
    """The topic of which no further story is to follow at once, None for none."""
    last = before[-MOST_OF_ONE_TOPIC:]
    topics = {story.topic for story in last}
    return topics.pop() if len(last) == MOST_OF_ONE_TOPIC and len(topics) == 1 else None
