"""The Sender port over `telegram.Bot`."""

import html
import re
from dataclasses import dataclass, replace

from telegram import Bot, LinkPreviewOptions
from telegram.constants import ParseMode
from telegram.error import BadRequest, TelegramError

from bot.sender.keyboard import keyboard
from bot.sender.outcomes import outcome_of
from digests.clock import Clock
from digests.models import Part, SendOutcome, Sent

_NO_PREVIEW = LinkPreviewOptions(is_disabled=True)
_TAG = re.compile(r"</?[a-zA-Z][^<>]*>")
_UNPARSABLE = "can't parse entities"
# The topic was deleted, or the group has no topics any more; the chat itself still takes messages.
_THREAD_IS_GONE = ("message thread not found", "topic_deleted", "topic deleted")


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
        self._paid = paid_broadcast or None

    async def send(self, chat_id: int, thread_id: int | None, part: Part) -> SendOutcome:
        """Send one message. Never raises for what Telegram or the network does: that is the outcome.

        A text whose HTML Telegram cannot read is sent once more as plain text, and what was meant for a topic that
        is gone goes to the chat: both refusals mean that nothing has arrived yet.
        """
        message = _Message(chat_id, thread_id, part)
        while True:
            try:
                return Sent(await self._post(message))
            except TelegramError as error:
                simpler = _simpler(message, error)
                if simpler is None:
                    return outcome_of(error, self._clock.now())
                message = simpler

    async def _post(self, message: _Message) -> int:
        part, markup = message.part, keyboard(message.part.buttons)
        if part.copy_of is not None:
            from_chat_id, message_id = part.copy_of
            copied = await self._bot.copy_message(
                message.chat_id,
                from_chat_id,
                message_id,
                message_thread_id=message.thread_id,
                reply_markup=markup,
                allow_paid_broadcast=self._paid,
            )
            return copied.message_id
        sent = await self._bot.send_message(
            message.chat_id,
            as_plain_text(part.text) if message.is_plain else part.text,
            parse_mode=None if message.is_plain else ParseMode.HTML,
            message_thread_id=message.thread_id,
            link_preview_options=_NO_PREVIEW,
            reply_markup=markup,
            allow_paid_broadcast=self._paid,
        )
        return sent.message_id


def as_plain_text(markup: str) -> str:
    """What is read when Telegram's HTML is left away: tags gone, character references resolved."""
    return html.unescape(_TAG.sub("", markup))


def _simpler(message: _Message, error: TelegramError) -> _Message | None:
    """The message with less of what Telegram refused, None when there is nothing to leave away."""
    if not isinstance(error, BadRequest):
        return None
    reason = str(error).lower()
    if _UNPARSABLE in reason and not message.is_plain:
        return replace(message, is_plain=True)
    if message.thread_id is not None and any(phrase in reason for phrase in _THREAD_IS_GONE):
        return replace(message, thread_id=None)
    return None
