"""Telegram cannot be reached for hours: what the service does meanwhile, and what readers find afterwards."""

from datetime import timedelta

from digests.models import Schedule
from tests.acceptance.house import PIECES, House, open_house
from tests.acceptance.test_day_in_the_life import join

TWICE = Schedule()
READER = 7
HOUR = timedelta(hours=1)


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
