"""The state machine of a delivery, over every state and outcome."""

import random
from dataclasses import replace
from datetime import datetime, timedelta
from typing import get_args

import pytest

from digests.deliveries.outbox import (
    BLOCKED_PREFIX,
    MAX_TRIES,
    MAX_UNKNOWNS,
    POISON,
    decide,
    decide_erased,
    give_up,
    release,
)
from digests.models import (
    Blocked,
    ChatMoved,
    Delivery,
    DeliveryState,
    Erased,
    Rejected,
    RetryAt,
    SendOutcome,
    Sent,
    TopicGone,
    Unknown,
)
from tests.unit.deliveries.samples import NOW, delivery

LATER = NOW + timedelta(seconds=17)
ERASED = (DeliveryState.UNDOING, DeliveryState.UNDONE)
ENDED = (DeliveryState.FAILED, DeliveryState.CANCELLED, DeliveryState.SENT, *ERASED)
OUTCOMES: tuple[SendOutcome, ...] = (
    Sent(5),
    RetryAt(LATER, "flood"),
    ChatMoved(-100),
    TopicGone("TOPIC_CLOSED"),
    Blocked("kicked"),
    Rejected("too long"),
    Unknown("timed out"),
)
# What a delivery of a topic becomes, the outcomes standing in the order above.
TABLE = {
    #            Sent      RetryAt   ChatMoved TopicGone Blocked   Rejected  Unknown
    "pending":   "sent      pending   pending   pending   failed    failed    pending",
    "claimed":   "sent      pending   pending   pending   failed    failed    pending",
    "unknown":   "sent      pending   pending   pending   failed    failed    pending",
    "sent":      "sent      sent      sent      sent      sent      sent      sent",
    "failed":    "sent      failed    failed    failed    failed    failed    failed",
    "cancelled": "sent      cancelled cancelled cancelled cancelled cancelled cancelled",
    "undoing":   "undoing   undoing   undoing   undoing   undoing   undoing   undoing",
    "undone":    "undone    undone    undone    undone    undone    undone    undone",
}  # fmt: skip


def after(before: Delivery, outcome: SendOutcome, now: datetime = NOW) -> Delivery:
    return decide(before, outcome, now, random.Random(1))


@pytest.mark.parametrize("state", DeliveryState)
@pytest.mark.parametrize("number", range(len(OUTCOMES)), ids=[type(each).__name__ for each in OUTCOMES])
def test_every_state_becomes_by_every_outcome_what_the_table_says(state: DeliveryState, number: int) -> None:
    before = replace(delivery(state=state), thread_id=5)
    assert after(before, OUTCOMES[number]).state == TABLE[state].split()[number]


def test_the_table_leaves_out_no_state_and_no_outcome() -> None:
    assert set(TABLE) == set(DeliveryState)
    assert {type(outcome) for outcome in OUTCOMES} == set(get_args(SendOutcome))
    assert {len(row.split()) for row in TABLE.values()} == {len(OUTCOMES)}


@pytest.mark.parametrize("state", ENDED)
@pytest.mark.parametrize("outcome", OUTCOMES[1:])
def test_an_ended_delivery_is_changed_by_nothing_but_being_sent(state: DeliveryState, outcome: SendOutcome) -> None:
    before = delivery(state=state)
    assert after(before, outcome) == before


@pytest.mark.parametrize("state", [state for state in DeliveryState if state not in ERASED])
def test_what_telegram_took_is_sent_whatever_happened_meanwhile(state: DeliveryState) -> None:
    sent = after(replace(delivery(state=state), error="withdrawn"), Sent(42))
    assert (sent.state, sent.message_id, sent.error, sent.attempts) == (DeliveryState.SENT, 42, None, 1)
    assert sent.sent_at == NOW


@pytest.mark.parametrize("state", ERASED)
def test_what_is_being_undone_is_not_sent_again_by_a_late_answer(state: DeliveryState) -> None:
    before = delivery(state=state)
    assert after(before, Sent(42)) == before


def test_a_message_whose_topic_is_gone_goes_to_the_chat_itself_at_once() -> None:
    moved = after(replace(delivery(), thread_id=5), TopicGone("TOPIC_CLOSED"), LATER)
    assert (moved.thread_id, moved.next_try_at, moved.attempts) == (None, LATER, 0)


