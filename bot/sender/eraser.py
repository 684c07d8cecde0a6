"""The Eraser port over `telegram.Bot`."""

from datetime import timedelta

from telegram import Bot
from telegram.error import BadRequest, TelegramError

from bot.sender.outcomes import outcome_of
from digests.clock import Clock
from digests.models import Blocked, Erased, EraseOutcome, Rejected, RetryAt

_UNANSWERED_WAIT = timedelta(seconds=5)
_IS_GONE = "message to delete not found"


class TelegramEraser:
    """Deletes messages with a bot and says what became of them; see `digests.ports.Eraser`."""

    def __init__(self, bot: Bot, clock: Clock) -> None:
        """`bot` must be initialized."""
        self._bot = bot
        self._clock = clock

    async def erase(self, chat_id: int, message_id: int) -> EraseOutcome:
        """Delete one message. A deletion without an answer is tried again: to delete twice does no harm."""
        try:
            await self._bot.delete_message(chat_id, message_id)
        except TelegramError as error:
            return self._outcome_of(error)
        return Erased()

    def _outcome_of(self, error: TelegramError) -> EraseOutcome:
        if isinstance(error, BadRequest) and _IS_GONE in str(error).lower():
            return Erased()
        now = self._clock.now()
        match outcome_of(error, now):
            case RetryAt() as wait:
                return wait
            case Rejected(reason) | Blocked(reason):
                return Rejected(reason)
            case _:
                return RetryAt(now + _UNANSWERED_WAIT, str(error))
