"""Broadcasts of admins, and the service's figures."""

from dataclasses import replace
from datetime import timedelta

from digests.models import (
    BroadcastId,
    BroadcastState,
    DeliveryState,
    Part,
    SourceState,
    Stats,
    SubscriptionState,
    Tally,
    Urgency,
)
from digests.ports import Storage
from tests.factories import (
    NOW,
    make_article,
    make_edition,
    make_new_delivery,
    make_source,
    make_story,
    make_subscription,
)

ADMIN = 42
PART = Part("今晚十点维护，约十分钟。")


async def test_a_draft_is_found_and_sends_nothing(storage: Storage) -> None:
    await storage.subscriptions.save(make_subscription())
    broadcast = await storage.broadcasts.create(ADMIN, PART, NOW)
    assert (broadcast.state, broadcast.part, broadcast.created_at) == (BroadcastState.DRAFT, PART, NOW)
    assert await storage.broadcasts.find(broadcast.id) == broadcast
    assert await storage.broadcasts.find(BroadcastId(999)) is None
    assert await storage.broadcasts.sending() == []
    assert await storage.outbox.claim(NOW, limit=9, lease_s=60) == []


async def test_creating_the_same_draft_twice_makes_one(storage: Storage) -> None:
    first = await storage.broadcasts.create(ADMIN, PART, NOW)
    assert await storage.broadcasts.create(ADMIN, PART, NOW) == first
    assert await storage.broadcasts.create(ADMIN, Part("另一条"), NOW) != first
    assert (await storage.broadcasts.create(ADMIN, PART, NOW + timedelta(seconds=1))).id != first.id


async def test_starting_puts_one_delivery_for_each_active_subscription_into_the_outbox_once(storage: Storage) -> None:
    active = [make_subscription(1), make_subscription(2, thread_id=5)]
    for subscription in (*active, make_subscription(3, state=SubscriptionState.PAUSED)):
        await storage.subscriptions.save(subscription)
    draft = await storage.broadcasts.create(ADMIN, PART, NOW)
    assert [await storage.broadcasts.start(draft.id, 7, NOW) for _ in range(2)] == [2, 0]
    sending = replace(draft, state=BroadcastState.SENDING, progress_message_id=7, started_at=NOW)
    assert await storage.broadcasts.sending() == [sending]
    claimed = await storage.outbox.claim(NOW, limit=9, lease_s=60)
    assert [(each.chat_id, each.thread_id, each.subscription_id) for each in claimed] == [
        (each.chat_id, each.thread_id, each.id) for each in active
    ]
    assert {(each.part, each.urgency, each.owner) for each in claimed} == {
        (PART, Urgency.BROADCAST, f"broadcast:{draft.id}")
    }


async def test_a_finished_broadcast_is_not_under_way_and_cannot_start_again(storage: Storage) -> None:
    await storage.subscriptions.save(make_subscription())
    draft = await storage.broadcasts.create(ADMIN, PART, NOW)
    await storage.broadcasts.start(draft.id, None, NOW)
    await storage.broadcasts.finish(draft.id, BroadcastState.STOPPED, NOW)
    await storage.broadcasts.finish(draft.id, BroadcastState.DONE, NOW + timedelta(seconds=1))
    assert await storage.broadcasts.sending() == []
    assert await storage.broadcasts.start(draft.id, None, NOW) == 0
    assert await storage.broadcasts.find(draft.id) == replace(
        draft, state=BroadcastState.STOPPED, started_at=NOW, finished_at=NOW
    )


async def test_a_broadcast_without_an_audience_still_starts(storage: Storage) -> None:
    draft = await storage.broadcasts.create(ADMIN, PART, NOW)
    assert await storage.broadcasts.start(draft.id, None, NOW) == 0
    assert [each.id for each in await storage.broadcasts.sending()] == [draft.id]


async def test_the_last_heartbeat_is_kept(storage: Storage) -> None:
    assert await storage.service.last_beat() is None
    for moment in (NOW, NOW + timedelta(seconds=30)):
        await storage.service.beat(moment)
        assert await storage.service.last_beat() == moment


async def test_an_empty_database_has_empty_figures(storage: Storage) -> None:
    assert await storage.service.stats(NOW) == Stats()


async def test_figures_count_states_languages_health_and_the_last_24_hours(storage: Storage) -> None:
    subscription = make_subscription(0)
    blocked = make_subscription(2, state=SubscriptionState.BLOCKED)
    for each in (subscription, make_subscription(1, language="en"), blocked):
        await storage.subscriptions.save(each)
    await storage.sources.add([make_source(1), make_source(2)], NOW)
    await storage.sources.settle(make_source(1).id, SourceState(NOW, failures=1, error="HTTP 404."))
    articles = [make_article(number) for number in (1, 2, 30)]
    await storage.articles.save(articles)
    await storage.stories.save([make_story(n, (article,)) for n, article in enumerate(articles)], [])
    await storage.editions.create(make_edition(subscription), [], next_due_at=NOW, mark_told=True)
    old = NOW - timedelta(days=2)
    await storage.outbox.add([make_new_delivery(number) for number in (1, 2)] + [make_new_delivery(3, due_at=old)])
    claimed = await storage.outbox.claim(NOW, limit=2, lease_s=60)
    ends = zip(claimed, (DeliveryState.SENT, DeliveryState.FAILED), strict=True)
    await storage.outbox.settle([replace(each, state=end, lease_until=None) for each, end in ends])
    assert await storage.service.stats(NOW) == Stats(
        subscriptions={SubscriptionState.ACTIVE: 2, SubscriptionState.BLOCKED: 1},
        languages={"zh-Hans": 1, "en": 1},
        sources=2,
        sources_failing=1,
        articles_24h=2,
        stories_24h=2,
        editions_24h=1,
        deliveries_24h=Tally(pending=1, failed=1),
        waiting=1,
    )
