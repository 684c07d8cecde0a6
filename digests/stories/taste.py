"""What a reader's own acts say about the next stories, learnt on this machine and explained in one line.

What was opened, saved, liked, followed, disliked or passed over, and which digests were liked or not, gives weights to
topics, outlets and words of headlines. They move a story up or down a little among those that matter; they never decide
alone.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Literal

from digests.language.words import content_words
from digests.models import ACTS, Act, Because, Sign, Story, StoryId, Verdict

# One dislike undoes a like; passing over is the weakest sign, for most people read only a few of ten. A verdict on a
# digest is spread over its seven stories: together as much as one story opened, or two.
_WORTH: Mapping[Act | Verdict | None, float] = {
    "followed": 3.0,
    "saved": 3.0,
    "liked": 2.0,
    "opened": 1.0,
    "rated up": 0.3,
    "rated down": -0.3,
    None: -0.2,
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
class Taste:
    """What one reader's acts add up to. Empty, and false, for a reader of whom nothing is known."""

    weights: Mapping[Trait, float]
    acts: Mapping[Trait, Mapping[Act, int]]
    """How often each act that speaks for a trait was done."""

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
        if self.of(story) <= 0:
            return None
        liked = [trait for trait in traits_of(story) if self.weights.get(trait, 0.0) > 0 and trait in self.acts]
        for trait in sorted(liked, key=lambda each: (-self._pull(each), each)):
            act, count = max(self.acts[trait].items(), key=lambda each: (each[1] * _WORTH[each[0]], each))
            if count >= _ENOUGH_TO_SAY:
                return Because(act, count, trait[0], trait[1])
        return None

    def _pull(self, trait: Trait) -> float:
        return _SHARES[trait[0]] * math.tanh(self.weights[trait] / _FULL[trait[0]])


def learn(signs: Iterable[Sign], stories: Mapping[StoryId, Story], now: datetime) -> Taste:
    """The taste that `signs` on these `stories` show at `now`. An act of the future counts as one of now.

    A sign on a story that is not there any more is passed by.
    """
    weights: defaultdict[Trait, float] = defaultdict(float)
    acts: defaultdict[Trait, Counter[Act]] = defaultdict(Counter)
    for sign in signs:
        if (story := stories.get(sign.story_id)) is None:
            continue
        fresh = 0.5 ** (max(timedelta(), now - sign.at) / HALF_LIFE)
        spoken = next((act for act in ACTS if act == sign.act and _WORTH[act] > 0), None)
        for trait in traits_of(story):
            weights[trait] += fresh * _WORTH[sign.act]
            if spoken is not None:
                acts[trait][spoken] += 1
    return Taste(dict(weights), {trait: dict(counts) for trait, counts in acts.items()})


def traits_of(story: Story) -> list[Trait]:
    """What of a story can be liked: its topic, the content words of its headline, its outlet when it has only one.

    A story that many outlets tell says nothing about a liking for any of them.
    """
    traits: list[Trait] = [("words", word) for word in _words(story.headline)]
    if story.topic is not None:
        traits.append(("topic", story.topic))
    if len(story.outlets) == 1:
        traits.append(("outlet", story.outlets[0]))
    return traits


@lru_cache(maxsize=4096)  # a week's headlines, which many readers share
def _words(headline: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(content_words(headline)))


def by_taste(ranked: Sequence[Story], scores: Mapping[StoryId, float], taste: Taste) -> list[Story]:
    """`ranked` (best first, with the score of each by id) in the order of this reader's taste; the first two stay."""
    first, movable = ranked[:UNMOVED], ranked[UNMOVED:]
    liked = {story.id: scores[story.id] + WEIGHT * taste.of(story) for story in movable}
    return [*first, *sorted(movable, key=lambda story: -liked[story.id])]


NO_TASTE = Taste({}, {})
