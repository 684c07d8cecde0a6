"""Words of a text, and the content words that grouping, ranking and extracts weigh."""

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from digests.language.lists import read_list
from digests.language.script import fold, hans_characters

if TYPE_CHECKING:
    from rjieba import Jieba

_HAN = "\u3400-\u4dbf\u4e00-\u9fff"
_TOKEN = re.compile(
    rf"(?P<han>[{_HAN}]+)|\d+(?:[.,]\d+)+(?:%|[^\W{_HAN}]*)|[^\W{_HAN}]+(?:['’.&+-][^\W{_HAN}]+)*", re.UNICODE
)
_POSSESSIVE = re.compile(r"'s?$")
# crisis, virus, class: their s is no plural. class and classes, policy and policies meet.
_PLURALS = (
    (re.compile(r"(?<=[a-z]{2})ies$"), "y"),
    (re.compile(r"(?<=[a-z])(?<=ss|sh|ch)es$|(?<=[a-z]x)es$"), ""),
    (re.compile(r"(?<=[a-z]{3})(?<![sui])s$"), ""),
)
_NOT_PLURAL = frozenset(["news", "always", "perhaps", "paris", "texas", "wales", "reuters", "athens", "series"])


def segment(text: str) -> list[str]:
    """The words and numbers of `text` in order, verbatim, without spaces and punctuation.

    Chinese by rjieba in either script (its dictionary is Simplified, so the cuts are found there),
    all else by a plain rule that keeps O'Sullivan, COVID-19, U.S and 1,234.5 whole.
    """
    return list(_segment(text))


def content_words(text: str) -> list[str]:
    """The words of `text` that say what it is about, in order, with repeats, folded for comparing.

    Simplified and lower case, so both scripts agree. Stop words, bare numbers and single characters
    are dropped, the possessive and plural s of English too.
    """
    return [content for word in _segment(fold(text)) if (content := _content(word))]


def _segment(text: str) -> Iterator[str]:
    simplified = hans_characters(text)
    for match in _TOKEN.finditer(simplified):
        if match["han"] is None:
            yield text[match.start() : match.end()]
        else:
            yield from _segment_han(text[match.start() : match.end()], match["han"])


def _segment_han(original: str, simplified: str) -> Iterator[str]:
    start = 0
    for word in segmenter().cut(simplified):
        yield original[start : start + len(word)]
        start += len(word)


@lru_cache(maxsize=50_000)  # the vocabulary of a week of news
def _content(word: str) -> str:
    """The form in which `word` is weighed; empty when it says nothing."""
    if len(word) == 1:  # keeping 美, 俄 and the like changed nothing on pairs of one event, measured
        return ""
    root = stem(word)
    return root if any(map(str.isalpha, root)) and root not in stop_words() else ""


def stem(word: str) -> str:
    """A word in lower case without the possessive and plural s of English; any other word as it is."""
    if not word.isascii():
        return word
    word = _POSSESSIVE.sub("", word)
    if word in _NOT_PLURAL:
        return word
    return next((root for plural, end in _PLURALS if (root := plural.sub(end, word)) != word), word)


@cache
def stop_words() -> frozenset[str]:
    """Words of both languages that say nothing about what a text is about, folded."""
    return frozenset(read_list("stopwords_zh") + tuple(map(stem, read_list("stopwords_en"))))


@cache
def segmenter() -> "Jieba":
    """The one dictionary of Chinese words in this process, loaded when first needed (.17 s and 33 MB, measured)."""
    from rjieba import Jieba

    return Jieba()
