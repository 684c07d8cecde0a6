"""An hour in which Telegram answers nobody: how often it is asked, what is logged, and in which order all goes on."""

import logging
from datetime import timedelta

import pytest

from digests.deliveries.outage import SILENCES, Outage
from digests.models import DeliveryState, Part, RetryAt, SendOutcome
from tests.unit.deliveries.samples import ScriptedSender, delivery
from tests.unit.deliveries.test_dispatch import Room


def test_an_hour_without_an_answer_costs_few_requests_and_the_next_outage_begins_anew() -> None:
    outage, now_s, asked = Outage(), 0.0, 0
    while now_s < 3600:
        asked += 1
        now_s += outage.refused(now_s)
    assert asked < 70
    assert outage.answered(now_s) >= 3600
    assert outage.answered(now_s) == 0
    assert outage.refused(now_s) == 5


def test_what_was_under_way_at_once_makes_no_wait_longer_and_a_told_wait_is_kept() -> None:
    outage = Outage()
    assert [outage.refused(0) for _ in range(64)] == [5] * 64
    assert outage.refused(5, told_s=100) == 100


def test_a_few_requests_without_an_answer_are_no_outage_and_many_in_a_row_are() -> None:
    outage = Outage()
    assert [outage.silent(0) for _ in range(SILENCES - 1)] == [0] * (SILENCES - 1)
    outage.answered(0)
    assert [outage.silent(0) > 0 for _ in range(SILENCES)] == [False] * (SILENCES - 1) + [True]


async def test_unreachable_for_an_hour_it_asks_seldom_logs_twice_and_goes_on_with_everything(
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.INFO)

    class Cut(ScriptedSender):
        async def send(self, chat_id: int, thread_id: int | None, part: Part) -> SendOutcome:
            if self.clock.monotonic() < 3600:
                self.under_way += 1
                return RetryAt(self.clock.now() + timedelta(seconds=5), "refused", everywhere=True)
            return await super().send(chat_id, thread_id, part)

    room = Room(sender_type=Cut)
    room.put(*(delivery(n, chat_id=n) for n in range(1, 201)))
    while room.clock.monotonic() < 3700:
        await room.dispatcher.drain()
        await room.clock.sleep(0.5)
    assert room.sender.under_way < 200
    assert len(caplog.records) == 2
    assert room.outbox.states() == [DeliveryState.SENT] * 200
