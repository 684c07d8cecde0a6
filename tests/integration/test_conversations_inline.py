"""Sharing a story into any chat by `@bot words`."""

from collections.abc import AsyncIterator

import pytest

from bot.handlers.inline import QUERIES_PER_HOUR
from tests.acceptance.house import PIECES, PIECES_ZH, House, Piece, open_house


@pytest.fixture
async def house() -> AsyncIterator[House]:
    async with open_house() as house:
        await house.publish("courier", *PIECES)
        await house.publish("ribao", *PIECES_ZH)
        yield house


@pytest.mark.parametrize(
    ("language", "words", "title", "body"),
    [
        ("zh-hans", "渡輪", "海港城与对岸恢复夜航渡轮", "首月票价减半"),
        ("zh-hant", "渡轮", "海港城與對岸恢復夜航渡輪", "首月票價減半"),
        ("en", "glacier", "Glacier lake drained by engineers", "Pumps lowered the water above Yunling village."),
    ],
)
async def test_words_find_a_story_that_is_shared_as_a_digest_tells_it(
    house: House, language: str, words: str, title: str, body: str
) -> None:
    """Who has never spoken to the bot can share as well, in the language of their Telegram."""
    offer = await house.server.inline(house.server.person(7, language_code=language), words)
    assert offer.titles == [title]
    assert offer.text(0).startswith(title)
    assert body in offer.text(0)
    assert offer.cache_time > 0
    assert offer.is_personal


async def test_without_words_the_latest_are_offered_and_of_nothing_nothing(house: House) -> None:
    person = house.server.person(7, language_code="en")
    assert len((await house.server.inline(person, "")).titles) == 10
    assert (await house.server.inline(person, "zeppelin")).titles == []


async def test_who_asks_without_end_is_told_so_and_costs_nobody_else_anything(house: House) -> None:
    greedy, other = house.server.person(7, language_code="en"), house.server.person(8, language_code="en")
    for _ in range(QUERIES_PER_HOUR):
        house.app.services.inline_limit.take(greedy.id, house.clock.now())
    refused = await house.server.inline(greedy, "glacier")
    assert (refused.titles, refused.button) == ([], "Too many searches this hour; later again")
    assert (await house.server.inline(other, "glacier")).titles
    await house.clock.advance(hours=1)
    assert (await house.server.inline(greedy, "glacier")).titles


async def test_more_than_a_page_comes_page_by_page(house: House) -> None:
    named = (
        "crane",
        "choir",
        "pilot",
        "seal",
        "baker",
        "museum",
        "keeper",
        "tailor",
        "printer",
        "sailor",
        "miner",
        "cook",
    )
    await house.publish(
        "tides", *(Piece(f"{name.title()} wins the {name} medal", f"A {name} won. Harbourfest note.") for name in named)
    )
    person = house.server.person(7, language_code="en")
    first = await house.server.inline(person, "harbourfest")
    rest = await house.server.inline(person, "harbourfest", offset=first.next_offset)
    assert (len(first.titles), len(rest.titles), rest.next_offset) == (10, 2, "")
    assert not set(first.titles) & set(rest.titles)


@pytest.mark.parametrize("offset", ["x", "-5", "99999999", "²"])
async def test_a_made_up_offset_and_any_words_are_answered(house: House, offset: str) -> None:
    person = house.server.person(7, language_code="en")
    await house.server.inline(person, '"(渡轮* NEAR ^ <b>', offset=offset)


async def test_a_feed_of_ones_own_is_never_offered_not_even_to_its_owner(house: House) -> None:
    person = house.server.person(7, language_code="en")
    await person.ask("/start")
    house.published["own"] = [(Piece("My zeppelin diary", "I saw a zeppelin."), house.clock.now())]
    await person.ask(f"/subscribe {house._serve('own')}")
    await house.read()
    assert "zeppelin" in (await person.ask("/search zeppelin")).text
    assert (await house.server.inline(person, "zeppelin")).titles == []
