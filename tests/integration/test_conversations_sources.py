"""Wishes about single sources, topics by name, and pictures: by button and by argument, and felt afterwards."""

from collections.abc import AsyncIterator
from dataclasses import replace
from html import escape

import pytest

from tests.acceptance.house import PIECES, House, Piece, open_house
from tests.fakes.telegram_people import Person

FLOOD = Piece("Bakery reopens after flood", "Ovens burn again in Mill Lane. Volunteers dried the flour store.")
CRANE = Piece("Harbour crane topples in gale", "Nobody was hurt at pier nine. Winds reached hurricane force.")


@pytest.fixture
async def house() -> AsyncIterator[House]:
    async with open_house() as house:
        await house.publish("courier", *PIECES[:6])
        await house.publish("herald", *PIECES[6:])
        yield house


@pytest.fixture
async def lin(house: House) -> Person:
    person = house.server.person(7, first_name="Lin", language_code="en")
    await person.ask("/start")
    return person


async def test_a_source_is_set_by_buttons_from_the_list(house: House, lin: Person) -> None:
    menu = await lin.ask("/sources")
    await lin.tap("One by one", message=menu)
    each = await house.server.wait_for_message(7, "Tap a source")
    await lin.tap("Herald", message=each)
    page = await house.server.wait_for_message(7, lambda m: "Headlines" in m.labels)
    await lin.tap("Headlines", message=page)
    await house.server.wait_for_message(7, lambda m: "✓ Headlines" in m.labels)
    text = (await lin.ask("/latest 20")).text
    assert "Rail strike ends" in text
    assert "Drivers accepted" not in text
    assert "Four sailings" in text


async def test_a_source_is_set_by_words_and_set_back(house: House, lin: Person) -> None:
    await lin.ask("/sources herald titles")
    page = await lin.ask("/sources Herald first")
    assert {"✓ Read", "✓ Headlines", "✓ First"} <= set(page.labels)
    assert "Headlines, First" in (await lin.ask("/sources")).text
    page = await lin.ask("/sources herald normal")
    assert {"✓ Read", "Headlines", "At once", "First", "‹ Back"} == set(page.labels)
    assert "no topic or source" in (await lin.ask("/sources 不存在的报纸")).text


async def test_stories_of_a_preferred_source_stand_in_front(house: House, lin: Person) -> None:
    await lin.ask("/sources courier first")
    text = (await lin.ask("/digest")).text
    headlines = [line for line in text.split("\n") if line[:2] in {"1.", "2.", "3."}]
    ours = [piece.title for piece in PIECES[:6]]
    assert [any(title in line for title in ours) for line in headlines] == [True, True, False]


async def test_news_of_an_instant_source_comes_at_once_and_once(house: House, lin: Person) -> None:
    for _ in range(2):
        await lin.ask("/digest")
    await lin.ask("/sources herald instant")
    before = len(house.texts(7))
    await house.publish("courier", CRANE)
    await house.tick()
    assert len(house.texts(7)) == before
    await house.publish("herald", FLOOD)
    for _ in range(3):
        await house.tick()
    assert [FLOOD.title in text for text in house.texts(7)[before:]] == [True]
    assert CRANE.title in (await lin.ask("/digest")).text


async def test_an_instant_source_keeps_quiet_hours_and_tells_afterwards(house: House, lin: Person) -> None:
    for _ in range(2):
        await lin.ask("/digest")
    await lin.ask("/sources herald instant")
    await lin.ask("/quiet 09:00-12:00")
    await house.publish("herald", FLOOD)
    await house.tick()
    assert not any(FLOOD.title in text for text in house.texts(7))
    await house.clock.advance(hours=3)
    await house.tick()
    assert any(FLOOD.title in text for text in house.texts(7))


async def test_a_source_that_is_left_out_sends_nothing_at_once(house: House, lin: Person) -> None:
    page = await lin.ask("/sources herald instant")
    await lin.tap("✓ Read", message=page)
    await house.server.wait_for_message(7, lambda m: "Read" in m.labels)
    await house.publish("herald", FLOOD)
    await house.tick()
    assert not any(FLOOD.title in text for text in house.texts(7))


async def test_topics_are_changed_by_name_and_an_unknown_one_is_told_which_there_are(house: House, lin: Person) -> None:
    menu = await lin.ask("/topics sports, 科技")
    assert {"Sports", "Technology", "✓ World"} <= set(menu.labels)
    assert not {"sports", "technology"} & (await house.subscription(7)).topics
    await lin.ask("/topics 體育")
    assert "sports" in (await house.subscription(7)).topics
    answer = await lin.ask("/topics zeppelins")
    assert "no topic “zeppelins”" in answer.text
    assert "World, China" in answer.text
    assert "✓ Sports" in answer.labels


@pytest.mark.parametrize("count", ["3", "３", "三", "three", "三件"])
async def test_the_latest_are_counted_in_any_digits(lin: Person, count: str) -> None:
    assert "3 stories" in (await lin.ask(f"/latest {count}")).text


async def test_what_was_not_sent_yet_is_marked_among_what_was(house: House, lin: Person) -> None:
    assert "•" not in (await lin.ask("/latest")).text
    await lin.ask("/digest")
    text = (await lin.ask("/latest 20")).text
    assert text.count("•") == len(PIECES) - 7


async def test_pictures_come_where_they_are_wanted_and_the_settings_say_so(house: House, lin: Person) -> None:
    picture = "https://p.example/ferry.jpg"
    piece = Piece("Lighthouse lamp is lit again", "Keepers lit the lamp of Far Point on Friday. Ships may call.")
    address = house.feeds.put("/gallery", _with_picture(piece, picture))
    await lin.ask(f"/subscribe {address}")
    await house.server.wait_for_message(7, "among your sources", timeout_s=30)
    for _ in range(2):  # a source that has not answered within its patience is of the next round
        await house.read()
    await lin.ask("/mute Ferry OR mine OR bank OR book OR glacier OR orchestra OR rail OR vaccine OR football")
    assert await _preview(house, lin) == '{"is_disabled": true}'
    assert "Undo: /pictures off" in (await lin.ask("/pictures on")).text
    assert picture in await _preview(house, lin)
    await lin.tap("1")
    opened = await house.server.wait_for_call("editMessageText")
    assert picture in opened.params["link_preview_options"]
    assert "✓ Pictures" in (await lin.ask("/settings")).labels
    assert "did not understand" in (await lin.ask("/pictures 也许")).text
    await lin.tap("✓ Pictures")
    await house.server.wait_for_message(7, "Undo: /pictures on")
    assert await _preview(house, lin) == '{"is_disabled": true}'


async def _preview(house: House, lin: Person) -> str:
    await lin.ask("/latest 1")
    return [call for call in house.server.calls if call.method == "sendMessage"][-1].params["link_preview_options"]


def _with_picture(piece: Piece, picture: str) -> str:
    text = replace(piece, text=f"{piece.text} The light reaches nine miles.").text
    item = (
        f"<item><title>{escape(piece.title)}</title><link>https://gallery.example/1</link><guid>g1</guid>"
        f'<description>{escape(text)}</description><enclosure url="{picture}" type="image/jpeg" length="1"/></item>'
    )
    return f'<rss version="2.0"><channel><title>Gallery</title>{item}</channel></rss>'