def test_a_topic_that_is_none_ends_the_delivery_with_its_reason() -> None:
    ended = after(delivery(), TopicGone("TOPIC_CLOSED"))
    assert (ended.state, ended.error) == (DeliveryState.FAILED, "TOPIC_CLOSED")


def test_poison_is_not_tried_for_ever_and_says_so() -> None:
    assert give_up(replace(delivery(), unknowns=MAX_UNKNOWNS - 1)) is None
    ended = give_up(replace(delivery(), unknowns=MAX_UNKNOWNS))
    assert ended is not None
    assert (ended.state, ended.error) == (DeliveryState.UNKNOWN, POISON)


def test_a_deleted_message_is_undone_and_one_that_cannot_be_stays_sent_with_the_reason() -> None:
    undoing = delivery(state=DeliveryState.UNDOING)
    assert decide_erased(undoing, Erased()).state is DeliveryState.UNDONE
    kept = decide_erased(undoing, Rejected("message can't be deleted"))
    assert (kept.state, kept.error) == (DeliveryState.SENT, "not deleted: message can't be deleted")
    assert decide_erased(undoing, RetryAt(LATER, "flood")) == undoing


def test_a_told_wait_is_kept_exactly_and_uses_up_no_try() -> None:
    waiting = delivery()
    for round_number in range(50):
        at = NOW + timedelta(seconds=round_number)
        waiting = after(replace(waiting, state=DeliveryState.CLAIMED), RetryAt(at, "flood"))
        assert (waiting.next_try_at, waiting.attempts, waiting.error) == (at, 0, "flood")


def test_a_moved_chat_is_tried_at_once_under_its_new_id() -> None:
    moved = after(delivery(chat_id=-5), ChatMoved(-100500), LATER)
    assert (moved.chat_id, moved.next_try_at, moved.attempts) == (-100500, LATER, 0)


def test_a_chat_that_moved_to_itself_ends_the_delivery() -> None:
    assert after(delivery(chat_id=-5), ChatMoved(-5)).state is DeliveryState.FAILED


def test_a_blocked_delivery_says_so_in_front_of_its_reason() -> None:
    assert after(delivery(), Blocked("bot was kicked")).error == f"{BLOCKED_PREFIX} bot was kicked"


def test_a_rejected_delivery_keeps_telegrams_reason() -> None:
    assert after(delivery(), Rejected("message is too long")).error == "message is too long"


def test_an_unknown_end_is_tried_five_times_in_all_with_waits_that_outlast_an_hour() -> None:
    waiting = delivery()
    for wait_s in (60, 300, 900, 3600):
        waiting = after(waiting, Unknown("no answer"))
        assert waiting.state is DeliveryState.PENDING
        assert timedelta(seconds=wait_s) <= waiting.next_try_at - NOW <= timedelta(seconds=1.2 * wait_s)
    ended = after(waiting, Unknown("no answer"))
    assert (ended.state, ended.attempts, ended.unknowns) == (DeliveryState.UNKNOWN, MAX_TRIES, 5)
    assert ended.error == "no answer"


def test_a_crash_of_the_sender_uses_up_no_try() -> None:
    """The outbox counts a stalled claim in `unknowns`; many crashes must not end a message that was never sent."""
    stalled = replace(delivery(state=DeliveryState.UNKNOWN), unknowns=9)
    assert after(stalled, Unknown("no answer")).state is DeliveryState.PENDING


def test_retries_of_many_are_spread() -> None:
    rng = random.Random(1)
    times = {decide(delivery(), Unknown("no answer"), NOW, rng).next_try_at for _ in range(20)}
    assert len(times) == 20


def test_the_claim_is_proved_by_the_lease_it_came_with() -> None:
    before = delivery()
    assert all(after(before, outcome).lease_until == before.lease_until for outcome in OUTCOMES)


def test_what_is_released_keeps_its_last_error_and_its_tries() -> None:
    given_back = release(replace(delivery(), error="flood", attempts=1), LATER)
    assert (given_back.state, given_back.next_try_at, given_back.error, given_back.attempts) == (
        DeliveryState.PENDING,
        LATER,
        "flood",
        1,
    )
