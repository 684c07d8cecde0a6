"""Updates that Telegram posts to us, in place of those that we fetch."""

import json
import logging
from collections.abc import Sequence
from hmac import compare_digest

from telegram import Update
from telegram.error import BadRequest, NetworkError, RetryAfter

from bot.handlers.conversation import BotApplication
from bot.listener import Call, Reply
from bot.sender.outcomes import wait_of
from digests.clock import Clock
from digests.errors import YaowenError

log = logging.getLogger(__name__)

LARGEST_BYTES = 1024 * 1024
_LONGEST_WAIT_S = 60.0
_CONNECTIONS = 40


class WebhookRefused(YaowenError):
    """Telegram does not take the address of TELEGRAM_WEBHOOK_URL."""


class WebhookDoor:
    """Takes updates from whoever knows the secret: Telegram, which was told it with the address."""

    def __init__(self, application: BotApplication, secret: str) -> None:
        self._application = application
        self._secret = secret

    async def __call__(self, call: Call) -> Reply:
        given = call.headers.get("x-telegram-bot-api-secret-token", "")
        if call.rest or call.method != "POST":
            return Reply(404)
        if not compare_digest(given.encode(errors="surrogateescape"), self._secret.encode()):
            return Reply(403)
        try:
            update = Update.de_json(json.loads(await call.body(LARGEST_BYTES)), self._application.bot)
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
            return Reply(400)
        if not self._application.running:  # it begins or ends; Telegram posts it again
            return Reply(503)
        await self._application.update_queue.put(update)
        return Reply(200)


async def tell_telegram(application: BotApplication, url: str, secret: str, kinds: Sequence[str], clock: Clock) -> None:
    """Have updates of these kinds posted to `url` from now on. A Telegram that cannot be reached is waited for.

    Raises `WebhookRefused`.
    """
    wait_s = 1.0
    while True:
        try:
            await application.bot.set_webhook(
                url, secret_token=secret, allowed_updates=kinds, max_connections=_CONNECTIONS
            )
        except BadRequest as error:
            raise WebhookRefused(f"Telegram does not take TELEGRAM_WEBHOOK_URL ({error})") from error
        except (NetworkError, RetryAfter) as error:
            if isinstance(error, RetryAfter):
                wait_s = max(wait_s, wait_of(error).total_seconds())
            log.warning("Telegram does not answer (%s); next try in %d s", error, wait_s)
            await clock.sleep(wait_s)
            wait_s = min(wait_s * 2, _LONGEST_WAIT_S)
        else:
            return
