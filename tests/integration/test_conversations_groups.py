"""Groups, topics, channels: who may change what, and what happens when the bot is thrown out or a group moves."""

import pytest

from bot.wish_menus import rule_id
from digests.models import SubscriptionState
from tests.acceptance.house import PIECES, House
from tests.fakes.telegram_people import Group, Person, as_typed
from tests.fakes.telegram_state import Message

GROUP = -100_500
ANONYMOUS = {"id": 1087968824, "is_bot": True, "first_name": "Group", "username": "GroupAnonymousBot"}


@pytest.fixture
def boss(house: House) -> Person:
    return house.server.person(1, first_name="Boss", language_code="en")


@pytest.fixture
def member(house: House) -> Person:
    return house.server.person(2, first_name="Member", language_code="en")


@pytest.fixture
def group(house: House, boss: Person, member: Person) -> Group:
    return house.server.group(GROUP, "Readers", members=[member], administrators=[boss])


async def begin(boss: Person, group: Group) -> None:
    """An administrator starts the bot in the group, in English."""
    await boss.ask("/start", chat=group)
    await boss.ask("/language en", chat=group)


async def answer(house: House, said: Message) -> Message:
    return await house.server.wait_for_message(said.chat_id, after=said.message_id)


def say_anonymously(house: House, group: Group, text: str, sender_chat: int) -> Message:
    """What an administrator writes in the name of a group or channel."""
    chat = house.server.world.ensure_chat(sender_chat)
    message = house.server.world.post(group.chat, house.server.person(3).user, as_typed(text))
    payload = house.server.world.message_json(message)
    house.server.updates.add("message", {**payload, "from": ANONYMOUS, "sender_chat": chat.to_json()})
    return message


@pytest.mark.parametrize(
    "command", ["/start", "/schedule 09:00", "/language zh", "/subscribe world", "/pause", "/forget"]
)
async def test_only_administrators_change_a_groups_settings(
    house: House, boss: Person, member: Person, group: Group, command: str
) -> None:
    await begin(boss, group)
    before = await house.subscription(GROUP)
    assert (await member.ask(command, chat=group)).text == "Only administrators of this group can change its settings."
    assert await house.subscription(GROUP) == before
    await boss.ask(command, chat=group)
    after = await house.app.newsroom.storage.subscriptions.find(before.id)
    assert command in ("/start", "/subscribe world") or after != before


async def test_a_member_may_read_and_look(house: House, boss: Person, member: Person, group: Group) -> None:
    await begin(boss, group)
    assert "stories" in (await member.ask("/latest 3", chat=group)).text
    settings = await member.ask("/settings", chat=group)
    assert settings.text.startswith("Settings")
    await member.tap("Pause", message=settings)
    await house.server.wait_for_message(GROUP, "Only administrators")
    assert (await house.subscription(GROUP)).state is SubscriptionState.ACTIVE


async def test_an_administrator_who_stays_anonymous_may_change_settings(
    house: House, boss: Person, group: Group
) -> None:
    await begin(boss, group)
    await answer(house, say_anonymously(house, group, "/pause", GROUP))
    assert (await house.subscription(GROUP)).state is SubscriptionState.PAUSED
    house.server.group(-100_600, "Elsewhere", kind="channel")
    refused = await answer(house, say_anonymously(house, group, "/resume", -100_600))
    assert refused.text.startswith("Only administrators")


async def test_a_readers_tap_in_a_channel_changes_nothing(house: House, boss: Person, member: Person) -> None:
    """Everyone who reads a channel sees the buttons under its messages."""
    channel = house.server.group(-100_700, "Channel", kind="channel", members=[member], administrators=[boss])
    await begin(boss, channel)
    settings = await boss.ask("/settings", chat=channel)
    await (await member.tap("Pause", message=settings)).wait()
    await house.server.wait_for_message(channel.id, "Only administrators")
    assert (await house.subscription(channel.id)).state is SubscriptionState.ACTIVE
    await boss.tap("Pause", message=settings)
    await house.server.wait_for_message(channel.id, lambda m: "Resume" in m.labels)
    assert (await house.subscription(channel.id)).state is SubscriptionState.PAUSED


async def test_commands_for_another_bot_and_unknown_ones_are_left_alone_in_a_group(
    house: House, boss: Person, group: Group
) -> None:
    await begin(boss, group)
    strange = ("/settings@other_bot", "/roll", "good morning", "https://example.org/feed")
    for text in (*strange, "/settings@yaowen_test_bot", "/privacy"):
        await boss.say(text, chat=group)
    await house.server.wait_for_message(GROUP, "What is stored")
    assert [text.split("\n")[0] for text in house.texts(GROUP)[2:]] == ["Settings", "What is stored about this chat"]


async def test_each_forum_topic_has_a_subscription_of_its_own(house: House, boss: Person, group: Group) -> None:
    group.add_topic(11)
    group.add_topic(12)
    for thread, command in ((11, "/start"), (12, "/start"), (12, "/language en"), (12, "/schedule 09:00")):
        reply = await answer(house, await boss.say(command, chat=group, thread_id=thread))
        assert reply.thread_id == thread
    chinese, english = await house.subscription(GROUP, 11), await house.subscription(GROUP, 12)
    assert (chinese.language, english.language) == ("zh-Hans", "en")
    assert chinese.schedule != english.schedule
    await house.clock.advance(days=1)
    await house.publish("courier", *PIECES[:1])
    await house.tick()
    digests = [m for m in house.server.messages(GROUP, from_bot=True) if "1" in m.labels]
    assert {m.thread_id for m in digests} == {11, 12}


