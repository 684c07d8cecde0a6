"""What was agreed with hubs, on every engine."""

from contextlib import AbstractAsyncContextManager
from dataclasses import replace
from datetime import timedelta

from digests.models import Hub, Push, Source, SourceState, Wishes
from digests.ports import Storage
from digests.sources.addresses import make_source
from tests.factories import NOW, make_subscription

HUB = Hub("https://hub.example/", "https://haigang.example/feed")
OTHER = Hub("https://other.example/", "https://haigang.example/feed")
BASE = "https://bot.example/hub"
DAILY = make_source("https://haigang.example/feed", title="海港日报")
OWN = replace(make_source("https://blog.example/feed"), shared=False)


async def name_hub(storage: Storage, source: Source, hub: Hub | None) -> None:
    await storage.sources.add([source], NOW)
    await storage.sources.settle({source.id: SourceState(NOW, wishes=Wishes(ttl_s=60.0, hub=hub))})


async def due(storage: Storage, base: str = BASE) -> list[Push]:
    """Arranged and claimed, with a lease of a minute."""
    await storage.pushes.arrange(base, NOW)
    return await storage.pushes.claim_due(NOW, limit=10, lease_s=60)


async def test_a_source_that_names_a_hub_gets_a_push_once(storage: Storage) -> None:
    await name_hub(storage, DAILY, HUB)
    await storage.sources.add([make_source("https://silent.example/")], NOW)
    (push,) = await due(storage)
    assert (push.source_id, push.hub, push.phase, push.shared, push.until) == (DAILY.id, HUB, "wanted", True, None)
    assert await due(storage) == [], "it is under a lease"
    settled = replace(push, next_at=NOW + timedelta(days=1), tries=2, until=NOW + timedelta(days=9))
    await storage.pushes.settle(settled)
    assert await storage.pushes.find(push.id) == settled
    assert await due(storage) == []


async def test_the_state_keeps_what_is_named_and_what_is_pushed(storage: Storage) -> None:
    await storage.sources.add([DAILY], NOW)
    state = SourceState(NOW, wishes=Wishes(hub=HUB), pushed_until=NOW)
    await storage.sources.settle({DAILY.id: state})
    assert await storage.pushes.target(DAILY.id) == (DAILY, state)
    await storage.sources.settle({DAILY.id: replace(state, retired_at=NOW)})
    assert await storage.pushes.target(DAILY.id) is None


async def test_another_hub_is_asked_in_place_of_the_one_before(storage: Storage) -> None:
    await name_hub(storage, DAILY, HUB)
    await due(storage)
    await name_hub(storage, DAILY, OTHER)
    assert {(push.hub, push.phase) for push in await due(storage)} == {(HUB, "leaving"), (OTHER, "wanted")}
    await name_hub(storage, DAILY, HUB)
    assert {(push.hub, push.phase) for push in await due(storage)} == {(HUB, "wanted"), (OTHER, "leaving")}


async def test_a_source_that_is_gone_or_names_no_hub_any_more_is_left(storage: Storage) -> None:
    for source in (DAILY, make_source("https://two.example/")):
        await name_hub(storage, source, HUB)
    first, second = await due(storage)
    await storage.sources.remove(DAILY.id)
    await name_hub(storage, make_source("https://two.example/"), None)
    assert {(push.id, push.phase) for push in await due(storage)} == {(first.id, "leaving"), (second.id, "leaving")}
    await storage.pushes.end(first.id)
    assert await storage.pushes.find(first.id) is None
    await storage.pushes.settle(first)
    assert await storage.pushes.find(first.id) is None, "what has ended does not come back"


async def test_a_feed_that_a_reader_added_is_left_with_its_last_reader(storage: Storage) -> None:
    await name_hub(storage, OWN, HUB)
    assert await due(storage) == [], "nobody reads it yet"
    reader = make_subscription(own_sources=frozenset({OWN.id}))
    await storage.subscriptions.save(reader)
    (push,) = await due(storage)
    assert not push.shared
    await storage.subscriptions.save(replace(reader, own_sources=frozenset()))
    assert [each.phase for each in await due(storage)] == ["leaving"]


async def test_at_a_new_public_address_every_hub_is_asked_again(storage: Storage) -> None:
    await name_hub(storage, DAILY, HUB)
    (push,) = await due(storage)
    await storage.pushes.settle(replace(push, next_at=NOW + timedelta(days=1), tries=2, until=NOW + timedelta(days=9)))
    (again,) = await due(storage, "https://new.example/hub")
    assert (again.id, again.tries) == (push.id, 0)
    assert await due(storage, "https://new.example/hub") == []


async def test_the_longest_due_come_first_and_no_more_than_asked_for(storage: Storage) -> None:
    sources = [make_source(f"https://s{number}.example/") for number in range(3)]
    for source in sources:
        await name_hub(storage, source, HUB)
    await due(storage)
    later = NOW + timedelta(minutes=5)
    for number, push in enumerate(await storage.pushes.claim_due(later, limit=9, lease_s=60)):
        await storage.pushes.settle(replace(push, next_at=NOW - timedelta(minutes=number)))
    first, second = await storage.pushes.claim_due(NOW, limit=2, lease_s=60)
    assert (first.next_at, second.next_at) == (NOW - timedelta(minutes=2), NOW - timedelta(minutes=1))


async def test_the_key_is_the_databases_own_and_stays(
    storage: Storage, second: AbstractAsyncContextManager[Storage]
) -> None:
    key = await storage.pushes.key()
    assert len(key) == 32
    async with second as same:
        assert await same.pushes.key() == key
