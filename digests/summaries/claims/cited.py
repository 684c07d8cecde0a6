"""A verbatim span with what stands around it: half a sentence can say the opposite of the whole."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from digests.language.script import fold
from digests.language.sentences import split_sentences
from digests.language.words import content_words

_HAN = re.compile("[\u3400-\u4dbf\u4e00-\u9fff]")
_LATIN = re.compile("[A-Za-z]")
_CLAUSE_END = re.compile(r"[，；。！？!?\n]|[,;:：](?!\d)|(?<!\d)\.(?=\s|$)|\s[-–—]\s|——")


@dataclass(frozen=True, slots=True)
class Cited:
    """A verbatim span, and the time of its article, from which yesterday and Saturday count.

    `paragraph` is where it stands, `article` all that the article says, title included, `outlet` who published it:
    each empty where it is not known, and then only the span itself counts.
    """

    quote: str
    at: datetime
    paragraph: str = ""
    article: str = ""
    outlet: str = ""

    @property
    def clauses(self) -> str:
        """The span widened to whole clauses: 达成协议 of 尚未达成协议 says what it does not say alone."""
        return _widened(self.quote, self.paragraph, whole_sentences=False)

    @property
    def sentences(self) -> str:
        """The span widened to whole sentences, with who says it."""
        return _widened(self.quote, self.paragraph, whole_sentences=True)


@lru_cache(maxsize=4096)
def in_chinese(text: str) -> bool:
    """Whether a text is Chinese rather than English, whatever names stand in it. A word is about two characters."""
    return len(_HAN.findall(text)) * 2.5 >= len(_LATIN.findall(text))


def clauses(text: str) -> list[str]:
    """The clauses of `text`, in order, without the marks that end them."""
    return [clause for part in _CLAUSE_END.split(text) if (clause := part.strip())]


def clause_spans(text: str) -> Iterator[tuple[int, int]]:
    """Where each clause of `text` begins and ends, with the mark that ends it."""
    start = 0
    for mark in _CLAUSE_END.finditer(text):
        yield start, mark.end()
        start = mark.end()
    if start < len(text):
        yield start, len(text)


def nearest(clause: str, others: Sequence[str], *, at_least: float) -> list[int]:
    """Which of the `others` say what `clause` says: those closest in words; none where all share too few.

    Several where they say it equally well. `at_least` is a `likeness`: a clause may be told in fewer words or more.
    """
    words = _words(clause)
    close = [_closeness(words, _words(other), at_least) for other in others] if words else []
    best = max(close, default=0.0)
    return [place for place, each in enumerate(close) if best and each == best]


def _closeness(words: frozenset[str], others: frozenset[str], at_least: float) -> float:
    shared = len(words & others)
    fewer, more = sorted((len(words), len(others)))
    return shared / more if shared and shared >= at_least * fewer else 0.0


def likeness(one: str, other: str) -> float:
    """How much of the shorter text's content words the other shares: 0 to 1; 0 where either has none."""
    words, others = _words(one), _words(other)
    return len(words & others) / min(len(words), len(others)) if words and others else 0.0


def closeness(one: str, other: str) -> float:
    """How much of the longer text's content words the other shares, too: 1 for the same words."""
    return _closeness(_words(one), _words(other), 0.0)


def carried(text: str, others: Sequence[str]) -> float:
    """How much of the content words of `text` stand in the others, anywhere: 0 to 1; 1 where it has none."""
    words = _words(text)
    held = fold("\n".join(others))
    return sum(word in held for word in words) / len(words) if words else 1.0


@lru_cache(maxsize=4096)
def _words(text: str) -> frozenset[str]:
    return frozenset(content_words(text))


@lru_cache(maxsize=1024)
def _widened(quote: str, paragraph: str, *, whole_sentences: bool) -> str:
    start = paragraph.find(quote)
    if start < 0:
        return quote
    end = start + len(quote)
    spans = _sentence_spans(paragraph) if whole_sentences else clause_spans(paragraph)
    touched = [span for span in spans if span[0] < end and start < span[1]]
    return paragraph[min(start, touched[0][0]) : max(end, touched[-1][1])].strip() if touched else quote


def _sentence_spans(paragraph: str) -> Iterator[tuple[int, int]]:
    end = 0
    for sentence in split_sentences(paragraph):
        start = paragraph.index(sentence, end)
        end = start + len(sentence)
        yield start, end
