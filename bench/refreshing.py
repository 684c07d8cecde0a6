"""What following many feeds costs.

    python -m bench.refreshing       about two minutes

Feeds are on loopback, 50 items and 150 kB each, every second one without an ETag. They count as read before: their
states are set to what a first round leaves. Read ratios: machines differ.
"""

import asyncio
import random
import re
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import aiohttp
import feedparser
import httpx
import xxhash

from bench.loopback_feeds import FeedsServer, body_of, feeds_server
from bench.stall import watch_loop
from bot.app import Newsroom, open_newsroom
from bot.garbage import leave_what_stays
from bot.settings import Settings
from digests.clock import SystemClock
from digests.models import Article, SourceState, Validators
from digests.sources.addresses import make_source
from digests.sources.known_items import EVERYTHING, without_known
from tests.factories import make_article, make_story, make_subscription

UNCHANGED, CHANGED, MIXED, MANY = 2000, 500, 1000, 10_000
SAMPLE = 20
AT_ONCE = 64
LATEST_EVERY_S = 0.02


def tell(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


@asynccontextmanager
async def opened() -> AsyncIterator[Newsroom]:
    """A newsroom over an empty database in a file."""
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(database_url=f"sqlite:///{folder}/bench.db", allow_private_addresses=True)
        async with open_newsroom(settings, clock=SystemClock(), rng=random.Random(1)) as room:
            yield room


@asynccontextmanager
async def newsroom(server: FeedsServer, count: int, *, due: int | None = None) -> AsyncIterator[Newsroom]:
    """One with `count` sources as a first round leaves them, all or only the first `due` of them due now.

    That round has also left the processes that parse running.
    """
    async with opened() as room:
        await asyncio.gather(*(room.reader.read_now(make_source(server.address(MANY + n))) for n in range(2)))
        await room.reader.refresh()  # which counts what came
        sources = [make_source(server.address(n), title=f"海港日报 {n}") for n in range(count)]
        await room.storage.sources.add(sources, room.clock.now())
        later = room.clock.now() + timedelta(hours=1)
        for at in range(0, count, 500):
            states = {source.id: read_before(at + n, room) for n, source in enumerate(sources[at : at + 500])}
            for source in sources[max(at, due if due is not None else count) : at + 500]:
                states[source.id] = replace(states[source.id], next_check_at=later)
            await room.storage.sources.settle(states)
        leave_what_stays()
        yield room


def read_before(number: int, room: Newsroom) -> SourceState:
    body = body_of(number, advanced=False)
    _, selection = without_known(body.partition(b"?>")[2], EVERYTHING)
    validators = Validators(None if number % 2 else '"0"', None, xxhash.xxh3_128_hexdigest(body))
    return SourceState(room.clock.now() - timedelta(seconds=1), validators, items=selection.marks)


async def bare_requests(server: FeedsServer, count: int) -> float:
    """CPU seconds of bare aiohttp for the same requests."""
    gate = asyncio.Semaphore(AT_ONCE)

    async def get(session: aiohttp.ClientSession, number: int) -> None:
        headers = {} if number % 2 else {"If-None-Match": '"0"'}
        async with gate, session.get(server.address(number), headers=headers) as response:
            await response.read()

    async with aiohttp.ClientSession() as session:
        began = time.process_time()
        await asyncio.gather(*(get(session, number) for number in range(count)))
        return time.process_time() - began


async def unchanged(server: FeedsServer) -> None:
    """A round in which nothing is new, against bare aiohttp, by CPU time; the better of two each."""
    async with newsroom(server, UNCHANGED) as room:
        bare = min([await bare_requests(server, UNCHANGED) for _ in range(2)])
        ours = []
        for _ in range(2):
            began = time.process_time()
            fresh = await room.reader.refresh()
            ours.append(time.process_time() - began)
            if fresh:
                raise RuntimeError("something was new")
            await make_all_due(room)
    tell(
        f"unchanged: {UNCHANGED} feeds, CPU {min(ours):.2f} s, bare aiohttp {bare:.2f} s: {min(ours) / bare:.2f} times"
    )


async def make_all_due(room: Newsroom) -> None:
    now = room.clock.now()
    known = await room.storage.sources.all()
    await room.storage.sources.settle({source.id: replace(state, next_check_at=now) for source, state in known})


async def slow_way(server: FeedsServer, numbers: range) -> float:
    """Seconds a feed of httpx, feedparser on the whole body, and one query an entry; the median."""
    taken = []
    async with newsroom(server, 1) as room, httpx.AsyncClient() as client:
        for number in numbers:
            began = time.perf_counter()
            answer = await client.get(server.address(number))
            for entry in feedparser.parse(answer.content).entries:
                await room.storage.articles.find_by_keys([f"url:{entry.link}"])
            taken.append(time.perf_counter() - began)
    return sorted(taken)[len(taken) // 2]


async def changed(server: FeedsServer) -> None:
    """A round in which every feed has one item more."""
    server.advance(CHANGED)
    async with newsroom(server, CHANGED) as room:
        slow_s = await slow_way(server, range(SAMPLE))
        began = time.perf_counter()
        fresh = await room.reader.refresh()
        each_s = (time.perf_counter() - began) / CHANGED
        check_the_same(await room.storage.articles.ungrouped(limit=2 * CHANGED), fresh)
    server.advance(0)
    tell(
        f"changed: {CHANGED} feeds, {each_s * 1000:.1f} ms a feed, feedparser and a query an entry"
        f" {slow_s * 1000:.1f} ms: {slow_s / each_s:.0f} times as fast"
    )


def check_the_same(stored: Sequence[Article], fresh: int) -> None:
    """What is stored of the new items is what feedparser reads in the whole documents."""
    expected = feedparser.parse(body_of(0, advanced=True)).entries[0]
    new = [article for article in stored if article.title == expected.title]
    body = "".join(re.findall("<p>(.*?)</p>", expected.summary))
    if not fresh == len(new) == CHANGED or any("".join(each.paragraphs) != body for each in new):
        raise RuntimeError(f"of {CHANGED} new articles {fresh} were noticed and {len(new)} stored as they are")


async def mixed(server: FeedsServer) -> None:
    """A round in which a fifth of the feeds has one item more, then one with somebody asking for the latest news."""
    server.advance(MIXED // 5)
    async with newsroom(server, MIXED) as room:
        slow_s = await slow_way(server, range(SAMPLE))
        articles = [make_article(number) for number in range(1, 60)]
        await room.storage.articles.save(articles)
        await room.storage.stories.save([make_story(n, (each,)) for n, each in enumerate(articles, start=1)], [])
        began = time.perf_counter()
        fresh = await room.reader.refresh()
        taken_s = time.perf_counter() - began
        await make_all_due(room)
        server.advance(2 * MIXED // 5)
        async with watch_loop() as stall:
            answers = await answers_during(room, asyncio.create_task(room.reader.refresh()))
    server.advance(0)
    tell(
        f"mixed: {MIXED} feeds, {fresh} new articles, {MIXED / taken_s:.0f} feeds a second,"
        f" httpx and feedparser {1 / slow_s:.1f}: {slow_s * MIXED / taken_s:.0f} times as many"
    )
    p95 = sorted(answers)[int(len(answers) * 0.95)]
    tell(
        f"/latest during a round: {len(answers)} answers, p95 {p95 * 1000:.0f} ms;"
        f" longest stall of the loop {stall.longest_s * 1000:.0f} ms,"
        f" {stall.own_s * 1000:.0f} ms of it computing"
    )


async def answers_during(room: Newsroom, round_under_way: "asyncio.Task[int]") -> list[float]:
    subscription = make_subscription(1)
    await room.storage.subscriptions.save(subscription)
    taken = []
    while not round_under_way.done():
        began = time.perf_counter()
        await room.composer.latest(subscription, size=5)
        taken.append(time.perf_counter() - began)
        await asyncio.sleep(LATEST_EVERY_S)
    return taken


def resident_mb(pid: str = "self") -> float:
    """The memory of a process and of its workers; the bench's own feed server is none of them."""
    command = Path(f"/proc/{pid}/cmdline").read_text(encoding="utf-8")
    if pid != "self" and "worker" not in command:
        return 0.0
    status = Path(f"/proc/{pid}/status").read_text(encoding="utf-8")
    own = int(status.partition("VmRSS:")[2].split()[0]) / 1024
    children = [
        each for task in Path(f"/proc/{pid}/task").iterdir() for each in (task / "children").read_text().split()
    ]
    return own + sum(resident_mb(child) for child in children)


async def tick_s(room: Newsroom) -> float:
    began = time.perf_counter()
    await room.reader.refresh()
    return time.perf_counter() - began


async def many(server: FeedsServer) -> None:
    """Ten thousand sources, of which few are due."""
    server.advance(100)
    async with newsroom(server, 100) as room:
        few_s = await tick_s(room)
        nothing_s = min([await tick_s(room) for _ in range(20)])
    async with newsroom(server, MANY, due=100) as room:
        among_many_s = await tick_s(room)
        idle_s = min([await tick_s(room) for _ in range(20)])
        before_mb = resident_mb()
        await make_all_due(room)
        await room.reader.refresh()
        after_mb = resident_mb()
    server.advance(0)
    tell(
        f"a tick with 100 due: of 100 sources {few_s * 1000:.0f} ms, of {MANY} {among_many_s * 1000:.0f} ms;"
        f" with none due {nothing_s * 1000:.1f} and {idle_s * 1000:.1f} ms"
    )
    tell(f"memory of all processes with {MANY} sources: {before_mb:.0f} MB, after a round over all {after_mb:.0f} MB")


async def run() -> None:
    with feeds_server() as server:
        for measure in (many, unchanged, changed, mixed):  # memory first, while none is left over from others
            await measure(server)


if __name__ == "__main__":
    asyncio.run(run())
