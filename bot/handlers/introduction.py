"""The first word to Telegram: who are we?"""

import logging

from telegram.error import InvalidToken, RetryAfter, TelegramError

from bot.handlers.conversation import BotApplication
from bot.sender.outcomes import wait_of
from digests.clock import Clock
from digests.errors import YaowenError

log = logging.getLogger(__name__)

_LONGEST_WAIT_S = 60.0


class ConnectionRefused(YaowenError):
    """Telegram says no, or does not answer somebody who does not wait."""


async def introduce(application: BotApplication, clock: Clock, *, patient: bool) -> None:
    """Ask Telegram who we are; while it cannot be reached, the patient ask again and again, ever more slowly.

    Raises `ConnectionRefused`.
    """
    wait_s = 1.0
    while True:
        try:
            await application.initialize()
        except InvalidToken as error:
            raise ConnectionRefused("Telegram does not know this TELEGRAM_BOT_TOKEN") from error
        except TelegramError as error:
            if not patient:
                raise ConnectionRefused(f"Telegram does not answer ({error})") from error
            if isinstance(error, RetryAfter):
                wait_s = max(wait_s, wait_of(error).total_seconds())
            log.warning("Telegram does not answer (%s); next try in %d s", error, wait_s)
            await clock.sleep(wait_s)
            wait_s = min(wait_s * 2, _LONGEST_WAIT_S)
        else:
            return
