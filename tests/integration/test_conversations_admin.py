"""Administrators and the edges: broadcasts, figures, the command menu, errors, and what the log must not hold."""

import logging
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from bot.button_data import is_number
from bot.texts import texts_for
from tests.acceptance.house import PIECES, House, open_house
from tests.fakes.telegram_people import Person
from tests.fakes.telegram_state import Message
from tests.fakes.telegram_text import Entity, Formatted

BOSS = 99


async def subscribers(house: House, *ids: int) -> None:
    for number in ids:
        await house.server.person(number, language_code="en").ask("/start")


@pytest.mark.parametrize("command", ["/broadcast Hello", "/stats", "/nonsense"])
async def test_to_anyone_else_an_administrators_command_does_not_exist(house: House, command: str) -> None:
    lin = house.server.person(7, language_code="en")
    await lin.ask("/start")
    answer = (await lin.ask(command)).text
    assert answer.startswith(("I do not know that command", f"There is no {command}. Did you mean /start"))
    assert "/help" in answer
    assert "/broadcast" not in (await lin.ask("/help")).text


async def test_a_broadcasts_button_works_for_administrators_only(house: House, boss: Person) -> None:
    await subscribers(house, 7)
    await boss.ask("/broadcast Hello")
    preview = await house.server.wait_for_message(BOSS, lambda m: "Send" in m.labels)
    lin = house.server.person(7)
    menu = await lin.ask("/settings")
    menu.keyboard = preview.keyboard
    await (await lin.tap("Send", message=menu)).wait()
    await house.server.wait_for_message(7, "out of date")
    await house.tick()
    assert "Hello" not in house.texts(7)


async def test_a_broadcast_is_previewed_sent_followed_and_reported_and_the_figures_add_up(
    house: House, boss: Person
) -> None:
    ids = range(201, 241)
    await subscribers(house, *ids)
    for number in (203, 204):
        house.server.faults.blocked(number)
    house.server.faults.too_many(205, retry_after=20)
    await boss.ask("/broadcast\nServers rest <tonight> & tomorrow")
    preview = await house.server.wait_for_message(BOSS, lambda m: "Send" in m.labels)
    assert preview.text.splitlines() == [
        "The message above goes to 41 subscribers.",
        "Whoever has quiet hours then gets it when they end.",
    ]
    assert "Servers rest <tonight> & tomorrow" in house.texts(BOSS)
    assert not any("Servers rest" in text for number in ids for text in house.texts(number)), "before Send"
    await boss.tap("Send", message=preview)
    await house.server.wait_for_message(BOSS, "Sending: 0 of 41")
    await house.tick()
    await house.clock.advance(seconds=30)
    await house.tick()
    report = await house.server.wait_for_message(BOSS, "Delivered")
    assert report.message_id == preview.message_id
    assert report.text.startswith("Delivered 39 · blocked the bot 2 · failed 0 · unknown 0 · took ")
    for number in ids:
        copies = house.texts(number).count("Servers rest <tonight> & tomorrow")
        assert copies == (0 if number in (203, 204) else 1)


async def test_a_second_tap_on_send_sends_nothing_more(house: House, boss: Person) -> None:
    await subscribers(house, 7)
    await boss.ask("/broadcast Hello")
    preview = await house.server.wait_for_message(BOSS, lambda m: "Send" in m.labels)
    await boss.tap("Send", message=preview)
    preview_keyboard = preview.keyboard
    await house.server.wait_for_message(BOSS, "Sending")
    preview.keyboard = preview_keyboard
    await boss.tap("broadcast:send:1", message=preview)
    await house.server.wait_for_message(BOSS, "already under way")
    await house.tick()
    assert house.texts(7).count("Hello") == 1


async def test_cancelled_nothing_is_sent(house: House, boss: Person) -> None:
    await subscribers(house, 7)
    await boss.ask("/broadcast Hello")
    await house.server.wait_for_message(BOSS, lambda m: "Cancel" in m.labels)
    await boss.tap("Cancel")
    await house.server.wait_for_message(BOSS, "Cancelled. Nothing was sent.")
    await house.tick()
    assert "Hello" not in house.texts(7)


