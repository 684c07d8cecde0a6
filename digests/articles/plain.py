"""Plain text and Markdown to blocks of text, in reading order."""

import re

from digests.articles.blocks import Block, html_blocks
from digests.articles.spacing import fold_spaces, split_lines, strip_invisible
from digests.articles.tidy import looks_like_html

# A picture written out: <image>data:...</image>, with or without a prefix as in <x:image>, or ![caption](address).
_IMAGE = re.compile(
    r"<((?:\w+:)?image)\b[^<>]*>.*?</\1>|<(?:\w+:)?image\b[^<>]*>|!\[[^\[\]\n]*\]\([^()\n]*\)|data:image/[^\s\"'<>]+",
    re.DOTALL | re.IGNORECASE,
)
_LINK = re.compile(r"\[([^\[\]\n]+)\]\((?:https?:|/|#)[^()\s]*(?:\s+\"[^\"\n]*\")?\)")
_BOLD = re.compile(r"(\*\*|__)(?=\S)([^*_\n]+?)(?<=\S)\1")
_HEADING = re.compile(r"^#{1,6}\s+|\s+#+\s*$")
_RULE = re.compile(r"^\s*(?:[-*_=]\s*){3,}$")
_QUOTE = re.compile(r"^(?:>\s?)+")
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_SENTENCE_END = re.compile(r"[。！？；.!?;:：”」』\"…）)]$")
_LIST_MARK = re.compile(r"^\s*(?:[-*+•]|\d+[.)])\s")


def plain_blocks(text: str) -> list[Block]:
    """The lines of `text` as blocks: pictures and comments gone, Markdown read, hard-wrapped lines joined."""
    visible = _COMMENT.sub("\n", _IMAGE.sub("\n", strip_invisible(text)))
    if looks_like_html(visible):
        return html_blocks(visible)
    lines = [line for chunk in _chunks(visible) for line in _unwrap(chunk)]
    blocks = (_read_line(line, number) for number, line in enumerate(lines))
    return [block for block in blocks if block.text]


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


def _read_line(line: str, number: int) -> Block:
    if _RULE.match(line):
        return Block("")
    text = _HEADING.sub("", _QUOTE.sub("", fold_spaces(line)))
    plain = _unmark(text)
    linked = sum(len(match.group(1)) for match in _LINK.finditer(text))
    return Block(fold_spaces(plain), min(1.0, linked / max(1, len(plain))), element=number)


def _unmark(text: str) -> str:
    """`text` without Markdown's marks; repeated, because one mark may have hidden another."""
    while (plain := _BOLD.sub(r"\2", _LINK.sub(r"\1", text))) != text:
        text = plain
    return text
