"""The terms of a text: what full-text search stores and looks for.

Chinese is cut into every pair of neighbouring characters, and the last character of a run stands for itself as well:
海港城 is 海港, 港城, 城. So any two characters and any longer name are found wherever they stand, with no dictionary to
miss one (recall 1 for words of two and of four characters, where words by dictionary reach .99 and .85; measured).
Other scripts are cut into words, without accents and the English plural. Both Chinese scripts, both widths and all
cases are one.

An index made of other terms than these finds nothing: whoever changes them has the whole index made anew, by a
migration that empties `search_index` and fills `search_backlog`.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from digests.language.script import hans_characters
from digests.language.words import stem

_UNSPACED = "\u3005-\u3007\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0003ffff"
_RUN = re.compile(
    rf"(?P<unspaced>[{_UNSPACED}]+)"
    rf"|\d{{1,3}}(?:,\d{{3}})+(?!\d)"
    rf"|[^\W_{_UNSPACED}]+(?:'[^\W_{_UNSPACED}]+)*"
)
_ACCENTS = re.compile("[\u0300-\u036f]")
_LEFT_OUT = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060\ufeff]")
_NOT_OF_A_TERM = str.maketrans("", "", "',")


@dataclass(frozen=True, slots=True)
class PlacedTerm:
    """A term and the characters of the text that it stands for, `start` inclusive, `end` exclusive."""

    term: str
    start: int
    end: int


class _Forms(dict[int, str]):
    """The form of every character in which texts are compared, reckoned when first met."""

    def __missing__(self, code: int) -> str:
        plain = unicodedata.normalize("NFKC", _LEFT_OUT.sub("", chr(code))).casefold()
        bare = unicodedata.normalize("NFC", _ACCENTS.sub("", unicodedata.normalize("NFD", plain)))
        form = self[code] = hans_characters(bare).replace("著", "着").replace("’", "'")
        return form


_FORMS = _Forms()


def may_hold(text: str, term: str) -> bool:
    """Whether `text` may have the term, at a thousandth of the cost of taking it apart; False is certain.

    A pair of Chinese characters stands in it as it is; a word may stand in it in the plural.
    """
    run = _RUN.match(term)
    return run is None or run["unspaced"] is None or term in text.translate(_FORMS)


def terms(text: str) -> list[str]:
    """The terms of `text` in order, with repeats."""
    found: list[str] = []
    for run in _RUN.finditer(text.translate(_FORMS)):
        found += _terms_of(run)
    return found


def placed_terms(text: str) -> list[PlacedTerm]:
    """The same terms with their places in `text`."""
    forms = [(form, place) for place, character in enumerate(text) for form in _FORMS[ord(character)]]
    places = [place for _, place in forms]
    folded = "".join(form for form, _ in forms)
    return [
        PlacedTerm(term, places[start], places[end - 1] + 1)
        for run in _RUN.finditer(folded)
        for term, start, end in _placed_in(run)
    ]


def phrase_terms(text: str) -> tuple[tuple[str, ...], bool]:
    """The terms side by side wherever a text holds `text`, and whether the last of them is only a beginning.

    A single character at the end of `text` may be followed by another in the text that holds it.
    """
    found = terms(text)
    runs = list(_RUN.finditer(text.translate(_FORMS)))
    if not runs or runs[-1]["unspaced"] is None:
        return tuple(found), False
    return (tuple(found), True) if len(runs[-1][0]) == 1 else (tuple(found[:-1]), False)


def _terms_of(run: re.Match[str]) -> list[str]:
    unspaced = run["unspaced"]
    if unspaced is None:
        return [_word(run[0])]
    return [first + second for first, second in pairwise(unspaced)] + [unspaced[-1]]


def _placed_in(run: re.Match[str]) -> Iterator[tuple[str, int, int]]:
    for place, term in enumerate(_terms_of(run)):
        start = run.start() + (place if run["unspaced"] else 0)
        yield term, start, start + len(term) if run["unspaced"] else run.end()


def _word(word: str) -> str:
    return stem(word).translate(_NOT_OF_A_TERM)