async def test_stopped_the_report_says_what_was_not_sent(house: House, boss: Person) -> None:
    await subscribers(house, *range(201, 211))
    await boss.ask("/broadcast Hello")
    await house.server.wait_for_message(BOSS, lambda m: "Send" in m.labels)
    await boss.tap("Send")
    progress = await house.server.wait_for_message(BOSS, lambda m: "Stop" in m.labels)
    await boss.tap("Stop", message=progress)
    await house.server.wait_for_message(BOSS, "Stopping.")
    await house.tick()
    report = await house.server.wait_for_message(BOSS, "Stopped.")
    assert "Delivered 0 · not sent 11" in report.text


async def sent_to(house: House, boss: Person, *ids: int) -> Message:
    """A broadcast that has just been started for these and the administrator; its progress."""
    await subscribers(house, *ids)
    await boss.ask("/broadcast Hello")
    await house.server.wait_for_message(BOSS, lambda m: "Send" in m.labels)
    await boss.tap("Send")
    return await house.server.wait_for_message(BOSS, lambda m: "Stop" in m.labels)


async def test_paused_nothing_more_goes_out_until_it_is_resumed(house: House, boss: Person) -> None:
    progress = await sent_to(house, boss, 201, 202)
    assert progress.labels == ["Pause", "Stop"]
    await boss.tap("Pause", message=progress)
    await house.server.wait_for_message(BOSS, "Paused at 0 of 3.")
    await house.tick()
    assert progress.labels == ["Resume", "Stop"]
    assert "Hello" not in house.texts(201) + house.texts(202)
    await boss.tap("Resume", message=progress)
    await house.server.wait_for_message(BOSS, "Sending: 0 of 3")
    await house.tick()
    await house.server.wait_for_message(BOSS, "Delivered 3 · ")
    assert house.texts(201).count("Hello") == 1


async def test_a_paused_broadcast_can_be_stopped(house: House, boss: Person) -> None:
    progress = await sent_to(house, boss, 201)
    await boss.tap("Pause", message=progress)
    await house.server.wait_for_message(BOSS, "Paused")
    await boss.tap("Stop", message=progress)
    await house.server.wait_for_message(BOSS, "Stopping.")
    await house.tick()
    await house.server.wait_for_message(BOSS, "Delivered 0 · not sent 2")


async def test_undone_every_copy_is_deleted_and_the_report_says_what_is_still_there(house: House, boss: Person) -> None:
    ids = tuple(range(201, 231))
    await sent_to(house, boss, *ids)
    await house.tick()
    report = await house.server.wait_for_message(BOSS, "Delivered 31 · ")
    assert report.labels == ["Undo"]
    house.server.faults.blocked(205)
    house.server.faults.too_many(204, retry_after=9, method="deleteMessage")
    house.server.faults.drop_after(206, method="deleteMessage")
    deleted = next(m for m in house.server.messages(203) if m.text == "Hello")
    deleted.deleted = True
    await boss.tap("Undo", message=report)
    await house.server.wait_for_message(BOSS, "Taking back: 0 of 31")
    assert await house.app.undoer.run_once() == 20
    assert await house.app.undoer.run_once() == 0, "it waits as the 429 said"
    await house.app.show_progress()
    await house.server.wait_for_message(BOSS, "Taking back: 17 of 30")
    await house.clock.advance(seconds=10)
    while await house.app.undoer.run_once():
        pass
    await house.app.show_progress()
    await house.server.wait_for_message(BOSS, "Taken back 30 · still there 1 · took ")
    left = [n for n in ids if any(m.text == "Hello" and not m.deleted for m in house.server.messages(n))]
    assert left == [205]
    assert report.labels == []


async def test_undoing_goes_at_the_pace_of_the_token_and_never_over_it(house: House, boss: Person) -> None:
    ids = tuple(range(201, 290))
    await sent_to(house, boss, *ids)
    await house.tick()
    report = await house.server.wait_for_message(BOSS, "Delivered 90 · ")
    await house.clock.advance(seconds=5)
    await boss.tap("Undo", message=report)
    await house.server.wait_for_message(BOSS, "Taking back: 0 of 90")
    await house.app.undo()
    times = [call.at for call in house.server.calls if call.method == "deleteMessage"]
    assert len(times) == 90
    assert times[-1] - times[0] < 90 / 25, "at no less than 25 a second"
    assert all(later - earlier >= 1.0 for earlier, later in zip(times, times[30:], strict=False))


