"""Which stored articles bear on a question, and which of their sentences.

A word counts for the more, the fewer of the articles hold it. An article bears on a question when it holds enough of
what the question is about; where none does, the honest answer is that nothing was found.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from digests.language.terms import terms
from digests.models import Article, Phrase
from digests.questions.asked import Asked
from digests.summaries.passages import Passage, passages

ENOUGH = 0.5
"""The share of the question's words, by weight, that an article must hold to be an answer to it."""

_LONGEST_PASSAGE = 160
_MOST_OF_AN_ARTICLE = 2
_SAME = 0.6
"""Two sentences that share so many of their terms tell one thing twice."""


@dataclass(frozen=True, slots=True)
class Ranked:
    """An article with how much of the question it holds, from 0 to 1."""

    article: Article
    coverage: float


def by_coverage(articles: Sequence[Article], asked: Asked) -> list[Ranked]:
    """The articles, those that hold most of the question first, equals in the order given."""
    weights = _weights(articles, asked)
    whole = sum(weights.values())
    held = [(article, _held(f"{article.title}\n{article.text}", weights)) for article in articles]
    ranked = [Ranked(article, weight / whole if whole else 0.0) for article, weight in held]
    return sorted(ranked, key=lambda each: -each.coverage)


def best_passages(articles: Sequence[Article], asked: Asked, count: int) -> list[Passage]:
    """At most `count` sentences that may stand alone and hold most of the question, verbatim, no thing twice.

    Where the question names nothing that could be looked for, the sentences that the articles open with.
    """
    weights = _weights(articles, asked)
    found = [passage for article in articles for passage in passages(article, longest=_LONGEST_PASSAGE)]
    titles = {article.id: _held(article.title, weights) if weights else 1.0 for article in articles}
    # What an article is about is said in its title, and most of it in its first sentences.
    scored = [
        (_held(passage.text, weights) + titles[passage.article.id] / (2 + 2 * passage.place), passage)
        for passage in found
    ]
    chosen: list[Passage] = []
    for score, passage in sorted(scored, key=lambda each: -each[0]):
        if score <= 0 or len(chosen) == count:
            break
        if _of(passage.article, chosen) < _MOST_OF_AN_ARTICLE and not any(_same(passage, one) for one in chosen):
            chosen.append(passage)
    return chosen


def holds(text: str, phrase: Phrase) -> bool:
    """Whether `text` holds the phrase, as the index would find it."""
    found = terms(text)
    size = len(phrase.terms)
    return any(tuple(found[at : at + size]) == phrase.terms for at in range(len(found) - size + 1))


_Concept = tuple[Phrase, ...]


def _weights(articles: Sequence[Article], asked: Asked) -> dict[_Concept, float]:
    """What each concept counts for: all of these articles hold 渡轮, few hold 票价, and none holds 火山."""
    texts = [f"{article.title}\n{article.text}" for article in articles]
    counts = {names: sum(_holds_any(text, names) for text in texts) for names in asked.concepts}
    return {names: math.log(1 + (len(texts) + 1) / (count + 0.5)) for names, count in counts.items()}


def _held(text: str, weights: dict[_Concept, float]) -> float:
    return sum(weight for names, weight in weights.items() if _holds_any(text, names))


def _holds_any(text: str, names: _Concept) -> bool:
    return any(holds(text, name) for name in names)


def _of(article: Article, chosen: Sequence[Passage]) -> int:
    return sum(passage.article.id == article.id for passage in chosen)


def _same(one: Passage, other: Passage) -> bool:
    first, second = set(terms(one.text)), set(terms(other.text))
    return len(first & second) >= _SAME * min(len(first), len(second))
