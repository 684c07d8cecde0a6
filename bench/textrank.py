"""TextRank (Mihalcea and Tarau, 2004) over the sentences of an article: what extracts are compared with."""

import math
from collections import Counter
from collections.abc import Sequence

from digests.language.sentences import split_sentences
from digests.language.words import content_words
from digests.models import Article

_DAMPING, _ROUNDS = 0.85, 30
_MOST_SENTENCES = 60


def textrank(article: Article, count: int) -> str:
    """The `count` sentences of the highest rank, in the order of the article."""
    sentences = [each for paragraph in article.paragraphs for each in split_sentences(paragraph)][:_MOST_SENTENCES]
    ranks = _ranks([Counter(content_words(sentence)) for sentence in sentences])
    best = sorted(sorted(range(len(sentences)), key=lambda at: -ranks[at])[:count])
    return "".join(sentences[at] for at in best)


def _ranks(bags: Sequence[Counter[str]]) -> list[float]:
    likeness = [[_alike(one, other) if one is not other else 0.0 for other in bags] for one in bags]
    totals = [sum(row) for row in likeness]
    ranks = [1.0] * len(bags)
    for _ in range(_ROUNDS):
        ranks = [
            (1 - _DAMPING)
            + _DAMPING * sum(likeness[of][at] / totals[of] * ranks[of] for of in range(len(bags)) if totals[of])
            for at in range(len(bags))
        ]
    return ranks


def _alike(one: Counter[str], other: Counter[str]) -> float:
    sizes = math.log(max(1, one.total())) + math.log(max(1, other.total()))
    return (one & other).total() / sizes if sizes else 0.0
