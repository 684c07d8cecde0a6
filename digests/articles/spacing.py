"""Spaces folded and invisible characters removed; everything else is left as the publisher wrote it."""

import re
import unicodedata

# Control, format (zero-width, bidirectional, tags), surrogate and private-use characters: nobody reads them,
# and text can hide in them. Line ends and tabs are spaces, not controls.
_INVISIBLE_CATEGORIES = frozenset({"Cc", "Cf", "Cs", "Co"})
_INVISIBLE_OTHERS = frozenset("\ufffc\ufffe\uffff\u115f\u1160\u3164\uffa0\u2800")
# Spaces to Python, yet no characters to XML.
_RARE_LINE_ENDS = frozenset("\v\f\x1c\x1d\x1e\x1f\x85\u2028\u2029")
_LINE_END = re.compile("\r\n|[\n\r]")
_SPACES = re.compile(r"\s+")


def split_lines(text: str) -> list[str]:
    """The lines of `text`, whichever line end it uses, without invisible characters."""
    return _LINE_END.split(strip_invisible(text))


def fold_spaces(text: str) -> str:
    """`text` on one line: invisible characters gone, each run of spaces (full-width and no-break too) one space."""
    return _SPACES.sub(" ", strip_invisible(text)).strip()


def strip_invisible(text: str) -> str:
    """`text` without control, zero-width, bidirectional, private-use and half characters; rare line ends are plain."""
    if text.isascii() and text.isprintable():
        return text
    return text.translate({ord(c): visible for c in set(text) if (visible := _as_visible(c)) != c})


def _as_visible(character: str) -> str:
    if character.isspace():
        return "\n" if character in _RARE_LINE_ENDS else character
    is_hidden = character in _INVISIBLE_OTHERS or unicodedata.category(character) in _INVISIBLE_CATEGORIES
    return "" if is_hidden else character
