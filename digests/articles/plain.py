"""Plain text to blocks of text, in reading order."""

import re

from digests.articles.blocks import Block, html_blocks
from digests.articles.spacing import fold_spaces, split_lines, strip_invisible
from digests.articles.tidy import looks_like_html

# A picture written out: <image>data:...</image>, with or without a prefix as in <x:image>, or ![caption](address).
# What stands in it ends where another begins: looking further costs the square of their number.
_IMAGE = re.compile(
    r"<((?:\w+:)?image)\b[^<>]*>(?:[^<]++|<(?!/?\1\b))*+</\1>|<(?:\w+:)?image\b[^<>]*>|!\[[^\[\]\n]*\]\([^()\n]*\)|data:image/[^\s\"'<>]+",
    re.DOTALL | re.IGNORECASE,
)
_PICTURE_TAG = re.compile(r"<img\b[^<>]*>", re.IGNORECASE)
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_SENTENCE_END = re.compile(r"[。！？；.!?;:：”」』\"…）)]$")
_LIST_MARK = re.compile(r"^\s*(?:[-*+•]|\d+[.)])\s")


def plain_blocks(text: str) -> list[Block]:
    """The lines of `text` as blocks: written-out pictures and comments gone, hard-wrapped lines joined."""
    visible = _COMMENT.sub("\n", _IMAGE.sub("\n", strip_invisible(text)))
    if looks_like_html(_PICTURE_TAG.sub("", visible)):
        return html_blocks(visible)
    visible = _PICTURE_TAG.sub("\n", visible)
    lines = [fold_spaces(line) for chunk in _chunks(visible) for line in _unwrap(chunk)]
    return [Block(line, element=number) for number, line in enumerate(lines) if line]


def _chunks(text: str) -> list[list[str]]:
    """Runs of lines between empty ones."""
    chunks: list[list[str]] = [[]]
    for line in split_lines(text):
        if line.strip():
            chunks[-1].append(line)
        else:
            chunks.append([])
    return chunks if len(chunks) > 1 else [[line] for line in chunks[0]]


def _unwrap(chunk: list[str]) -> list[str]:
    """One line where a program broke a paragraph at about 70 columns, else the lines as they are."""
    body = chunk[:-1]
    if not body or any(map(_LIST_MARK.match, chunk)) or not all(50 <= len(line) <= 100 for line in body):
        return chunk
    if all(_SENTENCE_END.search(line.rstrip()) for line in body):
        return chunk
    return [" ".join(chunk)]
