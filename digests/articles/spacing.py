"""Spaces folded and invisible characters removed; everything else is left as the publisher wrote it."""

import re

# Control, format (zero-width, bidirectional, tags), surrogate and private-use characters (Unicode 16: Cc, Cf, Cs, Co),
# and blanks that Unicode calls letters or symbols: nobody reads them, and text can hide in them.
_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\xad\u0600-\u0605\u061c\u06dd\u070f\u0890\u0891\u08e2\u115f\u1160\u180e"
    "\u200b-\u200f\u202a-\u202e\u2060-\u206f\u2800\u3164\ud800-\udfff\ue000-\uf8ff\ufeff\uffa0\ufff9-\ufffc\ufffe\uffff"
    "\U000110bd\U000110cd\U00013430-\U0001343f\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e007f"
    "\U000f0000-\U0010ffff]"
)
# Spaces to Python, yet no characters to XML.
_RARE_LINE_END = re.compile("[\v\f\x1c-\x1f\x85\u2028\u2029]")
_LINE_END = re.compile("\r\n|[\n\r]")


def split_lines(text: str) -> list[str]:
    """The lines of `text`, whichever line end it uses, without invisible characters."""
    return _LINE_END.split(strip_invisible(text))


def fold_spaces(text: str) -> str:
    """`text` on one line: invisible characters gone, each run of spaces (full-width and no-break too) one space."""
    return " ".join(strip_invisible(text).split())


def strip_invisible(text: str) -> str:
    """`text` without control, zero-width, bidirectional, private-use and half characters; rare line ends are plain."""
    return _RARE_LINE_END.sub("\n", _INVISIBLE.sub("", text))
