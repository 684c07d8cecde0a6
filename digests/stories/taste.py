"""What a reader's own acts say about the next stories, learnt on this machine and explained in one line.

What was opened, saved, liked, followed, disliked or passed over gives weights to topics, outlets and words of
headlines. They move a story up or down a little among those that matter; they never decide alone.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from digests.language.words import content_words
from digests.models import Story, StoryId

Act = Literal["opened", "liked", "saved", "followed", "disliked", "passed"]

# One dislike undoes a like; passing over is the weakest sign, for most people read only a few of ten.
_WORTH: Mapping[Act, float] = {
    "followed": 3.0,
    "saved": 3.0,
    "liked": 2.0,
    "opened": 1.0,
    "passed": -0.2,
    "disliked": -3.0,
}
HALF_LIFE = timedelta(days=30)
"""What somebody wanted a month ago counts half."""

WEIGHT = 0.25
"""The most that taste adds to a story's score, half of what independent origins can: news stays news."""

UNMOVED = 2
"""So many of the first stories stand whatever one's taste: what matters most to everybody is not for sale."""

_SHARES = {"topic": 0.4, "words": 0.4, "outlet": 0.2}
# The sums at which a kind of weight has its full effect: ten opened stories on a topic, three saved on a word.
_FULL = {"topic": 10.0, "words": 8.0, "outlet": 10.0}
_ENOUGH_TO_SAY = 2

Trait = tuple[Literal["topic", "words", "outlet"], str]


@dataclass(frozen=True, slots=True)
class Signal:
    """One act of a reader on one story. `at` is when (aware UTC)."""

    act: Act
    story: Story
    at: datetime


@dataclass(frozen=True, slots=True)
class Because:
    """Why taste moved a story up: so many acts of a kind on this topic, outlet or word."""

    act: Act
    count: int
    kind: Literal["topic", "words", "outlet"]
    on: str


@dataclass(frozen=True, slots=True)
class Taste:
    """What one reader's acts add up to. Empty for a reader of whom nothing is known."""

    weights: Mapping[Trait, float]
    acts: Mapping[Trait, Mapping[Act, int]]

    def __bool__(self) -> bool:
        return bool(self.weights)

    def of(self, story: Story) -> float:
        """How much this reader cares for `story`, from -1 to 1; 0 where nothing is known."""
        by_kind: defaultdict[str, float] = defaultdict(float)
        for trait in traits_of(story):
            by_kind[trait[0]] += self.weights.get(trait, 0.0)
        return sum(_SHARES[kind] * math.tanh(weight / _FULL[kind]) for kind, weight in by_kind.items())

    def because(self, story: Story) -> Because | None:
        """The strongest reason for which `story` stands higher for this reader; None when there is none to speak of."""
        liked = [trait for trait in traits_of(story) if self.weights.get(trait, 0.0) > 0]
        for trait in sorted(liked, key=lambda each: (-self._pull(each), each)):
            said = [(count * _WORTH[act], act, count) for act, count in self.acts[trait].items() if _WORTH[act] > 0]
            _, act, count = max(said)
            if count >= _ENOUGH_TO_SAY:
                return Because(act, count, trait[0], trait[1])
        return None

    def _pull(self, trait: Trait) -> float:
        return _SHARES[trait[0]] * math.tanh(self.weights[trait] / _FULL[trait[0]])


def learn(signals: Iterable[Signal], now: datetime) -> Taste:
    """The taste that `signals` show at `now`. An act of the future counts as one of now."""
    weights: defaultdict[Trait, float] = defaultdict(float)
    acts: defaultdict[Trait, Counter[Act]] = defaultdict(Counter)
    for signal in signals:
        fresh = 0.5 ** (max(timedelta(), now - signal.at) / HALF_LIFE)
        for trait in traits_of(signal.story):
            weights[trait] += fresh * _WORTH[signal.act]
            acts[trait][signal.act] += 1
    return Taste(dict(weights), {trait: dict(counts) for trait, counts in acts.items()})


def traits_of(story: Story) -> list[Trait]:
    """What of a story can be liked: its topic, the content words of its headline, its outlet when it has only one.

    A story that many outlets tell says nothing about a liking for any of them.
    """
    traits: list[Trait] = [("words", word) for word in dict.fromkeys(content_words(story.headline))]
    if story.topic is not None:
        traits.append(("topic", story.topic))
    if len(story.outlets) == 1:
        traits.append(("outlet", story.outlets[0]))
    return traits


def by_taste(ranked: Sequence[Story], scores: Mapping[StoryId, float], taste: Taste, *, among: int) -> list[Story]:
    """`ranked` (best first, with their scores by id) with the best `among` of them in the order of this reader's taste.

    The first two stay where they are, and what stands behind `among` is not looked at: so the cost for one reader
    does not grow with the news.
    """
    if not taste:
        return list(ranked)
    first, movable, rest = ranked[:UNMOVED], ranked[UNMOVED : max(among, UNMOVED)], ranked[max(among, UNMOVED) :]
    liked = {story.id: scores[story.id] + WEIGHT * taste.of(story) for story in movable}
    return [*first, *sorted(movable, key=lambda story: -liked[story.id]), *rest]
