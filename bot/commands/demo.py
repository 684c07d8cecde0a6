"""`yaowen demo`: the sample feeds on loopback, and the terminal as the chat."""

import logging
import random
import sys
from dataclasses import replace
from io import StringIO
from pathlib import Path
from typing import TextIO

from rich.console import Console

from bot.app import open_app
from bot.console import ConsoleChat, ConsoleRequest, converse
from bot.demo_feeds import DemoFeeds
from bot.settings import NO_SECRET, Settings
from digests.clock import SystemClock
from digests.errors import YaowenError


async def demo(settings: Settings, script: Path | None = None) -> None:
    """Hold a conversation about the sample news, with lines from `script` or the terminal. Nothing is kept."""
    if settings.log_level == "info":
        # The terminal is the chat: what goes as it should must not stand between the lines.
        logging.getLogger().setLevel(logging.WARNING)
    clock = SystemClock()
    console = Console(highlight=False, emoji=False)
    offline = replace(
        settings, telegram_bot_token=NO_SECRET, database_url="sqlite://", allow_private_addresses=True, sources=""
    )
    request = ConsoleRequest(console, clock)
    with _lines(script) as lines, DemoFeeds(clock.now()) as feeds:
        async with open_app(offline, clock=clock, rng=random.Random(0), transport=request) as app:
            await app.newsroom.storage.sources.add(feeds.sources, clock.now())
            await app.read()
            chat = ConsoleChat(app, request, settings.language)
            await converse(chat, console, lines, language=settings.language, echo=script is not None)


def _lines(script: Path | None) -> TextIO:
    if script is None:
        return sys.stdin or StringIO()  # there is none where it was closed
    try:
        return StringIO(script.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise YaowenError(f"{script}: the file cannot be read") from error
