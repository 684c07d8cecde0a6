"""The service about itself: what it forgets."""

from dataclasses import replace
from datetime import timedelta

from digests.models import DeliveryState
from digests.ports import Storage
from tests.factories import NOW, make_edition, make_edition_item, make_new_delivery, make_source, make_subscription

OLD = NOW - timedelta(days=40)
KEPT_SINCE = NOW - timedelta(days=30)


async def test_old_editions_are_forgotten_and_their_stories_stay_told(storage: Storage) -> None:
    subscription = make_subscription()
    await storage.subscriptions.save(subscription)
    old = make_edition(subscription_id=subscription.id, due_at=OLD)
    new = make_edition(subscription_id=subscription.id, due_at=NOW, items=(make_edition_item(4),))
    for edition in (old, new):
        assert await storage.editions.create(edition, [], next_due_at=None, mark_told=True)
    await storage.service.tidy(KEPT_SINCE)
    assert await storage.editions.find(old.id) is None
    assert await storage.editions.find(new.id) == new
    told = [item.story.id for item in old.items]
    assert told
    assert await storage.editions.told(subscription.id, told) == frozenset(told)


async def test_an_old_message_is_forgotten_once_it_has_ended_and_not_before(storage: Storage) -> None:
    await storage.outbox.add([make_new_delivery(1, due_at=OLD), make_new_delivery(2, due_at=OLD)])
    first, second = await storage.outbox.claim(NOW, limit=2, lease_s=60)
    await storage.outbox.settle([replace(first, state=DeliveryState.SENT, message_id=1, lease_until=None)])
    await storage.service.tidy(KEPT_SINCE)
    assert (await storage.outbox.tally(first.owner)).total == 0
    assert (await storage.outbox.tally(second.owner)).pending == 1


async def test_a_private_source_goes_when_the_last_who_had_it_left_it(storage: Storage) -> None:
    kept, left, shared = make_source(1, shared=False), make_source(2, shared=False), make_source(3)
    await storage.sources.add([kept, left, shared], NOW)
    await storage.subscriptions.save(make_subscription(own_sources=frozenset([kept.id])))
    await storage.service.tidy(KEPT_SINCE)
    assert {source.id for source, _ in await storage.sources.all()} == {kept.id, shared.id}
