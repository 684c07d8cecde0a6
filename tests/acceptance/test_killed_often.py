"""The service killed at fifty random instants over one database.

Nobody waits for a lease between the kills: each next process goes on with what is free, and takes over what the ones
before it had claimed as soon as their fifteen seconds are past.
"""

import random
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from digests.deliveries.dispatch import LEASE_S
from digests.deliveries.turnstile import IN_FLIGHT
from tests.acceptance.process import Forked, until
from tests.acceptance.town import Town, open_town

KILLS = 50
SUBSCRIBERS = 700
LONGEST_LIFE_S = 0.4
"""After its first message, or for every fifth after its first request of all, which dies while it begins."""

Claim = tuple[int, int]
"""A chat, and how often its claim had stalled: the same chat's next claim is another."""


@dataclass
class Death:
    """What stood in the database when a process had been killed, and what had arrived before it lived."""

    claimed: frozenset[Claim]
    arrived_before: Counter[int]


def claimed(town: Town) -> frozenset[Claim]:
    rows = town.rows("SELECT chat_id, unknowns FROM deliveries WHERE state = 'claimed'")
    return frozenset((chat_id, unknowns) for chat_id, unknowns in rows)


async def until_call(town: Town, method: str, since: int) -> None:
    await until(town.server, lambda: any(c.method == method for c in town.server.calls[since:]), within_s=30)


async def live_and_die(town: Town, life_s: float, first: str) -> Death:
    """One process, from its start to its SIGKILL `life_s` after its first request of this method."""
    calls = len(town.server.calls)
    with Forked("run", "--roles", "summarize,deliver", cwd=town.folder, env=town.env) as service:
        await until_call(town, "getMe", calls)  # by now what the one before it had written is read, too
        before = town.arrived()
        await until_call(town, first, calls)
        await service.ended_within(life_s)
        service.kill()
    return Death(claimed(town), before)


def in_flight(deaths: list[Death], arrived_at_last: Counter[int]) -> list[set[int]]:
    """For each death the chats whose message had been sent and not settled: claimed by that process, and arrived."""
    found: list[set[int]] = []
    known: frozenset[Claim] = frozenset()
    after = [death.arrived_before for death in deaths[1:]] + [arrived_at_last]
    for death, arrived in zip(deaths, after, strict=True):
        own = {chat_id for chat_id, _ in death.claimed - known}
        found.append({chat_id for chat_id in own if arrived[chat_id] > death.arrived_before[chat_id]})
        known |= death.claimed
    return found


async def test_killed_at_fifty_random_instants_nothing_is_lost_and_only_what_was_in_flight_is_repeated(
    tmp_path: Path,
) -> None:
    rng = random.Random(20261122)
    async with open_town(tmp_path, subscribers=SUBSCRIBERS) as town:
        town.server.faults.latency_s = 0.2
        deaths = [
            await live_and_die(town, rng.uniform(0, LONGEST_LIFE_S), "sendMessage" if number % 5 else "getMe")
            for number in range(KILLS)
        ]
        town.server.faults.latency_s = 0.0
        calls = len(town.server.calls)
        with Forked("run", cwd=town.folder, env=town.env | {"TELEGRAM_PAID_BROADCAST": "true"}) as service:
            await until_call(town, "getMe", calls)
            flying = in_flight(deaths, town.arrived())
            await until(town.server, town.is_settled, within_s=LEASE_S + 45)
            service.kill()
        arrived = town.arrived()
    assert sum(bool(each) for each in flying) > KILLS // 2, "most were killed in the middle of sending"
    repeated = arrived.total() - SUBSCRIBERS
    assert set(arrived) == set(range(1, SUBSCRIBERS + 1)), "nothing is lost"
    assert 0 < repeated <= sum(map(len, flying)), "repeated at most what was in flight at each kill"
    assert {chat_id for chat_id, copies in arrived.items() if copies > 1} <= set().union(*flying)
    assert max(map(len, flying)) <= IN_FLIGHT
    assert set(town.column("SELECT state FROM deliveries")) == {"sent"}
