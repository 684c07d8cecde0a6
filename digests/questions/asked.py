"""What a question is about: its telling words, each with its other names, so that 普京 is found as Putin. Pure."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from digests.language.aliases import aliases
from digests.language.lists import read_list
from digests.language.words import content_words, segment
from digests.models import Phrase, SearchQuery
from digests.search.query import any_of, parse_query

_MOST_NAMES = 8
_MOST_CONCEPTS = 16
# What a question on the news at large consists of, besides the words that ask.
_OPEN = frozenset(read_list("open_question_words"))
_SINCE = re.compile(r"错过|錯過|漏掉|\bmiss(?:ed)?\b|since i (?:last|was)", re.IGNORECASE)
_LONGEST = 400


@dataclass(frozen=True, slots=True)
class Asked:
    """The concepts of a question, each by all the names it may stand under."""

    concepts: tuple[tuple[Phrase, ...], ...]

    @property
    def query(self) -> SearchQuery:
        """What holds any of them."""
        phrases = dict.fromkeys(phrase for names in self.concepts for phrase in names)
        return SearchQuery((tuple(phrases),) if phrases else ())


def read_question(text: str) -> Asked:
    """The concepts of a question. Places, people and outlets go by their names in the other language, too."""
    words = [word for word in content_words(text[:_LONGEST]) if word not in _OPEN]
    return asked_for(_names_first(text, words))


def asked_for(words: Iterable[str]) -> Asked:
    """The same of given words or names."""
    found = (_names_of(word) for word in dict.fromkeys(words))
    return Asked(tuple(names for names in found if names)[:_MOST_CONCEPTS])


def open_question(text: str) -> tuple[str, ...] | None:
    """For a question on the news at large (今天有什么新闻？) the words that narrow it, none or some; None for others.

    今天有什么科技新闻？ gives 科技: whether that is a topic is for others to say.
    """
    words = content_words(text[:_LONGEST])
    narrower = tuple(word for word in words if word not in _OPEN and any_of(word).all_of)
    is_open = any(word in _OPEN for word in [*words, *segment(text[:_LONGEST].lower())])
    return narrower if is_open and len(narrower) <= 1 else None


def asks_what_was_missed(text: str) -> bool:
    """Whether a question on the news at large means what came since the reader last read."""
    return _SINCE.search(text) is not None


def _names_first(text: str, words: Iterable[str]) -> Iterator[str]:
    """Names of several words (Hong Kong) whole, then the words that are no part of one."""
    parts = segment(text[:_LONGEST])
    pairs = [f"{one} {other}" for one, other in pairwise(parts) if one.isascii() and other.isascii()]
    names = [pair for pair in pairs if len(aliases(pair)) > 1]
    within = {word for name in names for word in content_words(name)}
    yield from names
    yield from (word for word in words if word not in within)


def _names_of(word: str) -> tuple[Phrase, ...]:
    """The word as it is looked for, then its other names whole; none where nothing could be looked for."""
    own = parse_query(f'"{word}"').wanted if " " in word else any_of(word).wanted[:1]
    others = sorted(aliases(word) - {word}, key=lambda name: (len(name), name))[:_MOST_NAMES]
    return tuple(dict.fromkeys((*own, *(each for name in others for each in parse_query(f'"{name}"').wanted))))
