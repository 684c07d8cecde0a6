"""Answers to people in the token's one budget: they go first, and count.

The library's documented extension point for this is `BaseRateLimiter`: every request of its `Application` comes by
here. Digests do not: `TelegramSender` has its own way, behind the dispatcher's turn at the same turnstile.
"""

import math
from collections.abc import Callable, Coroutine
from datetime import timedelta
from typing import Any

from telegram.error import RetryAfter
from telegram.ext import BaseRateLimiter

from bot.sender.outcomes import wait_of
from bot.sender.patience import LONGEST_WAIT
from digests.clock import Clock
from digests.deliveries.turnstile import REPLY, Turnstile

_NO_MESSAGE = frozenset(("sendChatAction", "sendMessageDraft"))
_NEW_MESSAGE = ("send", "copy", "forward")

Json = dict[str, Any]
Result = bool | Json | list[Json]


class RepliesFirst(BaseRateLimiter[None]):
    """Lets the application's requests through the turnstile; new messages are counted, everything heeds a 429."""

    def __init__(self, turnstile: Turnstile, clock: Clock) -> None:
        self._turnstile = turnstile
        self._clock = clock

    async def initialize(self) -> None:
        """Nothing to open."""

    async def shutdown(self) -> None:
        """Nothing to close."""

    async def process_request(  # noqa: PLR0913, PLR0917 - the library's signature
        self,
        callback: Callable[..., Coroutine[Any, Any, Result]],
        args: Any,
        kwargs: Json,
        endpoint: str,
        data: Json,
        rate_limit_args: None,
    ) -> Result:
        """The answer. Raises `RetryAfter`, without asking Telegram, when a 429 forbids it for over two minutes."""
        del rate_limit_args
        chat_id = data.get("chat_id")
        if not isinstance(chat_id, int):
            return await callback(*args, **kwargs)
        await self._wait(chat_id, is_message=endpoint.startswith(_NEW_MESSAGE) and endpoint not in _NO_MESSAGE)
        try:
            return await callback(*args, **kwargs)
        except RetryAfter as error:
            now_s = self._clock.monotonic()
            self._turnstile.pacing.stop_chat(chat_id, now_s, now_s + wait_of(error).total_seconds())
            raise
        finally:
            self._turnstile.pacing.answered(chat_id, self._clock.monotonic())

    async def _wait(self, chat_id: int, *, is_message: bool) -> None:
        longest_s = LONGEST_WAIT.total_seconds()
        if is_message:
            wait_s = await self._turnstile.enter(chat_id, REPLY, self._clock.now(), max_wait_s=longest_s)
        else:
            wait_s = self._turnstile.pacing.stopped_for(chat_id, self._clock.monotonic())
            if 0 < wait_s <= longest_s:
                await self._clock.sleep(wait_s)
                return
        if wait_s > 0:
            raise RetryAfter(timedelta(seconds=math.ceil(wait_s)))
