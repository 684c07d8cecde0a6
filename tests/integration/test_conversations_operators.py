"""What administrators have besides the broadcast itself: audiences, times, people, bans, health, shared sources."""

import asyncio
import logging
from dataclasses import replace
from datetime import timedelta

import pytest

from digests.models import Reaction, SubscriptionState, subscription_id
from tests.acceptance.house import PIECES, House, rss
from tests.fakes.telegram_people import Person
from tests.fakes.telegram_state import Message

BOSS = 99


async def join(house: House, number: int, language_code: str = "en") -> Person:
    person = house.server.person(number, first_name="Zhou Secretive", language_code=language_code)
    await person.ask("/start")
    return person


async def preview_of(house: House, boss: Person, command: str) -> Message:
    await boss.say(command)
    return await house.server.wait_for_message(BOSS, lambda m: "Cancel" in m.labels)


async def changed(house: House, message: Message, words: str) -> None:
    await house.server.wait_for_message(message.chat_id, lambda m: m is message and words in m.text)


@pytest.mark.parametrize(
    "command", ["/users", "/ban 7", "/unban 7", "/health", "/addsource x.example", "/removesource x"]
)
async def test_to_anyone_else_these_commands_do_not_exist(house: House, command: str) -> None:
    lin = await join(house, 7)
    answer = (await lin.ask(command)).text
    assert answer.startswith(("I do not know that command.", f"There is no {command.split(maxsplit=1)[0]}."))


@pytest.mark.parametrize(
    "data",
    [
        "audience:1",
        "later:1:1h",
        "users:0",
        "user:7",
        "ban:8",
        "unban:8",
        "banned",
        "sick:all",
        "share:x",
        "unshare:x",
        "picture",
        "actions",
        "failures:all",
        "broadcast:send:1",
    ],
)
async def test_a_forged_button_of_administrators_does_nothing_for_anyone_else(
    house: House, boss: Person, data: str
) -> None:
    await preview_of(house, boss, "/broadcast Hello")
    lin = await join(house, 7)
    menu = await lin.ask("/settings")
    menu.keyboard = ((replace(menu.keyboard[0][0], label="forged", data=data),),)
    await lin.tap("forged", message=menu)
    await house.server.wait_for_message(7, "out of date")
    assert await house.app.newsroom.storage.admins.actions(limit=9) == []


@pytest.mark.parametrize(
    "data", ["audience:1:language:xx", "audience:1:id:1", "audience:x", "later:1:99h99", "users:-1"]
)
async def test_a_button_with_forged_data_says_so_and_changes_nothing(house: House, boss: Person, data: str) -> None:
    preview = await preview_of(house, boss, "/broadcast Hello")
    preview.keyboard = ((replace(preview.keyboard[0][0], label="forged", data=data),),)
    await boss.tap("forged", message=preview)
    await house.server.wait_for_message(BOSS, lambda m: "out of date" in m.text or "cannot take" in m.text)


async def test_an_audience_is_chosen_by_buttons_and_only_it_gets_the_broadcast(house: House, boss: Person) -> None:
    await join(house, 7)
    await join(house, 8, "zh-hans")
    preview = await preview_of(house, boss, "/broadcast Hello")
    assert "goes to 3 subscribers." in preview.text
    await boss.tap("Audience", message=preview)
    await changed(house, preview, "As chosen now, 3 subscribers.")
    await boss.tap("audience:1:language:zh-Hans", message=preview)
    await changed(house, preview, "As chosen now, 1 subscriber.")
    assert sum(label.startswith("✓ ") for label in preview.labels) == 4, "one of each row"
    await boss.tap("‹ Back", message=preview)
    await changed(house, preview, "The message above goes to 1 subscriber.\nAudience: ")
    await boss.tap("Send", message=preview)
    await changed(house, preview, "Sending: 0 of 1")
    await house.tick()
    assert ("Hello" in house.texts(8), "Hello" in house.texts(7)) == (True, False)


async def test_an_audience_of_nobody_cannot_be_sent_to(house: House, boss: Person) -> None:
    preview = await preview_of(house, boss, "/broadcast to:channel Hello")
    assert "no one to send it to" in preview.text
    assert "Send" not in preview.labels


async def test_an_audience_in_words_counts_who_fits_all_of_it(house: House, boss: Person) -> None:
    lin, _ = await join(house, 7), await join(house, 8)
    await lin.ask("/unsubscribe sports")
    store = house.app.newsroom.storage
    await house.clock.advance(days=10)
    story = (await store.stories.since(house.clock.now() - timedelta(days=20)))[0]
    await store.reactions.put(Reaction(subscription_id(7), story.id, "opened", house.clock.now()))
    after = 0
    for words, count in (("sports", 2), ("en", 3), ("7d", 1), ("30d", 3), ("private,en,7d", 1), ("all", 3)):
        await boss.say(f"/broadcast to:{words} Hello {words}")
        shown = await house.server.wait_for_message(BOSS, "The message above", after=after)
        assert f"goes to {count} subscriber" in shown.text
        assert f"Hello {words}" in house.texts(BOSS), "the orders are no part of the text"
        after = shown.message_id
    assert "I do not know the audience “martians”" in (await boss.ask("/broadcast to:martians Hello")).text


