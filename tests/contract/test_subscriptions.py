"""Subscriptions, and everything that a chat has."""

from dataclasses import replace
from datetime import time, timedelta

from digests.models import Schedule, SourceId, Subscription, SubscriptionState, Tally, subscription_id
from digests.ports import Storage
from tests.factories import NOW, make_edition, make_edition_item, make_new_delivery, make_source, make_subscription

MINUTE = timedelta(minutes=1)
OLD, NEW = -4001, -1001234567890


async def save(storage: Storage, *subscriptions: Subscription) -> None:
    for subscription in subscriptions:
        await storage.subscriptions.save(subscription)


async def test_a_subscription_comes_back_as_it_was_saved(storage: Storage) -> None:
    plain = make_subscription(1)
    special = make_subscription(
        2,
        chat_id=NEW,
        thread_id=77,
        chat_kind="group",
        language="en",
        timezone="America/St_Johns",
        schedule=Schedule("times", (time(6, 30), time(23, 59, 59)), frozenset({0, 6})),
        topics=frozenset({"china", "sports"}),
        own_sources=frozenset({SourceId("b"), SourceId("a")}),
        excluded_sources=frozenset({SourceId("x")}),
        brief_sources=frozenset({SourceId("a")}),
        preferred_sources=frozenset({SourceId("b"), SourceId("c")}),
        instant_sources=frozenset({SourceId("b")}),
        pictures=True,
        state=SubscriptionState.PAUSED,
        next_due_at=None,
        last_edition_at=NOW,
    )
    await save(storage, plain, special, special)
    assert await storage.subscriptions.find(plain.id) == plain
    assert await storage.subscriptions.find(special.id) == special
    bare = replace(special, own_sources=frozenset(), topics=frozenset(), schedule=Schedule("off", (), frozenset()))
    await save(storage, bare)
    assert await storage.subscriptions.find(special.id) == bare
    assert await storage.subscriptions.find(make_subscription(3).id) is None


async def test_saving_a_subscription_keeps_what_it_was_told(storage: Storage) -> None:
    subscription, edition = make_subscription(), make_edition()
    await save(storage, subscription)
    await storage.editions.create(edition, [], next_due_at=None, mark_told=True)
    await save(storage, replace(subscription, language="en"))
    story = edition.items[0].story.id
    assert await storage.editions.told(subscription.id, [story]) == {story}
    assert await storage.editions.find(edition.id) == edition


async def test_due_are_active_ones_whose_time_has_come_the_longest_due_first(storage: Storage) -> None:
    late, now = make_subscription(1, next_due_at=NOW - MINUTE), make_subscription(2)
    await save(
        storage,
        now,
        late,
        make_subscription(3, next_due_at=NOW + MINUTE),
        make_subscription(4, next_due_at=None),
        make_subscription(5, state=SubscriptionState.PAUSED),
        make_subscription(6, state=SubscriptionState.BLOCKED),
    )
    assert await storage.subscriptions.due(NOW, limit=9) == [late, now]
    assert await storage.subscriptions.due(NOW, limit=1) == [late]


async def test_only_active_instant_subscriptions_are_woken(storage: Storage) -> None:
    instant = Schedule("instant")
    asleep = make_subscription(1, schedule=instant, next_due_at=None)
    later = make_subscription(2, schedule=instant, next_due_at=NOW + MINUTE)
    paused = make_subscription(3, schedule=instant, next_due_at=None, state=SubscriptionState.PAUSED)
    daily = make_subscription(4, next_due_at=NOW + MINUTE)
    await save(storage, asleep, later, paused, daily)
    for at in (NOW - MINUTE, NOW, NOW):
        await storage.subscriptions.wake_instant(at)
    woken = [replace(asleep, next_due_at=NOW), replace(later, next_due_at=NOW)]
    assert await storage.subscriptions.due(NOW, limit=9) == woken
    assert await storage.subscriptions.find(paused.id) == paused
    assert await storage.subscriptions.find(daily.id) == daily


async def test_who_wants_news_at_once_goes_before_a_slot_that_came_earlier(storage: Storage) -> None:
    daily = make_subscription(1, next_due_at=NOW - MINUTE)
    instant = make_subscription(2, schedule=Schedule("instant"), next_due_at=NOW)
    await save(storage, daily, instant)
    assert await storage.subscriptions.due(NOW, limit=9) == [instant, daily]
    assert await storage.subscriptions.due(NOW, limit=1) == [instant]


