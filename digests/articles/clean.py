"""A body as the publisher sent it to the paragraphs of its article.

Nothing but spaces and invisible characters changes inside a paragraph: no conversion of scripts or punctuation. Only at
its end a mark goes that no reader takes for text: (完), （編輯：林一）1100624, （看完整報導）.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from digests.articles.blocks import Block, html_blocks
from digests.articles.edges import is_person, without_ends
from digests.articles.lines import find_author, is_dateline, is_footer, opens_related, strip_closing
from digests.articles.plain import plain_blocks
from digests.articles.spacing import fold_spaces
from digests.articles.tidy import strip_tags

# From here on a block is the title of another article: only the brackets or the date around it are no link.
_LINKED = 0.8
_MOST_READ = 1_000_000  # characters with their markup
_MOST_CHARACTERS = 100_000
_LONGEST_NAME = 40
_LONGEST_HEADLINE = 60
_MOST_NAMES = 6  # in the list above the date
_SENTENCE_ENDS = ("。", ".", "！", "？", "!", "?", "；", ";", "”", "」", "』", "…")
_CLOSING_MARKS = "。，、；：！？”’」』）》…,.;:!?)"


@dataclass(frozen=True, slots=True)
class Cleaned:
    """What a body held: the paragraphs, and what the lines around them said.

    `title` is the first-level heading above the text, `author` the byline in it, and `dateline` the first line that is
    only a date, each as written.
    """

    paragraphs: tuple[str, ...]
    title: str | None = None
    author: str | None = None
    dateline: str | None = None


def clean(body: str, *, is_html: bool, title: str | None = None) -> Cleaned:
    """The article's paragraphs in `body`, in order. Never raises; an empty body gives no paragraphs.

    What goes beyond the length of a book's chapter is left out: a hostile feed must not fill the day of every stage.
    `title` is the article's title where it is known: a body that repeats it loses the repetition.
    """
    body = body[:_MOST_READ]
    blocks = _bounded(html_blocks(body) if is_html else plain_blocks(body))
    blocks = _joined([replace(block, text=strip_closing(fold_spaces(strip_tags(block.text)))) for block in blocks])
    headings, blocks = _split_titles(blocks, title)
    blocks = _without_links(_without_related(blocks))
    return replace(_sort_out(blocks), title=headings[0] if headings else None)


def _bounded(blocks: Sequence[Block]) -> list[Block]:
    kept: list[Block] = []
    room = _MOST_CHARACTERS
    for block in blocks:
        kept.append(replace(block, text=block.text[:room]))
        room -= len(block.text)
        if room <= 0:
            break
    return kept


def _joined(blocks: Sequence[Block]) -> list[Block]:
    """Blocks with text; one that is only a closing mark, parted from its sentence by a line break, joined to it."""
    joined: list[Block] = []
    for block in blocks:
        if joined and block.text and not block.text.strip(_CLOSING_MARKS) and joined[-1].element == block.element:
            joined[-1] = replace(joined[-1], text=joined[-1].text + block.text)
        elif any(map(str.isalnum, block.text)):
            joined.append(block)
    return joined


def _split_titles(blocks: Sequence[Block], title: str | None) -> tuple[list[str], list[Block]]:
    """First-level headings above the text, and the blocks without them and without repetitions of `title`."""
    given = _bare(title or "")
    start = next((i for i, block in enumerate(blocks) if _is_running_text(block)), len(blocks))
    above, below = blocks[:start], blocks[start:]
    headings = [block.text for block in above if block.kind == "title"]
    kept = [block for block in above if block.kind != "title" and not (given and _bare(block.text) == given)]
    return headings, [*kept, *below]


def _is_running_text(block: Block) -> bool:
    return block.kind == "text" and (len(block.text) > _LONGEST_HEADLINE or block.text.endswith(("。", ".")))


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
    return len(block.text) <= _LONGEST_HEADLINE and not block.text.endswith(("。", ".", "；", "”", "：", ":"))


def _without_links(blocks: Sequence[Block]) -> list[Block]:
    """Running text without titles of other articles and the line that announces them; a list of headlines whole."""
    linked = sum(len(block.text) for block in blocks if _is_only_link(block))
    if linked * 2 >= sum(len(block.text) for block in blocks):
        return list(blocks)
    following: list[Block | None] = [*blocks[1:], None]
    return [b for b, after in zip(blocks, following, strict=True) if not (_is_only_link(b) or _announces(b, after))]


def _is_only_link(block: Block) -> bool:
    """Whether the block is the title of another article; a whole sentence that is a link is text."""
    return block.linked >= _LINKED and not block.text.endswith(("。", "."))


def _announces(block: Block, after: Block | None) -> bool:
    is_short = len(block.text) <= _LONGEST_HEADLINE and block.text.endswith(("：", ":"))
    return is_short and after is not None and _is_only_link(after)


def _sort_out(blocks: Sequence[Block]) -> Cleaned:
    paragraphs: list[str] = []
    author = dateline = None
    for index, block in enumerate(blocks):
        if block.kind == "caption" or is_footer(block.text):
            continue
        if is_dateline(block.text):
            dateline = dateline or block.text
        elif name := find_author(block.text):
            author = author or name
        elif block.kind == "byline" or (not paragraphs and _is_name_above_date(blocks, index)):
            author = author or _name(block.text)
        else:
            paragraphs.append(block.text)
    return Cleaned(without_ends(paragraphs, author), author=author, dateline=dateline)


def _is_name_above_date(blocks: Sequence[Block], index: int) -> bool:
    """Whether a line is the byline above the date: in one element with it, or a name, or one of a list of them."""
    block, below = blocks[index], index + 1
    if _name(block.text) is None:
        return False
    if is_person(block.text):
        while below < len(blocks) and below - index < _MOST_NAMES and is_person(blocks[below].text):
            below += 1
    elif below < len(blocks) and blocks[below].element != block.element:
        return False
    return below < len(blocks) and is_dateline(blocks[below].text)


def _name(text: str) -> str | None:
    text = text.removeprefix("null ")  # a template's empty first name, seen in Deutsche Welle's full-text feeds
    return text if len(text) <= _LONGEST_NAME and not text.endswith(_SENTENCE_ENDS) else None
