"""A body as the publisher sent it to the paragraphs of its article.

Nothing but spaces and invisible characters changes inside a paragraph: no conversion of scripts or punctuation.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from digests.articles.blocks import Block, html_blocks
from digests.articles.lines import find_author, is_dateline, is_footer, opens_related, strip_closing
from digests.articles.plain import plain_blocks
from digests.articles.spacing import fold_spaces
from digests.articles.tidy import strip_tags

_LINKED = 0.8
_LONGEST_NAME = 40
_LONGEST_RELATED = 60
_SENTENCE_ENDS = tuple("。.！？!?；;”」』…")


@dataclass(frozen=True, slots=True)
class Cleaned:
    """What a body held: the paragraphs, and what the lines around them said.

    `author` is the byline in the text and `dateline` the first line that is only a date, each as written.
    """

    paragraphs: tuple[str, ...]
    author: str | None = None
    dateline: str | None = None


def clean(body: str, *, is_html: bool, title: str | None = None) -> Cleaned:
    """The article's paragraphs in `body`, in order. Never raises; an empty body gives no paragraphs."""
    blocks = html_blocks(body) if is_html else plain_blocks(body)
    blocks = [Block(fold_spaces(strip_tags(b.text)), b.linked, b.kind, b.element) for b in blocks]
    blocks = _without_related(_without_titles([block for block in blocks if block.text], title))
    if _is_text_with_links(blocks):
        blocks = [block for block in blocks if not _is_only_link(block)]
    return _sort_out(blocks)


def _without_titles(blocks: Sequence[Block], title: str | None) -> list[Block]:
    """Blocks without the title that many bodies repeat above the text."""
    given = _bare(title or "")
    first = next((i for i, block in enumerate(blocks) if len(block.text) > _LONGEST_RELATED), len(blocks))
    return [b for i, b in enumerate(blocks) if not (i <= first and given and _bare(b.text) == given)]


def _bare(text: str) -> str:
    return "".join(filter(str.isalnum, text)).casefold()


def _without_related(blocks: Sequence[Block]) -> list[Block]:
    """Blocks without lists of other articles: their heading and the headlines that follow it."""
    kept: list[Block] = []
    in_list = False
    for block in blocks:
        in_list = opens_related(block.text) or (in_list and _is_headline(block))
        if not in_list:
            kept.append(block)
    return kept


def _is_headline(block: Block) -> bool:
    if block.linked >= 0.5:
        return True
    return len(block.text) <= _LONGEST_RELATED and not block.text.endswith(("。", ".", "；", "”", "："))


def _is_text_with_links(blocks: Sequence[Block]) -> bool:
    """Whether the body is running text; a list of headlines is one of links and stays whole."""
    linked = sum(len(block.text) for block in blocks if _is_only_link(block))
    return linked * 2 < sum(len(block.text) for block in blocks)


def _is_only_link(block: Block) -> bool:
    """Whether the block is the title of another article; a whole sentence that is a link is text."""
    return block.linked >= _LINKED and not block.text.endswith(("。", "."))


def _sort_out(blocks: Sequence[Block]) -> Cleaned:
    paragraphs: list[str] = []
    author = dateline = None
    for index, block in enumerate(blocks):
        if block.kind == "caption" or is_footer(block.text):
            continue
        if is_dateline(block.text):
            dateline = dateline or block.text
        elif block.kind == "byline" or (not paragraphs and _is_name_above_date(blocks, index)):
            author = author or find_author(block.text) or _name(block.text)
        elif name := find_author(block.text):
            author = author or name
        else:
            paragraphs.append(block.text)
    return Cleaned(_without_closing(paragraphs), author, dateline)


def _is_name_above_date(blocks: Sequence[Block], index: int) -> bool:
    """Whether a short line shares its element with a dateline right below it: a name and a date."""
    block = blocks[index]
    below = blocks[index + 1] if index + 1 < len(blocks) else None
    if below is None or below.element != block.element or len(block.text) > _LONGEST_NAME:
        return False
    return is_dateline(below.text) and not block.text.endswith(_SENTENCE_ENDS)


def _name(text: str) -> str | None:
    return text if len(text) <= _LONGEST_NAME and not text.endswith(_SENTENCE_ENDS) else None


def _without_closing(paragraphs: list[str]) -> tuple[str, ...]:
    while paragraphs and (last := strip_closing(paragraphs[-1])) != paragraphs[-1]:
        paragraphs = [*paragraphs[:-1], last] if last else paragraphs[:-1]
    return tuple(paragraphs)
