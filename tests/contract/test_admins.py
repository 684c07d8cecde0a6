"""Bans, administrators' actions, figures by day, and audiences."""

from dataclasses import replace
from datetime import timedelta

import pytest

from digests.models import (
    AdminAction,
    Audience,
    Ban,
    BroadcastState,
    Census,
    DayFigures,
    DeliveryState,
    Part,
    Profile,
    Reaction,
    StoryId,
    SubscriptionState,
    Tally,
    broadcast_owner,
)
from digests.ports import Storage
from tests.factories import NOW, make_new_delivery, make_subscription

DAY = timedelta(days=1)
ADMIN = 99


async def test_a_banned_chat_is_blocked_what_waits_is_withdrawn_and_a_second_ban_changes_nothing(
    storage: Storage,
) -> None:
    one, two = make_subscription(1), make_subscription(2)
    for each in (one, two):
        await storage.subscriptions.save(each)
    await storage.outbox.add([make_new_delivery(1, owner="e"), make_new_delivery(2, owner="e")])
    assert [await storage.admins.ban(one.chat_id, ADMIN, NOW + n * DAY) for n in (0, 1)] == [True, False]
    assert await storage.admins.bans(limit=9) == [Ban(one.chat_id, NOW, ADMIN)]
    assert await storage.subscriptions.find(one.id) == replace(one, state=SubscriptionState.BLOCKED)
    assert await storage.subscriptions.find(two.id) == two
    assert await storage.outbox.tally("e") == Tally(pending=1, blocked=1)
    assert await storage.admins.is_banned([5, one.chat_id])
    assert not await storage.admins.is_banned([two.chat_id])
    assert [await storage.admins.unban(one.chat_id) for _ in range(2)] == [True, False]
    assert not await storage.admins.is_banned([one.chat_id])


async def test_actions_come_newest_first(storage: Storage) -> None:
    done = [AdminAction(NOW + n * DAY, ADMIN, "ban", str(n)) for n in range(3)]
    for action in done:
        await storage.admins.record(action)
    assert await storage.admins.actions(limit=2) == [done[2], done[1]]


async def test_profiles_say_when_somebody_read_last_and_the_census_counts_them(storage: Storage) -> None:
    old = make_subscription(1, created_at=NOW - 40 * DAY)
    new = make_subscription(2, created_at=NOW - timedelta(hours=1), language="en", chat_kind="group")
    for each in (old, new):
        await storage.subscriptions.save(each)
    for n in (3, 2):
        await storage.reactions.put(Reaction(old.id, StoryId(str(n)), "opened", NOW - n * DAY))
    expected = [
        Profile(new.id, new.chat_id, "group", "en", new.state, new.created_at),
        Profile(old.id, old.chat_id, "private", "zh-Hans", old.state, old.created_at, NOW - 2 * DAY),
    ]
    assert await storage.admins.profiles(limit=9) == expected
    assert await storage.admins.profiles(limit=1, offset=1) == expected[1:]
    assert await storage.admins.profiles_of(old.chat_id) == expected[1:]
    assert await storage.admins.census(NOW) == Census(
        {"private": 1, "group": 1}, total=2, joined_24h=1, joined_7d=1, active_7d=1
    )


async def test_a_day_is_counted_and_what_was_counted_does_not_shrink(storage: Storage) -> None:
    subscription = make_subscription(1, created_at=NOW)
    await storage.subscriptions.save(subscription)
    await storage.reactions.put(Reaction(subscription.id, StoryId("s"), "opened", NOW))
    await storage.outbox.add([make_new_delivery(1), make_new_delivery(1, part_number=2)])
    claimed = await storage.outbox.claim(NOW, limit=1, lease_s=60)
    await storage.outbox.settle([replace(claimed[0], state=DeliveryState.SENT, message_id=5)])
    today = NOW.date()
    counted = DayFigures(today, subscribers=1, joined=1, opened=1, sent=1)
    for _ in range(2):
        await storage.admins.count_day(today, NOW, NOW + DAY, is_over=False)
    assert await storage.admins.days(today) == [counted]
    await storage.subscriptions.forget(subscription.chat_id)
    await storage.admins.count_day(today, NOW, NOW + DAY, is_over=True)
    assert await storage.admins.days(today) == [counted]
    assert await storage.admins.days(today + DAY) == []


@pytest.mark.parametrize(
    ("audience", "chats"),
    [
        (Audience(), {1001, 1002, 1003}),
        (Audience(language="en"), {1002}),
        (Audience(topic="sports"), {1001, 1003}),
        (Audience(chat_kind="group"), {1003}),
        (Audience(active_days=7), {1002, 1003}),
        (Audience(topic="sports", active_days=7), {1003}),
        (Audience(language="zh-Hant"), set()),
    ],
)
async def test_a_broadcast_goes_to_the_active_subscriptions_of_its_audience(
    storage: Storage, audience: Audience, chats: set[int]
) -> None:
    opened = make_subscription(3, chat_kind="group")
    for each in (
        make_subscription(1),
        make_subscription(2, language="en", topics=frozenset({"world"}), created_at=NOW - DAY),
        opened,
        make_subscription(4, state=SubscriptionState.PAUSED),
    ):
        await storage.subscriptions.save(each)
    await storage.reactions.put(Reaction(opened.id, StoryId("s"), "opened", NOW - DAY))
    draft = await storage.broadcasts.create(ADMIN, Part("早"), NOW, audience=audience, language="en")
    assert await storage.broadcasts.find(draft.id) == draft
    assert (draft.audience, draft.language) == (audience, "en")
    assert await storage.broadcasts.audience_size(audience, NOW) == len(chats)
    assert await storage.broadcasts.start(draft.id, 5, NOW) == len(chats)
    claimed = await storage.outbox.claim(NOW, limit=9, lease_s=60)
    assert {each.chat_id for each in claimed} == chats
    assert not await storage.broadcasts.aim(draft.id, Audience()), "it is no draft any more"


async def test_a_scheduled_broadcast_waits_for_its_time_can_be_moved_and_goes_out_once(storage: Storage) -> None:
    await storage.subscriptions.save(make_subscription())
    draft = await storage.broadcasts.create(ADMIN, Part("早"), NOW)
    assert await storage.broadcasts.aim(draft.id, Audience(language="zh-Hans"))
    assert await storage.broadcasts.schedule(draft.id, NOW + DAY, 7)
    assert await storage.broadcasts.schedule(draft.id, NOW + 2 * DAY, None)
    assert await storage.broadcasts.scheduled(NOW + DAY) == []
    (due,) = await storage.broadcasts.scheduled(NOW + 2 * DAY)
    assert (due.state, due.scheduled_at, due.progress_message_id) == (BroadcastState.SCHEDULED, NOW + 2 * DAY, 7)
    assert [await storage.broadcasts.start(draft.id, None, NOW + 2 * DAY) for _ in range(2)] == [1, 0]
    assert await storage.broadcasts.scheduled(NOW + 3 * DAY) == []
    (sending,) = await storage.broadcasts.under_way()
    assert sending.progress_message_id == 7
    assert not await storage.broadcasts.schedule(draft.id, NOW + 4 * DAY, None)
    assert (await storage.outbox.tally(broadcast_owner(draft.id))).total == 1
