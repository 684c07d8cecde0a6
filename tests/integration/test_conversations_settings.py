"""Every setting by its command and by its buttons, sources by name and by address, and leaving without a trace."""

import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import time
from pathlib import Path

import pytest

from digests.models import TOPICS, Schedule, Subscription, SubscriptionState
from tests.acceptance.house import PIECES, House, open_house, rss
from tests.fakes.telegram_people import Person
from tests.fakes.telegram_state import Message


async def by_buttons(house: House, person: Person, *labels: str) -> Subscription:
    """Open /settings and tap one button after another; what is stored then."""
    menu = await person.ask("/settings")
    for label in labels:
        await shows(house, menu, label)
        await (await person.tap(label)).wait()
    await person.ask("/privacy")
    return await house.subscription(person.id)


async def shows(house: House, menu: Message, label: str) -> None:
    """Return when the message has a button of this label."""
    await house.server.wait_for_message(
        menu.chat_id, lambda message: message.message_id == menu.message_id and label in message.labels
    )


async def by_command(house: House, person: Person, command: str) -> Subscription:
    await person.ask(command)
    return await house.subscription(person.id)


@pytest.mark.parametrize(
    ("labels", "command", "undo"),
    [
        (("Times", "08:00"), "/schedule 08:00", "/schedule 06:00"),
        (("Times", "08:00 20:00"), "/schedule 08:00 20:00", "/schedule 06:00"),
        (("Times", "Weekdays 08:00"), "/schedule mon-fri 08:00", "/schedule 06:00"),
        (("Times", "Hourly"), "/schedule hourly", "/schedule 06:00"),
        (("Times", "Instant"), "/schedule instant", "/schedule 06:00"),
        (("Times", "Off"), "/schedule off", "/schedule 06:00"),
        (("Time zone", "Toronto"), "/timezone Toronto", "/timezone +8"),
        (("Language", "繁體"), "/language zh-hant", "/language en"),
        (("Topics", "✓ Sports"), "/unsubscribe sports", "/subscribe sports"),
        (("Sources", "✓ Courier"), "/unsubscribe Courier", "/subscribe Courier"),
        (("Pause",), "/pause", "/resume"),
    ],
)
async def test_a_button_does_what_its_command_does(
    house: House, lin: Person, labels: tuple[str, ...], command: str, undo: str
) -> None:
    await by_command(house, lin, undo)
    before = await house.subscription(7)
    tapped = await by_buttons(house, lin, *labels)
    await by_command(house, lin, undo)
    commanded = await by_command(house, lin, command)
    assert replace(tapped, next_due_at=None) == replace(commanded, next_due_at=None)
    assert tapped != before


@pytest.mark.parametrize(
    ("command", "schedule"),
    [
        ("/schedule 7:30 19:00", Schedule(times=(time(7, 30), time(19)))),
        ("/schedule 工作日 07:30", Schedule(times=(time(7, 30),), days=frozenset(range(5)))),
        ("/schedule　08:15", Schedule(times=(time(8, 15),))),
        ("/schedule\n08:15", Schedule(times=(time(8, 15),))),
        ("/SCHEDULE@Yaowen_Test_Bot 08:15", Schedule(times=(time(8, 15),))),
        ("/schedule hourly", Schedule(rhythm="hourly")),
    ],
)
async def test_a_schedule_is_taken_as_written(house: House, lin: Person, command: str, schedule: Schedule) -> None:
    stored = await by_command(house, lin, command)
    assert (stored.schedule.rhythm, stored.schedule.days) == (schedule.rhythm, schedule.days)
    if schedule.rhythm == "times":
        assert stored.schedule.times == schedule.times


@pytest.mark.parametrize(
    "command", ["/schedule 25:00 <b>", "/timezone Atlantis <i>", "/language klingon", "/subscribe x"]
)
async def test_what_is_not_understood_is_said_and_changes_nothing(house: House, lin: Person, command: str) -> None:
    before = await house.subscription(7)
    answer = await lin.ask(command)
    assert answer.text
    assert "That did not work" not in answer.text
    assert await house.subscription(7) == before


async def test_topics_tapped_in_a_hurry_all_count(house: House, lin: Person) -> None:
    menu = await lin.ask("/topics")
    names = ["✓ World", "✓ Business", "✓ Science", "✓ Sports", "✓ Culture"]
    for name in names:
        await lin.tap(name, message=menu)
    await house.server.wait_for_message(7, lambda m: m.message_id == menu.message_id and "✓ World" not in m.labels)
    await lin.ask("/schedule 06:00")
    left = (await house.subscription(7)).topics
    assert left == frozenset(TOPICS) - {"world", "business", "science", "sports", "culture"}


async def test_a_change_at_the_very_moment_of_a_slot_does_not_cost_its_digest(house: House, lin: Person) -> None:
    await house.clock.advance(days=1)
    await lin.ask("/unsubscribe sports")
    await lin.ask("/language zh")
    await house.tick()
    assert house.texts(7)[-1].startswith("要闻 · 11月22日 周日 20:00")


