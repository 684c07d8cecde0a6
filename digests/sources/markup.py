"""Small pieces of markup to plain text: titles and names, which must never show a tag."""

import html
import re

# Only tags that titles really hold: "the <vector> header" and "x < y" are text.
_TAG = re.compile(
    r"</?(?:a|abbr|b|big|br|cite|code|del|div|em|font|h[1-6]|i|img|ins|mark|p|q|s|small|span|strike|strong|sub|sup|u)"
    r"(?:\s[^<>]*)?/?>",
    re.IGNORECASE,
)
_INVISIBLE = re.compile(r"[\u200b\u200e\u200f\u2060\ufeff\u00ad]")


def plain_text(markup: str | None) -> str | None:
    """`markup` on one line without tags, entities and invisible characters; None when nothing is left."""
    if not markup:
        return None
    text = html.unescape(_TAG.sub("", markup)) if "&" in markup or "<" in markup else markup
    # Twice escaped titles are common: the first unescaping may bring tags to light.
    text = _TAG.sub("", text) if "<" in text else text
    return " ".join(_INVISIBLE.sub("", text).split()) or None
