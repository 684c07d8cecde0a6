"""`yaowen run` as a process that is killed or told to stop in the middle of its work."""

import random
import signal
import sqlite3
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

import pytest

from bot.app import open_newsroom
from bot.settings import Settings
from digests.clock import SystemClock
from digests.deliveries.dispatch import LEASE_S
from digests.deliveries.turnstile import IN_FLIGHT
from digests.models import Subscription, subscription_id
from digests.sources.addresses import make_source
from tests.acceptance.house import PIECES, rss
from tests.acceptance.process import Service, started, until
from tests.fakes.feed_server import FeedServer
from tests.fakes.telegram_server import TelegramServer

SUBSCRIBERS = 80
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

    def arrived(self) -> Counter[int]:
        """How many messages stand in each subscriber's chat."""
        return Counter(message.chat_id for chat in self.server.world.chats.values() for message in chat.messages)

    async def deliver(self, count: int, *, within_s: float) -> None:
        """Return when `count` chats have their digest."""
        await until(self.server, lambda: len(self.arrived()) >= count, within_s=within_s)

    def column(self, query: str) -> list[object]:
        with closing(sqlite3.connect(self.folder / "yaowen.db")) as database:
            return [row[0] for row in database.execute(query)]


@pytest.fixture
async def town(tmp_path: Path) -> AsyncIterator[Town]:
    async with TelegramServer(any_chat=True) as server, FeedServer() as feeds:
        now = CLOCK.now()
        address = feeds.put("/courier", rss("courier", [(piece, now - piece.age) for piece in PIECES]))
        outline = f'<outline type="rss" text="Courier" xmlUrl="{address}"/>'
        (tmp_path / "sources.opml").write_text(f'<opml version="2.0"><body>{outline}</body></opml>', "utf-8")
        town = Town(server, feeds, tmp_path)
        settings = replace(
            Settings(), database_url=town.env["DATABASE_URL"], allow_private_addresses=True, refresh_seconds=1
        )
        async with open_newsroom(settings, clock=CLOCK, rng=random.Random(1)) as room:
            await room.storage.sources.add([make_source(address, title="Courier")], now)
            await room.read()
            for chat_id in range(1, SUBSCRIBERS + 1):
                due = Subscription(
                    subscription_id(chat_id),
                    chat_id,
                    "en",
                    "Asia/Shanghai",
                    now,
                    next_due_at=now - timedelta(minutes=1),
                )
                await room.storage.subscriptions.save(due)
        yield town


async def test_killed_in_mid_delivery_no_digest_is_lost_and_none_repeated_but_those_in_flight(town: Town) -> None:
    town.server.faults.latency_s = 0.8  # at 28 a second some twenty answers are on their way at any moment
    async with started("run", cwd=town.folder, env=town.env) as service:
        await town.deliver(SUBSCRIBERS // 2, within_s=30)
        service.signal(signal.SIGKILL)
        assert (await service.ended(within_s=5)).status == -signal.SIGKILL
    before = town.arrived()
    assert len(before) < SUBSCRIBERS, "it was killed too late to prove anything"
    assert town.column("SELECT id FROM deliveries WHERE state = 'claimed'"), "nothing was in flight"

    town.server.faults.latency_s = 0
    async with started("run", cwd=town.folder, env=town.env) as service:
        await until(town.server, lambda: settled(town), within_s=LEASE_S + 25)
        await stopped(service)
    arrived = town.arrived()
    assert set(arrived) == set(range(1, SUBSCRIBERS + 1))
    assert 0 < arrived.total() - SUBSCRIBERS <= IN_FLIGHT
    assert max(arrived.values()) == 2


async def test_told_to_stop_in_mid_delivery_it_ends_cleanly_and_nothing_is_sent_twice(town: Town) -> None:
    town.server.faults.latency_s = 0.5
    async with started("run", cwd=town.folder, env=town.env) as service:
        await town.deliver(SUBSCRIBERS // 3, within_s=30)
        await stopped(service)
    assert 0 < len(town.arrived()) < SUBSCRIBERS
    assert town.column("SELECT id FROM deliveries WHERE state = 'claimed'") == []
    assert town.column("SELECT id FROM sources WHERE lease_until IS NOT NULL") == []

    town.server.faults.latency_s = 0
    async with started("run", cwd=town.folder, env=town.env) as service:
        await town.deliver(SUBSCRIBERS, within_s=25)
        await stopped(service)
    assert town.arrived() == Counter(range(1, SUBSCRIBERS + 1))


async def test_a_source_and_a_chat_that_never_answer_do_not_keep_it_from_stopping(town: Town) -> None:
    town.feeds.silent("/courier")
    held = town.server.faults.hold(None, times=1)
    async with started("run", cwd=town.folder, env=town.env) as service:
        await held.reached(timeout_s=30)
        await town.feeds.wait_for_request("/courier", count=2, timeout_s=30)
        await stopped(service)
    assert town.column("SELECT id FROM sources WHERE lease_until IS NOT NULL") == []


async def test_it_can_be_stopped_while_telegram_cannot_be_reached(town: Town) -> None:
    town.server.faults.server_error(None, times=1000, method="getMe")
    async with started("run", cwd=town.folder, env=town.env) as service:
        await town.server.wait_for_call("getMe", timeout_s=30)
        await stopped(service)


async def stopped(service: Service) -> None:
    """Told to stop, it ends within ten seconds, with status 0 and no traceback."""
    service.signal(signal.SIGTERM)
    end = await service.ended(within_s=10)
    assert end.status == 0, end.err
    assert "Traceback" not in end.err


def settled(town: Town) -> bool:
    """Whether every digest has come to an end. Looked at on each change at the Bot API server, polling included."""
    return not town.column("SELECT id FROM deliveries WHERE state IN ('pending', 'claimed')")
