"""Telegram's HTML as text for a terminal: bold stays bold where the terminal can, quotations get a bar. Pure."""

import html
import re
from collections.abc import Sequence

from rich.text import Text

from bot.markup import plain

_TOKEN = re.compile(r"<(/?)(b|i|a|code|blockquote)\b(?:\s[^>]*?href=\"([^\"]*)\"[^>]*|[^>]*)>|<[^>]*>")
_STYLES = {"b": "bold", "i": "dim", "code": "cyan"}
_BAR = "│ "
# Whatever an outlet writes must not move the cursor, name the window or speak to the clipboard (ECMA-48).
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")


def to_terminal(markup: str) -> Text:
    """The message as styled text. Links are live where the terminal knows how; their addresses are not printed."""
    text, position, quoted = Text(), 0, False
    styles: list[str] = []
    for token in _TOKEN.finditer(markup):
        _append(text, markup[position : token.start()], styles, quoted=quoted)
        position = token.end()
        closing, tag, address = token[1], token[2], token[3]
        if tag == "blockquote":
            quoted = not closing
            if quoted:
                text.append(_BAR, "dim")
        elif closing and styles:
            styles.pop()
        elif tag and not closing:
            styles.append(_link_style(address) if tag == "a" and address else _STYLES.get(tag, ""))
    _append(text, markup[position:], styles, quoted=quoted)
    return text


def _link_style(address: str) -> str:
    visible = _CONTROL.sub("", html.unescape(address))
    return "link " + re.sub(r"\s", "%20", visible)


def _append(text: Text, raw: str, styles: Sequence[str], *, quoted: bool) -> None:
    words = _CONTROL.sub("", html.unescape(raw))
    if quoted:
        words = words.replace("\n", f"\n{_BAR}")
    text.append(words, " ".join(style for style in styles if style))


_LINK = re.compile(r'<a href="([^"]*)">(.*?)</a>', re.DOTALL)
_LINE_OF_OUTLETS = re.compile(r"<i>.*?</i>", re.DOTALL)


def to_plain_text(markup: str) -> str:
    """The message for a file or a pipe: an item's outlets, in italics in a chat, are followed by their addresses."""
    with_addresses = _LINE_OF_OUTLETS.sub(lambda line: _LINK.sub(r"\2 \1", line[0]), markup)
    return _CONTROL.sub("", plain(with_addresses))


def show_buttons(rows: Sequence[Sequence[str]]) -> Text:
    """The buttons under a message, a line for each row."""
    return Text("\n".join(" ".join(f"[{label}]" for label in row) for row in rows), style="cyan")