async def test_a_topic_left_out_brings_none_of_its_stories(house: House, lin: Person) -> None:
    await lin.ask("/unsubscribe 国际")
    answer = await lin.ask("/digest")
    assert not any(piece.title in answer.text for piece in PIECES)


async def test_pause_and_resume_keep_every_setting(house: House, lin: Person) -> None:
    await lin.ask("/schedule mon 09:15")
    before = await house.subscription(7)
    paused = await by_command(house, lin, "/pause")
    assert (paused.state, paused.next_due_at) == (SubscriptionState.PAUSED, None)
    assert await by_command(house, lin, "/resume") == before


async def test_a_pasted_address_is_offered_and_the_button_subscribes(house: House, lin: Person) -> None:
    address = house.feeds.put("/gazette", rss("gazette", [(PIECES[0], house.clock.now())]))
    offer = await lin.ask(f"Have you seen this? {address}")
    assert offer.text == "Subscribe to 127.0.0.1?"
    await lin.tap("Subscribe")
    await house.server.wait_for_message(7, "among your sources")
    own = (await house.subscription(7)).own_sources
    assert len(own) == 1
    for _ in range(2):  # a second tap is harmless
        await (await lin.tap("Subscribe")).wait()
    await lin.ask("/privacy")
    assert (await house.subscription(7)).own_sources == own


async def test_a_source_of_ones_own_is_nobody_elses(house: House, lin: Person) -> None:
    address = house.feeds.put("/gazette", rss("gazette", [(PIECES[0], house.clock.now())]))
    await lin.ask(f"/subscribe {address}")
    assert any("azette" in label for label in (await lin.ask("/sources")).labels)
    other = house.server.person(8, language_code="en")
    await other.ask("/start")
    assert not any("azette" in label for label in (await other.ask("/sources")).labels)


@pytest.mark.parametrize(
    ("path", "words"), [("/page", "offers no feed"), ("/gone", "has nothing at this address"), ("/cut", "broke off")]
)
async def test_an_address_that_is_no_feed_is_refused_in_plain_words(
    house: House, lin: Person, path: str, words: str
) -> None:
    house.feeds.put("/page", "<html><body>Nothing here</body></html>", content_type="text/html")
    house.feeds.reset("/cut")
    answer = await lin.ask(f"/subscribe {house.feeds.url}{path}")
    assert words in answer.text


async def test_an_address_in_a_private_network_is_refused() -> None:
    async with open_house(allow_private=False) as house:
        lin = house.server.person(7, language_code="en")
        await lin.ask("/start")
        for address in ("http://127.0.0.1/feed", "http://169.254.169.254/latest", "http://[::1]/"):
            answer = await lin.ask(f"/subscribe {address}")
            assert answer.text.startswith("This address is on an internal network")
        assert (await lin.ask("/subscribe ftp://x.example/f")).text.startswith("This is no address of the web.")
        assert (await house.subscription(7)).own_sources == frozenset()


async def test_forget_leaves_no_row_about_the_chat_in_any_table(tmp_path: Path) -> None:
    """Also what stands in JSON and in ids; what other people have stays."""
    file = tmp_path / "yaowen.db"
    async with open_house(database_url=f"sqlite:///{file}") as house:
        await house.publish("courier", *PIECES)
        lin, other = (house.server.person(number, language_code="en") for number in (7_070_707, 8_080_808))
        address = house.feeds.put("/gazette", rss("gazette", [(PIECES[0], house.clock.now())]))
        for person in (lin, other):
            await person.ask("/start")
            await person.ask("/digest")
            await person.ask("/latest 3")
        await lin.ask(f"/subscribe {address}")
        await lin.ask("/pause")
        assert rows_with(file, "7070707")
        assert rows_with(file, "/gazette")
        assert "deleted" in (await lin.ask("/forget")).text
        assert rows_with(file, "7070707") == []
        assert [row for row in rows_with(file, "/gazette") if row[0] == "sources"] == []
        assert {table for table, _ in rows_with(file, "8080808")} >= {"subscriptions", "editions", "told", "deliveries"}


def rows_with(file: Path, text: str) -> list[tuple[str, str]]:
    """Table and row of every row of the database in which the text stands."""
    found = []
    with closing(sqlite3.connect(file)) as database:
        tables = [name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        assert len(tables) > 10
        for table in tables:
            found += [(table, str(row)) for row in database.execute(f"SELECT * FROM {table}") if text in str(row)]  # noqa: S608 - names from the schema
    return found


async def test_a_language_chosen_in_the_settings_leads_back_to_the_settings(house: House, lin: Person) -> None:
    menu = await lin.ask("/settings")
    await lin.tap("Language", message=menu)
    await house.server.wait_for_message(lin.id, "Choose your language")
    await lin.tap("繁體", message=menu)
    shown = await house.server.wait_for_message(lin.id, "語言：繁體中文")
    assert "設定" in shown.text
    assert "暫停" in shown.labels
