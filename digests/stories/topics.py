"""What a story is about: what its sources say, else what its words say."""

import tomllib
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files

from digests.language.words import content_words
from digests.models import TOPICS, Article, Topic

_LEAD_CHARACTERS = 300
_TITLE_COUNTS = 3
# One word in one title is too little to go by: below this mean a member, the story has no topic.
_LEAST = 3.0


def topic_of(members: Sequence[Article]) -> Topic | None:
    """The topic that most members bring with them; where none brings one, that of their words; else None.

    Ties go to the one that comes first in `TOPICS`, so the order of `members` does not matter.
    """
    given = Counter(article.topic for article in members if article.topic)
    if given:
        return max(TOPICS, key=lambda topic: given[topic])
    scores = _scores(members)
    best = max(TOPICS, key=lambda topic: scores[topic])
    return best if scores[best] >= _LEAST * len(members) else None


def _scores(members: Sequence[Article]) -> Counter[Topic]:
    scores: Counter[Topic] = Counter()
    for article in members:
        for text, weight in ((article.title, _TITLE_COUNTS), (article.text[:_LEAD_CHARACTERS], 1)):
            for word in content_words(text):
                for topic in _topics_by_word().get(word, ()):
                    scores[topic] += weight
    return scores


@cache
def _topics_by_word() -> Mapping[str, tuple[Topic, ...]]:
    table = tomllib.loads(files("digests.stories").joinpath("topics.toml").read_text("utf-8"))
    found: dict[str, tuple[Topic, ...]] = {}
    for topic in TOPICS:
        for words in table[topic].values():
            for word in content_words(words):
                found[word] = (*found.get(word, ()), topic)
    return found
