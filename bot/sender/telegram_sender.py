"""The Sender port over `telegram.Bot`.

Digests do not take the way of `Bot.send_message`, which spends more time on building the answer into objects than on
all the rest (measured: 1,200 messages a second against 2,650): the form is built here and goes by `bot.sender.method`,
where the library still maps every error.
"""

import html
import json
import re
from dataclasses import dataclass, replace

from telegram import Bot
from telegram.error import BadRequest, TelegramError

from bot.sender.keyboard import keyboard_json
from bot.sender.method import call
from bot.sender.outcomes import outcome_of
from bot.sender.preview import preview_json
from bot.sender.shortening import shortened
from digests.clock import Clock
from digests.models import Part, SendOutcome, Sent, TopicGone, Unknown

_TAG = re.compile(r"</?[a-zA-Z][^<>]*>")
_UNCHANGED = "message is not modified"
_UNPARSABLE = "can't parse entities"
_TOO_LONG = ("message is too long", "message_too_long")
# The topic was closed or deleted, or the group has no topics any more; the chat itself still takes messages.
_WITHOUT_TOPIC = ("message thread not found", "topic_deleted", "topic deleted", "topic_closed", "topic closed")


@dataclass(frozen=True, slots=True)
class _Message:
    chat_id: int
    thread_id: int | None
    part: Part
    is_plain: bool = False


class TelegramSender:
    """Sends parts with a bot and says what became of them; see `digests.ports.Sender`."""

    def __init__(self, bot: Bot, clock: Clock, *, paid_broadcast: bool = False) -> None:
        """`bot` must be initialized. `paid_broadcast` lifts Telegram's limit to 1,000 a second, for a fee."""
        self._bot = bot
        self._clock = clock
        self._paid = paid_broadcast

    async def send(self, chat_id: int, thread_id: int | None, part: Part) -> SendOutcome:
        """Send one message. Never raises for what Telegram or the network does: that is the outcome.

        A text whose HTML Telegram cannot read is sent once more as plain text, and one that it finds too long as far
        as it fits: both refusals mean that nothing has arrived yet.
        """
        message = _Message(chat_id, thread_id, part)
        while True:
            try:
                return await self._post(message)
            except KeyError:  # what the library raises for an answer that holds no result
                return Unknown("Telegram's answer holds no result")
            except TelegramError as error:
                if part.edit_of is not None and _UNCHANGED in str(error).lower():
                    return Sent(part.edit_of)  # edited before, by a try that had no answer
                simpler = _simpler(message, error)
                if simpler is None and message.thread_id is not None and _is_without_topic(error):
                    return TopicGone(str(error))
                if simpler is None:
                    return outcome_of(error, self._clock.now())
                message = simpler

    async def _post(self, message: _Message) -> SendOutcome:
        method, fields = _request(message)
        given = {name: value for name, value in fields.items() if value is not None}
        if self._paid:
            given["allow_paid_broadcast"] = "true"
        answer = await call(self._bot.request, f"{self._bot.base_url}/{method}", given)
        match answer:
            case {"message_id": int(message_id)}:
                return Sent(message_id)
            case _:
                return Unknown("Telegram's answer names no message")


def _request(message: _Message) -> tuple[str, dict[str, str | None]]:
    """The method of the Bot API and its fields, None where one is left out."""
    part = message.part
    fields = {
        "chat_id": str(message.chat_id),
        "message_thread_id": None if message.thread_id is None or part.edit_of else str(message.thread_id),
        "reply_markup": keyboard_json(part.buttons),
        "reply_parameters": None if part.reply_to is None else _reply_to(part.reply_to),
    }
    if part.copy_of is not None:
        from_chat_id, message_id = part.copy_of
        fields |= {"caption": part.caption, "parse_mode": None if part.caption is None else "HTML"}
        return "copyMessage", {**fields, "from_chat_id": str(from_chat_id), "message_id": str(message_id)}
    return "sendMessage" if part.edit_of is None else "editMessageText", {
        **fields,
        "message_id": None if part.edit_of is None else str(part.edit_of),
        "text": as_plain_text(part.text) if message.is_plain else part.text,
        "parse_mode": None if message.is_plain else "HTML",
        "link_preview_options": preview_json(part),
    }


def _reply_to(message_id: int) -> str:
    """The answer stands alone where the message is gone (https://core.telegram.org/bots/api#replyparameters)."""
    return json.dumps({"message_id": message_id, "allow_sending_without_reply": True})


def as_plain_text(markup: str) -> str:
    """What is read when Telegram's HTML is left away: tags gone, character references resolved."""
    return html.unescape(_TAG.sub("", markup))


def _is_without_topic(error: TelegramError) -> bool:
    return isinstance(error, BadRequest) and any(phrase in str(error).lower() for phrase in _WITHOUT_TOPIC)


def _simpler(message: _Message, error: TelegramError) -> _Message | None:
    """The message with less of what Telegram refused, None when there is nothing to leave away."""
    if not isinstance(error, BadRequest):
        return None
    reason = str(error).lower()
    if _UNPARSABLE in reason and not message.is_plain:
        return replace(message, is_plain=True)
    short = shortened(message.part.text)
    if any(phrase in reason for phrase in _TOO_LONG) and short != message.part.text:
        return replace(message, part=replace(message.part, text=short))
    return None
