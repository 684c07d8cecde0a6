"""Several processes on one database, callers that give up, and processes that die."""

import asyncio
import os
import signal
import sys
from collections import Counter
from contextlib import AbstractAsyncContextManager
from dataclasses import replace
from datetime import timedelta

from digests.models import Delivery, DeliveryState, Tally
from digests.ports import Storage
from digests.storage import open_storage
from tests.factories import (
    NOW,
    make_article,
    make_edition,
    make_new_delivery,
    make_source,
    make_story,
    make_subscription,
)


async def _claim_all(storage: Storage, limit: int) -> list[Delivery]:
    """Claim and settle until nothing is left, as one sender does."""
    taken: list[Delivery] = []
    while claimed := await storage.outbox.claim(NOW, limit=limit, lease_s=60):
        taken += claimed
        ended = [replace(each, state=DeliveryState.SENT, message_id=1, lease_until=None) for each in claimed]
        await storage.outbox.settle(ended)
    return taken


async def test_two_processes_never_claim_the_same_delivery(
    storage: Storage, second: AbstractAsyncContextManager[Storage]
) -> None:
    await storage.outbox.add([make_new_delivery(number, owner="e") for number in range(600)])
    async with second as other:
        both = await asyncio.gather(_claim_all(storage, 7), _claim_all(other, 5))
    counts = Counter(each.id for taken in both for each in taken)
    assert len(counts) == 600
    assert set(counts.values()) == {1}
    assert all(both), "each had its share"
    assert await storage.outbox.tally("e") == Tally(sent=600)


async def test_two_processes_never_claim_the_same_source(
    storage: Storage, second: AbstractAsyncContextManager[Storage]
) -> None:
    await storage.sources.add([make_source(number) for number in range(60)], NOW)
    async with second as other:
        claims = [each.sources.claim_due(NOW, limit=4, lease_s=60) for each in [storage, other] * 8]
        claimed = [source.id for batch in await asyncio.gather(*claims) for source, _ in batch]
    assert len(claimed) == len(set(claimed)) == 60


async def test_two_processes_compose_a_slot_once(
    storage: Storage, second: AbstractAsyncContextManager[Storage]
) -> None:
    subscriptions = [make_subscription(number) for number in range(20)]
    for subscription in subscriptions:
        await storage.subscriptions.save(subscription)
    async with second as other:
        created = await asyncio.gather(
            *(
                each.editions.create(make_edition(subscription), [], next_due_at=None, mark_told=True)
                for subscription in subscriptions
                for each in (storage, other)
            )
        )
    assert sum(created) == 20


async def test_what_one_process_wrote_the_other_reads(
    storage: Storage, second: AbstractAsyncContextManager[Storage]
) -> None:
    async with second as other:
        await other.articles.save([make_article()])
        assert await storage.articles.ungrouped(limit=9) == [make_article()]


async def test_processes_that_open_a_new_database_at_once_all_find_it_whole(database_url: str) -> None:
    async def open_and_add(number: int) -> None:
        async with open_storage(database_url) as opened:
            await opened.sources.add([make_source(number)], NOW)

    await asyncio.gather(*(open_and_add(number) for number in range(6)))
    async with open_storage(database_url) as opened:
        assert len(await opened.sources.all()) == 6


async def test_a_cancelled_caller_does_not_stop_its_write(database_url: str) -> None:
    deliveries = [make_new_delivery(number, owner="e") for number in range(3000)]
    async with open_storage(database_url) as opened:
        writing = asyncio.create_task(opened.outbox.add(deliveries))
        await asyncio.sleep(0)
        writing.cancel()
        await asyncio.wait([writing])
        assert writing.cancelled()
        assert await opened.outbox.cancel("nobody") == 0, "a write queues behind it"
        assert await opened.outbox.tally("e") == Tally(pending=3000)


async def test_closing_waits_for_a_write_that_nobody_waits_for(database_url: str) -> None:
    async with open_storage(database_url) as opened:
        writing = asyncio.create_task(opened.outbox.add([make_new_delivery(n, owner="e") for n in range(3000)]))
        await asyncio.sleep(0)
        writing.cancel()
    async with open_storage(database_url) as opened:
        assert await opened.outbox.tally("e") == Tally(pending=3000)


async def test_what_another_process_holds_is_waited_for(
    storage: Storage, second: AbstractAsyncContextManager[Storage]
) -> None:
    """A write between another's read and its write would fail at once under a deferred BEGIN."""
    articles = tuple(make_article(number) for number in range(5))
    async with second as other:
        await storage.articles.save(articles)
        for revision in range(2, 30):
            edited = [replace(article, revision=revision) for article in articles]
            story = make_story(1, articles[::-1], revision=revision)
            await asyncio.gather(storage.articles.save(edited), other.stories.save([story], []))
        assert await other.articles.get([articles[0].id]) == [replace(articles[0], revision=29)]


_WRITER = """
import asyncio, sys
from datetime import timedelta
from digests.storage import open_storage
from tests.factories import NOW, make_edition, make_new_delivery, make_subscription

async def write_for_ever(url):
    async with open_storage(url) as storage:
        subscription = make_subscription()
        await storage.subscriptions.save(subscription)
        for number in range(10**9):
            due_at = NOW + timedelta(minutes=number)
            edition = make_edition(subscription, due_at=due_at)
            parts = [make_new_delivery(owner=edition.id, part_number=part) for part in (1, 2, 3)]
            await storage.editions.create(edition, parts, next_due_at=due_at, mark_told=False)
            print(number, flush=True)

asyncio.run(write_for_ever(sys.argv[1]))
"""


async def test_a_process_killed_in_the_middle_of_its_writes_leaves_whole_editions_and_none_lost(
    database_url: str,
) -> None:
    writer = await asyncio.create_subprocess_exec(
        sys.executable, "-c", _WRITER, database_url, stdout=asyncio.subprocess.PIPE
    )
    assert writer.stdout is not None
    for _ in range(25):
        last = await writer.stdout.readline()
    os.kill(writer.pid, signal.SIGKILL)
    last = ((await writer.stdout.read()).splitlines() or [last])[-1]
    await writer.wait()
    async with open_storage(database_url) as opened:
        composed = [make_edition(due_at=NOW + timedelta(minutes=number)) for number in range(int(last) + 2)]
        for edition in composed[:-1]:
            assert await opened.editions.find(edition.id) == edition
            assert await opened.outbox.tally(edition.id) == Tally(pending=3)
        in_the_middle = await opened.editions.find(composed[-1].id)
        assert (await opened.outbox.tally(composed[-1].id)).total == (0 if in_the_middle is None else 3)
