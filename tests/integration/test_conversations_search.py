"""Searching, as a person does it in the chat and at the terminal."""

from collections.abc import AsyncIterator

import pytest

from digests.sources.addresses import make_source
from tests.acceptance.house import PIECES, PIECES_ZH, House, Piece, open_house
from tests.fakes.telegram_people import Person
from tests.fakes.telegram_state import Message

TIDES = (
    "Harbour crane falls asleep", "Museum of tides opens", "Choir sings on the mole", "Pilots learn Morse again",
    "Seals return to the estuary", "Lighthouse keeper writes a novel", "Bakers measure the fog",
)  # fmt: skip


@pytest.fixture
async def house() -> AsyncIterator[House]:
    async with open_house() as house:
        await house.publish("courier", *PIECES)
        await house.publish("ribao", *PIECES_ZH)
        yield house


async def reader(house: House, user_id: int = 7, language: str = "en") -> Person:
    person = house.server.person(user_id, first_name="Lin", language_code=language)
    await person.ask("/start")
    return person


def bold(message: Message) -> list[str]:
    return [entity.of(message.text) for entity in message.entities if entity.kind == "bold"]


@pytest.mark.parametrize(
    ("language", "words", "title", "word"),
    [
        ("zh-hans", "票價", "“票價”：1 件", "票价"),
        ("zh-hant", "票价", "「票价」：1 件", "票價"),
        ("en", "sailing", "“sailing” · 1 story", "sailings"),
    ],
)
async def test_either_script_finds_and_the_found_words_are_bold(
    house: House, language: str, words: str, title: str, word: str
) -> None:
    person = await reader(house, language=language)
    answer = await person.ask(f"/search {words}")
    assert answer.text.startswith(title)
    assert word in bold(answer)
    assert "Ribao" in answer.text or "Courier" in answer.text
    assert "11月22日" in answer.text or "22 Nov" in answer.text
    assert answer.labels == ["1"]


async def test_a_number_opens_the_story_found(house: House) -> None:
    person = await reader(house)
    answer = await person.ask("/search glacier village")
    await person.tap("1", message=answer)
    story = await house.server.wait_for_message(7, "Evidence", after=answer.message_id)
    assert story.text.startswith("Glacier lake drained by engineers")


async def test_pages_turn_in_place_and_their_numbers_go_on(house: House) -> None:
    await house.publish("tides", *(Piece(title, f"{title}. Haigang pier note.") for title in TIDES))
    person = await reader(house)
    first = await person.ask('/search "pier note"')
    assert "7 stories · page 1 of 2" in first.text
    assert first.labels == ["1", "2", "3", "4", "5", "Next ›"]
    await person.tap("Next ›", message=first)
    second = await house.server.wait_for_message(
        7, lambda m: m.message_id == first.message_id and "page 2 of 2" in m.text
    )
    assert second.labels == ["6", "7", "‹ Previous"]
    for _ in range(2):
        await person.tap("‹ Previous", message=second)
    await house.server.wait_for_message(7, lambda m: m.message_id == first.message_id and "page 1 of 2" in m.text)


async def test_words_too_long_for_a_button_turn_pages_as_well(house: House) -> None:
    await house.publish("tides", *(Piece(title, f"{title}. Haigang pier note.") for title in TIDES))
    person = await reader(house)
    words = " OR ".join(["pier", "note"] + ["zeppelin", "balloon", "airship", "glider"] * 2)
    said = await person.say(f"/search {words}")
    first = await house.server.wait_for_message(7, "page 1 of 2", after=said.message_id)
    await person.tap("Next ›", message=first)
    await house.server.wait_for_message(7, lambda m: m.message_id == first.message_id and "page 2 of 2" in m.text)


async def test_without_words_it_explains_itself_and_what_is_not_there_has_a_way_on(house: House) -> None:
    person = await reader(house)
    for typed in ("/search", "/search  的", "/search -ferry"):
        assert '"night ferry"' in (await person.ask(typed)).text
    nothing = await person.ask("/search <b>zeppelin & co")
    assert "<b>zeppelin & co" in nothing.text
    assert "/latest" in nothing.text


@pytest.mark.parametrize(
    "typed", ['"', "(渡轮", "渡轮*", "a NEAR/2 b", "title:渡轮", "'; DROP TABLE articles; --", "^渡轮", "𠮷"]
)
async def test_nothing_typed_is_an_error(house: House, typed: str) -> None:
    person = await reader(house)
    answer = await person.ask(f"/search {typed}")
    assert "went wrong" not in answer.text
    assert "“" in answer.text or "/search" in answer.text
    assert "1 story" in (await person.ask("/search 渡轮")).text


@pytest.mark.parametrize("data", ["f::", "f:x:渡轮", "f:99999999999999999999:a", "f:1:", "f:²:渡轮"])
async def test_a_made_up_page_gets_plain_words(house: House, data: str) -> None:
    person = await reader(house)
    menu = await person.ask("/settings")
    menu.keyboard = ((type(menu.keyboard[0][0])("x", data),),)
    await person.tap("x", message=menu)
    await house.server.wait_for_message(7, "out of date", after=menu.message_id)


async def test_latest_with_words_is_the_same_search(house: House) -> None:
    person = await reader(house)
    assert (await person.ask("/latest 渡轮")).text == (await person.ask("/search 渡轮")).text


async def test_another_persons_feed_is_not_found(house: House) -> None:
    await house.publish("courier", Piece("Shared zeppelin report", "A zeppelin landed."))
    address = house.feeds.put("/own", "")
    own = make_source(address, title="Own", language="en")
    person, other = await reader(house), await reader(house, 8)
    house.published["own"] = [(Piece("My zeppelin diary", "I saw a zeppelin."), house.clock.now())]
    house._serve("own")
    await person.ask(f"/subscribe {address}")
    await house.read()
    assert own.id in (await house.subscription(7)).own_sources
    assert "2 stories" in (await person.ask("/search zeppelin")).text
    assert "1 story" in (await other.ask("/search zeppelin")).text
