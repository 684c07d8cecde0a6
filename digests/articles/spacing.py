"""Spaces folded and invisible characters removed; everything else is left as the publisher wrote it."""

import re
import unicodedata

# Control, format (zero-width, bidirectional, tags), surrogate and private-use characters: nobody reads them,
# and text can hide in them. Line ends and tabs are spaces, not controls.
_INVISIBLE_CATEGORIES = frozenset({"Cc", "Cf", "Cs", "Co"})
_INVISIBLE_OTHERS = frozenset("\ufffc\ufffe\uffff\u115f\u1160\u3164\uffa0\u2800")
_LINE_END = re.compile("\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]")
_SPACES = re.compile(r"\s+")


def split_lines(text: str) -> list[str]:
    """The lines of `text`, whichever line end it uses."""
    return _LINE_END.split(text)


def fold_spaces(text: str) -> str:
    """`text` on one line: invisible characters gone, each run of spaces (full-width and no-break too) one space."""
    return _SPACES.sub(" ", strip_invisible(text)).strip()


def strip_invisible(text: str) -> str:
    """`text` without control, zero-width, bidirectional, private-use and half characters; line ends stay."""
    if text.isascii() and text.isprintable():
        return text
    hidden = {character for character in set(text) if _is_invisible(character)}
    return text.translate(dict.fromkeys(map(ord, hidden))) if hidden else text


def _is_invisible(character: str) -> bool:
    if character.isspace():
        return False
    return character in _INVISIBLE_OTHERS or unicodedata.category(character) in _INVISIBLE_CATEGORIES
