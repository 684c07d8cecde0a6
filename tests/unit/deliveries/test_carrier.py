"""The carrier, where it is broken off."""

import asyncio
import random

import pytest

from digests.deliveries.carrier import Carrier
from digests.deliveries.pacing import Pacing
from digests.deliveries.turnstile import IN_FLIGHT, Turnstile
from digests.editions.quiet import quiet_end
from tests.unit.deliveries.samples import MemoryChats, MemoryOutbox, QuickClock, ScriptedSender, delivery


@pytest.mark.parametrize("begun", [False, True])
async def test_what_is_broken_off_takes_no_place_and_its_chats_get_their_next_message(*, begun: bool) -> None:
    """Also where the sending had not even begun: it was let through and is to begin in the next turn of the loop."""
    clock = QuickClock()
    outbox, sender = MemoryOutbox(clock), ScriptedSender(clock)
    sender.latency_s = 1.0
    turnstile = Turnstile(Pacing(10_000), clock)
    carrier = Carrier(outbox, MemoryChats(), sender, clock, random.Random(1), turnstile, quiet_end)
    rows = [delivery(n, chat_id=n) for n in range(1, IN_FLIGHT + 1)]
    for _ in range(3):
        outbox.put(*rows)
        carrier.take(await outbox.claim(clock.now(), limit=IN_FLIGHT, lease_s=1))
        if begun:
            await asyncio.sleep(0)
        carrier.drop()
        assert carrier.is_idle
        await clock.sleep(3)
    sender.sent.clear()
    outbox.put(*rows)
    carrier.take(await outbox.claim(clock.now(), limit=IN_FLIGHT, lease_s=60))
    await asyncio.wait_for(carrier.until(lambda: carrier.is_idle), 60)
    assert {chat for _, chat, _ in sender.sent} == set(range(1, IN_FLIGHT + 1))