async def test_scheduled_for_later_it_goes_out_at_its_time_and_not_before(house: House, boss: Person) -> None:
    await join(house, 7)
    preview = await preview_of(house, boss, "/broadcast <b>Later</b>")
    await boss.tap("Later", message=preview)
    await changed(house, preview, "When is it to go out?")
    await boss.tap("in 1 h", message=preview)
    await changed(house, preview, "Goes out on 22 Nov 10:")
    await house.clock.advance(minutes=59)
    await house.tick()
    await house.tick()
    assert not any("Later" in text for text in house.texts(7))
    await house.clock.advance(minutes=2)
    await house.app.show_progress()
    await house.tick()
    assert "<b>Later</b>" in house.texts(7)
    await changed(house, preview, "Delivered 2")


async def test_a_scheduled_broadcast_can_be_ordered_in_words_cancelled_or_sent_at_once(
    house: House, boss: Person
) -> None:
    await join(house, 7)
    first = await preview_of(house, boss, "/broadcast at:20:00 First")
    await changed(house, first, "Goes out on 22 Nov 20:00")
    assert first.labels == ["Send", "Later", "Cancel"]
    await boss.tap("Cancel", message=first)
    await changed(house, first, "Cancelled. Nothing was sent.")
    await boss.say("/broadcast at:3h Second")
    second = await house.server.wait_for_message(BOSS, "Goes out on", after=first.message_id)
    await boss.tap("Send", message=second)
    await changed(house, second, "Sending")
    await house.clock.advance(hours=12)
    await house.tick()
    await house.tick()
    assert [text for text in house.texts(7) if text in {"First", "Second"}] == ["Second"]
    assert "cannot take “25:99”" in (await boss.ask("/broadcast at:25:99 Third")).text


async def test_who_never_subscribed_reads_the_report_in_the_language_of_the_command(house: House) -> None:
    boss = house.server.person(BOSS, language_code="en")
    await join(house, 7)
    preview = await preview_of(house, boss, "/broadcast Hello")
    await boss.tap("Send", message=preview)
    await changed(house, preview, "Sending")
    await house.tick()
    await changed(house, preview, "Delivered 1")


async def test_users_shows_figures_pages_and_one_subscriber_but_no_name(house: House, boss: Person) -> None:
    for number in range(101, 113):
        await join(house, number)
    first = await boss.ask("/users")
    assert "13 in all: private 13, groups 0, channels 0" in first.text
    assert "New: 13 in 24 hours" in first.text
    assert "Secretive" not in first.text
    assert first.text.count("since 22 Nov") == 10
    await boss.tap("Next ›", message=first)
    await house.server.wait_for_message(BOSS, lambda m: m is first and "13. " in m.text)
    assert first.text.count("since 22 Nov") == 3
    await boss.tap("‹ Previous", message=first)
    await house.server.wait_for_message(BOSS, lambda m: m is first and "10. " in m.text)
    await boss.tap("1", message=first)
    await house.server.wait_for_message(BOSS, lambda m: m is first and m.labels == ["Ban", "‹ Back"])
    assert first.text.startswith("112 · private · ")
    assert "has no subscription" in (await boss.ask("/users 4711")).text


async def test_a_banned_person_gets_nothing_and_is_not_answered_anywhere_until_the_ban_is_lifted(
    house: House, boss: Person
) -> None:
    lin = await join(house, 7)
    await house.app.compose()
    group = house.server.group(-1001, "Readers", members=[lin])
    answered = len(house.texts(7))
    assert "7 is banned" in (await boss.ask("/ban 7")).text
    for text, chat in (("/latest", None), ("hello", None), ("/latest", group)):
        await lin.say(text, chat=chat)
    menu = house.server.messages(7, from_bot=True)[0]
    await lin.tap("Change times", message=menu)
    inline = asyncio.ensure_future(house.server.inline(lin, ""))
    await house.clock.advance(days=1)
    await house.tick()
    await boss.ask("/users 7")  # handled after all that Lin said
    assert len(house.texts(7)) == answered
    assert house.texts(-1001) == []
    assert not inline.done()
    inline.cancel()
    assert (await house.subscription(7)).state is SubscriptionState.BLOCKED
    banned = await boss.ask("/ban")
    await boss.tap("Unban 1", message=banned)
    await house.server.wait_for_message(BOSS, lambda m: m is banned and "Banned" not in m.text)
    assert "New" not in (await lin.ask("/start")).text
    assert (await house.subscription(7)).state is SubscriptionState.ACTIVE


