"""What becomes of a delivery once a try has had its outcome. Pure.

| outcome   | becomes | tries | what it means                                                                       |
|-----------|---------|-------|-------------------------------------------------------------------------------------|
| Sent      | sent    | +1    | whatever else happened meanwhile: the reader has it                                 |
| RetryAt   | pending | +0    | waits exactly as told, as often as told: flood control and outages lose no message  |
| ChatMoved | pending | +0    | at once, in the new chat                                                            |
| Blocked   | failed  | +1    | the reason starts with "blocked:"                                                   |
| Rejected  | failed  | +1    | the reason is kept                                                                  |
| Unknown   | pending | +1    | see below; after the third try `unknown` for good                                   |

Unknown: the request went out and no answer came. A message lost is worse than one that comes twice, so it is tried
again, after about one minute and then about five: most such faults are over by then, and a double that comes a minute
later is rare. After three tries it rests as `unknown`, and the report says so.

A delivery that was withdrawn or has ended while its try was under way stays as it is, unless it was sent.
`lease_until` is left alone: it belongs to the claim, and the outbox ends it.
"""

import random
from dataclasses import replace
from datetime import datetime, timedelta

from digests.models import (
    Blocked,
    ChatMoved,
    Delivery,
    DeliveryState,
    Rejected,
    RetryAt,
    SendOutcome,
    Sent,
    Unknown,
)

MAX_TRIES = 3
"""Tries that reached Telegram, before an unknown end is left as it is."""

BLOCKED_PREFIX = "blocked:"
"""How the `error` of a failed delivery begins when its chat does not take our messages."""

_BACK_OFF_S = (60.0, 300.0)
_JITTER = 0.2
_ENDED = frozenset({DeliveryState.SENT, DeliveryState.FAILED, DeliveryState.CANCELLED})


def decide(delivery: Delivery, outcome: SendOutcome, now: datetime, rng: random.Random) -> Delivery:
    """The delivery after a try that had this outcome; see the table above. `rng` spreads the retries."""
    if isinstance(outcome, Sent):
        return replace(_ended(delivery, DeliveryState.SENT, None), message_id=outcome.message_id)
    if delivery.state in _ENDED:
        return delivery
    match outcome:
        case RetryAt():
            return release(delivery, outcome.at, outcome.reason)
        case ChatMoved():
            return _moved(delivery, outcome.chat_id, now)
        case Blocked() | Rejected():
            prefix = f"{BLOCKED_PREFIX} " if isinstance(outcome, Blocked) else ""
            return _ended(delivery, DeliveryState.FAILED, prefix + outcome.reason)
        case Unknown():
            return _unanswered(delivery, outcome.reason, now, rng)


def release(delivery: Delivery, at: datetime, reason: str | None = None) -> Delivery:
    """The delivery given back untried: it waits until `at`. Its last error stays unless there is a new one."""
    return replace(
        delivery,
        state=DeliveryState.PENDING,
        next_try_at=at,
        error=reason or delivery.error,
    )


def _moved(delivery: Delivery, chat_id: int, now: datetime) -> Delivery:
    if chat_id == delivery.chat_id:
        return _ended(delivery, DeliveryState.FAILED, "the chat is said to have moved to where it is")
    return replace(release(delivery, now), chat_id=chat_id)


def _unanswered(delivery: Delivery, reason: str, now: datetime, rng: random.Random) -> Delivery:
    counted = replace(delivery, unknowns=delivery.unknowns + 1)
    if counted.attempts + 1 >= MAX_TRIES:
        return _ended(counted, DeliveryState.UNKNOWN, reason)
    wait_s = _BACK_OFF_S[min(counted.attempts, len(_BACK_OFF_S) - 1)] * (1 + _JITTER * rng.random())
    waiting = release(counted, now + timedelta(seconds=wait_s), reason)
    return replace(waiting, attempts=counted.attempts + 1)


def _ended(delivery: Delivery, state: DeliveryState, error: str | None) -> Delivery:
    return replace(delivery, state=state, attempts=delivery.attempts + 1, error=error)