async def test_blocked_nothing_is_sent_and_start_wakes(house: House) -> None:
    lin = house.server.person(7, language_code="en")
    await lin.ask("/start")
    await lin.ask("/schedule 09:00")
    await lin.block_bot()
    await lin.say("/help")
    await house.server.wait_for_call("sendMessage", count=3)
    assert (await house.subscription(7)).state is SubscriptionState.BLOCKED
    calls = len(house.server.calls)
    await house.clock.advance(days=1)
    await house.tick()
    assert not [call for call in house.server.calls[calls:] if call.method == "sendMessage"]
    await lin.unblock_bot()
    assert (await lin.ask("/start")).text.startswith("Welcome back.")
    woken = await house.subscription(7)
    assert (woken.state, woken.schedule.times[0].hour) == (SubscriptionState.ACTIVE, 9)


async def test_kicked_out_of_a_group_nothing_is_sent_and_start_wakes(house: House, boss: Person, group: Group) -> None:
    await begin(boss, group)
    await group.remove_bot(by=boss)
    lin = house.server.person(7, language_code="en")
    await lin.ask("/start")
    assert (await house.subscription(GROUP)).state is SubscriptionState.BLOCKED
    calls = len(house.server.calls)
    await house.clock.advance(days=1)
    await house.tick()
    assert {c.params["chat_id"] for c in house.server.calls[calls:] if c.method == "sendMessage"} == {"7"}
    await group.add_bot(by=boss)
    await boss.ask("/start", chat=group)
    assert (await house.subscription(GROUP)).state is SubscriptionState.ACTIVE


@pytest.mark.parametrize("told_by", ["service message", "refusal"])
async def test_a_group_that_becomes_a_supergroup_keeps_everything(
    house: House, boss: Person, member: Person, told_by: str
) -> None:
    old = house.server.group(-77, "Readers", kind="group", members=[member], administrators=[boss])
    await begin(boss, old)
    await boss.ask("/schedule 09:00", chat=old)
    shown = await boss.ask("/digest", chat=old)
    before = await house.subscription(-77)
    house.server.faults.migrated(-77, to=-100_077)
    if told_by == "service message":
        notice = house.server.world.message_json(shown) | {"migrate_to_chat_id": -100_077}
        house.server.updates.add("message", {k: v for k, v in notice.items() if k not in ("text", "entities")})
        await boss.ask("/pause")
        assert (await house.subscription(-100_077)).schedule == before.schedule
    await house.clock.advance(days=1)
    await house.publish("courier", *PIECES[:3])
    await house.tick()
    after = await house.subscription(-100_077)
    assert (after.schedule, after.language, after.created_at) == (before.schedule, before.language, before.created_at)
    with pytest.raises(AssertionError):
        await house.subscription(-77)
    new = "\n".join(house.texts(-100_077))
    assert new
    assert not [piece.title for piece in PIECES if piece.title in new and piece.title in shown.text]


@pytest.mark.parametrize("command", ["/quiet 22:00-07:00", "/mute ferry", "/watch ferry", "/unmute a", "/unwatch a"])
async def test_only_administrators_change_a_groups_quiet_hours_and_keywords(
    house: House, boss: Person, member: Person, group: Group, command: str
) -> None:
    await begin(boss, group)
    before = await house.subscription(GROUP)
    assert (await member.ask(command, chat=group)).text.startswith("Only administrators")
    assert await house.subscription(GROUP) == before


@pytest.mark.parametrize(
    "data",
    [
        "quiet:22:00-07:00",
        "importance:4",
        "rule:muted:{rule}",
        "timezone:Europe/London",
        "language:zh-Hans:settings",
        "schedule:hourly",
        "topic:world",
        "pause",
    ],
)
async def test_a_members_tap_on_no_settings_button_changes_the_groups(
    house: House, boss: Person, member: Person, group: Group, data: str
) -> None:
    await begin(boss, group)
    await boss.ask("/mute tapioca", chat=group)
    before = await house.subscription(GROUP)
    menu = await member.ask("/settings", chat=group)
    menu.keyboard = ((type(menu.keyboard[0][0])("x", data.format(rule=rule_id("tapioca"))),),)
    await member.tap("x", message=menu)
    await house.server.wait_for_message(GROUP, "Only administrators", after=menu.message_id)
    assert await house.subscription(GROUP) == before


async def test_a_group_shows_its_own_settings_and_nothing_of_who_asks(
    house: House, boss: Person, member: Person, group: Group
) -> None:
    await begin(boss, group)
    await member.ask("/start")
    await member.ask("/mute tapioca")
    await member.ask("/quiet 01:00-02:00")
    for command in ("/mute", "/quiet", "/settings"):
        shown = (await member.ask(command, chat=group)).text
        assert "tapioca" not in shown
        assert "01:00" not in shown
    refused = await member.ask("/channel @anything", chat=group)
    assert "private" in refused.text


async def test_who_does_not_administer_a_channel_manages_it_by_no_button(
    house: House, boss: Person, member: Person
) -> None:
    channel = house.server.group(-100_800, "Channel", kind="channel", members=[member], administrators=[boss])
    await begin(boss, channel)
    before = await house.subscription(channel.id)
    menu = await member.ask("/settings")
    menu.keyboard = ((type(menu.keyboard[0][0])("x", f"channel:{channel.id}"),),)
    await member.tap("x", message=menu)
    await house.server.wait_for_message(2, after=menu.message_id)
    await member.ask("/quiet 22:00-07:00")
    assert await house.subscription(channel.id) == before
