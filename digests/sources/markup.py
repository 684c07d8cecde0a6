"""Small pieces of markup to plain text: titles and names, which must never show a tag."""

import html
import re

# Only tags that titles really hold: "the <vector> header" and "x < y" are text.
_TAG = re.compile(
    r"</?(?:a|abbr|b|big|br|cite|code|del|div|em|font|h[1-6]|i|img|ins|mark|p|q|s|small|span|strike|strong|sub|sup|u)"
    r"(?:\s[^<>]*)?/?>",
    re.IGNORECASE,
)
# Zero-width and bidirectional characters, control characters, and halves of characters, which no database takes.
_INVISIBLE = re.compile(
    r"[\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff\u00ad\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\ud800-\udfff]"
)

# Whoever works on a title may need the square of its length.
_LONGEST = 1000
_MOST_READ = 20_000


def plain_text(markup: str | None) -> str | None:
    """`markup` on one line without tags, entities and invisible characters; None when nothing is left.

    What is over a thousand characters is no title and no name: it is cut off.
    """
    if not markup:
        return None
    markup = markup[:_MOST_READ]
    text = html.unescape(_TAG.sub("", markup)) if "&" in markup or "<" in markup else markup
    # Twice escaped titles are common: the first unescaping may bring tags to light.
    text = _TAG.sub("", text) if "<" in text else text
    return " ".join(_INVISIBLE.sub("", text).split())[:_LONGEST].rstrip() or None
