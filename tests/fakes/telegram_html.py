"""HTML as the Bot API reads it: `parse_html("<b>要闻</b> &amp; more")` is "要闻 & more", bold from 0 for 2.

The rules are those of `parse_html` in tdlib (td/telegram/MessageEntity.cpp), which the Bot API server runs: errors
give the offset in UTF-8 bytes, only `&lt; &gt; &amp; &quot;` and numeric references are decoded, an unescaped `<` is
the beginning of a tag. Not reproduced: `tg-emoji`.
"""

import re
from dataclasses import dataclass, replace

from tests.fakes.telegram_text import Entity, Formatted, utf16_length

KINDS = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "a": "text_link",
    "code": "code",
    "pre": "pre",
    "blockquote": "blockquote",
    "tg-spoiler": "spoiler",
    "span": "spoiler",
}
REFERENCES = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
REFERENCE = re.compile(r"&(?:#x(?P<hex>[0-9A-Fa-f]+)|#(?P<number>[0-9]+)|(?P<name>[A-Za-z]+));?", re.ASCII)
NAME_TOKEN = re.compile(r"[A-Za-z0-9.-]*", re.ASCII)
SPACES = " \t\n\v\f\r\0"


class EntityError(ValueError):
    """The text is not the HTML that Telegram accepts; the message is Telegram's own, with the byte offset."""


def parse_html(text: str) -> Formatted:
    """The plain text and entities of `text`, not trimmed; EntityError when Telegram would refuse it."""
    return _Parser(text).run()


@dataclass(frozen=True, slots=True)
class _Open:
    tag: str
    argument: str
    offset: int
    piece: int


