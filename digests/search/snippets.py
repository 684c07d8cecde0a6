"""Why an article was found: its sentence that holds most of the words, and where they stand in it."""

import re
from collections.abc import Iterator, Sequence

from digests.language.sentences import split_sentences
from digests.language.terms import PlacedTerm, may_hold, placed_terms, terms
from digests.models import Article, Phrase, SearchQuery

Span = tuple[int, int]
"""Places in a text, the first inclusive, the second exclusive."""

_LOOKED_AT = 8_000
"""Characters of an article: further down a word is found as well, but its sentence tells nobody what it is about."""

_HAN = re.compile("[\u3400-\u4dbf\u4e00-\u9fff]")
_BREAK = re.compile(r"[\s，、；：,;:。]")


def snippet(article: Article, query: SearchQuery, *, longest: int = 90) -> str:
    """The sentence with most of the wanted phrases, or the first; cut to about `longest` Chinese characters (double in
    other scripts) around them, with … where something was left out. Empty for an article without a text.
    """
    sentences = split_sentences(article.text[:_LOOKED_AT])
    if not sentences:
        return ""
    best = max(sentences, key=lambda sentence: _count_wanted(sentence, query))
    places = find_places(best, query)
    return _window(best, places[0] if places else (0, 0), longest if _HAN.search(best) else 2 * longest)


def find_places(text: str, query: SearchQuery) -> list[Span]:
    """Where the wanted phrases stand in `text`, in order, none within another."""
    placed = placed_terms(text)
    spans = sorted(span for phrase in query.wanted for span in _spans(phrase, placed))
    merged: list[Span] = []
    for start, end in spans:
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _count_wanted(sentence: str, query: SearchQuery) -> int:
    """Most sentences of an article hold none: they are left as they are, for taking one apart is what costs."""
    likely = [phrase for phrase in query.wanted if may_hold(sentence, phrase.terms[0])]
    found = terms(sentence) if likely else []
    return sum(next(_places(phrase, found), None) is not None for phrase in likely)


def _spans(phrase: Phrase, placed: Sequence[PlacedTerm]) -> Iterator[Span]:
    for first in _places(phrase, [each.term for each in placed]):
        last = placed[first + len(phrase.terms) - 1]
        # A bigram that is met as a beginning stands for its first character alone.
        beyond = len(last.term) - len(phrase.terms[-1]) if phrase.open_ended else 0
        yield placed[first].start, last.end - beyond


def _places(phrase: Phrase, found: Sequence[str]) -> Iterator[int]:
    """Where among the terms of a text the phrase begins."""
    size = len(phrase.terms)
    for first in range(len(found) - size + 1):
        if _holds(phrase, found[first : first + size]):
            yield first


def _holds(phrase: Phrase, found: Sequence[str]) -> bool:
    last = phrase.terms[-1]
    is_last = found[-1].startswith(last) if phrase.open_ended else found[-1] == last
    return is_last and tuple(found[:-1]) == phrase.terms[:-1]


def _window(sentence: str, around: Span, longest: int) -> str:
    if len(sentence) <= longest:
        return sentence
    start = max(0, min(around[0] - longest // 3, len(sentence) - longest))
    end = start + longest
    if start:
        start = next((m.end() for m in _BREAK.finditer(sentence, start, max(start, around[0]))), start)
    if end < len(sentence):
        ends = [m.start() for m in _BREAK.finditer(sentence, max(around[1], end - longest // 4), end)]
        end = ends[-1] if ends else end
    return f"{'…' if start else ''}{sentence[start:end].strip()}{'…' if end < len(sentence) else ''}"
