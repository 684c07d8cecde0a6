"""Everything that a chat can do to a message, from the outbox through the dispatcher to a Bot API server and back."""

import random
from collections import Counter
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest
from telegram import Bot

from bot.chat_changes import ChatChanges
from bot.sender import AiohttpRequest, TelegramSender
from digests.deliveries.dispatch import Dispatcher
from digests.deliveries.outbox import MAX_UNKNOWNS, POISON
from digests.deliveries.pacing import Pacing
from digests.deliveries.turnstile import Turnstile
from digests.editions.quiet import quiet_end
from digests.models import (
    Button,
    NewDelivery,
    Part,
    Subscription,
    SubscriptionState,
    Tally,
    Urgency,
    subscription_id,
)
from digests.ports import Storage
from digests.storage import open_storage
from tests.fakes.fake_clock import FakeClock
from tests.fakes.telegram_faults import Faults
from tests.fakes.telegram_server import TelegramServer

NOW = datetime(2026, 3, 14, 8, tzinfo=UTC)
READER, OTHER, GROUP, SUPERGROUP, TOPIC = 7, 8, -1007, -100_500, 5


@dataclass
class Desk:
    """The way from the outbox to the chats, in time that jumps."""

    server: TelegramServer
    storage: Storage
    clock: FakeClock
    dispatcher: Dispatcher

    async def subscribe(self, chat_id: int, thread_id: int | None = None) -> None:
        own_id = subscription_id(chat_id, thread_id)
        await self.storage.subscriptions.save(
            Subscription(own_id, chat_id, "en", "Europe/Berlin", created_at=NOW, thread_id=thread_id)
        )

    async def put(
        self, chat_id: int, *texts: str, thread_id: int | None = None, owner: str = "e", due_at: datetime = NOW
    ) -> None:
        await self.storage.outbox.add(
            [
                NewDelivery(owner, chat_id, Part(text, ROW), due_at, Urgency.DIGEST, number, thread_id)
                for number, text in enumerate(texts, start=1)
            ]
        )

    async def state(self, chat_id: int, thread_id: int | None = None) -> SubscriptionState | None:
        found = await self.storage.subscriptions.find(subscription_id(chat_id, thread_id))
        return found.state if found else None

    def texts(self, chat_id: int) -> list[str]:
        return [message.text for message in self.server.messages(chat_id, from_bot=True)]


ROW = ((Button("1", data="s:1"),),)


@pytest.fixture
async def counter() -> AsyncIterator[Desk]:
    clock = FakeClock(NOW)
    async with (
        TelegramServer(monotonic=clock.monotonic, now=clock.now) as server,
        open_storage("sqlite://") as storage,
        Bot(server.token, base_url=f"{server.url}/bot", request=AiohttpRequest()) as bot,
        clock.driven(),
    ):
        for person in (READER, OTHER):
            server.person(person)
        server.group(GROUP, "Readers")
        chats = ChatChanges(storage, clock, "en")
        sender, turnstile = TelegramSender(bot, clock), Turnstile(Pacing(500.0), clock)
        dispatcher = Dispatcher(storage.outbox, chats, sender, clock, random.Random(1), turnstile, quiet_end)
        yield Desk(server, storage, clock, dispatcher)


CLOSED: dict[str, Callable[[Faults], None]] = {
    "blocked by the person": lambda faults: faults.blocked(READER),
    "account deactivated": lambda faults: faults.deactivated(READER),
    "never started": lambda faults: faults.refused(READER, "bot can't initiate conversation with a user", status=403),
    "kicked from the group": lambda faults: faults.kicked(GROUP),
    "group deactivated": lambda faults: faults.refused(GROUP, "the group chat was deleted", status=403),
    "restricted": lambda faults: faults.refused(GROUP, "not enough rights to send text messages to the chat"),
    "chat not found": lambda faults: faults.missing(READER),
}


@pytest.mark.parametrize("what", CLOSED)
async def test_a_chat_that_takes_nothing_is_left_in_peace_and_costs_nobody_else_anything(
    counter: Desk, what: str
) -> None:
    CLOSED[what](counter.server.faults)
    closed = GROUP if counter.server.world.chats[GROUP].refusal else READER
    for chat in (closed, OTHER):
        await counter.subscribe(chat)
        await counter.put(chat, "One", "Two", owner=str(chat))
    await counter.dispatcher.drain()
    assert await counter.state(closed) is SubscriptionState.BLOCKED
    assert await counter.state(OTHER) is SubscriptionState.ACTIVE
    assert await counter.storage.outbox.tally(str(closed)) == Tally(blocked=2)
    assert counter.texts(OTHER) == ["One", "Two"]
    asked = [call for call in counter.server.calls if call.params.get("chat_id") == str(closed)]
    assert len(asked) <= 2, "the next part may have been on its way"