class _Parser:
    def __init__(self, source: str) -> None:
        self.source = source
        self.at = 0
        self.pieces: list[str] = []
        self.length = 0
        self.open: list[_Open] = []
        self.entities: list[Entity] = []

    def run(self) -> Formatted:
        while self.at < len(self.source):
            if self.source[self.at] != "<":
                self.put(self.character())
            elif self.peek(1) == "/":
                self.end_tag()
            else:
                self.start_tag()
        if self.open:
            raise EntityError(f'Can\'t find end tag corresponding to start tag "{self.open[-1].tag}"')
        ordered = sorted(self.entities, key=lambda e: (e.offset, -e.length))
        return Formatted("".join(self.pieces), tuple(ordered))

    def put(self, piece: str) -> None:
        self.pieces.append(piece)
        self.length += utf16_length(piece)

    def peek(self, ahead: int = 0) -> str:
        """The character here or `ahead`; the empty string past the end."""
        return self.source[self.at + ahead : self.at + ahead + 1]

    def character(self) -> str:
        """Consume one character or one reference."""
        found = REFERENCE.match(self.source, self.at) if self.peek() == "&" else None
        decoded = _decoded(found) if found else ""
        self.at = found.end() if found and decoded else self.at + 1
        return decoded or self.source[self.at - 1]

    def skip_to(self, stops: str) -> str:
        """Consume up to one of `stops`, a space or the end."""
        begin = self.at
        while self.peek() and self.peek() not in stops + SPACES:
            self.at += 1
        return self.source[begin : self.at]

    def skip_spaces(self) -> None:
        while self.peek() and self.peek() in SPACES:
            self.at += 1

    def start_tag(self) -> None:
        begin = self.at
        self.at += 1
        tag = self.skip_to(">").lower()
        if not self.peek():
            raise EntityError(f"Unclosed start tag at byte offset {self.byte(begin)}")
        if tag not in KINDS:
            raise EntityError(f'Unsupported start tag "{tag}" at byte offset {self.byte(begin)}')
        argument = self.arguments(tag, begin)
        if tag == "span" and argument != "spoiler":
            raise EntityError(f'Tag "span" must have class "tg-spoiler" at byte offset {self.byte(begin)}')
        self.at += 1
        self.open.append(_Open(tag, argument, self.length, len(self.pieces)))

    def arguments(self, tag: str, begin: int) -> str:
        """Consume the attributes up to `>`; the one that matters to `tag`, or the empty string."""
        argument = ""
        while self.peek() != ">":
            self.skip_spaces()
            if self.peek() == ">":
                break
            name = self.skip_to("=>")
            if not name and self.peek():
                where = self.byte(begin)
                raise EntityError(f'Empty attribute name in the tag "{tag}" at byte offset {where}')
            self.skip_spaces()
            value = self.attribute_value() if self.peek() == "=" else ""
            if not self.peek():
                raise EntityError(f"Unclosed start tag at byte offset {self.byte(begin)}")
            argument = _argument(tag, name, value) or argument
        return argument

    def attribute_value(self) -> str:
        self.at += 1
        self.skip_spaces()
        quote = self.peek()
        if quote not in {'"', "'"}:
            return self.name_token()
        self.at += 1
        value: list[str] = []
        while self.peek() not in {quote, ""}:
            value.append(self.character())
        self.at += self.peek() == quote
        return "".join(value)

    def name_token(self) -> str:
        begin = self.at
        found = NAME_TOKEN.match(self.source, begin)
        self.at = found.end() if found else begin
        if self.peek() and self.peek() not in ">" + SPACES:
            raise EntityError(f"Unexpected end of name token at byte offset {self.byte(begin)}")
        return self.source[begin : self.at].lower()

    def end_tag(self) -> None:
        begin = self.at
        if not self.open:
            raise EntityError(f"Unexpected end tag at byte offset {self.byte(begin)}")
        self.at += 2
        tag = self.skip_to(">")
        self.skip_spaces()
        if self.peek() != ">":
            raise EntityError(f"Unclosed end tag at byte offset {self.byte(begin)}")
        self.at += 1
        opened = self.open[-1]
        if tag and tag != opened.tag:
            raise EntityError(
                f'Unmatched end tag at byte offset {self.byte(begin)}, expected "</{opened.tag}>", found "</{tag}>"'
            )
        self.open.pop()
        self.close(opened)

    def close(self, opened: _Open) -> None:
        length = self.length - opened.offset
        if length == 0:
            return
        entity = Entity(KINDS[opened.tag], opened.offset, length)
        if opened.tag == "a":
            url = checked_link(opened.argument or "".join(self.pieces[opened.piece :]))
            self.entities += [replace(entity, url=url)] if url else []
        elif opened.tag in {"pre", "code"}:
            self.close_code(entity, opened.argument)
        elif opened.tag == "blockquote" and opened.argument:
            self.entities.append(replace(entity, kind="expandable_blockquote"))
        else:
            self.entities.append(entity)

    def close_code(self, entity: Entity, language: str) -> None:
        """`<pre><code class="language-x">` is one block of code in language x."""
        inner = self.entities[-1] if self.entities else None
        same = inner is not None and (inner.offset, inner.length) == (entity.offset, entity.length)
        if entity.kind == "pre" and inner is not None and same and inner.kind == "code" and inner.language:
            self.entities[-1] = replace(entity, language=inner.language)
        else:
            self.entities.append(replace(entity, language=language or None))

    def byte(self, at: int) -> int:
        return len(self.source[:at].encode("utf-8", "surrogatepass"))


def checked_link(url: str) -> str | None:
    """The address as Telegram keeps it, or None where it makes no link of it and shows plain text."""
    if re.match(r"(https?|tg|ton|tonsite)://[^\s/?#]+", url, re.IGNORECASE) or url.startswith("tg:"):
        return url
    bare = re.match(r"[\w-]+(\.[\w-]+)+([/?#]\S*)?$", url)
    return f"http://{url}" if bare else None


def _decoded(reference: re.Match[str]) -> str:
    """The character, or the empty string where Telegram leaves the ampersand as it is."""
    if name := reference["name"]:
        return REFERENCES.get(name, "")
    digits = reference[0].removesuffix(";")
    code = int(reference["hex"], 16) if reference["hex"] else int(reference["number"])
    valid = 0 < code < 0x10FFFF and not 0xD800 <= code <= 0xDFFF
    return chr(code) if valid and len(digits) < 10 else ""


def _argument(tag: str, name: str, value: str) -> str:
    if (tag, name) == ("a", "href"):
        return value
    if (tag, name) == ("code", "class") and value.startswith("language-"):
        return value.removeprefix("language-")
    if (tag, name) == ("span", "class") and value.startswith("tg-"):
        return value.removeprefix("tg-")
    return "1" if (tag, name) == ("blockquote", "expandable") else ""
