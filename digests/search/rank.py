"""Which stories stand first among what was found: those that tell it well, and lately."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from digests.models import ArticleId, SearchHit, Story

HALF_LIFE = timedelta(days=14)
"""What is a fortnight old is looked for half as often as what is of today."""

_TIMELESS = 0.3
"""What is left of a perfect match however old it is: who names an old event exactly, finds it."""


@dataclass(frozen=True, slots=True)
class FoundStory:
    """A story with the article that was found best of it."""

    story: Story
    article_id: ArticleId
    score: float


def weight(hit: SearchHit, now: datetime) -> float:
    """The relevance of `hit`, less the older it is; what claims to be from the future counts as of now."""
    age = max(timedelta(), now - hit.at)
    return hit.relevance * (_TIMELESS + (1 - _TIMELESS) * math.pow(0.5, age / HALF_LIFE))


def best_first(hits: Sequence[SearchHit], now: datetime) -> list[SearchHit]:
    """The hits by weight; ties are broken the same way everywhere."""
    return sorted(hits, key=lambda hit: (-weight(hit, now), hit.article_id))


def stories_of(hits: Sequence[SearchHit], stories: Mapping[ArticleId, Story], now: datetime) -> tuple[FoundStory, ...]:
    """Each story once, at the place of its best article; articles without a story are left out."""
    found: dict[str, FoundStory] = {}
    for hit in best_first(hits, now):
        story = stories.get(hit.article_id)
        if story is not None:
            found.setdefault(story.id, FoundStory(story, hit.article_id, weight(hit, now)))
    return tuple(found.values())