async def test_a_ban_by_button_is_lifted_by_command_and_each_act_is_recorded_without_texts(
    house: House, boss: Person, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    await join(house, 7)
    card = await boss.ask("/users 7")
    await boss.tap("Ban", message=card)
    await house.server.wait_for_message(BOSS, lambda m: m is card and "banned" in m.text)
    assert "may come back" in (await boss.ask("/unban 7")).text
    assert "is not banned" in (await boss.ask("/unban 7")).text
    assert "cannot be banned" in (await boss.ask(f"/ban {BOSS}")).text
    assert "Nobody called" in (await boss.ask("/ban everybody")).text
    assert "no chat’s id" in (await boss.ask("/unban everybody")).text
    preview = await preview_of(house, boss, "/broadcast Secret words")
    await boss.tap("Cancel", message=preview)
    await changed(house, preview, "Cancelled")
    figures = await boss.ask("/stats")
    await boss.tap("Actions", message=figures)
    listed = await house.server.wait_for_message(BOSS, "What administrators did")
    assert [line.split(" · ")[-1] for line in listed.text.splitlines()[1:]] == [
        "broadcast cancelled: 1",
        "unbanned: 7",
        "banned: 7",
    ]
    logged = [r.getMessage() for r in caplog.records if "administrator" in r.getMessage()]
    assert logged == ["administrator 99: ban 7", "administrator 99: unban 7", "administrator 99: cancel 1"]
    assert "Secret words" not in listed.text


async def test_the_figures_come_as_a_picture_too(house: House, boss: Person) -> None:
    lin = await join(house, 7)
    await lin.ask("/digest")
    await house.tick()
    figures = await boss.ask("/stats")
    await boss.tap("By day", message=figures)
    shown = await house.server.wait_for_message(BOSS, lambda m: "Blue, active subscribers: 2" in m.text)
    assert shown.kind == "photo"
    assert "Orange, messages delivered: 1" in shown.text


async def test_health_lists_the_sick_and_a_tap_checks_or_removes(house: House, boss: Person) -> None:
    await house.add_feed("sick")
    await house.add_feed("gone")
    for name in ("sick", "gone"):
        house.feeds.put(f"/{name}", status=500)
    await house.read()
    shown = await boss.ask("/health")
    assert "Sources: 3, 2 not answering" in shown.text
    assert "failed 1 times in a row" in shown.text
    house.feeds.put("/sick", rss("sick", []))
    numbered = {line.split(". ")[1]: line[0] for line in shown.text.splitlines() if line[:1].isdigit()}
    await boss.tap(f"{numbered['Sick']}. Check now", message=shown)
    await house.server.wait_for_message(BOSS, lambda m: m is shown and "1 not answering" in m.text)
    await boss.tap("1. Remove", message=shown)
    await house.server.wait_for_message(BOSS, lambda m: m is shown and "Sources: 2, 0 not answering" in m.text)
    assert shown.labels == []


async def test_a_source_is_added_for_everyone_and_removed_but_not_from_who_added_it(house: House, boss: Person) -> None:
    address = house.feeds.put("/harbour", rss("harbour", [(PIECES[0], house.clock.now())]))
    await join(house, 7)
    added = await boss.ask(f"/addsource {address}")
    if "is now read for everyone" not in added.text:
        await boss.tap(added.labels[0], message=added)
        await changed(house, added, "is now read for everyone")
    storage = house.app.newsroom.storage
    (source,) = [each for each, _ in await storage.sources.all() if each.address == address]
    assert source.shared
    assert "is removed" in (await boss.ask(f"/removesource {address}")).text
    assert await storage.sources.find(source.id) is None
    await storage.sources.configure([source], house.clock.now())
    assert await storage.sources.find(source.id) is None, "though the operator's list names it"
    await storage.sources.share(source, house.clock.now())
    await storage.subscriptions.save(replace(await house.subscription(7), own_sources=frozenset({source.id})))
    await boss.ask(f"/removesource {address}")
    kept = await storage.sources.find(source.id)
    assert kept is not None
    assert not kept.shared


async def test_who_is_called_so_is_offered_and_banned_by_a_tap(house: House, boss: Person) -> None:
    lin = house.server.person(70, first_name="Lin the Flooder", language_code="en")
    await lin.ask("/start")
    offer = await boss.ask("/ban flooder")
    assert "Lin the Flooder" in offer.text
    assert "70" in offer.text
    await boss.tap("Ban 1", message=offer)
    await house.server.wait_for_message(BOSS, "banned")
    assert await house.app.services.storage.admins.is_banned({70})
    assert "Nobody called “zeppelin”" in (await boss.ask("/ban zeppelin")).text


async def test_a_reply_in_a_group_bans_its_writer_and_never_the_bot_or_oneself(house: House, boss: Person) -> None:
    flooder = house.server.person(71, first_name="Flo")
    group = house.server.group(-100_500, members=[flooder, boss], administrators=[boss])
    flood = await flooder.say("buy buy buy", chat=group)
    own = await boss.say("hm", chat=group)
    await boss.say("/ban", chat=group, reply_to=own)
    await house.server.wait_for_message(group.id, "把会话 ID 写在命令后面")
    await boss.say("/ban", chat=group, reply_to=flood)
    await house.server.wait_for_message(group.id, "已封禁 71")
    assert await house.app.services.storage.admins.is_banned({71})
    assert not await house.app.services.storage.admins.is_banned({BOSS, boss.id})
