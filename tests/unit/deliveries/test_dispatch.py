"""The dispatcher over an outbox in memory, with time that jumps."""

import asyncio
import random
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import time, timedelta

import pytest

from digests.deliveries.dispatch import LEASE_S, Dispatcher
from digests.deliveries.pacing import Pacing
from digests.deliveries.turnstile import IN_FLIGHT, Turnstile
from digests.editions.quiet import quiet_end
from digests.errors import StorageError
from digests.models import (
    Blocked,
    ChatMoved,
    Delivery,
    DeliveryState,
    Part,
    QuietHours,
    Rejected,
    RetryAt,
    SendOutcome,
    Sent,
    Unknown,
)
from tests.unit.deliveries.samples import NOW, MemoryChats, MemoryOutbox, QuickClock, ScriptedSender, delivery

MANY = 200
"""More than are sent at once."""

SENT, PENDING = DeliveryState.SENT, DeliveryState.PENDING


@dataclass
class Room:
    """A dispatcher with everything around it."""

    pacing: Pacing = field(default_factory=Pacing)
    outbox_type: type[MemoryOutbox] = MemoryOutbox
    sender_type: type[ScriptedSender] = ScriptedSender

    def __post_init__(self) -> None:
        self.clock = QuickClock()
        self.outbox = self.outbox_type(self.clock)
        self.chats = MemoryChats()
        self.sender = self.sender_type(self.clock)
        self.dispatcher = Dispatcher(
            self.outbox,
            self.chats,
            self.sender,
            self.clock,
            random.Random(1),
            Turnstile(self.pacing, self.clock),
            quiet_end,
        )

    def put(self, *deliveries: Delivery) -> None:
        self.outbox.put(*deliveries)

    def row(self, number: int) -> Delivery:
        return next(d for d in self.outbox.rows.values() if d.id == number)


async def test_everything_that_is_due_is_sent_once_and_settled() -> None:
    room = Room()
    room.put(*(delivery(n, chat_id=n) for n in range(1, 251)))
    assert await room.dispatcher.drain() == 250
    assert room.outbox.states() == [SENT] * 250
    assert sorted(chat for _, chat, _ in room.sender.sent) == list(range(1, 251))


async def test_nothing_due_is_no_work() -> None:
    room = Room()
    room.put(replace(delivery(), next_try_at=NOW + timedelta(hours=1)))
    assert await room.dispatcher.drain() == 0
    assert room.sender.sent == []


async def test_one_run_claims_no_more_than_it_is_told_to() -> None:
    room = Room()
    room.put(*(delivery(n, chat_id=n) for n in range(1, 11)))
    assert await room.dispatcher.run_once(limit=4) == 4
    assert room.outbox.states().count(SENT) == 4


async def test_messages_go_out_at_telegrams_pace() -> None:
    room = Room()
    room.put(*(delivery(n, chat_id=n) for n in range(1, 101)))
    await room.dispatcher.drain()
    times = sorted(at for at, _, _ in room.sender.sent)
    assert max(sum(start <= t < start + 1 for t in times) for start in times) <= 30
    assert times[-1] - times[0] < 100 / 27


async def test_no_more_than_128_requests_are_under_way_at_once() -> None:
    room = Room(Pacing(10_000))
    room.sender.latency_s = 1.0
    room.put(*(delivery(n, chat_id=n) for n in range(1, MANY + 1)))
    await room.dispatcher.drain()
    assert room.sender.most_under_way == IN_FLIGHT


async def test_a_chats_messages_keep_their_order_when_one_has_to_wait() -> None:
    room = Room()
    room.sender.outcomes[7] = [Sent(1), RetryAt(NOW + timedelta(seconds=40), "flood")]
    room.put(*(delivery(n) for n in (1, 2, 3)))
    await room.dispatcher.drain()
    assert [text for _, _, text in room.sender.sent] == ["Part 1", "Part 2"]
    assert (room.row(1).state, room.row(2).state, room.row(3).state) == (SENT, PENDING, PENDING)
    assert room.row(3).next_try_at >= room.row(2).next_try_at == NOW + timedelta(seconds=40)


async def test_what_is_refused_for_good_does_not_hold_up_the_chats_next_message() -> None:
    room = Room()
    room.sender.outcomes[7] = [Rejected("message is too long")]
    room.put(delivery(1), delivery(2))
    await room.dispatcher.drain()
    assert room.outbox.states() == ["failed", "sent"]


async def test_a_429_of_one_chat_waits_as_told_and_delays_nobody_else() -> None:
    room = Room()
    room.sender.outcomes[-7] = [RetryAt(NOW + timedelta(seconds=40), "flood")]
    room.put(delivery(1, chat_id=-7), *(delivery(n, chat_id=n) for n in range(2, 12)))
    await room.dispatcher.drain()
    assert room.outbox.states() == [PENDING] + [SENT] * 10
    await room.clock.sleep(41)
    await room.dispatcher.drain()
    again = [at for at, chat, _ in room.sender.sent if chat == -7]
    assert room.row(1).state is SENT
    assert again[1] >= 40


