"""Looking after the service: `yaowen stats`, `doctor`, `migrate`, `backup`, `restore`."""

import random
from contextlib import AbstractAsyncContextManager
from datetime import timedelta
from pathlib import Path

from rich.console import Console
from rich.table import Table

from bot.app import Newsroom, database_file, open_app, open_newsroom
from bot.handlers.introduction import ConnectionRefused
from bot.settings import Settings
from digests.clock import SystemClock
from digests.errors import YaowenError
from digests.models import SubscriptionState

_ALIVE_WITHIN = timedelta(minutes=3)
_out = Console(highlight=False, emoji=False)


async def stats(settings: Settings) -> None:
    """Print the figures of the service."""
    async with _room(settings) as room:
        figures = await room.storage.service.stats(room.clock.now())
    table = Table(box=None, show_header=False)
    for state in SubscriptionState:
        table.add_row(f"subscriptions {state.value}", str(figures.subscriptions.get(state, 0)))
    table.add_row("sources", str(figures.sources))
    table.add_row("sources not answering", str(figures.sources_failing))
    table.add_row("articles in 24 hours", str(figures.articles_24h))
    table.add_row("stories in 24 hours", str(figures.stories_24h))
    table.add_row("digests in 24 hours", str(figures.editions_24h))
    for name in ("sent", "blocked", "failed", "unknown", "cancelled"):
        table.add_row(f"messages {name} in 24 hours", str(getattr(figures.deliveries_24h, name)))
    table.add_row("messages waiting", str(figures.waiting))
    _out.print(table)


class Unwell(YaowenError):
    """Something is wrong with the service; the sentences say what and what to do."""


async def doctor(settings: Settings, *, heartbeat: bool) -> None:
    """Say what is misconfigured or unreachable. `heartbeat`: only whether the service in this database is alive.

    Raises `Unwell` when something is wrong.
    """
    problems: list[str] = []
    async with _room(settings) as room:
        now = room.clock.now()
        beat = await room.storage.service.last_beat()
        if heartbeat:
            if beat is None or abs(now - beat) > _ALIVE_WITHIN:  # in the future, where the clock was put back
                raise Unwell("the service has not been alive for three minutes; start it with `yaowen run`")
            return
        failing = [(s.title, state.error) for s, state in await room.storage.sources.all() if state.error]
        problems += [f"source {title}: {error}" for title, error in failing]
    problems += await _problems_with_telegram(settings)
    if room.model is None:
        _out.print("No OPENAI_MODEL: summaries are verbatim extracts.")
    if problems:
        raise Unwell("; ".join(problems))
    _out.print("All is well.")


async def _problems_with_telegram(settings: Settings) -> list[str]:
    if not settings.telegram_bot_token:
        return ["TELEGRAM_BOT_TOKEN is not set: `yaowen run` shows the demo; BotFather gives a token"]
    try:
        async with open_app(settings, clock=SystemClock(), rng=random.Random(), patient=False):
            _out.print("Telegram answers and knows the token.")
    except ConnectionRefused as refusal:
        return [f"{refusal}: look at TELEGRAM_BOT_TOKEN, TELEGRAM_API_URL and the network"]
    return []


async def migrate(settings: Settings) -> None:
    """Bring the database to this version's schema; opening it does."""
    async with _room(settings):
        _out.print("The database is up to date.")


async def backup(settings: Settings, target: Path) -> None:
    """Copy the database into `target`, as it stands, while the service runs. Raises `StorageError`."""
    database_file(settings).save(target)
    _out.print(f"The database is saved in {target}.", markup=False)


async def restore(settings: Settings, saved: Path) -> None:
    """Put a saved database in the place of the present one, which is kept beside it. Raises `StorageError`."""
    kept = database_file(settings).replace(saved)
    _out.print(f"The database is that of {saved} now.", markup=False)
    if kept is not None:
        _out.print(f"The one before is kept in {kept}.", markup=False)


def _room(settings: Settings) -> AbstractAsyncContextManager[Newsroom]:
    return open_newsroom(settings, clock=SystemClock(), rng=random.Random())