async def test_what_is_older_than_48_hours_is_not_even_tried(house: House, boss: Person) -> None:
    await sent_to(house, boss, 201)
    await house.tick()
    report = await house.server.wait_for_message(BOSS, "Delivered 2 · ")
    await house.clock.advance(hours=48, minutes=1)
    await boss.tap("Undo", message=report)
    await house.server.wait_for_message(BOSS, "Taking back: 0 of 0")
    await house.app.show_progress()
    await house.server.wait_for_message(BOSS, "Taken back 0 · still there 2")
    assert [call for call in house.server.calls if call.method.startswith("deleteMessage")] == []


async def test_a_second_tap_on_undo_deletes_nothing_more(house: House, boss: Person) -> None:
    await sent_to(house, boss, 201)
    await house.tick()
    report = await house.server.wait_for_message(BOSS, "Delivered 2 · ")
    keyboard = report.keyboard
    await boss.tap("Undo", message=report)
    await house.server.wait_for_message(BOSS, "Taking back")
    report.keyboard = keyboard
    await boss.tap("Undo", message=report)
    await house.server.wait_for_message(BOSS, "already under way or over")


async def test_why_messages_failed_stands_behind_a_button_of_the_report_and_of_the_figures(
    house: House, boss: Person
) -> None:
    await sent_to(house, boss, 201, 202, 203)
    house.server.faults.refused(202, "MEDIA_EMPTY <b>")
    house.server.faults.blocked(203)
    await house.tick()
    report = await house.server.wait_for_message(BOSS, "Delivered 2 · blocked the bot 1 · failed 1 · unknown 0")
    assert report.labels == ["Failed 1 (view)", "Undo"]
    for shown in (report, await boss.ask("/stats")):
        after = house.server.messages(BOSS)[-1].message_id
        await boss.tap("Failed 1 (view)", message=shown)
        listed = await house.server.wait_for_message(BOSS, "Not delivered", after=after)
        assert "1, refused: Media_empty <b>\n  202" in listed.text
        assert "203" not in listed.text


async def test_what_had_no_answer_is_sent_again_and_the_report_says_it_may_have_come_twice(
    house: House, boss: Person
) -> None:
    await sent_to(house, boss, 201, 202, 203)
    house.server.faults.drop_after(202)
    house.server.faults.drop_before(203)
    await house.tick()
    await house.clock.advance(minutes=2)
    await house.tick()
    report = await house.server.wait_for_message(BOSS, "Delivered 4 · blocked the bot 0 · failed 0 · unknown 0")
    assert "Of these 2 may have come twice" in report.text
    assert [house.texts(number).count("Hello") for number in (201, 202, 203)] == [1, 2, 1]


async def test_any_message_can_be_broadcast_as_a_copy(house: House, boss: Person) -> None:
    await subscribers(house, 7)
    original = await boss.say("A photo, so to speak")
    await boss.say("/broadcast", reply_to=original)
    await house.server.wait_for_message(BOSS, lambda m: "Send" in m.labels)
    await boss.tap("Send")
    await house.server.wait_for_message(BOSS, "Sending")
    await house.tick()
    assert "A photo, so to speak" in house.texts(7)


async def test_what_the_command_is_written_under_goes_out_without_the_command(house: House, boss: Person) -> None:
    await subscribers(house, 7)
    await boss.send_file("ferry.jpg", b"x", caption="/broadcast to:all Night ferries <return> & more")
    await house.server.wait_for_message(BOSS, lambda m: "Send" in m.labels)
    assert "Night ferries <return> & more" in house.texts(BOSS)
    await boss.tap("Send")
    await house.server.wait_for_message(BOSS, "Sending")
    await house.tick()
    [copy] = [m for m in house.server.messages(7, from_bot=True) if m.file_name == "ferry.jpg"]
    assert copy.text == "Night ferries <return> & more"


async def test_a_picture_of_an_album_is_refused_with_the_reason(house: House, boss: Person) -> None:
    message = await boss.send_file("one.jpg", b"x")
    house.server.updates.pending.clear()
    payload = house.server.world.message_json(message) | {"media_group_id": "7", "caption": "/broadcast Hello"}
    house.server.updates.add("message", payload)
    await house.server.wait_for_message(BOSS, "picture of an album")