async def test_a_429_of_the_token_stops_everything_until_then() -> None:
    room = Room()
    room.sender.outcomes[1] = [RetryAt(NOW + timedelta(seconds=40), "flood", everywhere=True)]
    room.put(*(delivery(n, chat_id=n) for n in range(1, 51)))
    await room.dispatcher.drain()
    assert [chat for _, chat, _ in room.sender.sent] == [1]
    assert room.row(1).next_try_at >= NOW + timedelta(seconds=40)
    await room.clock.sleep(39)
    assert await room.dispatcher.drain() == 0
    assert all(d.attempts == 0 for d in room.outbox.rows.values())
    await room.clock.sleep(1)
    await room.dispatcher.drain()
    assert room.outbox.states() == [SENT] * 50


async def test_a_group_over_its_minute_goes_back_to_the_outbox_and_comes_again() -> None:
    room = Room()
    room.put(*(delivery(n, chat_id=-7) for n in range(1, 26)))
    while PENDING in room.outbox.states():
        await room.dispatcher.drain()
        await room.clock.sleep(10)
    texts = [text for _, _, text in room.sender.sent]
    assert texts == [f"Part {n}" for n in range(1, 26)]
    assert room.sender.sent[20][0] - room.sender.sent[0][0] > 60


async def test_a_blocked_chat_is_closed_after_its_delivery_was_settled() -> None:
    room = Room()
    room.sender.outcomes[7] = [Blocked("bot was blocked by the user")]
    room.put(delivery(1), delivery(2, chat_id=8))
    await room.dispatcher.drain()
    assert room.chats.blocked == [7]
    assert room.row(1).error == "blocked: bot was blocked by the user"
    assert room.row(2).state is SENT


async def test_a_moved_chat_gets_all_its_messages_in_order_under_the_new_id() -> None:
    room = Room()
    room.sender.outcomes[-7] = [ChatMoved(-100700)]
    room.put(delivery(1, chat_id=-7), delivery(2, chat_id=-7))
    await room.dispatcher.drain()
    assert room.chats.moved == [(-7, -100700)]
    assert [(chat, text) for _, chat, text in room.sender.sent] == [
        (-7, "Part 1"),
        (-100700, "Part 1"),
        (-100700, "Part 2"),
    ]


async def test_an_unknown_end_is_tried_again_later_and_costs_nobody_else_anything() -> None:
    room = Room()
    room.sender.outcomes[7] = [Unknown("no answer")]
    room.put(delivery(1), delivery(2, chat_id=8))
    await room.dispatcher.drain()
    assert (room.row(1).unknowns, room.row(2).state) == (1, SENT)
    await room.clock.sleep(90)
    await room.dispatcher.drain()
    assert room.row(1).state is SENT


async def test_stopping_finishes_what_is_in_flight_and_gives_the_rest_back_untried() -> None:
    room = Room(Pacing(10_000))
    room.sender.latency_s = 1.0
    room.sender.before_answer = room.dispatcher.stop
    room.put(*(delivery(n, chat_id=n) for n in range(1, MANY + 1)))
    await room.dispatcher.drain()
    assert room.outbox.states().count(SENT) == IN_FLIGHT == len(room.sender.sent)
    assert room.outbox.states().count(PENDING) == MANY - IN_FLIGHT
    assert all(d.attempts == 0 for d in room.outbox.rows.values() if d.state is PENDING)


async def test_stopping_does_not_wait_for_the_pace() -> None:
    room = Room()
    room.sender.before_answer = room.dispatcher.stop
    room.put(*(delivery(n) for n in range(1, 4)))
    await room.dispatcher.drain()
    assert room.clock.monotonic() < 1
    assert room.outbox.states() == [SENT, PENDING, PENDING]


async def test_stopping_wakes_those_who_wait_for_the_pace() -> None:
    room = Room()
    room.put(delivery(1), delivery(2))
    sending = asyncio.create_task(room.dispatcher.drain())
    await room.clock.sleep(0.5)
    room.dispatcher.stop()
    await sending
    assert room.clock.monotonic() < 1
    assert room.outbox.states() == [SENT, PENDING]


async def test_a_stopped_dispatcher_claims_nothing() -> None:
    room = Room()
    room.dispatcher.stop()
    room.put(delivery())
    assert await room.dispatcher.drain() == 0
    assert room.outbox.states() == [PENDING]


