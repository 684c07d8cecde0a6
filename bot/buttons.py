"""Buttons as the menus arrange them. Pure; knows no transport."""

from collections.abc import Sequence

from bot.texts import Texts
from digests.models import Button


def marked(label: str, *, chosen: bool) -> str:
    """The label, with a mark where it is what holds."""
    return f"✓ {label}" if chosen else label


def in_rows(buttons: Sequence[Button], width: int) -> list[tuple[Button, ...]]:
    return [tuple(buttons[start : start + width]) for start in range(0, len(buttons), width)]


def back(texts: Texts) -> tuple[Button, ...]:
    """The way back to the settings."""
    return (Button(texts.plain("button-back"), "menu:settings"),)