async def test_wanted_languages_and_the_count_are_those_of_active_subscriptions(storage: Storage) -> None:
    assert await storage.subscriptions.wanted_languages() == frozenset()
    await save(
        storage,
        make_subscription(1),
        make_subscription(2, language="en"),
        make_subscription(3),
        make_subscription(4, language="zh-Hant", state=SubscriptionState.BLOCKED),
    )
    assert await storage.subscriptions.wanted_languages() == {"zh-Hans", "en"}
    assert await storage.subscriptions.count_active() == 3


async def test_blocking_stops_the_chat_and_cancels_what_waits_but_not_what_was_sent(storage: Storage) -> None:
    blocked, other = make_subscription(1), make_subscription(2)
    await save(storage, blocked, other)
    first, second = make_new_delivery(1, owner="e"), make_new_delivery(1, owner="e", part_number=2)
    await storage.outbox.add([first, second, make_new_delivery(2, owner="e")])
    claimed = await storage.outbox.claim(NOW, limit=1, lease_s=60)
    await storage.outbox.settle([replace(claimed[0], state=claimed[0].state.SENT, message_id=5, lease_until=None)])
    for _ in range(2):
        await storage.subscriptions.block(blocked.chat_id)
    assert await storage.subscriptions.find(blocked.id) == replace(blocked, state=SubscriptionState.BLOCKED)
    assert await storage.subscriptions.find(other.id) == other
    assert await storage.outbox.tally("e") == Tally(sent=1, blocked=1, pending=1)


async def test_forgetting_leaves_nothing_of_the_chat_and_everything_of_the_others(storage: Storage) -> None:
    mine, common, shared = make_source(1, shared=False), make_source(2, shared=False), make_source(3)
    await storage.sources.add([mine, common, shared], NOW)
    gone = make_subscription(1, own_sources=frozenset({mine.id, common.id, shared.id}))
    topic = make_subscription(1, thread_id=9, own_sources=frozenset({mine.id}))
    stays = make_subscription(2, own_sources=frozenset({common.id}))
    await save(storage, gone, topic, stays)
    editions = [make_edition(gone), make_edition(stays)]
    for number, edition in enumerate(editions, start=1):
        delivery = make_new_delivery(number, owner=edition.id)
        await storage.editions.create(edition, [delivery], next_due_at=NOW, mark_told=True)
    for _ in range(2):
        await storage.subscriptions.forget(gone.chat_id)
    assert [await storage.subscriptions.find(each.id) for each in (gone, topic)] == [None, None]
    assert {source.id for source, _ in await storage.sources.all()} == {common.id, shared.id}
    assert [await storage.editions.find(edition.id) for edition in editions] == [None, editions[1]]
    assert [(await storage.outbox.tally(edition.id)).total for edition in editions] == [0, 1]
    told = [await storage.editions.told(each.id, [editions[0].items[0].story.id]) for each in (gone, stays)]
    assert [len(each) for each in told] == [0, 1]


async def test_a_moved_group_keeps_settings_editions_reading_and_deliveries_under_its_new_id(storage: Storage) -> None:
    group = make_subscription(chat_id=OLD, own_sources=frozenset({SourceId("a")}), chat_kind="group")
    topic = make_subscription(chat_id=OLD, thread_id=3, chat_kind="group")
    await save(storage, group, topic)
    edition = make_edition(group)
    delivery = make_new_delivery(chat_id=OLD, owner=edition.id, subscription_id=group.id)
    await storage.editions.create(edition, [delivery], next_due_at=NOW, mark_told=True)
    for _ in range(2):
        await storage.subscriptions.move(OLD, NEW)
    moved = make_subscription(chat_id=NEW)
    assert await storage.subscriptions.find(group.id) is None
    assert await storage.subscriptions.find(moved.id) == replace(
        group, id=moved.id, chat_id=NEW, last_edition_at=edition.due_at
    )
    assert await storage.subscriptions.find(make_subscription(chat_id=NEW, thread_id=3).id) is not None
    assert await storage.editions.find(edition.id) == replace(edition, subscription_id=moved.id)
    story = edition.items[0].story.id
    assert await storage.editions.told(moved.id, [story]) == {story}
    claimed = await storage.outbox.claim(NOW, limit=9, lease_s=60)
    assert [(each.chat_id, each.subscription_id) for each in claimed] == [(NEW, moved.id)]


