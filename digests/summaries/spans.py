"""Finding a quoted span in a text whatever its spacing, width and punctuation."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache

from digests.language.script import fold

# A span never begins or ends within one of these: 1人获救 is no quotation of 11人获救.
_INDIVISIBLE = re.compile(
    r"[A-Za-zÀ-ɏ]+|[\d零〇一二两兩三四五六七八九十百千万亿萬億]+(?:[.,:：．，]\d+)*[%％]?", re.IGNORECASE
)


_AROUND = 60  # characters


def find_span(quote: str, paragraphs: Sequence[str]) -> str | None:
    """The verbatim span of one of `paragraphs` that `quote` means, or None when none says the same.

    Compared after NFKC, in one script, with punctuation in its plain form, without case and spaces. The result is
    the original text, whole words and whole numbers.
    """
    if not any(map(str.isalnum, quote)):
        return None
    for paragraph in paragraphs:  # most quote to the letter, and folding a paragraph takes as long as ten rules
        if (start := paragraph.find(quote)) >= 0:
            return _widened(paragraph, start, start + len(quote))
    wanted = "".join(form for form, _ in _folded(quote))
    return next((span for paragraph in paragraphs if (span := _span_in(wanted, paragraph))), None)


def _span_in(wanted: str, paragraph: str) -> str | None:
    forms, places = _forms(paragraph)
    found = forms.find(wanted)
    if found < 0:
        return None
    return _widened(paragraph, places[found], places[found + len(wanted) - 1] + 1)


def _widened(paragraph: str, start: int, end: int) -> str:
    """To whole words and whole numbers; none is longer than what is looked at beside the span."""
    for run in _INDIVISIBLE.finditer(paragraph, max(0, start - _AROUND), end + _AROUND):
        if run.start() < start < run.end():
            start = run.start()
        if run.start() < end < run.end():
            end = run.end()
    return paragraph[start:end].strip()


@lru_cache(maxsize=512)  # the paragraphs of the story that is being checked
def _forms(paragraph: str) -> tuple[str, list[int]]:
    """The folded form, and for each of its characters the place that it comes from."""
    folded = list(_folded(paragraph))
    return "".join(form for form, _ in folded), [place for _, place in folded]


def _folded(text: str) -> Iterator[tuple[str, int]]:
    """Each character of the folded form with the place in `text` that it comes from."""
    for place, character in enumerate(text):
        for form in _form(character):
            yield form, place


@lru_cache(maxsize=20_000)  # the characters of a newspaper
def _form(character: str) -> str:
    # Decomposed first: that is done character by character, so that places are kept.
    return "".join(map(fold, unicodedata.normalize("NFKD", character)))
