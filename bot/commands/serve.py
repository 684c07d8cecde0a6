"""`yaowen run`: the service, until it is told to stop."""

import asyncio
import logging
import random
import signal
from collections.abc import AsyncIterator, Collection, Coroutine
from contextlib import AsyncExitStack, asynccontextmanager
from secrets import token_urlsafe
from typing import Any, TypeVar

from bot.app import App, open_app
from bot.doors import open_doors
from bot.garbage import leave_what_stays
from bot.handlers.webhook import tell_telegram
from bot.jobs import ROLES, Role, Tick, Ticker, run_step
from bot.metrics import serve_metrics
from bot.readiness import make_ready
from bot.settings import Secret, Settings
from digests.clock import SystemClock
from digests.deliveries.dispatch import RENEW_S
from digests.sources.configured import configured_sources

log = logging.getLogger(__name__)

T = TypeVar("T")

UPDATES = ["message", "edited_message", "channel_post", "callback_query", "inline_query", "my_chat_member"]
_STOP_WITHIN_S = 7.0
"""Docker kills after ten seconds: so long what is under way may take to end, and then it is broken off."""


async def serve(settings: Settings, roles: Collection[Role] = ROLES) -> None:
    """Run until SIGTERM or SIGINT. Raises `YaowenError` for what keeps it from starting."""
    stop = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    async with AsyncExitStack() as stack:
        app = await _unless(stop, stack.enter_async_context(_open(settings)))
        if app is not None:
            await _serve_metrics(app, stack)
            secret = settings.telegram_webhook_secret or Secret(token_urlsafe(32))
            doors = await stack.enter_async_context(open_doors(app, roles, secret))
            for port in doors.ports:
                log.info("listening for the world on port %d", port)
            await _run(app, roles, stop, secret)
    log.info("stopped")


@asynccontextmanager
async def _open(settings: Settings) -> AsyncIterator[App]:
    """The app with the configured sources in its database."""
    async with open_app(settings, clock=SystemClock(), rng=random.Random()) as app:
        sources = await configured_sources(settings.sources, app.newsroom.fetcher)
        await app.newsroom.storage.sources.configure(sources, app.newsroom.clock.now())
        yield app


async def _serve_metrics(app: App, stack: AsyncExitStack) -> None:
    """Listen where METRICS_LISTEN says, if it says so. Raises `CannotListen`."""
    listen, room = app.services.settings.metrics_listen, app.newsroom
    if listen is not None:
        port = await stack.enter_async_context(serve_metrics(listen, room.storage, room.model, room.clock))
        log.info("metrics on port %d", port)


async def _unless(stop: asyncio.Event, work: Coroutine[Any, Any, T]) -> T | None:
    """What `work` gives; None, and `work` broken off, when `stop` comes first: a Telegram may be long in answering."""
    working, stopping = asyncio.ensure_future(work), asyncio.ensure_future(stop.wait())
    await asyncio.wait([working, stopping], return_when=asyncio.FIRST_COMPLETED)
    stopping.cancel()
    if working.done():
        return working.result()
    working.cancel()
    await asyncio.wait([working])
    return None


async def _run(app: App, roles: Collection[Role], stop: asyncio.Event, secret: Secret) -> None:
    await app.beat()  # a health check need not wait for the first tick
    leave_what_stays()
    ticker = Ticker(ticks_of(app), roles)
    ticker.start()
    background = [asyncio.create_task(asyncio.to_thread(make_ready))]
    if "refresh" in roles:
        background.append(asyncio.create_task(_read_when_wanted(app)))
    if "bot" in roles:
        await _unless(stop, _take_updates(app, secret))
    log.info("running: %s", ", ".join(sorted(roles)))
    await stop.wait()
    log.info("stopping")
    app.dispatcher.stop()
    for task in background:
        task.cancel()
    try:
        await asyncio.wait_for(
            asyncio.gather(ticker.stop(), _hang_up(app), *background, return_exceptions=True), _STOP_WITHIN_S
        )
    except TimeoutError:
        log.warning("some work did not end in time; it is done again at the next start")


async def _hang_up(app: App) -> None:
    """Fetch no more updates, and finish those under way."""
    updater = app.application.updater
    if updater is not None and updater.running:
        await updater.stop()
    if app.application.running:
        await app.application.stop()


async def _take_updates(app: App, secret: Secret) -> None:
    """By webhook where TELEGRAM_WEBHOOK_URL is set, else by long polling, which ends any webhook."""
    updater, url = app.application.updater, app.services.settings.telegram_webhook_url
    if updater is None:
        return
    await app.greet()
    await app.application.start()
    if url:
        await tell_telegram(app.application, url, secret, UPDATES, app.newsroom.clock)
        return
    await updater.start_polling(
        allowed_updates=UPDATES,
        bootstrap_retries=-1,
        error_callback=lambda error: log.warning("Telegram does not answer: %s", error),
    )


def ticks_of(app: App) -> list[Tick]:
    """Every step of the service with its rhythm. A look at what is due costs one query over an index."""
    settings = app.services.settings
    return [
        Tick("read", app.read, min(5.0, settings.refresh_seconds), "refresh"),
        Tick("group", app.group, 0.25, "refresh"),
        Tick("index", app.index, 1.0, "refresh"),
        Tick("complete", app.complete, 30.0, "refresh"),
        Tick("watch", app.watch, 3600.0, "refresh"),
        Tick("push", app.push, 30.0, "refresh"),
        Tick("compose", app.compose, 0.25, "summarize"),
        Tick("look for withdrawn", app.look_for_withdrawn, 60.0, "refresh"),
        Tick("correct", app.correct, 5.0, "summarize"),
        Tick("compare", app.compare, 20.0, "summarize"),
        Tick("follow", app.follow, 60.0, "summarize"),
        Tick("deliver", app.deliver, 0.2, "deliver"),
        Tick("undo", app.undo, 0.25, "deliver"),
        Tick("keep claims", app.keep_claims, RENEW_S, "deliver"),
        Tick("show progress", app.show_progress, 3.0, "bot"),
        Tick("beat", app.beat, 30.0, "deliver"),
        Tick("tidy", app.tidy, 3600.0, "deliver"),
        Tick("count", app.count, 1800.0, "deliver"),
    ]


async def _read_when_wanted(app: App) -> None:
    """Somebody waits for news: read at once rather than at the next tick."""
    while True:
        await app.wanted.wait()
        await run_step("read", app.read)
