"""One name for what the Chinese-speaking press writes in several ways: 佛洛伊德 and 弗洛伊德, 雪梨 and 悉尼."""

import re
from functools import cache

from digests.language.lists import read_list


def common_names(text: str) -> str:
    """`text` with each name in the form that we compare by; `text` is in Simplified characters. Not for reading."""
    return _pattern().sub(lambda match: _forms()[match.group().lower()], text)


@cache
def _forms() -> dict[str, str]:
    rows = (line.split("|") for line in read_list("variants_zh"))
    return {name: row[0] for row in rows for name in row[1:]}


@cache
def _pattern() -> re.Pattern[str]:
    """All names, longest first; Latin ones as whole words."""
    names = sorted(_forms(), key=len, reverse=True)
    latin = [re.escape(name) for name in names if name.isascii()]
    han = [re.escape(name) for name in names if not name.isascii()]
    return re.compile(rf"{'|'.join(han)}|(?<![A-Za-z])(?:{'|'.join(latin)})(?![A-Za-z])", re.IGNORECASE)
