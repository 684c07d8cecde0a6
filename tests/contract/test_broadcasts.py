"""Broadcasts of admins, and the service's figures."""

from dataclasses import replace
from datetime import datetime, timedelta

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
    broadcast_owner,
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
    assert await storage.broadcasts.under_way() == []
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
    assert await storage.broadcasts.under_way() == [sending]
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
    assert await storage.broadcasts.under_way() == []
    assert await storage.broadcasts.start(draft.id, None, NOW) == 0
    assert await storage.broadcasts.find(draft.id) == replace(
        draft, state=BroadcastState.STOPPED, started_at=NOW, finished_at=NOW
    )


async def started(storage: Storage, audience: int = 3) -> BroadcastId:
    for number in range(1, audience + 1):
        await storage.subscriptions.save(make_subscription(number))
    draft = await storage.broadcasts.create(ADMIN, PART, NOW)
    assert await storage.broadcasts.start(draft.id, 7, NOW) == audience
    return draft.id


async def send(storage: Storage, now: datetime, *, limit: int = 99) -> list[int]:
    """Send what can be claimed at `now`; the chats it went to."""
    claimed = await storage.outbox.claim(now, limit=limit, lease_s=60)
    sent = [replace(each, state=DeliveryState.SENT, message_id=each.chat_id, sent_at=now) for each in claimed]
    await storage.outbox.settle(sent)
    return [each.chat_id for each in claimed]


async def test_a_paused_broadcast_is_claimed_by_nobody_until_it_is_resumed_and_holds_up_no_other(
    storage: Storage,
) -> None:
    number = await started(storage)
    stalled = (await storage.outbox.claim(NOW, limit=1, lease_s=60))[0]
    assert [await storage.broadcasts.pause(number) for _ in range(2)] == [True, False]
    assert await storage.outbox.claim(NOW + timedelta(seconds=61), limit=9, lease_s=60) == []
    other = await storage.broadcasts.create(ADMIN, Part("另一条"), NOW)
    await storage.broadcasts.start(other.id, None, NOW)
    assert len(await send(storage, NOW)) == 3
    assert [each.state for each in await storage.broadcasts.under_way()] == ["paused", "sending"]
    assert [await storage.broadcasts.resume(number) for _ in range(2)] == [True, False]
    assert await send(storage, NOW + timedelta(seconds=61)) == [stalled.chat_id, 1002, 1003]


async def test_two_broadcasts_under_way_go_out_in_the_order_they_were_started_as_one_queue(storage: Storage) -> None:
    await started(storage, audience=2)
    later = await storage.broadcasts.create(ADMIN, Part("另一条"), NOW)
    await storage.broadcasts.start(later.id, None, NOW + timedelta(seconds=1))
    claimed = await storage.outbox.claim(NOW + timedelta(seconds=2), limit=3, lease_s=60)
    assert [(each.part, each.chat_id) for each in claimed] == [(PART, 1001), (PART, 1002), (Part("另一条"), 1001)]


async def test_undoing_takes_back_what_was_sent_since_and_once(storage: Storage) -> None:
    number = await started(storage)
    later = NOW + timedelta(hours=1)
    assert await send(storage, NOW, limit=1) == [1001]
    assert await send(storage, later) == [1002, 1003]
    assert await storage.broadcasts.undo(number, NOW, later) == 0, "it is not over"
    await storage.broadcasts.finish(number, BroadcastState.DONE, later)
    assert [await storage.broadcasts.undo(number, later, later) for _ in range(2)] == [2, 0]
    assert await storage.outbox.tally(broadcast_owner(number)) == Tally(sent=1, undoing=2)
    assert [each.message_id for each in await storage.outbox.to_erase(limit=1)] == [1002]
    one, two = await storage.outbox.to_erase(limit=9)
    kept = replace(two, state=DeliveryState.SENT, error="not deleted: too old")
    ends = [replace(one, state=DeliveryState.UNDONE), kept]
    for _ in range(2):
        await storage.outbox.settle_erased(ends)
    await storage.outbox.settle([replace(one, state=DeliveryState.SENT)])
    assert await storage.outbox.tally(broadcast_owner(number)) == Tally(sent=2, undone=1)
    assert await storage.outbox.to_erase(limit=9) == []
    assert [each.state for each in await storage.broadcasts.under_way()] == [BroadcastState.UNDOING]
    await storage.broadcasts.finish(number, BroadcastState.UNDONE, later)
    assert await storage.broadcasts.under_way() == []


async def test_a_broadcast_without_an_audience_still_starts(storage: Storage) -> None:
    draft = await storage.broadcasts.create(ADMIN, PART, NOW)
    assert await storage.broadcasts.start(draft.id, None, NOW) == 0
    assert [each.id for each in await storage.broadcasts.under_way()] == [draft.id]


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
    await storage.sources.settle({make_source(1).id: SourceState(NOW, failures=1, error="HTTP 404.")})
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