async def test_formatting_that_spans_the_command_too_is_left_out_and_the_words_stay(house: House, boss: Person) -> None:
    text = "/broadcast 5 < 6 & all of it bold"
    message = house.server.world.post(boss.chat, boss.user, Formatted(text, (Entity("bold", 0, len(text)),)))
    payload = house.server.world.message_json(message)
    command = Entity("bot_command", 0, len("/broadcast")).to_json()
    house.server.updates.add("message", payload | {"entities": [command, Entity("bold", 0, len(text)).to_json()]})
    await house.server.wait_for_message(BOSS, lambda m: "Send" in m.labels)
    assert "5 < 6 & all of it bold" in house.texts(BOSS)


async def test_a_report_that_telegram_refuses_is_tried_again(house: House, boss: Person) -> None:
    await subscribers(house, 7)
    await boss.ask("/broadcast Hello")
    await house.server.wait_for_message(BOSS, lambda m: "Send" in m.labels)
    await boss.tap("Send")
    await house.server.wait_for_message(BOSS, "Sending")
    house.server.faults.too_many(BOSS, retry_after=3, method="editMessageText")
    await house.tick()
    await house.tick()
    await house.server.wait_for_message(BOSS, "Delivered 2")


async def test_stats_count_what_there_is(house: House, boss: Person) -> None:
    await subscribers(house, 7, 8)
    await house.server.person(8).ask("/pause")
    await house.server.person(7).ask("/digest")
    await house.tick()
    answer = await boss.ask("/stats")
    assert "Subscribers: 2 active, 1 paused, 0 blocked" in answer.text
    assert "9 articles, 9 stories, 1 digests" in answer.text
    assert "1 delivered" in answer.text


async def test_the_command_menu_is_told_in_each_language_and_follows_the_choice(house: House, boss: Person) -> None:
    await house.app.greet()
    menus = {
        code: commands for (scope, code), commands in house.server.commands.items() if "default" in scope or not scope
    }
    assert {"", "en", "zh"} <= set(menus)
    described = {code: {str(c["command"]): str(c["description"]) for c in commands} for code, commands in menus.items()}
    assert described["en"]["digest"] == texts_for("en").plain("command-digest")
    assert described["zh"]["digest"] == described[""]["digest"] == texts_for("zh-Hans").plain("command-digest")
    assert "broadcast" not in described["en"]
    await boss.ask("/language zh-hant")
    own = next(commands for (scope, _), commands in house.server.commands.items() if str(BOSS) in scope)
    assert {"command": "digest", "description": texts_for("zh-Hant").plain("command-digest")} in own
    assert "broadcast" in {str(command["command"]) for command in own}


@pytest.mark.parametrize("text", ["/", "/ digest", "/fly", "hello", "再见", "🙂", "/digest_now"])
async def test_whatever_is_not_understood_gets_a_way_to_go_on(house: House, boss: Person, text: str) -> None:
    assert "/help" in (await boss.ask(text)).text


@pytest.mark.parametrize("table", ["told", "subscriptions", "bans"])
async def test_an_error_is_one_plain_sentence_and_the_log_holds_no_text_and_no_token(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, table: str
) -> None:
    caplog.set_level(logging.DEBUG)
    file = tmp_path / "yaowen.db"
    async with open_house(database_url=f"sqlite:///{file}") as house:
        await house.publish("courier", *PIECES)
        lin = house.server.person(7, language_code="en")
        await lin.ask("/start")
        with closing(sqlite3.connect(file)) as database:
            database.execute(f"ALTER TABLE {table} RENAME TO broken")
        caplog.clear()
        answer = await lin.ask("/digest secret-words-of-lin")
        assert answer.text == "That did not work, and I have noted it. Try again, or send /help."
        lines = [record for record in caplog.records if record.name.startswith("bot")]
        assert [record.levelname for record in lines] == ["ERROR"]
        assert "StorageError at digests.storage" in lines[0].getMessage()
        ours = "\n".join(f"{record.getMessage()} {record.exc_text}" for record in lines)
        assert "secret-words" not in ours
        assert house.server.token not in ours
        with closing(sqlite3.connect(file)) as database:
            database.execute(f"ALTER TABLE broken RENAME TO {table}")
        assert "stories" in (await lin.ask("/digest")).text


@pytest.mark.parametrize(("data", "counts"), [("42", True), ("", False), ("٣", False), ("9" * 60, False)])
def test_a_forged_number_on_a_button_is_none(data: str, *, counts: bool) -> None:
    assert is_number(data) is counts
