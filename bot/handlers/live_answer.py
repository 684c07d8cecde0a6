"""An answer that grows in the chat while it is written.

In a private chat it is a draft, which Telegram shows for a while and which leaves nothing behind; elsewhere, and where
drafts are not known, one message that is edited. Either way the whole comes last, as a message that stays.
"""

import logging

from telegram import Message
from telegram.error import BadRequest, TelegramError

from bot.handlers.conversation import Conversation
from bot.sender import NO_PREVIEW, keyboard, patiently
from digests.models import Part

log = logging.getLogger(__name__)

_DRAFT_EVERY_S = 0.7
_EDIT_EVERY_S = 3.0
"""Telegram lets a bot change twenty messages a minute in a group."""


class LiveAnswer:
    """One answer to the message that was written."""

    def __init__(self, conversation: Conversation) -> None:
        self._conversation = conversation
        self._is_draft = conversation.place.kind == "private" and conversation.message is not None
        self._message: Message | None = None
        self._shown_at_s = float("-inf")

    async def begin(self, part: Part) -> None:
        """Show that it takes a moment."""
        await self._conversation.typing()
        if self._is_draft and await self._draft(part):
            return
        self._is_draft = False
        self._message = await self._conversation.answer_to_message(part)

    async def grow(self, part: Part) -> None:
        """Show what there is by now, unless it was shown a moment ago; what Telegram says to it is no matter."""
        now_s = self._conversation.services.clock.monotonic()
        if now_s - self._shown_at_s < (_DRAFT_EVERY_S if self._is_draft else _EDIT_EVERY_S):
            return
        self._shown_at_s = now_s
        try:
            await (self._edit(part, self._message) if self._message else self._draft(part))
        except TelegramError as error:
            log.info("an answer was not shown while it was written: %s", type(error).__name__)

    async def finish(self, part: Part) -> None:
        """The whole answer, which stays. Raises what Telegram says to it."""
        message = self._message
        if message is None:
            await self._conversation.answer_to_message(part)
            return
        try:
            await patiently(self._conversation.services.clock, lambda: self._edit(part, message))
        except BadRequest:  # deleted meanwhile
            await self._conversation.answer_to_message(part)

    async def _draft(self, part: Part) -> bool:
        """False where this server knows no drafts."""
        place, message = self._conversation.place_here, self._conversation.message
        try:
            await self._conversation.bot.send_message_draft(
                place.chat_id,
                message.message_id if message else 1,
                part.text,
                message_thread_id=place.thread_id,
                parse_mode="HTML",
            )
        except TelegramError as error:
            log.info("an answer was not shown as a draft: %s", type(error).__name__)
            return False
        return True

    async def _edit(self, part: Part, message: Message) -> None:
        await self._conversation.bot.edit_message_text(
            part.text,
            chat_id=message.chat_id,
            message_id=message.message_id,
            reply_markup=keyboard(part.buttons),
            parse_mode="HTML",
            link_preview_options=NO_PREVIEW,
        )
