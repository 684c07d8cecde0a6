"""Reading what comes back from a button or after a command: anybody may forge it. Pure."""


def is_number(text: str) -> bool:
    """Whether it holds a number of ours: a forged one may have any digits, and any number of them."""
    return text.isascii() and text.isdecimal() and len(text) < 16


def chat_id_in(text: str) -> int | None:
    """The chat id that a text is, negative for groups and channels; None for any other text."""
    return int(text) if is_number(text.strip().removeprefix("-")) else None
