"""A service with subscribers whose digest is due, and the world around it: for tests that kill it."""

import random
import sqlite3
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from typing import Any

from bot.app import open_newsroom
from bot.settings import Settings
from digests.clock import SystemClock
from digests.models import Subscription, subscription_id
from digests.sources.addresses import make_source
from tests.acceptance.house import PIECES, rss
from tests.acceptance.process import until
from tests.fakes.feed_server import FeedServer
from tests.fakes.telegram_server import TelegramServer

CLOCK = SystemClock()


@dataclass
class Town:
    """A database in which every subscriber's digest is due, and the world around it."""

    server: TelegramServer
    feeds: FeedServer
    folder: Path

    @property
    def env(self) -> dict[str, str]:
        return {
            "TELEGRAM_BOT_TOKEN": self.server.token,
            "TELEGRAM_API_URL": self.server.url,
            "DATABASE_URL": f"sqlite:///{self.folder}/yaowen.db",
            "SOURCES": str(self.folder / "sources.opml"),
            "ALLOW_PRIVATE_ADDRESSES": "true",
            "REFRESH_SECONDS": "1",
        }

    def arrived(self, text: str = "") -> Counter[int]:
        """How many messages of the bot with this text stand in each chat."""
        messages = (message for chat in self.server.world.chats.values() for message in chat.messages)
        return Counter(each.chat_id for each in messages if each.from_bot and text in each.text and not each.deleted)

    async def deliver(self, count: int, *, within_s: float, text: str = "") -> None:
        """Return when `count` chats have such a message."""
        await until(self.server, lambda: len(self.arrived(text)) >= count, within_s=within_s)

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        with closing(sqlite3.connect(self.folder / "yaowen.db")) as database:
            return list(database.execute(query))

    def column(self, query: str) -> list[object]:
        return [row[0] for row in self.rows(query)]

    def is_settled(self) -> bool:
        """Whether every digest has come to an end. Looked at on each change at the Bot API server."""
        return not self.column("SELECT id FROM deliveries WHERE state IN ('pending', 'claimed')")


@asynccontextmanager
async def open_town(folder: Path, *, subscribers: int, is_due: bool = True) -> AsyncIterator[Town]:
    """A town in real time whose database is `folder`/yaowen.db; chats 1 to `subscribers` have subscribed."""
    async with TelegramServer(any_chat=True) as server, FeedServer() as feeds:
        now = CLOCK.now()
        address = feeds.put("/courier", rss("courier", [(piece, now - piece.age) for piece in PIECES]))
        outline = f'<outline type="rss" text="Courier" xmlUrl="{address}"/>'
        (folder / "sources.opml").write_text(f'<opml version="2.0"><body>{outline}</body></opml>', "utf-8")
        town = Town(server, feeds, folder)
        settings = replace(
            Settings(), database_url=town.env["DATABASE_URL"], allow_private_addresses=True, refresh_seconds=1
        )
        async with open_newsroom(settings, clock=CLOCK, rng=random.Random(1)) as room:
            await room.storage.sources.add([make_source(address, title="Courier")], now)
            await room.read()
            due_at = now - timedelta(minutes=1) if is_due else None
            for chat_id in range(1, subscribers + 1):
                own_id = subscription_id(chat_id)
                due = Subscription(own_id, chat_id, "en", "Asia/Shanghai", now, next_due_at=due_at)
                await room.storage.subscriptions.save(due)
        yield town
