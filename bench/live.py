"""The whole bot in real time over loopback servers: a broadcast to a hundred thousand, and a story told at once.

    python -m bench.live             100,000 recipients
    python -m bench.live 10000       as many as named

Telegram's flood limits are enforced by a Bot API server in a process of its own.
"""

import asyncio
import logging
import random
import sys
import tempfile
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import datetime, timedelta

from telegram import Update

from bench.sending import tell
from bench.stall import watch_loop
from bot.app import App, open_app
from bot.commands.serve import ticks_of
from bot.jobs import Ticker
from bot.readiness import make_ready
from bot.settings import Secret, Settings
from digests.clock import SystemClock
from digests.models import Part, Schedule, Subscription, broadcast_owner, subscription_id
from digests.sources.addresses import make_source
from tests.acceptance.house import Piece, rss
from tests.acceptance.test_day_in_the_life import fresh_news
from tests.fakes.feed_server import FeedServer
from tests.fakes.telegram_server import TOKEN, TelegramServer

CLOCK = SystemClock()
COMMANDS = ("/settings", "/help", "/topics", "/schedule", "/sources", "/latest", "/privacy", "/timezone Toronto")
ASKED_FOR_S = 30.0
STORIES = 40
READER = 7


@asynccontextmanager
async def bot_api() -> AsyncIterator[str]:
    """The address of a Bot API server with Telegram's limits, in a process of its own."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tests.fakes.telegram_server", "--limits", stdout=asyncio.subprocess.PIPE
    )
    try:
        line = await process.stdout.readline() if process.stdout else b""
        yield line.decode().strip()
    finally:
        process.kill()
        await process.wait()


@asynccontextmanager
async def running(url: str, folder: str) -> AsyncIterator[App]:
    """The app with everything that the service does beside reading sources."""
    settings = replace(
        Settings(),
        telegram_bot_token=Secret(TOKEN),
        telegram_api_url=url,
        database_url=f"sqlite:///{folder}/bench.db",
        allow_private_addresses=True,
        refresh_seconds=1,
    )
    async with open_app(settings, clock=CLOCK, rng=random.Random(1)) as app:
        make_ready()
        yield app


@asynccontextmanager
async def ticking(app: App) -> AsyncIterator[None]:
    ticker = Ticker([tick for tick in ticks_of(app) if tick.name != "read"], {"bot", "refresh", "summarize", "deliver"})
    ticker.start()
    try:
        yield
    finally:
        app.dispatcher.stop()
        await ticker.stop()


async def broadcast(count: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        async with bot_api() as url, running(url, folder) as app:
            store = app.newsroom.storage
            for number in range(count):
                chat_id = 1_000_000 + number
                own_id = subscription_id(chat_id)
                await store.subscriptions.save(Subscription(own_id, chat_id, "en", "Asia/Shanghai", CLOCK.now()))
            draft = await store.broadcasts.create(1, Part("<b>The printing works moves tonight</b>"), CLOCK.now())
            async with watch_loop() as stall:
                begun = time.perf_counter()
                started = await store.broadcasts.start(draft.id, None, CLOCK.now())
                took_s = time.perf_counter() - begun
            tell(f"a broadcast to {started}: started in {took_s:.2f} s, longest stall of the event loop {stall}")
            async with ticking(app), watch_loop() as stall:
                waits = await _ask(app)
            tally = await store.outbox.tally(broadcast_owner(draft.id))
    waits.sort()
    tell(
        f"  {len(waits)} commands meanwhile: reply p50 {waits[len(waits) // 2] * 1000:.0f} ms, "
        f"p95 {waits[int(len(waits) * 0.95)] * 1000:.0f} ms, longest {waits[-1] * 1000:.0f} ms; {tally.sent} copies "
        f"sent meanwhile; longest stall {stall}"
    )


async def _ask(app: App) -> list[float]:
    """How long each command of one person or another took, from its update to its reply at the Bot API."""
    rng, end = random.Random(2), time.perf_counter() + ASKED_FOR_S
    waits: list[float] = []
    while time.perf_counter() < end:
        await asyncio.sleep(rng.random() * 0.4)
        update = _update(app, len(waits) + 1, rng.choice(COMMANDS))
        begun = time.perf_counter()
        await app.application.process_update(update)
        waits.append(time.perf_counter() - begun)
    return waits


def _update(app: App, number: int, text: str) -> Update:
    person = {"id": 5_000 + number % 200, "is_bot": False, "first_name": "Lin", "language_code": "en"}
    command = {"type": "bot_command", "offset": 0, "length": len(text.split(maxsplit=1)[0])}
    message = {
        "message_id": number,
        "date": int(CLOCK.now().timestamp()),
        "chat": {"id": person["id"], "type": "private", "first_name": "Lin"},
        "from": person,
        "text": text,
        "entities": [command],
    }
    return Update.de_json({"update_id": number, "message": message}, app.application.bot)


async def instant() -> None:
    """From a feed's answer to the message at the Bot API, for a reader who wants news at once."""
    rng, waits, news = random.Random(3), list[float](), fresh_news()
    published: list[tuple[Piece, datetime]] = []
    with tempfile.TemporaryDirectory() as folder:
        async with (
            TelegramServer(any_chat=True, limits=True) as api,
            FeedServer() as feeds,
            running(api.url, folder) as app,
            ticking(app),
        ):
            store = app.newsroom.storage
            wish = Schedule(rhythm="instant", times=())
            reader = Subscription(subscription_id(READER), READER, "en", "Asia/Shanghai", CLOCK.now(), schedule=wish)
            await store.subscriptions.save(reader)
            for number in range(STORIES):
                piece = news[number]
                published.append((piece, CLOCK.now() - timedelta(seconds=1)))
                source = make_source(feeds.put("/live", rss("live", published)), title="Live", topic="world")
                await store.sources.share(source, CLOCK.now())
                await asyncio.sleep(1.1 + rng.random())  # a chat gets one message a second
                seen, begun = len(api.messages(READER)), time.perf_counter()
                await app.read()
                async with asyncio.timeout(10):
                    while len(api.messages(READER)) == seen:
                        await api.changes.next()
                waits.append(time.perf_counter() - begun)
    waits.sort()
    tell(
        f"from publishing to an instant message leaving, {len(waits)} stories: p50 {waits[len(waits) // 2]:.2f} s, "
        f"p95 {waits[int(len(waits) * 0.95)]:.2f} s"
    )


async def main(count: int) -> None:
    logging.getLogger("apscheduler").setLevel(logging.ERROR)  # a tick that finds the last one at work is no news
    await instant()
    await broadcast(count)


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000))
