"""Failing sources: noted once, forgotten when they live, told in one transaction with the outbox."""

from dataclasses import replace
from datetime import timedelta

from digests.models import Failing, NewDelivery, Part, SubscriptionState, Urgency
from digests.ports import Storage
from tests.factories import NOW, make_source, make_subscription

SOURCE = make_source(1)
FAILING = Failing(SOURCE.id, NOW)
NOTICE = NewDelivery("death:x", 7, Part("Dead."), NOW, Urgency.DIGEST)


async def test_the_first_note_counts_until_the_source_lives(storage: Storage) -> None:
    await storage.deaths.note([], [FAILING])
    await storage.deaths.note([], [replace(FAILING, since=NOW + timedelta(days=1))])
    assert await storage.deaths.failing() == {SOURCE.id: FAILING}
    await storage.deaths.note([SOURCE.id], [])
    assert await storage.deaths.failing() == {}


async def test_a_death_is_told_once(storage: Storage) -> None:
    await storage.deaths.note([], [FAILING])
    assert await storage.deaths.tell(SOURCE.id, [NOTICE], NOW)
    assert (await storage.deaths.failing())[SOURCE.id].told_at == NOW
    assert not await storage.deaths.tell(SOURCE.id, [replace(NOTICE, owner="death:y")], NOW)
    assert len(await storage.outbox.claim(NOW, limit=9, lease_s=60)) == 1


async def test_its_readers_are_the_active_ones_who_chose_it(storage: Storage) -> None:
    chose = make_subscription(1, own_sources=frozenset((SOURCE.id,)))
    paused = make_subscription(2, own_sources=frozenset((SOURCE.id,)), state=SubscriptionState.PAUSED)
    for each in (chose, paused, make_subscription(3)):
        await storage.subscriptions.save(each)
    assert [each.id for each in await storage.deaths.readers(SOURCE.id)] == [chose.id]
