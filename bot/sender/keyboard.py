"""Buttons as Telegram's inline keyboard."""

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from digests.models import Button


def keyboard(buttons: tuple[tuple[Button, ...], ...]) -> InlineKeyboardMarkup | None:
    """The rows of buttons as the library's own type, None when there are none."""
    rows = [[InlineKeyboardButton(b.label, callback_data=b.data, url=b.url) for b in row] for row in buttons if row]
    return InlineKeyboardMarkup(rows) if rows else None
