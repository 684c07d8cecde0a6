"""Telegram's HTML: building it safely, measuring it as Telegram does, and taking it off again. Pure."""

import html
import re
from collections.abc import Sequence
from typing import TypeGuard

MOST_STRETCHES = 100
"""Formatted stretches that Telegram shows of a message; it drops those beyond (Bot API, MessageEntity)."""

LIMIT_UNITS = 4096
"""The longest message after its markup is parsed, in UTF-16 code units (Bot API, sendMessage)."""

_URL_LIMIT = 2048
"""Longer addresses are not linked: browsers and Telegram's clients do not open them."""

_WEB_ADDRESS = re.compile(r"https?://[^\s/?#]", re.IGNORECASE)
_TAG = re.compile(r"<[^>]*>")
_OPENING = re.compile(r"<[a-z]")


def escape(text: str) -> str:
    """Text that shows as it is, in an element's content or in a quoted attribute."""
    return html.escape(text, quote=True)


def bold(markup: str) -> str:
    return f"<b>{markup}</b>"


def can_be_opened(url: str | None) -> TypeGuard[str]:
    """Whether it is a web address that names a host and is not too long for a link."""
    return url is not None and len(url) <= _URL_LIMIT and _WEB_ADDRESS.match(url) is not None


def link(text: str, url: str | None) -> str:
    """`text`, escaped, linked to `url` where that is an address that can be opened."""
    return f'<a href="{escape(url)}">{escape(text)}</a>' if can_be_opened(url) else escape(text)


def folded(title: str, lines: Sequence[str]) -> str:
    """A quotation that opens with a tap: a title and lines of markup."""
    return f"<blockquote expandable><b>{escape(title)}</b>\n" + "\n".join(lines) + "</blockquote>"


def plain(markup: str) -> str:
    """What a reader sees of the markup, without its formatting."""
    return html.unescape(_TAG.sub("", markup))


def units(markup: str) -> int:
    """The length of the parsed markup in UTF-16 code units."""
    return len(plain(markup).encode("utf-16-le", "surrogatepass")) // 2


def stretches(markup: str) -> int:
    """How many formatted stretches it has."""
    return len(_OPENING.findall(markup))


def cut(text: str, limit_units: int) -> str:
    """Plain text of at most `limit_units`, ended by … where something was cut; never half of a character."""
    if units(escape(text)) <= limit_units:
        return text
    kept = text.encode("utf-16-le", "surrogatepass")[: 2 * max(0, limit_units - 1)]
    return kept.decode("utf-16-le", "ignore").rstrip() + "…"
