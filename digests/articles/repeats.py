"""Lines that repeat across a source's articles are its own and not the articles': pitches, share prompts, notes. Pure.

Nobody says which they are: they are counted. A line goes when it stood, letter for letter, in at least five articles
of its source and in a fifth of all (measured on a week of ten outlets and on twenty feeds: what outlets repeat as
content, tables and backgrounds of one event, stays below 2 %; what they hang on, above).
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from functools import lru_cache

from digests.articles.fingerprint import fingerprint, token_count
from digests.language.attributions import find_attributions
from digests.language.script import fold
from digests.models import Article, Repeated, stable_id

FEWEST = 5
LEAST_SHARE = 0.2
_LONGEST = 200
"""Characters; a longer paragraph tells something."""

_FIRST, _LAST = 2, 8
"""Paragraphs at either end that are counted: what is hung on stands there, and the table stays small."""

_LEAST_TOKENS, _LEAST_LEFT = 30, 0.5
"""What must be left of an article, in characters or words and as a share of it: else the lines were the article."""


def mark_of(line: str) -> str:
    """What two appearances of a line have in common: its words in either script."""
    return stable_id("".join(fold(line).split()))


def lines_of(articles: Iterable[Article]) -> list[dict[str, str]]:
    """The lines of each article that are worth counting, by their marks: short ones at its ends."""
    return [
        {mark_of(line): line for line in _ends(article.paragraphs) if len(line) <= _LONGEST} for article in articles
    ]


def repeated_marks(lines: Sequence[Repeated]) -> frozenset[str]:
    """The marks of lines that are the source's.

    A line that credits an outlet says where the news is from and stays the article's, however often it is repeated.
    """
    often = (each for each in lines if each.articles >= max(FEWEST, LEAST_SHARE * each.of))
    return frozenset(each.mark for each in often if not _is_credit(each.text))


def without_repeated(article: Article, marks: Collection[str]) -> Article:
    """The article without its source's lines; as it is where too little would be left."""
    if not marks:
        return article
    kept = tuple(line for line in article.paragraphs if len(line) > _LONGEST or mark_of(line) not in marks)
    if len(kept) == len(article.paragraphs) or not _is_enough(kept, article.text):
        return article
    return replace(article, paragraphs=kept, fingerprint=fingerprint("\n".join(kept)))


def _ends(paragraphs: Sequence[str]) -> Sequence[str]:
    return paragraphs if len(paragraphs) <= _FIRST + _LAST else (*paragraphs[:_FIRST], *paragraphs[-_LAST:])


@lru_cache(maxsize=4096)  # the few lines that sources repeat, looked at whenever one of them is read
def _is_credit(line: str) -> bool:
    return bool(find_attributions(line))


def _is_enough(kept: Sequence[str], text: str) -> bool:
    left = token_count("\n".join(kept))
    return left >= max(_LEAST_TOKENS, _LEAST_LEFT * token_count(text))