async def test_where_the_new_chat_has_settings_already_they_stand_and_the_reading_is_joined(storage: Storage) -> None:
    old, new = make_subscription(chat_id=OLD), make_subscription(chat_id=NEW, language="en")
    await save(storage, old, new)
    later = (make_edition_item(4),)
    editions = [make_edition(old), make_edition(new), make_edition(old, due_at=NOW + MINUTE, items=later)]
    for edition in editions:
        await storage.editions.create(edition, [], next_due_at=NOW, mark_told=True)
    await storage.subscriptions.move(OLD, NEW)
    assert await storage.subscriptions.find(old.id) is None
    assert await storage.subscriptions.find(new.id) == replace(new, last_edition_at=NOW)
    assert await storage.editions.find(editions[0].id) is None, "its slot has an edition of the new chat"
    assert await storage.editions.find(editions[2].id) == replace(editions[2], subscription_id=new.id)


async def test_a_message_that_the_new_chat_has_already_is_not_sent_there_again(storage: Storage) -> None:
    await storage.outbox.add([make_new_delivery(chat_id=chat, owner="broadcast:1") for chat in (OLD, NEW)])
    await storage.subscriptions.move(OLD, NEW)
    claimed = await storage.outbox.claim(NOW, limit=9, lease_s=60)
    assert [each.chat_id for each in claimed] == [NEW]
    assert await storage.outbox.tally("broadcast:1") == Tally(pending=1, cancelled=1)


async def test_moving_a_chat_to_itself_changes_nothing(storage: Storage) -> None:
    subscription = make_subscription(chat_id=OLD)
    await save(storage, subscription)
    await storage.subscriptions.move(OLD, OLD)
    assert await storage.subscriptions.find(subscription.id) == subscription


async def test_a_topic_that_is_gone_leaves_everything_to_the_chat_itself(storage: Storage) -> None:
    topic = make_subscription(1, chat_id=NEW, thread_id=77)
    beside = make_subscription(2, chat_id=NEW, thread_id=78)
    await save(storage, topic, beside)
    edition = make_edition(topic)
    waiting = [make_new_delivery(n, owner="e", chat_id=NEW, thread_id=77, part_number=n) for n in (1, 2)]
    await storage.editions.create(edition, waiting, next_due_at=NOW, mark_told=True)
    assert [await storage.subscriptions.leave_topic(NEW, 77) for _ in range(2)] == [True, False]
    moved = await storage.subscriptions.find(subscription_id(NEW))
    assert moved == replace(topic, id=subscription_id(NEW), thread_id=None, last_edition_at=NOW)
    assert await storage.subscriptions.find(topic.id) is None
    assert await storage.subscriptions.find(beside.id) == beside
    claimed = await storage.outbox.claim(NOW, limit=9, lease_s=60)
    assert [(each.part_number, each.thread_id) for each in claimed] == [(1, None)]
    told = [item.story.id for item in edition.items]
    assert await storage.editions.told(moved.id, told) == set(told)


async def test_where_the_chat_has_settings_of_its_own_those_stand_and_it_gets_nothing_twice(storage: Storage) -> None:
    chat = make_subscription(1, chat_id=NEW, language="en")
    await save(storage, chat, make_subscription(2, chat_id=NEW, thread_id=77))
    await storage.outbox.add([make_new_delivery(1, owner="b", chat_id=NEW, thread_id=t) for t in (None, 77)])
    assert await storage.subscriptions.leave_topic(NEW, 77)
    assert await storage.subscriptions.find(chat.id) == chat
    assert await storage.outbox.tally("b") == Tally(pending=1, cancelled=1)


async def test_active_readers_who_want_news_of_single_sources_at_once_are_found(storage: Storage) -> None:
    wanting = make_subscription(1, instant_sources=frozenset({SourceId("a")}), own_sources=frozenset({SourceId("a")}))
    await save(storage, wanting, make_subscription(2))
    await save(storage, replace(wanting, id=subscription_id(9), chat_id=9, state=SubscriptionState.PAUSED))
    assert await storage.subscriptions.with_instant_sources() == [wanting]
