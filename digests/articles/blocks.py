"""HTML to blocks of text, in reading order."""

from collections import Counter
from dataclasses import dataclass, field
from typing import Literal

from lxml.etree import _Element, iterwalk

from digests.articles.elements import is_byline, is_hidden, is_machinery, is_other_part, is_picture
from digests.articles.spacing import fold_spaces
from digests.articles.tidy import BLOCK_TAGS, read_tree
from digests.articles.vocabulary import markup_words

Kind = Literal["text", "title", "heading", "caption", "byline"]

_HEADINGS = markup_words("tags", "heading")
# More than an outlet, a name and a date hold.
_LONGEST_BYLINE = 80


@dataclass(frozen=True, slots=True)
class Block:
    """One line of text with what its markup told.

    `linked` is the share of its characters that stand inside links (0 to 1). `element` is the number of the element
    it came from: lines parted by `<br>` share it. `title` is a first-level heading, `heading` a lower one.
    """

    text: str
    linked: float = 0.0
    kind: Kind = "text"
    element: int = 0


@dataclass(slots=True)
class _Reader:
    """What was read since the last block ended, and inside which elements the reading is."""

    blocks: list[Block] = field(default_factory=list)
    pieces: list[str] = field(default_factory=list)
    sizes: Counter[str] = field(default_factory=Counter)
    inside: Counter[str] = field(default_factory=Counter)
    marks: dict[_Element, str] = field(default_factory=dict)
    element: int = 0
    after_picture: bool = False

    def read(self, text: str | None) -> None:
        if text:
            self.pieces.append(text)
            size = _size(text)
            self.sizes["all"] += size
            self.sizes.update({name: size for name, depth in self.inside.items() if depth})

    def end_line(self) -> None:
        text = fold_spaces("".join(self.pieces))
        if text:
            self.blocks.append(Block(text, self.sizes["link"] / max(1, self.sizes["all"]), self._kind(), self.element))
            self.after_picture = False
        self.pieces.clear()
        self.sizes.clear()

    def end_element(self) -> None:
        self.end_line()
        self.element += 1

    def saw_picture(self) -> None:
        if not "".join(self.pieces).strip():
            self.after_picture = True

    def _kind(self) -> Kind:
        size = self.sizes["all"]
        if self.sizes["small"] >= size and self.after_picture:
            return "caption"
        if self.sizes["byline"] >= size:
            return "byline"
        if self.sizes["title"] >= size:
            return "title"
        return "heading" if self.sizes["heading"] >= size else "text"


def html_blocks(html: str) -> list[Block]:
    """The visible text of `html` as blocks. Never raises; broken markup is read as a browser would read it."""
    root = read_tree(html)
    sizes = _text_sizes(root)
    reader = _Reader()
    walk = iterwalk(root, events=("start", "end"))
    for event, element in walk:
        if event == "end":
            _leave(element, reader)
        elif _is_skipped(element, sizes[element], sizes[root]):
            walk.skip_subtree()
            _pass_by(element, reader)
        else:
            _enter(element, reader, sizes[element])
    reader.end_element()
    return reader.blocks


def _enter(element: _Element, reader: _Reader, size: int) -> None:
    if element.tag in BLOCK_TAGS:
        reader.end_element()
    elif element.tag == "br":
        reader.end_line()
    elif element.tag in {"td", "th"}:
        reader.pieces.append(" ")
    elif element.tag == "img":
        reader.saw_picture()
    if (mark := _mark(element)) and (mark != "byline" or size <= _LONGEST_BYLINE):
        reader.marks[element] = mark
        reader.inside[mark] += 1
    reader.read(element.text)


def _leave(element: _Element, reader: _Reader) -> None:
    if element.tag in BLOCK_TAGS:
        reader.end_element()
    if mark := reader.marks.pop(element, None):
        reader.inside[mark] -= 1
    reader.read(element.tail)


def _pass_by(element: _Element, reader: _Reader) -> None:
    if element.tag in BLOCK_TAGS:
        reader.end_element()
    if is_picture(element):
        reader.saw_picture()


def _mark(element: _Element) -> str | None:
    if element.tag == "a":
        return "link"
    if element.tag == "small":
        return "small"
    if element.tag == "h1":
        return "title"
    if element.tag in _HEADINGS or element.get("role") == "heading":
        return "heading"
    return "byline" if is_byline(element) else None


def _is_skipped(element: _Element, size: int, total: int) -> bool:
    if is_machinery(element) or is_hidden(element) or is_picture(element):
        return True
    # The element that holds most of the text is the article, whatever it is called.
    return size * 2 <= total and is_other_part(element)


def _text_sizes(root: _Element) -> dict[_Element, int]:
    sizes: dict[_Element, int] = {}
    for element in reversed(list(root.iter())):
        sizes[element] = _size(element.text) + sum(sizes[child] + _size(child.tail) for child in element)
    return sizes


def _size(text: str | None) -> int:
    return len("".join(text.split())) if text else 0
