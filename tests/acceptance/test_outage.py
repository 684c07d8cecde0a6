"""Telegram cannot be reached for hours: what the service does meanwhile, and what readers find afterwards."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta

import pytest

from digests.models import Part, QuietHours, Schedule
from tests.acceptance.house import PIECES, House, open_house
from tests.acceptance.test_day_in_the_life import join

TWICE = Schedule()
READER = 7
HOUR = timedelta(hours=1)
EVENING = datetime(2026, 3, 14, 12, tzinfo=UTC)
"""20:00 in Shanghai."""


@pytest.fixture
async def quiet_house() -> AsyncIterator[House]:
    """The afternoon before; the reader has quiet hours from 22:00 to 07:00."""
    async with open_house(begin=EVENING - 8 * HOUR, listens=False) as house:
        await join(house, READER, "Asia/Shanghai", TWICE)
        reader = replace(await house.subscription(READER), quiet=QuietHours(time(22), time(7)))
        await house.app.newsroom.storage.subscriptions.save(reader)
        yield house


def copies(house: House, title: str) -> int:
    return sum(text.count(title) for text in house.texts(READER))


async def test_a_digest_that_could_not_be_sent_before_the_next_slot_is_told_with_the_next_one() -> None:
    async with open_house(listens=False) as house:
        await join(house, READER, "Asia/Shanghai", TWICE)
        await house.publish("courier", *PIECES[:4])
        await house.clock.advance(hours=11)
        await house.app.compose()
        await house.publish("courier", *PIECES[4:])
        await house.clock.advance(hours=12)
        await house.tick()
        messages = house.texts(READER)
        assert len(messages) == 1
        assert [copies(house, piece.title) for piece in PIECES] == [1] * len(PIECES)
        await house.clock.advance(hours=12)
        await house.tick()
        assert house.texts(READER) == messages


async def test_a_digest_that_may_have_arrived_is_not_told_again_with_the_next_one() -> None:
    async with open_house(listens=False) as house:
        await join(house, READER, "Asia/Shanghai", TWICE)
        await house.publish("courier", *PIECES[:4])
        await house.clock.advance(hours=11)
        house.server.faults.drop_after(READER)
        await house.tick()
        await house.publish("courier", *PIECES[4:])
        await house.clock.advance(hours=12)
        await house.tick()
        assert [copies(house, piece.title) for piece in PIECES] == [2] * 4 + [1] * (len(PIECES) - 4)


async def test_what_an_outage_delayed_does_not_arrive_in_quiet_hours(quiet_house: House) -> None:
    """The digest of 20:00 cannot be sent before 23:00, and is told in the morning; what is asked for comes at once."""
    house = quiet_house
    await house.publish("courier", *PIECES[:4])
    await house.clock.advance_to(EVENING + timedelta(minutes=5))
    await house.app.compose()
    await house.clock.advance_to(EVENING + 3 * HOUR)
    await house.tick()
    assert house.texts(READER) == []
    await house.publish("courier", *PIECES[4:])
    reader = await house.subscription(READER)
    assert await house.app.newsroom.composer.digest_now(reader)
    await house.tick()
    assert [copies(house, piece.title) for piece in PIECES] == [0] * 4 + [1] * (len(PIECES) - 4)
    await house.clock.advance_to(EVENING + 11 * HOUR + timedelta(minutes=1))
    await house.tick()
    assert [copies(house, piece.title) for piece in PIECES] == [1] * len(PIECES)


async def test_a_broadcast_at_night_waits_for_the_end_of_quiet_hours_and_of_nobody_elses(quiet_house: House) -> None:
    house, broadcasts = quiet_house, quiet_house.app.newsroom.storage.broadcasts
    await join(house, 8, "Asia/Shanghai", TWICE)
    await house.clock.advance_to(EVENING + 3 * HOUR)
    draft = await broadcasts.create(1, Part("The presses move tonight."), house.clock.now())
    assert await broadcasts.start(draft.id, None, house.clock.now()) == 2
    await house.tick()
    assert (len(house.texts(8)), len(house.texts(READER))) == (1, 0)
    assert [each.id for each in await broadcasts.under_way()] == [draft.id]
    await house.clock.advance_to(EVENING + 11 * HOUR + timedelta(minutes=1))
    await house.tick()
    assert "The presses move tonight." in house.texts(READER)
    assert await broadcasts.under_way() == []
