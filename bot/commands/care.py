"""Looking after the service: `yaowen stats`, `doctor`, `migrate`, `backup`, `restore`."""

import random
import shutil
from contextlib import AbstractAsyncContextManager, suppress
from datetime import timedelta
from pathlib import Path
from urllib.parse import quote, unquote

from rich.console import Console
from rich.table import Table

from bot.app import ConnectionRefused, Newsroom, open_app, open_newsroom
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
    problems = [] if heartbeat else [f"{name} is set, but does nothing in this version" for name in settings.ignored]
    async with _room(settings) as room:
        now = room.clock.now()
        beat = await room.storage.service.last_beat()
        if heartbeat:
            if beat is None or now - beat > _ALIVE_WITHIN:
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
    """Copy the database into `target` while the service runs."""
    path = _path(settings)
    if not path.exists():
        raise YaowenError(f"{path}: there is no database to save")
    if target.exists():
        raise YaowenError(f"{target}: the file exists; name another or move it away")
    async with _room(settings) as room:
        await room.storage.backup(target)
    _out.print(f"The database is saved in {target}.", markup=False)


async def restore(settings: Settings, saved: Path) -> None:
    """Put a saved database in the place of the present one, which is kept beside it. The service must be stopped."""
    if not saved.is_file():
        raise YaowenError(f"{saved}: there is no such file")
    async with _room(settings, f"sqlite:///{quote(str(saved.resolve()))}"):
        pass  # raises unless it is a database of ours
    path = _path(settings)
    path.parent.mkdir(parents=True, exist_ok=True)
    copy = path.with_name(f"{path.name}.restoring")
    shutil.copyfile(saved, copy)
    for suffix in ("", "-wal", "-shm"):  # what a killed service committed last stands in its write-ahead log only
        kept = path.with_name(f"{path.name}.before-restore{suffix}")
        kept.unlink(missing_ok=True)
        with suppress(FileNotFoundError):
            path.with_name(path.name + suffix).rename(kept)
    copy.replace(path)
    _out.print(f"The database is {saved} now; the one before is kept beside it.", markup=False)


def _room(settings: Settings, database_url: str | None = None) -> AbstractAsyncContextManager[Newsroom]:
    return open_newsroom(settings, clock=SystemClock(), rng=random.Random(), database_url=database_url)


def _path(settings: Settings) -> Path:
    if not settings.database_url.startswith("sqlite:///"):
        raise YaowenError("DATABASE_URL names a database in memory, which ends with its process")
    return Path(unquote(settings.database_url.removeprefix("sqlite:///")))
