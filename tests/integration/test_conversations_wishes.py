"""Quiet hours, importance and keywords, as a person sets them in the chat and feels them afterwards."""

from datetime import time

import pytest

from digests.models import QuietHours
from tests.acceptance.house import PIECES_ZH, House, Piece
from tests.fakes.telegram_people import Person

NEWS = (
    Piece(
        "Lighthouse keeper wins chess title", "Orla Finch beat the champion in forty moves. The final took six hours."
    ),
    Piece("Bakery reopens after flood", "Ovens burn again in Mill Lane. Volunteers dried the flour store."),
    Piece("Harbour crane topples in gale", "Nobody was hurt at pier nine. Winds reached hurricane force."),
)


def digests(house: House) -> list[str]:
    return [text for text in house.texts(7) if " from " in text and text.startswith("Yaowen ·")]


async def until(house: House, hour: int) -> None:
    """Pass the time to the next such hour in Shanghai, an hour at a time."""
    while (house.clock.now().hour + 8) % 24 != hour:
        await house.clock.advance(hours=1)


async def test_quiet_hours_are_set_by_words_or_button_and_the_answer_says_how_to_undo_it(
    house: House, lin: Person
) -> None:
    assert "Undo: /quiet off" in (await lin.ask("/quiet 22:00-07:00")).text
    assert (await house.subscription(7)).quiet == QuietHours(time(22), time(7))
    menu = await lin.ask("/quiet")
    assert "22:00–07:00 (Shanghai time)" in menu.text
    await lin.tap("23:00–08:00", message=menu)
    await house.server.wait_for_message(7, "Undo: /quiet 22:00-07:00")
    assert (await house.subscription(7)).quiet == QuietHours(time(23), time(8))
    await lin.ask("/quiet off")
    assert (await house.subscription(7)).quiet is None
    assert "/quiet 22:00-07:00" in (await lin.ask("/quiet at night")).text


@pytest.mark.parametrize("schedule", ["/schedule 23:00", "/schedule hourly", "/schedule instant"])
async def test_nothing_comes_in_quiet_hours_and_afterwards_one_digest_has_it_all(
    house: House, lin: Person, schedule: str
) -> None:
    await lin.ask("/digest")
    await lin.ask("/digest")
    await lin.ask(schedule)
    await lin.ask("/quiet 22:00-07:00")
    await until(house, 22)
    await house.tick()
    before = len(digests(house))
    for piece in NEWS:
        await house.publish("courier", piece)
        await house.clock.advance(hours=1)
        await house.tick()
    assert len(digests(house)) == before
    await until(house, 7)
    await house.tick()
    assert len(digests(house)) == before + 1
    assert all(piece.title in digests(house)[-1] for piece in NEWS)


async def test_what_was_held_back_comes_when_quiet_hours_are_given_up(house: House, lin: Person) -> None:
    await lin.ask("/schedule instant")
    await lin.ask("/quiet 22:00-07:00")
    await until(house, 23)
    await house.publish("courier", NEWS[0])
    await house.tick()
    assert not any(NEWS[0].title in text for text in digests(house))
    await lin.ask("/quiet off")
    await house.tick()
    assert any(NEWS[0].title in text for text in house.texts(7))


async def test_who_asks_in_quiet_hours_is_answered(house: House, lin: Person) -> None:
    await lin.ask("/quiet 22:00-07:00")
    await until(house, 23)
    said = await lin.say("/digest")
    await house.server.wait_for_message(7, "7 stories", after=said.message_id)


