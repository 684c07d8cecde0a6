"""How soon a person is answered, with much stored and a refresh running.

    python -m bench.conversation            100,000 articles and 10,000 subscribers, some minutes
    python -m bench.conversation --small    a tenth of both

The real application, over a loopback Bot API that keeps Telegram's limits. A reply's time is from the update to the
request that answers it. The texts are invented; machines differ.
"""

import asyncio
import random
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, suppress
from dataclasses import replace
from datetime import timedelta
from itertools import count, cycle, islice

from bench.invented_news import Archive
from bench.sending import tell
from bot.app import App, open_app
from bot.commands.serve import UPDATES
from bot.settings import Secret, Settings
from digests.clock import SystemClock
from digests.models import SourceState
from digests.pipeline.searching import Searcher
from digests.search.query import parse_query
from digests.sources.addresses import make_source
from tests.acceptance.house import Piece, rss
from tests.factories import make_subscription
from tests.fakes.feed_server import FeedServer
from tests.fakes.telegram_server import TelegramServer

ARTICLES, SUBSCRIBERS = 100_000, 10_000
SEARCHES, COMMANDS, BURST = 200, 150, 200
_PORTION = 500
_APART_S = 0.08
"""Between two commands: under the thirty messages a second that all share."""

_REFRESHED_FEEDS = 20


async def main(scale: float) -> None:
    clock, rng = SystemClock(), random.Random(7)
    archive = Archive(clock.now(), rng)
    with tempfile.TemporaryDirectory() as folder:
        async with TelegramServer(limits=True) as server, FeedServer() as feeds:
            settings = Settings(
                telegram_bot_token=Secret(server.token),
                telegram_api_url=server.url,
                allow_private_addresses=True,
                database_url=f"sqlite:///{folder}/yaowen.db",
                refresh_seconds=1,
            )
            async with open_app(settings, clock=clock, rng=rng) as app:
                await fill(app, archive, round(ARTICLES * scale), round(SUBSCRIBERS * scale))
                await measure_search(app, archive)
                begun = time.perf_counter()
                await app.read()
                tell(f"the first refresh, with a week of stories to learn: {time.perf_counter() - begun:.1f} s")
                async with listening(app), refreshing(app, feeds):
                    await measure_commands(server, archive)
                    await measure_burst(server)


async def fill(app: App, archive: Archive, articles: int, subscribers: int) -> None:
    """Store the archive, the oldest first, and the subscribers."""
    storage, begun = app.newsroom.storage, time.perf_counter()
    await storage.sources.add(archive.sources, SystemClock().now())
    never = SourceState(SystemClock().now() + timedelta(days=365))  # nobody answers at invented addresses
    await storage.sources.settle({source.id: never for source in archive.sources})
    for first in range(articles - _PORTION, -1, -_PORTION):
        written, stories = archive.portion(first, _PORTION)
        await storage.articles.save(written)
        await storage.stories.save(stories, [])
    for number in range(subscribers):
        await storage.subscriptions.save(replace(make_subscription(number + 1_000_000), next_due_at=None))
    tell(f"{articles:,} articles and {subscribers:,} subscribers stored in {time.perf_counter() - begun:.0f} s")


async def measure_search(app: App, archive: Archive) -> None:
    searcher, times, stories = Searcher(app.newsroom.storage, SystemClock()), list[float](), 0
    for words in islice(archive.words(), SEARCHES):
        begun = time.perf_counter()
        stories += len((await searcher.find(parse_query(words), make_subscription())).stories)
        times.append(time.perf_counter() - begun)
    tell(f"a search alone: {_percentiles(times)}; {stories / SEARCHES:.0f} stories each")


async def measure_commands(server: TelegramServer, archive: Archive) -> None:
    """One command after another, each of somebody else, while sources are read."""
    words = archive.words()
    commands: Iterator[str] = cycle(("/latest 5", "/settings", "/topics", "/help", "/sources", "/schedule"))
    tell(f"/search: {_percentiles([await _reply_s(server, f'/search {next(words)}') for _ in range(COMMANDS)])}")
    tell(f"other commands: {_percentiles([await _reply_s(server, next(commands)) for _ in range(COMMANDS)])}")


_people = count(100)


async def _reply_s(server: TelegramServer, text: str) -> float:
    person = server.person(next(_people), language_code="zh-hans")
    before, begun = len(server.calls), time.monotonic()
    await person.ask(text, timeout_s=30)
    answered = next(
        c.at for c in server.calls[before:] if c.method == "sendMessage" and c.params["chat_id"] == str(person.id)
    )
    await asyncio.sleep(_APART_S)
    return answered - begun


async def measure_burst(server: TelegramServer) -> None:
    """Two hundred people at once."""
    people = [server.person(next(_people), language_code="zh-hans") for _ in range(BURST)]
    begun, before = time.monotonic(), len(server.calls)
    await asyncio.gather(*(person.ask("/settings", timeout_s=60) for person in people))
    took_s = time.monotonic() - begun
    sent = sum(call.method == "sendMessage" for call in server.calls[before:])
    tell(f"{BURST} people at once: all answered within {took_s:.1f} s, {sent - BURST} requests refused by the limits")


@asynccontextmanager
async def listening(app: App) -> AsyncIterator[None]:
    updater = app.application.updater
    if updater is None:
        raise RuntimeError("the application fetches no updates")
    await app.application.start()
    await updater.start_polling(allowed_updates=UPDATES, poll_interval=0)
    try:
        yield
    finally:
        await updater.stop()
        await app.application.stop()


@asynccontextmanager
async def refreshing(app: App, feeds: FeedServer) -> AsyncIterator[None]:
    """Sources that always have something new, read and grouped without a pause."""
    clock = SystemClock()
    addresses = [feeds.put(f"/bench{number}", "") for number in range(_REFRESHED_FEEDS)]
    await app.newsroom.storage.sources.add([make_source(each, title=each[-7:]) for each in addresses], clock.now())

    async def refresh() -> None:
        for turn in count():
            for number in range(_REFRESHED_FEEDS):
                piece = Piece(f"第{turn}轮第{number}号渡轮开航", f"第{turn}轮第{number}号渡轮今晨开航，乘客{turn}人。")
                feeds.put(f"/bench{number}", rss(f"bench{number}", [(piece, clock.now())]))
            await app.read()
            await asyncio.sleep(0.05)

    running = asyncio.create_task(refresh())
    try:
        yield
    finally:
        running.cancel()
        with suppress(asyncio.CancelledError):
            await running


def _percentiles(times: list[float]) -> str:
    ordered = sorted(times)
    p50, p95 = ordered[len(ordered) // 2], ordered[int(len(ordered) * 0.95)]
    return f"p50 {p50 * 1000:.0f} ms, p95 {p95 * 1000:.0f} ms, longest {ordered[-1] * 1000:.0f} ms"


if __name__ == "__main__":
    asyncio.run(main(0.1 if "--small" in sys.argv else 1.0))
