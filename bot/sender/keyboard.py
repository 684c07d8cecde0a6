"""Buttons as Telegram's inline keyboard."""

import json

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from digests.models import Button

Rows = tuple[tuple[Button, ...], ...]


def keyboard(buttons: Rows) -> InlineKeyboardMarkup | None:
    """The rows of buttons as the library's own type, None when there are none."""
    rows = [[InlineKeyboardButton(b.label, callback_data=b.data, url=b.url) for b in row] for row in buttons if row]
    return InlineKeyboardMarkup(rows) if rows else None


def keyboard_json(buttons: Rows) -> str | None:
    """The same as the text that a request carries (https://core.telegram.org/bots/api#inlinekeyboardmarkup)."""
    rows = [[_button(button) for button in row] for row in buttons if row]
    return json.dumps({"inline_keyboard": rows}) if rows else None


def _button(button: Button) -> dict[str, str]:
    given = {"text": button.label, "callback_data": button.data, "url": button.url}
    return {name: value for name, value in given.items() if value is not None}
