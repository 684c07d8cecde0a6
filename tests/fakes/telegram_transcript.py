"""A chat as it reads: a text to look at by eye, and waiting for what appears in it."""

import asyncio
from collections.abc import Callable

from tests.fakes.telegram_state import Chat, Message, World

Predicate = Callable[[Message], bool]


def transcript(chat: Chat) -> str:
    """Every message in order, with who wrote it, its buttons, and whether it was edited or deleted."""
    return "\n".join(_lines(message) for message in chat.messages)


def _lines(message: Message) -> str:
    who = "bot" if message.from_bot else message.sender.first_name
    marks = [f"edited {len(message.edits)}x"] if message.edits else []
    marks += ["deleted"] if message.deleted else []
    marks += [message.kind] if message.kind != "text" else []
    head = f"[{message.message_id}] {who}" + (f" ({', '.join(marks)})" if marks else "") + ": "
    body = message.text.replace("\n", "\n    ")
    rows = [" ".join(f"[{button.label}]" for button in row) for row in message.keyboard]
    return "\n    ".join([head + body, *rows])


async def wait_for_message(
    world: World, chat: Chat, predicate: Predicate | str = "", *, after: int = 0, timeout_s: float = 5.0
) -> Message:
    """The bot's first standing message later than `after` that fits, as soon as it is there or edited so.

    A text as the predicate means: the plain text contains it. AssertionError with the transcript after `timeout_s`.
    """
    fits = (lambda message: predicate in message.text) if isinstance(predicate, str) else predicate
    try:
        async with asyncio.timeout(timeout_s):
            while (found := _find(chat, fits, after)) is None:
                await world.changes.next()
            return found
    except TimeoutError:
        raise AssertionError(f"no such message within {timeout_s} s in this chat:\n{transcript(chat)}") from None


def _find(chat: Chat, fits: Predicate, after: int) -> Message | None:
    later = (m for m in chat.messages if m.from_bot and not m.deleted and m.message_id > after)
    return next((message for message in later if fits(message)), None)