async def test_of_a_group_that_became_a_supergroup_nothing_is_lost(counter: Desk) -> None:
    await counter.subscribe(GROUP)
    await counter.put(GROUP, "One", "Two")
    await counter.put(GROUP, "Tomorrow", owner="f", due_at=NOW + timedelta(days=1))
    counter.server.faults.migrated(GROUP, to=SUPERGROUP)
    await counter.dispatcher.drain()
    await counter.clock.advance(days=1)
    await counter.dispatcher.drain()
    assert counter.texts(SUPERGROUP) == ["One", "Two", "Tomorrow"]
    assert (await counter.state(GROUP), await counter.state(SUPERGROUP)) == (None, SubscriptionState.ACTIVE)


@pytest.mark.parametrize("is_closed", [True, False], ids=["closed", "deleted"])
async def test_a_topic_that_is_gone_falls_back_to_the_general_one_and_the_administrators_are_told_once(
    counter: Desk, *, is_closed: bool
) -> None:
    if is_closed:
        counter.server.group(GROUP).add_topic(TOPIC)
        counter.server.faults.topic_closed(GROUP, TOPIC)
    await counter.subscribe(GROUP, TOPIC)
    await counter.put(GROUP, "One", "Two", thread_id=TOPIC)
    await counter.put(GROUP, "Broadcast", thread_id=TOPIC, owner="b")
    while await counter.dispatcher.drain():
        pass
    told = [text for text in counter.texts(GROUP) if text.startswith("To the administrators of this group")]
    assert len(told) == 1
    assert sorted(set(counter.texts(GROUP)) - set(told)) == ["Broadcast", "One", "Two"]
    assert len(counter.texts(GROUP)) == 4
    assert (await counter.state(GROUP, TOPIC), await counter.state(GROUP)) == (None, SubscriptionState.ACTIVE)
    tried = [call for call in counter.server.calls if "message_thread_id" in call.params]
    assert len(tried) <= 2, "one for each message that was under way"


@pytest.mark.parametrize("words", ["SLOWMODE_WAIT_30", None], ids=["in words", "as a 429"])
async def test_slow_mode_is_waited_out_and_holds_up_nobody_else(counter: Desk, words: str | None) -> None:
    await counter.put(GROUP, "Slow")
    await counter.put(OTHER, "Quick", owner="f")
    if words is None:
        counter.server.faults.too_many(GROUP, retry_after=30)
    else:
        counter.server.faults.refused(GROUP, words)
    await counter.dispatcher.drain()
    assert (counter.texts(GROUP), counter.texts(OTHER)) == ([], ["Quick"])
    counter.server.faults.healthy(GROUP)
    await counter.clock.advance(seconds=28)
    await counter.dispatcher.drain()
    assert counter.texts(GROUP) == []
    await counter.clock.advance(seconds=3)
    await counter.dispatcher.drain()
    assert counter.texts(GROUP) == ["Slow"]


async def test_what_is_too_long_is_cut_and_what_is_badly_marked_up_is_plain_and_both_keep_their_buttons(
    counter: Desk,
) -> None:
    await counter.put(READER, "长" * 5000, "<b>早上好</i> 3 < 4", "<i>" + "长" * 5000)
    await counter.dispatcher.drain()
    assert counter.texts(READER) == ["长" * 4095 + "…", "早上好 3 < 4", "长" * 4095 + "…"]
    assert [message.labels for message in counter.server.messages(READER)] == [["1"]] * 3
    assert await counter.storage.outbox.tally("e") == Tally(sent=3)


async def test_copies_never_exceed_the_ends_that_nobody_knew_and_what_never_left_is_tried_freely(
    counter: Desk,
) -> None:
    chance = random.Random(4)
    people = range(100, 160)
    never_left = set()
    for person in people:
        counter.server.person(person)
        await counter.put(person, "News", owner=str(person))
        fault = chance.choice(["drop_after", "drop_before", "too_many", "none"])
        times = chance.randint(1, 2)
        if fault != "drop_after":
            never_left.add(person)
        if fault == "too_many":
            counter.server.faults.too_many(person, retry_after=9, times=2)
        elif fault != "none":
            getattr(counter.server.faults, fault)(person, times=times)
    for _ in range(120):
        await counter.dispatcher.drain()
        await counter.clock.advance(minutes=1)
    copies = Counter({person: len(counter.texts(person)) for person in people})
    tallies = {person: await counter.storage.outbox.tally(str(person)) for person in people}
    assert set(copies.values()) == {1, 2, 3}
    assert all(tally.sent == 1 for tally in tallies.values())
    assert all(tally.repeated for person, tally in tallies.items() if copies[person] > 1)
    assert all(copies[person] == 1 for person in never_left)


async def test_poison_ends_with_its_reason_and_lets_the_others_go(counter: Desk) -> None:
    await counter.put(READER, "Poison")
    for _ in range(MAX_UNKNOWNS):
        await counter.storage.outbox.claim(counter.clock.now(), limit=9, lease_s=15)
        await counter.clock.advance(seconds=16)
    await counter.put(OTHER, "Good", owner="f")
    await counter.dispatcher.drain()
    assert (counter.texts(READER), counter.texts(OTHER)) == ([], ["Good"])
    failures = await counter.storage.outbox.failures(owner="e", since=NOW, limit=9)
    assert [(each.reason, each.chat_ids, each.may_have_arrived) for each in failures] == [(POISON, (READER,), True)]
