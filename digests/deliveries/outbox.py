"""What becomes of a delivery once a try has had its outcome. Pure.

| outcome   | becomes | tries | what it means                                                                       |
|-----------|---------|-------|-------------------------------------------------------------------------------------|
| Sent      | sent    | +1    | whatever else happened meanwhile: the reader has it                                 |
| RetryAt   | pending | +0    | waits exactly as told, as often as told: flood control and outages lose no message  |
| ChatMoved | pending | +0    | at once, in the new chat                                                            |
| TopicGone | pending | +0    | at once, in the chat itself                                                         |
| Blocked   | failed  | +1    | the reason starts with "blocked:"                                                   |
| Rejected  | failed  | +1    | the reason is kept                                                                  |
| Unknown   | pending | +1    | see below; after the fifth try `unknown` for good                                   |

Unknown: the request went out and no answer came. A message lost is worse than one that comes twice, so it is tried
again, after about 1, 5, 15 and 60 minutes: most such faults are over after the first, and a message outlives a Telegram
that answers nobody for an hour. Every such end is counted in `unknowns`, and a reader gets at most one copy more than
that. After five tries it rests as `unknown`, and the report says so.

Poison: a message whose sender dies each time is counted by the outbox in `unknowns` too. After `MAX_UNKNOWNS` it is not
tried any more and rests as `unknown`, so that it cannot kill every process for ever. The limit is high: whatever is
claimed when a process dies for another reason is counted with it.

A delivery that was withdrawn or has ended while its try was under way stays as it is, unless it was sent.
`lease_until` is left alone: it belongs to the claim, and the outbox ends it.

Quiet hours put a delivery off untried: it is due when they end, however early it was claimed, so that neither an outage
nor a broadcast rings at night.

Undoing has its own outcomes: Erased makes `undoing` `undone`, Rejected makes it `sent` again with the reason, and after
RetryAt it stays: deleting twice does no harm.
"""

import random
from dataclasses import replace
from datetime import datetime, timedelta

from digests.models import (
    Blocked,
    ChatMoved,
    Delivery,
    DeliveryState,
    Erased,
    EraseOutcome,
    Rejected,
    RetryAt,
    SendOutcome,
    Sent,
    TopicGone,
    Unknown,
)

MAX_TRIES = 5
"""Tries that reached Telegram, before an unknown end is left as it is."""

MAX_UNKNOWNS = 20
"""Ends that nobody knows, deaths of the sender included: at a lease of 15 s five minutes of dying."""

POISON = "its sender died again and again"
"""The `error` of a delivery that was given up for that."""

BLOCKED_PREFIX = "blocked:"
"""How the `error` of a failed delivery begins when its chat does not take our messages."""

_BACK_OFF_S = (60.0, 300.0, 900.0, 3600.0)
_JITTER = 0.2
_ERASED = frozenset({DeliveryState.UNDOING, DeliveryState.UNDONE})
_ENDED = _ERASED | {DeliveryState.SENT, DeliveryState.FAILED, DeliveryState.CANCELLED}


def decide(delivery: Delivery, outcome: SendOutcome, now: datetime, rng: random.Random) -> Delivery:
    """The delivery after a try that had this outcome; see the table above. `rng` spreads the retries."""
    if isinstance(outcome, Sent):
        return _sent(delivery, outcome.message_id, now)
    if delivery.state in _ENDED:
        return delivery
    match outcome:
        case RetryAt() | ChatMoved() | TopicGone():
            return _not_taken(delivery, outcome, now)
        case Blocked() | Rejected():
            prefix = f"{BLOCKED_PREFIX} " if isinstance(outcome, Blocked) else ""
            return _ended(delivery, DeliveryState.FAILED, prefix + outcome.reason)
        case Unknown():
            return _unanswered(delivery, outcome.reason, now, rng)


def give_up(delivery: Delivery) -> Delivery | None:
    """What becomes of a claimed delivery that is not to be tried any more; None for one that is."""
    if delivery.unknowns < MAX_UNKNOWNS:
        return None
    return replace(delivery, state=DeliveryState.UNKNOWN, error=POISON)


def decide_erased(delivery: Delivery, outcome: EraseOutcome) -> Delivery:
    """The delivery in the state `undoing` after a try to delete its message."""
    match outcome:
        case Erased():
            return replace(delivery, state=DeliveryState.UNDONE)
        case Rejected():
            return replace(delivery, state=DeliveryState.SENT, error=f"not deleted: {outcome.reason}")
        case RetryAt():
            return delivery


def release(delivery: Delivery, at: datetime, reason: str | None = None) -> Delivery:
    """The delivery given back untried: it waits until `at`. Its last error stays unless there is a new one."""
    return replace(
        delivery,
        state=DeliveryState.PENDING,
        next_try_at=at,
        error=reason or delivery.error,
    )


def put_off(delivery: Delivery, until: datetime) -> Delivery:
    """The delivery given back untried and due at `until`: what is not due costs a claim nothing to pass over."""
    return replace(delivery, state=DeliveryState.PENDING, due_at=until, next_try_at=until)


def _sent(delivery: Delivery, message_id: int, now: datetime) -> Delivery:
    if delivery.state in _ERASED:
        return delivery
    attempts = delivery.attempts + 1
    return replace(
        delivery, state=DeliveryState.SENT, attempts=attempts, error=None, message_id=message_id, sent_at=now
    )


def _not_taken(delivery: Delivery, outcome: RetryAt | ChatMoved | TopicGone, now: datetime) -> Delivery:
    """Nothing arrived, and the message waits for its time or goes elsewhere at once."""
    match outcome:
        case RetryAt():
            return release(delivery, outcome.at, outcome.reason)
        case ChatMoved() if outcome.chat_id == delivery.chat_id:
            return _ended(delivery, DeliveryState.FAILED, "the chat is said to have moved to where it is")
        case ChatMoved():
            return replace(release(delivery, now), chat_id=outcome.chat_id)
        case TopicGone() if delivery.thread_id is None:
            return _ended(delivery, DeliveryState.FAILED, outcome.reason)
        case TopicGone():
            return replace(release(delivery, now), thread_id=None)


def _unanswered(delivery: Delivery, reason: str, now: datetime, rng: random.Random) -> Delivery:
    counted = replace(delivery, unknowns=delivery.unknowns + 1)
    if counted.attempts + 1 >= MAX_TRIES:
        return _ended(counted, DeliveryState.UNKNOWN, reason)
    wait_s = _BACK_OFF_S[min(counted.attempts, len(_BACK_OFF_S) - 1)] * (1 + _JITTER * rng.random())
    waiting = release(counted, now + timedelta(seconds=wait_s), reason)
    return replace(waiting, attempts=counted.attempts + 1)


def _ended(delivery: Delivery, state: DeliveryState, error: str | None) -> Delivery:
    return replace(delivery, state=state, attempts=delivery.attempts + 1, error=error)
