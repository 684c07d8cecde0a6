"""What an error of python-telegram-bot means for a delivery. Pure.

Two traps of the library decide the order: `BadRequest` is a `NetworkError`, so it must be asked for first, and a
`NetworkError` may mean that nothing was sent or that everything was, which only `ConnectionNotMade` tells apart.
"""

import re
from datetime import datetime, timedelta

from telegram.error import BadRequest, ChatMigrated, Forbidden, InvalidToken, RetryAfter, TelegramError

from bot.sender.request import ConnectionNotMade
from digests.models import Blocked, ChatMoved, Rejected, RetryAt, SendOutcome, Unknown

_UNREACHABLE_WAIT = timedelta(seconds=5)
_TOKEN_WAIT = timedelta(seconds=60)
_SHORTEST_WAIT = timedelta(seconds=1)
_LONGEST_REASON = 200

# Telegram's own words (https://github.com/tdlib/telegram-bot-api), lower case: the chat takes no message of ours.
_CHAT_IS_CLOSED = (
    "chat not found",
    "user not found",
    "user is deactivated",
    "group chat was deactivated",
    "peer_id_invalid",
    "chat_write_forbidden",
    "not enough rights to send",
    "have no rights to send a message",
    "need administrator rights in the channel chat",
)


_SLOW_MODE = re.compile(r"slowmode_wait_(\d+)")


def outcome_of(error: TelegramError, now: datetime) -> SendOutcome:
    """The outcome of a send that ended in `error` at `now`.

    A 429 counts for its chat alone: Telegram does not say whose limit was hit, most often it is a group's 20 a
    minute, and halting everybody for one group would make one chat's flood everybody's delay. Whether it is the
    token's after all shows when other chats get one too, and `digests.deliveries.pacing` watches for that.
    What nobody can get past (no connection, a refused token) stops everything until then.
    """
    # An answer that is no JSON is quoted whole by the library.
    reason = str(error)[:_LONGEST_REASON]
    match error:
        case RetryAfter():
            return RetryAt(now + wait_of(error), reason)
        case ChatMigrated():
            return ChatMoved(error.new_chat_id)
        case BadRequest() if slow := _SLOW_MODE.search(reason.lower()):
            return RetryAt(now + timedelta(seconds=int(slow[1])), reason)
        case Forbidden() | BadRequest():
            is_closed = isinstance(error, Forbidden) or any(words in reason.lower() for words in _CHAT_IS_CLOSED)
            return Blocked(reason) if is_closed else Rejected(reason)
        case InvalidToken() | ConnectionNotMade():
            wait = _TOKEN_WAIT if isinstance(error, InvalidToken) else _UNREACHABLE_WAIT
            return RetryAt(now + wait, reason, everywhere=True)
        case _:
            return _unexplained(reason, now)


def _unexplained(reason: str, now: datetime) -> SendOutcome:
    # The library raises a plain NetworkError for a 429 that names no time.
    if reason.startswith("Too Many Requests"):
        return RetryAt(now + _SHORTEST_WAIT, reason)
    return Unknown(reason)


def wait_of(error: RetryAfter) -> timedelta:
    """How long Telegram says to wait, at least a second."""
    told = error.retry_after
    return max(_SHORTEST_WAIT, told if isinstance(told, timedelta) else timedelta(seconds=told))
