"""A channel is managed from a private chat, by who administers it, for as long as they do."""

from typing import Literal

import pytest

from digests.models import SubscriptionState
from tests.acceptance.house import House
from tests.fakes.telegram_people import Group, Person

CHANNEL = -100_777_777


@pytest.fixture
async def boss(house: House) -> Person:
    person = house.server.person(1, first_name="Boss", language_code="en")
    await person.ask("/start")
    return person


@pytest.fixture
def channel(house: House, boss: Person) -> Group:
    return house.server.group(CHANNEL, "Harbour", kind="channel", username="harbour_news", administrators=[boss])


async def test_the_commands_of_the_private_chat_serve_the_channel_until_it_is_left(
    house: House, boss: Person, channel: Group
) -> None:
    answer = await boss.ask("/channel @harbour_news")
    assert "You now manage the channel “Harbour”" in answer.text
    assert (await boss.ask("/schedule 09:00")).text.startswith("Channel: Harbour\nDone")
    assert (await house.subscription(CHANNEL)).schedule.times[0].hour == 9
    assert (await house.subscription(1)).schedule.times[0].hour == 8
    await boss.say("/digest")
    told = await house.server.wait_for_message(CHANNEL, "7 stories")
    assert told.from_bot
    assert not any("7 stories" in text for text in house.texts(1)), "it goes to the channel"
    left = await boss.ask("/channel off")
    assert left.text.startswith("Done. The commands here serve you alone again")
    await boss.ask("/schedule 10:00")
    assert (await house.subscription(1)).schedule.times[0].hour == 10
    assert (await house.subscription(CHANNEL)).schedule.times[0].hour == 9


async def test_several_channels_are_chosen_by_button(house: House, boss: Person, channel: Group) -> None:
    house.server.group(-100_888_888, "Lighthouse", kind="channel", username="light", administrators=[boss])
    await boss.ask("/channel https://t.me/harbour_news")
    await boss.ask("/channel -100888888")
    menu = await boss.ask("/channel")
    assert menu.labels == ["Harbour", "✓ Lighthouse", "Back to myself"]
    await boss.tap("Harbour", message=menu)
    await house.server.wait_for_message(1, lambda m: m.message_id == menu.message_id and "“Harbour”" in m.text)
    await boss.ask("/pause")
    assert (await house.subscription(CHANNEL)).state is SubscriptionState.PAUSED
    assert (await house.subscription(-100_888_888)).state is SubscriptionState.ACTIVE
    assert (await house.subscription(1)).state is SubscriptionState.ACTIVE


@pytest.mark.parametrize(
    ("name", "answer"),
    [
        ("@nowhere", "found no channel"),
        ("what is this", "found no channel"),
        ("@readers", "is no channel"),
        ("@others", "Only administrators"),
        ("@mute", "make me an administrator"),
        ("@outside", "make me an administrator"),
    ],
)
async def test_what_cannot_be_managed_is_refused_with_its_reason(
    house: House, boss: Person, name: str, answer: str
) -> None:
    house.server.group(-100_1, "Readers", username="readers", administrators=[boss])
    house.server.group(-100_2, "Others", kind="channel", username="others")
    mute = house.server.group(-100_3, "Mute", kind="channel", username="mute", administrators=[boss])
    mute.chat.bot_may_post = False
    outside = house.server.group(-100_4, "Outside", kind="channel", username="outside", administrators=[boss])
    outside.chat.members[house.server.world.bot.id] = "left"
    assert answer in (await boss.ask(f"/channel {name}")).text
    assert await house.app.services.storage.channels.managed(1) == []


async def test_who_is_no_administrator_any_more_changes_nothing_more(
    house: House, boss: Person, channel: Group
) -> None:
    await boss.ask("/channel @harbour_news")
    before = await house.subscription(CHANNEL)
    channel.set_member(boss, "member")
    lost = await boss.ask("/schedule 11:00")
    assert "no administrator of “Harbour” any more" in lost.text
    assert await house.subscription(CHANNEL) == before
    assert (await house.subscription(1)).schedule.times[0].hour == 8, "meant for the channel, it changes nobody else"


async def test_a_stranger_manages_and_sees_nothing(house: House, boss: Person, channel: Group) -> None:
    await boss.ask("/channel @harbour_news")
    eve = house.server.person(2, language_code="en")
    await eve.ask("/start")
    menu = await eve.ask("/settings")
    menu.keyboard = ((type(menu.keyboard[0][0])("x", f"channel:{CHANNEL}"),),)
    await eve.tap("x", message=menu)
    await house.server.wait_for_message(2, "Only administrators of “Harbour”")
    assert "Harbour" not in (await eve.ask("/channel")).text


@pytest.mark.parametrize("kind", ["channel", "supergroup"])
async def test_the_title_of_a_private_chat_is_told_to_nobody_who_does_not_administer_it(
    house: House, boss: Person, kind: Literal["channel", "supergroup"]
) -> None:
    house.server.group(-100_555_555, "Night shift", kind=kind, administrators=[boss])
    eve = house.server.person(2, language_code="en")
    answer = await eve.ask("/channel -100555555")
    assert "-100555555" in answer.text
    assert "Night shift" not in answer.text


async def test_forgetting_in_a_managed_channel_forgets_the_channel_alone(
    house: House, boss: Person, channel: Group
) -> None:
    await boss.ask("/channel @harbour_news")
    await boss.ask("/forget")
    stored = house.app.services.storage.subscriptions
    assert await stored.everything(CHANNEL) == {}
    assert set(await stored.everything(1)) == {"subscriptions"}


async def test_in_a_group_it_says_where_channels_are_managed(house: House, boss: Person) -> None:
    group = house.server.group(-100_9, "Readers", administrators=[boss])
    await boss.ask("/start", chat=group)
    await boss.ask("/language en", chat=group)
    assert "private chat" in (await boss.ask("/channel @harbour_news", chat=group)).text
