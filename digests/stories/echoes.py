"""The same wording months or years apart: linked as similar and earlier, never one story, never a development.

Articles are found again by a sketch: of the hashes of their word sequences the smallest in each of sixteen classes
(one permutation hashing: Li, Owen and Zhang, 2012), in bands of two. Two texts that have half of their sequences in
common share a band nine times in ten, and one band in a thousand thousand by chance.
"""

from collections.abc import Sequence
from datetime import timedelta
from zlib import crc32

from digests.language.script import fold
from digests.language.words import segment
from digests.models import Article

APART = timedelta(days=21)
"""Nearer in time it is the same event or its development."""

# The share of the shorter opening's sequences that the other has too. Chosen by hand: no labelled material reaches over
# months.
LEAST_IN_COMMON = 0.40
_OPENING_CHARACTERS = 600
_GRAM = {"zh": 4, "en": 3}
_CLASSES, _ROWS = 16, 2


def sketch(article: Article) -> tuple[int, ...]:
    """The bands by which the article is found again, below 2**63; none for a text of a few words."""
    smallest: dict[int, int] = {}
    for gram in _grams(article):
        number = crc32(gram.encode("utf-8", "surrogatepass"))
        kind = number % _CLASSES
        smallest[kind] = min(number, smallest.get(kind, number))
    return tuple(
        crc32(f"{band}:{smallest[band]}:{smallest[band + 1]}".encode()) | band << 32
        for band in range(0, _CLASSES, _ROWS)
        if band in smallest and band + 1 in smallest
    )


def wording_in_common(one: Article, other: Article) -> float:
    """The share of the shorter opening's word sequences that the other's has too, 0 to 1."""
    mine, its = _grams(one), _grams(other)
    shorter = min(len(mine), len(its))
    return len(mine & its) / shorter if shorter else 0.0


def is_echo(article: Article, earlier: Article) -> bool:
    """Whether `article` says in much the same words what `earlier` said weeks, months or years before."""
    long_ago = article.at - earlier.at > APART and article.published_at is not None and earlier.published_at is not None
    return long_ago and wording_in_common(article, earlier) >= LEAST_IN_COMMON


def _grams(article: Article) -> frozenset[str]:
    text = fold(f"{article.title}\n{article.text[:_OPENING_CHARACTERS]}")
    units: Sequence[str] = segment(text) if article.language == "en" else "".join(filter(str.isalnum, text))
    size = _GRAM["en" if article.language == "en" else "zh"]
    glue = " " if article.language == "en" else ""
    return frozenset(glue.join(units[place : place + size]) for place in range(len(units) - size + 1))
