"""A message that Telegram finds too long: as much of it as fits, rather than nothing. Pure."""

from bot.markup import LIMIT_UNITS, cut, escape, plain, units

_ELLIPSIS = "\n…"


def shortened(markup: str) -> str:
    """Telegram's HTML that fits one message: whole paragraphs with their formatting, else the beginning as plain text.

    A paragraph ends at an empty line; ours open and close their formatting within one.
    """
    kept = ""
    for paragraph in markup.split("\n\n"):
        longer = f"{kept}\n\n{paragraph}" if kept else paragraph
        if units(longer) > LIMIT_UNITS - len(_ELLIPSIS):
            break
        kept = longer
    return kept + _ELLIPSIS if kept else escape(cut(plain(markup), LIMIT_UNITS))
