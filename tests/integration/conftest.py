"""The bot in one process with a day of news, and two people: what most conversations begin with."""

from collections.abc import AsyncIterator

import pytest

from tests.acceptance.house import PIECES, House, open_house
from tests.fakes.telegram_people import Person

BOSS = 99


@pytest.fixture
async def house() -> AsyncIterator[House]:
    """A house whose one outlet has published `PIECES`; chat 99 administers it."""
    async with open_house(admin_ids={BOSS}) as house:
        await house.publish("courier", *PIECES)
        yield house


@pytest.fixture
async def boss(house: House) -> Person:
    """The administrator, who has said /start, in English."""
    person = house.server.person(BOSS, first_name="Boss", language_code="en")
    await person.ask("/start")
    return person


@pytest.fixture
async def lin(house: House) -> Person:
    """A reader, who has said /start, in English."""
    person = house.server.person(7, first_name="Lin", language_code="en")
    await person.ask("/start")
    return person