async def test_instant_stories_may_wait_for_a_second_origin(house: House, lin: Person) -> None:
    for _ in range(2):
        await lin.ask("/digest")
    menu = await lin.ask("/schedule instant")
    await lin.tap("‹ Back", message=menu)
    menu = await lin.ask("/schedule")
    await lin.tap("Two origins", message=menu)
    await house.server.wait_for_message(7, lambda m: "✓ Two origins" in m.labels)
    assert (await house.subscription(7)).schedule.origins == 2
    await house.publish("courier", NEWS[0])
    await house.tick()
    assert not any("ighthouse keeper" in text for text in house.texts(7))
    told_otherwise = "Orla Finch, a lighthouse keeper, took the chess title. She needed forty moves in the final."
    await house.publish("herald", Piece("Lighthouse keeper Orla Finch takes chess title", told_otherwise))
    await house.tick()
    assert len([text for text in house.texts(7) if "ighthouse keeper" in text]) == 1
    assert (await lin.ask("/schedule instant 4")).text.startswith("Done")
    assert (await house.subscription(7)).schedule.origins == 4


async def test_a_muted_word_is_in_no_list_and_no_digest_until_it_is_unmuted(house: House, lin: Person) -> None:
    answer = await lin.ask("/mute ferry")
    assert "one story of the last three days" in answer.text
    assert "/unmute ferry" in answer.text
    assert "Night ferries" not in (await lin.ask("/latest 20")).text
    for _ in range(2):
        await lin.ask("/digest")
    assert not any("Night ferries" in text for text in house.texts(7))
    await lin.ask("/unmute FERRY")
    assert "Night ferries" in (await lin.ask("/digest")).text


async def test_keywords_hold_in_both_scripts(house: House, lin: Person) -> None:
    await house.publish("ribao", *PIECES_ZH)
    await lin.ask("/mute 渡輪 OR 礦井")
    text = (await lin.ask("/latest 20")).text
    assert "渡轮" not in text
    assert "矿井" not in text
    assert "旧书市" in text


async def test_a_watched_word_comes_whatever_its_topic_and_goes_first_among_the_told(house: House, lin: Person) -> None:
    await house.add_feed("stage", topic="sports")
    await house.publish("stage", *NEWS)
    await lin.ask("/unsubscribe sports")
    assert "chess" not in (await lin.ask("/latest 20")).text
    await lin.ask('/watch "chess title" OR zeppelin')
    assert "chess" in (await lin.ask("/latest 20")).text
    assert "Bakery" not in (await lin.ask("/latest 20")).text


async def test_each_keyword_has_a_button_that_takes_it_away_and_a_second_tap_does_no_harm(
    house: House, lin: Person
) -> None:
    await lin.ask("/mute ferry")
    await lin.ask("/mute mine -coal")
    await lin.ask("/watch bank")
    menu = await lin.ask("/mute")
    assert menu.labels == ["✕ ferry", "✕ mine -coal", "✕ bank", "‹ Back"]
    for _ in range(2):
        await (await lin.tap("✕ ferry", message=menu)).wait()
    await house.server.wait_for_message(7, lambda m: m.labels == ["✕ mine -coal", "✕ bank", "‹ Back"])
    kept = await house.subscription(7)
    assert (kept.muted, kept.watched) == (("mine -coal",), ("bank",))
    assert "none of your keywords" in (await lin.ask("/unwatch zeppelin")).text


@pytest.mark.parametrize(
    ("rule", "answer"),
    [("/(a+/", "did not understand"), ("-ferry", "more specific"), ("x" * 300, "one to 200 characters")],
)
async def test_a_rule_that_is_none_is_answered_in_plain_words(lin: Person, rule: str, answer: str) -> None:
    assert answer in (await lin.ask(f"/mute {rule}")).text


async def test_there_is_an_end_to_keywords(lin: Person) -> None:
    for number in range(40):
        await lin.ask(f"/mute word{number}")
    assert "which is the most" in (await lin.ask("/mute another")).text


async def test_a_shared_location_offers_the_time_zones_near_it(house: House, lin: Person) -> None:
    shared = await lin.share_location(43.7, -79.4)
    offer = await house.server.wait_for_message(7, after=shared.message_id)
    assert offer.labels[0].startswith("Toronto 20:")
    await lin.tap(offer.labels[0], message=offer)
    await house.server.wait_for_message(7, "Toronto time")
    assert (await house.subscription(7)).timezone == "America/Toronto"