async def test_a_slow_answer_does_not_keep_others_waiting() -> None:
    class Uneven(ScriptedSender):
        async def send(self, chat_id: int, thread_id: int | None, part: Part) -> SendOutcome:
            if chat_id == 1:
                await self.clock.sleep(60)
            return await super().send(chat_id, thread_id, part)

    room = Room(Pacing(10_000), sender_type=Uneven)
    room.put(*(delivery(n, chat_id=n) for n in range(1, 3 * MANY)))
    await room.dispatcher.drain()
    assert [chat for at, chat, _ in room.sender.sent if at > 1] == [1]
    assert len(room.sender.sent) == 3 * MANY - 1


async def test_an_outbox_that_fails_ends_the_drain_with_its_own_error() -> None:
    class Broken(MemoryOutbox):
        async def settle(self, deliveries: Sequence[Delivery]) -> None:
            raise StorageError("The disk is full.")

    room = Room(outbox_type=Broken)
    room.put(delivery(1), delivery(2, chat_id=8))
    with pytest.raises(StorageError, match="disk is full"):
        await room.dispatcher.drain()
    room.put(delivery(3))
    with pytest.raises(StorageError, match="disk is full"):
        await room.dispatcher.run_once()


async def test_outcomes_that_come_together_are_stored_together() -> None:
    room = Room(Pacing(10_000))
    room.outbox.write_s = 0.005
    room.put(*(delivery(n, chat_id=n) for n in range(1, MANY + 1)))
    await room.dispatcher.drain()
    assert max(map(len, room.outbox.batches)) >= 30


async def test_a_sender_that_breaks_its_promise_costs_only_its_own_message() -> None:
    class Faulty(ScriptedSender):
        async def send(self, chat_id: int, thread_id: int | None, part: Part) -> SendOutcome:
            if chat_id == 7:
                raise ZeroDivisionError
            return await super().send(chat_id, thread_id, part)

    room = Room(sender_type=Faulty)
    room.put(delivery(1), delivery(2, chat_id=8))
    await room.dispatcher.drain()
    assert room.row(1).error == "the sender failed: ZeroDivisionError"
    assert room.row(2).state is SENT


async def test_claims_are_renewed_while_they_are_sent_and_not_longer() -> None:
    room = Room(Pacing(10_000))
    room.put(delivery(1), delivery(2, chat_id=8))
    room.sender.latency_s = 60
    sending = asyncio.create_task(room.dispatcher.drain())
    await room.clock.sleep(1)
    await room.dispatcher.renew()
    until = room.clock.now() + timedelta(seconds=LEASE_S)
    assert [row.lease_until for row in room.outbox.rows.values()] == [until, until]
    await sending
    await room.dispatcher.renew()
    assert room.outbox.states() == [SENT, SENT]


async def test_a_claim_whose_outcome_could_not_be_stored_is_not_held_on_to() -> None:
    class Broken(MemoryOutbox):
        async def settle(self, deliveries: Sequence[Delivery]) -> None:
            raise StorageError("The disk is full.")

    room = Room(outbox_type=Broken)
    room.put(delivery(1))
    with pytest.raises(StorageError):
        await room.dispatcher.run_once()
    before = dict(room.outbox.rows)
    await room.clock.sleep(5)
    await room.dispatcher.renew()
    assert room.outbox.rows == before


async def test_a_drain_that_is_broken_off_sends_nothing_more_and_holds_on_to_nothing() -> None:
    room = Room()
    room.sender.latency_s = 60
    room.put(delivery(1), delivery(2), *(delivery(n, chat_id=n) for n in range(3, 40)))
    sending = asyncio.create_task(room.dispatcher.drain())
    await room.clock.sleep(0.5)
    sending.cancel()
    with suppress(asyncio.CancelledError):
        await sending
    sent, before = len(room.sender.sent), dict(room.outbox.rows)
    await room.clock.sleep(120)
    await room.dispatcher.renew()
    assert len(room.sender.sent) == sent
    assert room.outbox.rows == before


async def test_nothing_goes_out_in_quiet_hours_however_late_it_was_claimed() -> None:
    """At 08:00 UTC it is 03:00 in Toronto: what was due in the evening and is claimed now waits for the morning."""
    room = Room()
    late = replace(delivery(1), quiet=QuietHours(time(22), time(7)), timezone="America/Toronto")
    asked = delivery(2)
    room.put(late, asked)
    await room.dispatcher.drain()
    assert [text for _, _, text in room.sender.sent] == ["Part 2"]
    waiting = room.row(1)
    morning = NOW.replace(hour=11)
    assert (waiting.state, waiting.due_at, waiting.next_try_at, waiting.attempts) == (PENDING, morning, morning, 0)
    await room.clock.sleep(3 * 3600)
    await room.dispatcher.drain()
    assert room.row(1).state is SENT


async def test_a_time_zone_that_nobody_knows_costs_no_message() -> None:
    room = Room()
    room.put(
        replace(delivery(1), quiet=QuietHours(time(22), time(7)), timezone="Nowhere/Never"), delivery(2, chat_id=8)
    )
    await room.dispatcher.drain()
    assert room.outbox.states() == [SENT, SENT]
