"""Which Chinese and which English story may tell one event, without a model: a guess to be shown, never a merge.

Measured on the field: territories, Latin names and numbers together find such pairs, and never surely enough to join
them. So what they share is weighed by how rare it is among the stories of these days, and only the best is proposed.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache

from digests.language.aliases import aliases
from digests.language.names import find_names
from digests.language.numbers import find_numbers
from digests.language.script import fold
from digests.language.sounds import sound_alike
from digests.models import ArticleId
from digests.stories.features import Family

APART = timedelta(hours=36)
"""Reports of one event in two languages come within a day and a half, or are a development."""

# Set on the invented outlets of the demo: no real pairs across languages lie beside the checkout.
LEAST = 5.0
_FEWEST_SHARED = 2
# Among fewer stories nothing counts as rarer than among so many: then three marks must be shared.
_FEW_STORIES = 25
_SOUND_WORTH = 3.0
_MOST_SOUNDS = 2
_NAMES_LOOKED_AT = 16
# Counts below it stand in any text.
_TELLING_NUMBER = 10
_YEARS = range(1900, 2101)


@dataclass(frozen=True, slots=True)
class Gist:
    """What a story's opening says in any language: `marks` are what is known under names of both languages, and
    numbers; `names` those that only sound may tell.
    """

    article_id: ArticleId
    family: Family
    at: datetime
    marks: frozenset[str]
    names: tuple[str, ...]


def gist_of(article_id: ArticleId, family: Family, at: datetime, opening: str) -> Gist:
    """The gist of a story's headlines and first words; `article_id` and `at` are those of its first article."""
    marks, names = _said(opening)
    return Gist(article_id, family, at, marks, names)


def proposals(fresh: Iterable[Gist], known: Sequence[Gist]) -> dict[tuple[ArticleId, ArticleId], float]:
    """The pairs, Chinese and English, of a story of `fresh` with the one of `known` that shares most with it, each with
    how much that is. `known` holds the stories of these days, `fresh` among them.
    """
    stories = Counter(mark for gist in known for mark in gist.marks)
    by_mark: defaultdict[str, list[Gist]] = defaultdict(list)
    for gist in known:
        for mark in gist.marks:
            by_mark[mark].append(gist)
    among = max(_FEW_STORIES, len(known))
    rarity = {mark: math.log((1 + among) / (0.5 + count)) for mark, count in stories.items()}
    found: dict[tuple[ArticleId, ArticleId], float] = {}
    for gist in fresh:
        near = {other.article_id: other for mark in gist.marks for other in by_mark[mark] if _may_meet(gist, other)}
        scored = [(_score(gist, other, rarity), other.article_id) for other in near.values()]
        score, other_id = max(scored, default=(0.0, None))
        if other_id is not None and score >= LEAST:
            key = (gist.article_id, other_id) if gist.family == "zh" else (other_id, gist.article_id)
            found[key] = round(score, 2)
    return found


def _may_meet(one: Gist, other: Gist) -> bool:
    return one.family != other.family and abs(one.at - other.at) <= APART


def _score(one: Gist, other: Gist, rarity: Mapping[str, float]) -> float:
    shared = one.marks & other.marks
    chinese, latin = (one, other) if one.family == "zh" else (other, one)
    sounds = min(_MOST_SOUNDS, sum(_is_heard(name, latin.names) for name in chinese.names))
    if len(shared) + sounds < _FEWEST_SHARED:
        return 0.0
    return sum(rarity[mark] for mark in shared) + _SOUND_WORTH * sounds


@lru_cache(maxsize=10_000)  # the stories of some days
def _said(opening: str) -> tuple[frozenset[str], tuple[str, ...]]:
    marks: set[str] = set()
    unknown: dict[str, None] = {}
    for name in find_names(opening):
        # Australia and Japan, Japanese Prime Minister: a Latin name may hold known ones.
        for part in {name, *(name.split() if name.isascii() else ())}:
            group = aliases(part)
            if len(group) > 1 or (part.isascii() and part.isupper() and len(part) > 1):
                marks.add(min(group))
            elif part == name:
                unknown[name] = None
    for quantity in find_numbers(opening):
        if not quantity.ordinal and quantity.value >= _TELLING_NUMBER and quantity.value not in _YEARS:
            marks.add(f"{quantity.value.normalize():f}")
    return frozenset(marks), tuple(unknown)[:_NAMES_LOOKED_AT]


@lru_cache(maxsize=50_000)
def _is_heard(chinese: str, latin: tuple[str, ...]) -> bool:
    """Whether one of the Latin names, or a word of it, is the Chinese name by its sound."""
    if chinese.isascii():
        return fold(chinese) in map(fold, latin)
    return any(sound_alike(chinese, word) for name in latin for word in (name, *name.split()) if word.isascii())
