"""The outbox: order, leases, and what settling may change."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, time, timedelta
from typing import Any

import pytest

from digests.models import Delivery, DeliveryState, Failure, Part, QuietHours, Tally, Urgency
from digests.ports import Storage
from tests.factories import NOW, make_delivery, make_new_delivery, make_subscription

SECOND = timedelta(seconds=1)
STATES = DeliveryState


async def claim(storage: Storage, now: datetime = NOW, limit: int = 99) -> list[Delivery]:
    return await storage.outbox.claim(now, limit=limit, lease_s=60)


async def settle(storage: Storage, delivery: Delivery, state: DeliveryState, **changes: Any) -> None:
    await storage.outbox.settle([replace(delivery, state=state, lease_until=None, **changes)])


def chats(deliveries: Iterable[Delivery]) -> list[int]:
    return [delivery.chat_id - 1000 for delivery in deliveries]


async def test_a_claimed_delivery_is_what_was_put_in(storage: Storage) -> None:
    await storage.outbox.add([make_new_delivery(1), make_new_delivery(2)])
    assert await claim(storage) == [make_delivery(1), make_delivery(2)]


async def test_a_message_still_knows_what_it_answers(storage: Storage) -> None:
    answer = make_new_delivery(1, part=Part("Update", reply_to=55))
    await storage.outbox.add([answer])
    assert [each.part for each in await claim(storage)] == [answer.part]


async def test_a_message_is_put_in_once_and_stays_as_it_was(storage: Storage) -> None:
    new = make_new_delivery(1)
    for again in (new, replace(new, due_at=NOW + SECOND), new):
        await storage.outbox.add([again, again])
    assert await storage.outbox.tally(new.owner) == Tally(pending=1)
    claimed = await claim(storage)
    await settle(storage, claimed[0], STATES.SENT, message_id=5)
    await storage.outbox.add([new])
    assert await claim(storage) == []


async def test_owner_chat_thread_and_part_each_make_another_message(storage: Storage) -> None:
    new = make_new_delivery(1, owner="e")
    others = [
        replace(new, chat_id=7),
        replace(new, thread_id=7),
        replace(new, thread_id=8),
        replace(new, part_number=2),
    ]
    await storage.outbox.add([new, *others])
    assert await storage.outbox.tally("e") == Tally(pending=5)


async def test_more_messages_than_a_chunk_are_all_put_in(storage: Storage) -> None:
    await storage.outbox.add([make_new_delivery(number, owner="e") for number in range(1203)])
    assert await storage.outbox.tally("e") == Tally(pending=1203)


async def test_nobody_else_gets_a_claimed_delivery(storage: Storage) -> None:
    await storage.outbox.add([make_new_delivery(number) for number in (1, 2, 3)])
    first = await claim(storage, limit=2)
    assert chats(first) == [1, 2]
    assert chats(await claim(storage)) == [3]
    assert await claim(storage, NOW + 59.9 * SECOND) == []


async def test_the_most_urgent_go_first_then_the_longest_due(storage: Storage) -> None:
    late = NOW - SECOND
    await storage.outbox.add(
        [
            make_new_delivery(1, urgency=Urgency.BROADCAST, due_at=NOW - 9 * SECOND),
            make_new_delivery(2, urgency=Urgency.DIGEST),
            make_new_delivery(3, urgency=Urgency.INSTANT),
            make_new_delivery(4, urgency=Urgency.DIGEST, due_at=late),
            make_new_delivery(5, urgency=Urgency.INSTANT, due_at=NOW + SECOND),
        ]
    )
    assert chats(await claim(storage, limit=3)) == [3, 4, 2]
    assert chats(await claim(storage)) == [1]


async def test_a_chat_gets_its_parts_in_order_each_after_the_one_before_has_ended(storage: Storage) -> None:
    await storage.outbox.add([make_new_delivery(1, owner="e", part_number=number) for number in (3, 1, 2)])
    for number, end in enumerate([STATES.SENT, STATES.FAILED], start=1):
        claimed = await claim(storage)
        assert [each.part_number for each in claimed] == [number]
        assert await claim(storage) == []
        await settle(storage, claimed[0], STATES.PENDING, next_try_at=NOW + SECOND)
        assert await claim(storage) == []
        claimed = await claim(storage, NOW + SECOND)
        assert [each.part_number for each in claimed] == [number]
        await settle(storage, claimed[0], end)
    assert [each.part_number for each in await claim(storage)] == [3]


async def test_an_unknown_end_of_a_part_lets_the_next_one_go(storage: Storage) -> None:
    await storage.outbox.add([make_new_delivery(1, owner="e", part_number=number) for number in (1, 2)])
    await settle(storage, (await claim(storage))[0], STATES.UNKNOWN)
    assert [each.part_number for each in await claim(storage)] == [2]


async def test_one_chats_waiting_part_holds_back_no_other_chat_thread_or_owner(storage: Storage) -> None:
    part_2 = make_new_delivery(1, owner="e", part_number=2)
    await storage.outbox.add([make_new_delivery(1, owner="e"), part_2])
    assert len(await claim(storage)) == 1
    others = [replace(part_2, chat_id=7), replace(part_2, thread_id=7), replace(part_2, owner="f")]
    await storage.outbox.add(others)
    assert len(await claim(storage)) == len(others)


async def test_a_stalled_claim_comes_back_as_unknown_until_somebody_settles_it(storage: Storage) -> None:
    await storage.outbox.add([make_new_delivery(1)])
    await claim(storage)
    for stalls in (1, 2):
        now = NOW + 60 * stalls * SECOND
        back = await claim(storage, now)
        assert [(each.state, each.unknowns, each.lease_until) for each in back] == [
            (STATES.UNKNOWN, stalls, now + 60 * SECOND)
        ]
    await settle(storage, back[0], STATES.SENT, message_id=9)
    assert await claim(storage, NOW + 999 * SECOND) == []


async def test_stalled_claims_keep_their_place_among_the_others(storage: Storage) -> None:
    await storage.outbox.add([make_new_delivery(1, urgency=Urgency.DIGEST)])
    await claim(storage)
    await storage.outbox.add([make_new_delivery(2, urgency=Urgency.INSTANT), make_new_delivery(3, due_at=NOW + SECOND)])
    assert chats(await claim(storage, NOW + 60 * SECOND, limit=2)) == [2, 1]


async def test_settling_stores_what_became_of_it(storage: Storage) -> None:
    await storage.outbox.add([make_new_delivery(1, owner="e")])
    claimed = (await claim(storage))[0]
    waiting = replace(claimed, attempts=2, unknowns=1, error="flood control", next_try_at=NOW + SECOND)
    await settle(storage, waiting, STATES.PENDING)
    assert await claim(storage, NOW + SECOND) == [replace(waiting, lease_until=NOW + 61 * SECOND)]


@pytest.mark.parametrize(
    ("state", "error", "tally"),
    [
        (STATES.PENDING, "later", Tally(pending=1)),
        (STATES.SENT, None, Tally(sent=1)),
        (STATES.UNKNOWN, "no answer", Tally(unknown=1)),
        (STATES.FAILED, "chat is read-only", Tally(failed=1)),
        (STATES.FAILED, "blocked: bot was blocked by the user", Tally(blocked=1)),
        (STATES.CANCELLED, None, Tally(cancelled=1)),
    ],
)
async def test_every_end_is_counted_once(
    storage: Storage, state: DeliveryState, error: str | None, tally: Tally
) -> None:
    await storage.outbox.add([make_new_delivery(1, owner="e"), make_new_delivery(1, owner="other")])
    for _ in range(2):
        claimed = [each for each in await claim(storage) if each.owner == "e"]
        assert await storage.outbox.tally("e") == (Tally(pending=1) if claimed else tally)
        for each in claimed:
            await settle(storage, each, state, error=error, next_try_at=NOW + SECOND)
    assert await storage.outbox.tally("e") == tally


async def test_cancelling_withdraws_what_has_not_ended_and_says_how_many(storage: Storage) -> None:
    await storage.outbox.add([make_new_delivery(number, owner="e") for number in (1, 2, 3)])
    first, second = await claim(storage, limit=2)
    await settle(storage, first, STATES.SENT, message_id=1)
    assert [await storage.outbox.cancel("e") for _ in range(2)] == [2, 0]
    assert await storage.outbox.tally("e") == Tally(sent=1, cancelled=2)
    await settle(storage, second, STATES.PENDING)
    assert await storage.outbox.tally("e") == Tally(sent=1, cancelled=2)
    await settle(storage, second, STATES.SENT, message_id=2)
    assert await storage.outbox.tally("e") == Tally(sent=2, cancelled=1)


async def test_what_was_sent_stays_sent(storage: Storage) -> None:
    await storage.outbox.add([make_new_delivery(1, owner="e")])
    claimed = (await claim(storage))[0]
    await settle(storage, claimed, STATES.SENT, message_id=1)
    for late in STATES:
        await settle(storage, claimed, late)
    assert await storage.outbox.tally("e") == Tally(sent=1)


async def test_a_sender_that_lost_its_claim_cannot_give_the_new_one_back(storage: Storage) -> None:
    await storage.outbox.add([make_new_delivery(1, owner="e")])
    slow = (await claim(storage))[0]
    new = (await claim(storage, NOW + 60 * SECOND))[0]
    await settle(storage, slow, STATES.PENDING)
    assert await claim(storage, NOW + 61 * SECOND) == []
    await settle(storage, new, STATES.SENT, message_id=3)
    assert await storage.outbox.tally("e") == Tally(sent=1, repeated=1)


async def test_a_late_word_that_it_was_sent_leaves_the_mark_that_it_may_come_twice(storage: Storage) -> None:
    """Another sender has the stalled claim by then, and may send it too."""
    await storage.outbox.add([make_new_delivery(1, owner="e")])
    slow = (await claim(storage))[0]
    await claim(storage, NOW + 60 * SECOND)
    await settle(storage, slow, STATES.SENT, message_id=3)
    assert await storage.outbox.tally("e") == Tally(sent=1, repeated=1)


async def test_what_waited_for_another_try_keeps_its_place_by_when_it_was_due(storage: Storage) -> None:
    """After an outage the oldest goes first again, however often it was tried meanwhile."""
    await storage.outbox.add([make_new_delivery(n, due_at=NOW + n * SECOND) for n in (1, 2, 3)])
    now = NOW + 9 * SECOND
    for first in await claim(storage, now, limit=2):
        await settle(storage, first, STATES.PENDING, next_try_at=now + SECOND)
    assert chats(await claim(storage, now)) == [3]
    assert chats(await claim(storage, now + SECOND)) == [1, 2]


async def test_why_deliveries_were_given_up_is_told_by_reason_with_some_of_their_chats(storage: Storage) -> None:
    await storage.outbox.add([make_new_delivery(n, owner="e") for n in range(1, 13)])
    claimed = await claim(storage)
    ends = [(STATES.FAILED, "message is too long")] * 7 + [(STATES.UNKNOWN, "no answer"), (STATES.SENT, None)]
    ends += [(STATES.FAILED, "blocked: bot was kicked"), (STATES.CANCELLED, None), (STATES.UNKNOWN, None)]
    for delivery, (state, error) in zip(claimed, ends, strict=True):
        await settle(storage, delivery, state, error=error)
    expected = [
        Failure("message is too long", 7, tuple(1000 + n for n in range(1, 6))),
        Failure("", 1, (1012,), may_have_arrived=True),
        Failure("no answer", 1, (1008,), may_have_arrived=True),
    ]
    assert await storage.outbox.failures(owner="e", since=NOW, limit=9) == expected
    assert await storage.outbox.failures(since=NOW, limit=1) == expected[:1]
    assert await storage.outbox.failures(since=NOW + SECOND, limit=9) == []
    assert await storage.outbox.failures(owner="other", since=NOW, limit=9) == []


async def test_a_renewed_claim_stays_with_its_sender(storage: Storage) -> None:
    await storage.outbox.add([make_new_delivery(1), make_new_delivery(2)])
    kept, lost = await claim(storage)
    await storage.outbox.renew([kept], NOW + 40 * SECOND, lease_s=60)
    assert [each.id for each in await claim(storage, NOW + 60 * SECOND)] == [lost.id]
    assert [each.id for each in await claim(storage, NOW + 100 * SECOND)] == [kept.id]


async def test_a_sender_that_lost_its_claim_cannot_renew_it(storage: Storage) -> None:
    """Else a process that hung and came back would hold up a message that somebody else was given."""
    await storage.outbox.add([make_new_delivery(1)])
    slow = (await claim(storage))[0]
    await claim(storage, NOW + 60 * SECOND)
    await storage.outbox.renew([slow], NOW + 61 * SECOND, lease_s=600)
    assert len(await claim(storage, NOW + 120 * SECOND)) == 1


async def test_renewing_what_has_ended_wakes_nothing(storage: Storage) -> None:
    await storage.outbox.add([make_new_delivery(1, owner="e")])
    claimed = (await claim(storage))[0]
    await settle(storage, claimed, STATES.SENT, message_id=1)
    await storage.outbox.renew([claimed], NOW, lease_s=60)
    assert await storage.outbox.tally("e") == Tally(sent=1)
    assert await claim(storage, NOW + 600 * SECOND) == []


QUIET = QuietHours(time(22), time(7))


async def test_a_claim_knows_the_readers_quiet_hours_as_they_are_now(storage: Storage) -> None:
    reader = make_subscription(1, quiet=QUIET, timezone="America/Toronto")
    await storage.subscriptions.save(replace(reader, quiet=None))
    await storage.outbox.add([make_new_delivery(1), make_new_delivery(2)])
    await storage.subscriptions.save(reader)
    by_chat = {each.chat_id: each for each in await claim(storage)}
    assert (by_chat[1001].quiet, by_chat[1001].timezone) == (QUIET, "America/Toronto")
    assert by_chat[1002].quiet is None


async def test_what_somebody_asked_for_knows_no_quiet_hours(storage: Storage) -> None:
    await storage.subscriptions.save(make_subscription(1, quiet=QUIET))
    await storage.outbox.add([make_new_delivery(1, asked=True)])
    assert [each.quiet for each in await claim(storage)] == [None]


async def test_a_broadcast_knows_its_readers_quiet_hours(storage: Storage) -> None:
    await storage.subscriptions.save(make_subscription(1, quiet=QUIET))
    draft = await storage.broadcasts.create(1, Part("Hello."), NOW)
    await storage.broadcasts.start(draft.id, None, NOW)
    assert [each.quiet for each in await claim(storage)] == [QUIET]


async def test_what_is_put_off_is_due_then_and_not_before(storage: Storage) -> None:
    morning = NOW + timedelta(hours=7)
    await storage.outbox.add([make_new_delivery(1)])
    [claimed] = await claim(storage)
    await settle(storage, claimed, STATES.PENDING, due_at=morning, next_try_at=morning)
    assert await claim(storage, morning - SECOND) == []
    assert [each.due_at for each in await claim(storage, morning)] == [morning]
