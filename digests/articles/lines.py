"""Which lines are not the article's: datelines, bylines, footers, headings of related articles.

The patterns stand in `lines.toml`; a person who knows a publisher can add one there.
"""

import re

from digests.articles.vocabulary import line_patterns

# A dateline, byline or footer that stands alone is short; a paragraph that holds the same words is not one.
_LONGEST_DATELINE = 120
_LONGEST_HEADING = 24
_LONGEST_AUTHOR = 60


_DATELINE = re.compile(rf"(?:(?:{line_patterns('dateline')})[\s|｜·•,，/、—–-]*)+", re.IGNORECASE)
_FOOTER = re.compile(line_patterns("footer"), re.IGNORECASE)
_RELATED = re.compile(rf"(?:{line_patterns('related')})\s*[：:…>»]*", re.IGNORECASE)
_BYLINE = re.compile(line_patterns("byline"), re.IGNORECASE)
_CLOSING = re.compile(rf"(?:\s*(?:{line_patterns('closing')}))+\s*\Z", re.IGNORECASE)


def is_dateline(line: str) -> bool:
    """Whether the line is nothing but a date, a time or an age such as `30 分钟前`."""
    return len(line) <= _LONGEST_DATELINE and _DATELINE.fullmatch(line) is not None


def is_footer(line: str) -> bool:
    """Whether the whole line is the publisher's or the feed's own: copyright, subscribe, share, translator."""
    return _FOOTER.fullmatch(line) is not None


def opens_related(line: str) -> bool:
    """Whether the line is the heading of a list of other articles."""
    return len(line) <= _LONGEST_HEADING and _RELATED.fullmatch(line) is not None


def find_author(line: str) -> str | None:
    """Who wrote the article, when the line says that and nothing else: `作者：林一` gives 林一."""
    match = _BYLINE.fullmatch(line)
    name = match.group(match.lastindex or 0).strip(" ：:，,/|") if match else ""
    return name if 0 < len(name) <= _LONGEST_AUTHOR else None


def strip_closing(line: str) -> str:
    """`line` without the marks that agencies and programs close a text with: (完), （編輯：林一）1100624."""
    return _CLOSING.sub("", line)
