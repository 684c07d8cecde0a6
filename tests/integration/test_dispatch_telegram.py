"""From the outbox to the chats: SQLite, the dispatcher, the sender and a Bot API server, in real time."""

import asyncio
import random
from collections import Counter
from collections.abc import AsyncIterator, Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import pytest
from telegram import Bot

from bot.sender import AiohttpRequest, TelegramSender
from digests.clock import SystemClock
from digests.deliveries.dispatch import LEASE_S, Dispatcher
from digests.deliveries.pacing import TOKEN_PER_S, Pacing
from digests.deliveries.turnstile import IN_FLIGHT, Turnstile
from digests.editions.quiet import quiet_end
from digests.models import NewDelivery, Part, Subscription, SubscriptionState, Urgency, subscription_id
from digests.ports import Storage
from digests.storage import open_storage
from tests.fakes.telegram_server import TelegramServer

NOW = datetime(2026, 3, 14, 8, tzinfo=UTC)
GROUP = -1007


class ShiftedClock(SystemClock):
    """Real time that began at NOW and can be moved on."""

    def __init__(self) -> None:
        self._begun = SystemClock().now()
        self.shift = timedelta()

    def now(self) -> datetime:
        return NOW + (SystemClock().now() - self._begun) + self.shift


@dataclass
class Office:
    """Everything between the outbox and the chats."""

    server: TelegramServer
    storage: Storage
    bot: Bot
    clock: ShiftedClock = field(default_factory=ShiftedClock)

    def dispatcher(self, per_s: float = 500.0) -> Dispatcher:
        """A dispatcher as a process has it after its start."""
        sender = TelegramSender(self.bot, self.clock)
        turnstile = Turnstile(Pacing(per_s), self.clock)
        return Dispatcher(
            self.storage.outbox, self.storage.subscriptions, sender, self.clock, random.Random(1), turnstile, quiet_end
        )

    async def put(self, chats: Iterable[int], *, parts: int = 1) -> None:
        """One edition for each chat, in so many parts."""
        await self.storage.outbox.add(
            [
                NewDelivery("edition", chat, Part(f"Part {n}"), NOW, Urgency.DIGEST, part_number=n)
                for chat in chats
                for n in range(1, parts + 1)
            ]
        )

    async def subscribe(self, chat_id: int) -> None:
        await self.storage.subscriptions.save(
            Subscription(subscription_id(chat_id), chat_id, "en", "Europe/Berlin", created_at=NOW)
        )

    def arrived(self) -> Counter[tuple[int, str]]:
        """How often each message stands in its chat."""
        return Counter((m.chat_id, m.text) for chat in self.server.world.chats.values() for m in chat.messages)


@pytest.fixture
async def office() -> AsyncIterator[Office]:
    async with (
        TelegramServer(any_chat=True) as server,
        open_storage("sqlite://") as storage,
        Bot(server.token, base_url=f"{server.url}/bot", request=AiohttpRequest()) as bot,
    ):
        yield Office(server, storage, bot)


async def test_every_part_arrives_once_and_in_order(office: Office) -> None:
    await office.put(range(1, 6), parts=2)
    assert await office.dispatcher().drain() == 10
    for chat in range(1, 6):
        assert [message.text for message in office.server.messages(chat)] == ["Part 1", "Part 2"]
    assert (await office.storage.outbox.tally("edition")).sent == 10


async def test_under_telegrams_own_limits_no_message_is_refused() -> None:
    async with (
        TelegramServer(any_chat=True, limits=True) as server,
        open_storage("sqlite://") as storage,
        Bot(server.token, base_url=f"{server.url}/bot", request=AiohttpRequest()) as bot,
    ):
        office = Office(server, storage, bot)
        await office.put(range(1, 46))
        await office.dispatcher(TOKEN_PER_S).drain()
        assert len([call for call in server.calls if call.method == "sendMessage"]) == 45
        assert (await storage.outbox.tally("edition")).sent == 45


async def test_a_429_costs_no_message(office: Office) -> None:
    await office.put([1, 2, GROUP])
    office.server.faults.too_many(GROUP, retry_after=40)
    await office.dispatcher().drain()
    assert (await office.storage.outbox.tally("edition")).pending == 1
    office.clock.shift = timedelta(seconds=41)
    await office.dispatcher().drain()
    assert set(office.arrived().values()) == {1}
    assert (await office.storage.outbox.tally("edition")).sent == 3


async def test_a_blocked_bot_ends_that_subscription_and_no_other(office: Office) -> None:
    await office.subscribe(1)
    await office.subscribe(2)
    await office.put([1, 2], parts=2)
    office.server.faults.blocked(1)
    await office.dispatcher().drain()
    one = await office.storage.subscriptions.find(subscription_id(1))
    two = await office.storage.subscriptions.find(subscription_id(2))
    assert one is not None
    assert two is not None
    assert (one.state, two.state) == (SubscriptionState.BLOCKED, SubscriptionState.ACTIVE)
    assert [message.text for message in office.server.messages(2)] == ["Part 1", "Part 2"]
    assert len([call for call in office.server.calls if call.params.get("chat_id") == "1"]) == 1


async def test_a_moved_group_gets_its_edition_under_the_new_id(office: Office) -> None:
    await office.subscribe(GROUP)
    await office.put([GROUP], parts=2)
    office.server.faults.migrated(GROUP, to=-100_500)
    await office.dispatcher().drain()
    assert [message.text for message in office.server.messages(-100_500)] == ["Part 1", "Part 2"]
    assert await office.storage.subscriptions.find(subscription_id(-100_500)) is not None


async def test_a_lost_answer_is_counted_and_the_message_sent_again_a_minute_later(office: Office) -> None:
    await office.put([1])
    office.server.faults.drop_after(1)
    await office.dispatcher().drain()
    assert office.arrived() == {(1, "Part 1"): 1}
    office.clock.shift = timedelta(seconds=90)
    await office.dispatcher().drain()
    assert office.arrived() == {(1, "Part 1"): 2}
    assert (await office.storage.outbox.tally("edition")).sent == 1


async def test_a_process_that_dies_in_the_middle_loses_nothing(office: Office) -> None:
    """Cut off while answers were on their way, with claims of its own and settled ones behind it."""
    await office.put(range(1, 151))
    held = office.server.faults.hold(90, times=1)
    dying = asyncio.create_task(office.dispatcher().drain())
    await held.reached()
    dying.cancel()
    with suppress(asyncio.CancelledError):
        await dying
    held.release()
    office.clock.shift = timedelta(seconds=LEASE_S + 1)
    await office.dispatcher().drain()
    arrived = office.arrived()
    assert len(arrived) == 150
    assert arrived.total() - 150 <= IN_FLIGHT
    assert (await office.storage.outbox.tally("edition")).sent == 150


async def test_two_processes_share_the_work_and_send_nothing_twice(office: Office) -> None:
    await office.put(range(1, 121))
    first, second = office.dispatcher(), office.dispatcher()
    await asyncio.gather(first.drain(), second.drain())
    assert len(office.arrived()) == 120
    assert set(office.arrived().values()) == {1}
