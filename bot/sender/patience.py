"""Answers to people when Telegram says 429: they wait as told, and are sent.

Digests and broadcasts wait in the outbox. A person who pressed a button waits for the answer itself, so it is kept and
tried again in place.
"""

from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import TypeVar

from telegram.error import RetryAfter

from bot.sender.outcomes import wait_of
from digests.clock import Clock

T = TypeVar("T")

TRIES = 4
LONGEST_WAIT = timedelta(minutes=2)
"""Who waited longer has gone on; the answer would come out of nowhere."""


async def patiently(clock: Clock, request: Callable[[], Awaitable[T]]) -> T:
    """The result of `request`, tried again after each 429 when its wait is over.

    Raises what the request raises, and `RetryAfter` after four tries or when the wait is over two minutes.
    """
    for _ in range(TRIES - 1):
        try:
            return await request()
        except RetryAfter as error:
            wait = wait_of(error)
            if wait > LONGEST_WAIT:
                raise
        await clock.sleep(wait.total_seconds())
    return await request()
