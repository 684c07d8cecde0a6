"""`yaowen run` as a process that is killed or told to stop in the middle of its work."""

import signal
from collections import Counter
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from digests.deliveries.dispatch import LEASE_S
from digests.deliveries.turnstile import IN_FLIGHT
from tests.acceptance.process import Service, started, until
from tests.acceptance.town import Town, open_town

SUBSCRIBERS = 80


@pytest.fixture
async def town(tmp_path: Path) -> AsyncIterator[Town]:
    async with open_town(tmp_path, subscribers=SUBSCRIBERS) as town:
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
        await until(town.server, town.is_settled, within_s=LEASE_S + 25)
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
