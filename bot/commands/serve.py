"""`yaowen run`: the service, until it is told to stop."""

import asyncio
import logging
import random
import signal
from collections.abc import Collection

from bot.app import App, open_app
from bot.jobs import ROLES, Role, Tick, Ticker
from bot.settings import Settings
from digests.clock import SystemClock
from digests.deliveries.dispatch import RENEW_S
from digests.sources.configured import configured_sources

log = logging.getLogger(__name__)

UPDATES = ["message", "edited_message", "channel_post", "callback_query", "my_chat_member"]
_STOP_WITHIN_S = 10.0
"""Docker and systemd kill after ten seconds or more; what is in flight is finished before."""


async def serve(settings: Settings, roles: Collection[Role] = ROLES) -> None:
    """Run until SIGTERM or SIGINT. Raises `YaowenError` for what keeps it from starting."""
    stop = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    for name in settings.ignored:
        log.warning("%s is set, but does nothing in this version", name)
    async with open_app(settings, clock=SystemClock(), rng=random.Random()) as app:  # noqa: S311 - spreads load only
        sources = await configured_sources(settings.sources, app.newsroom.fetcher)
        await app.newsroom.storage.sources.add(sources, app.newsroom.clock.now())
        await _run(app, roles, stop)


async def _run(app: App, roles: Collection[Role], stop: asyncio.Event) -> None:
    ticker = Ticker(ticks_of(app), roles)
    ticker.start()
    if "bot" in roles:
        await _listen(app)
    log.info("running: %s", ", ".join(sorted(roles)))
    reading = asyncio.create_task(_read_when_wanted(app)) if "refresh" in roles else None
    await stop.wait()
    log.info("stopping")
    app.dispatcher.stop()
    if reading:
        reading.cancel()
    if app.application.updater and "bot" in roles:
        await app.application.updater.stop()
        await app.application.stop()
    try:
        await asyncio.wait_for(ticker.stop(), _STOP_WITHIN_S)
    except TimeoutError:
        log.warning("some work did not end in time; it is done again at the next start")


async def _listen(app: App) -> None:
    updater = app.application.updater
    if updater is None:
        return
    await app.greet()
    await app.application.start()
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
        Tick("group", app.group, 1.0, "refresh"),
        Tick("compose", app.compose, 2.0, "summarize"),
        Tick("deliver", app.deliver, 0.5, "deliver"),
        Tick("keep claims", app.keep_claims, RENEW_S, "deliver"),
        Tick("show progress", app.show_progress, 3.0, "bot"),
        Tick("beat", app.beat, 30.0, "deliver"),
    ]


async def _read_when_wanted(app: App) -> None:
    """Somebody waits for news: read at once rather than at the next tick."""
    await app.beat()
    while True:
        await app.wanted.wait()
        await app.read()
