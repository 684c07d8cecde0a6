"""One word for what a later report calls by another: 重新开放 and 重开, 总领事馆 and 领事馆."""

import re
from functools import cache

from digests.language.lists import read_list


def one_word(text: str) -> str:
    """`text` with each matter in the word that we compare by; `text` is folded. Not for reading."""
    return _pattern().sub(lambda match: _forms()[match.group()], text)


@cache
def _forms() -> dict[str, str]:
    rows = (line.split("|") for line in read_list("matters"))
    return {name: row[0] for row in rows for name in row}


@cache
def _pattern() -> re.Pattern[str]:
    """All words, longest first; Latin ones whole."""
    words = sorted(_forms(), key=len, reverse=True)
    han = [re.escape(word) for word in words if not word.isascii()]
    latin = [re.escape(word) for word in words if word.isascii()]
    return re.compile(rf"{'|'.join(han)}|\b(?:{'|'.join(latin)})\b")
