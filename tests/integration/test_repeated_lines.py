"""A source's own lines are learnt as it is read, and no reader sees them."""

from collections.abc import AsyncIterator

import pytest

from digests.models import Article
from tests.acceptance.house import PIECES, House, Piece, open_house

PITCH = "Subscribe to our newsletter and never miss a story like this one."


@pytest.fixture
async def house() -> AsyncIterator[House]:
    async with open_house() as house:
        yield house


def pitched(pieces: tuple[Piece, ...]) -> list[Piece]:
    """Pieces long enough that something is left of them without the line that hangs on each."""
    return [Piece(each.title, f"{f'{each.text} ' * 4}</p><p>{PITCH}") for each in pieces]


async def articles(house: House) -> list[Article]:
    storage = house.app.newsroom.storage
    stories = await storage.stories.since(house.clock.now().replace(year=2000))
    return await storage.articles.get([each for story in stories for each in story.article_ids])


async def test_the_line_is_dropped_once_it_is_known_and_no_poll_makes_that_an_edit(house: House) -> None:
    pieces = pitched(PIECES)
    await house.publish("courier", *pieces[:4])
    assert all(PITCH in each.text for each in await articles(house)), "four articles prove nothing yet"
    await house.publish("courier", *pieces[4:7])
    found = {each.title: each for each in await articles(house)}
    assert [PITCH in found[each.title].text for each in pieces[:7]] == [True] * 4 + [False] * 3
    assert {each.revision for each in found.values()} == {1}


async def test_another_sources_articles_keep_their_words(house: House) -> None:
    await house.publish("courier", *pitched(PIECES[:6]))
    await house.publish("gazette", *pitched(PIECES[6:8]))
    assert sum(PITCH in each.text for each in await articles(house)) == 2
