"""Few requests at once to one host, with a gap between them, and nobody waits for another host."""

import asyncio
from itertools import pairwise

import pytest

from digests.sources.turns import STALLED_S, Turns


class Hosts:
    """Counts who is inside of a turn; each waits there until it is let go."""

    def __init__(self, turns: Turns) -> None:
        self.turns = turns
        self.inside: dict[str, int] = {}
        self.most: dict[str, int] = {}
        self.go = asyncio.Event()
        self.crowded = asyncio.Event()

    async def ask(self, host: str) -> None:
        async with self.turns.turn(host, gap_s=0):
            self.inside[host] = self.inside.get(host, 0) + 1
            self.most[host] = max(self.inside[host], self.most.get(host, 0))
            if self.inside[host] == 2:
                self.crowded.set()
            await self.go.wait()
            self.inside[host] -= 1


async def settle() -> None:
    for _ in range(10):
        await asyncio.sleep(0)


async def test_two_at_once_are_at_one_host_and_others_do_not_wait_for_it() -> None:
    hosts = Hosts(Turns(in_all=5, per_host=2))
    asking = [asyncio.create_task(hosts.ask(host)) for host in [*"aaaaaaaaa", "b", "c", "c"]]
    await settle()
    assert hosts.inside == {"a": 2, "b": 1, "c": 2}
    hosts.go.set()
    await asyncio.gather(*asking)
    assert hosts.most == {"a": 2, "b": 1, "c": 2}


async def test_no_more_than_so_many_are_asked_in_all() -> None:
    hosts = Hosts(Turns(in_all=3, per_host=2))
    asking = [asyncio.create_task(hosts.ask(host)) for host in "abcdefg"]
    await settle()
    assert sum(hosts.inside.values()) == 3
    hosts.go.set()
    await asyncio.gather(*asking)
    assert set(hosts.most) == set("abcdefg")


async def test_a_stalled_request_gives_its_place_at_the_host_to_the_next() -> None:
    hosts = Hosts(Turns(in_all=9, per_host=1))
    asking = [asyncio.create_task(hosts.ask("a")) for _ in range(2)]
    async with asyncio.timeout(STALLED_S * 5):
        await hosts.crowded.wait()
    hosts.go.set()
    await asyncio.gather(*asking)


async def test_requests_to_one_host_begin_a_gap_apart() -> None:
    turns, began = Turns(in_all=9, per_host=2), list[float]()

    async def ask() -> None:
        async with turns.turn("a", gap_s=0.05):
            began.append(asyncio.get_running_loop().time())

    await asyncio.gather(*(ask() for _ in range(4)))
    assert len(began) == 4
    assert all(later - sooner >= 0.05 for sooner, later in pairwise(began))


@pytest.mark.parametrize("gap_s", [0, 60])
async def test_who_is_broken_off_while_waiting_keeps_no_place(gap_s: float) -> None:
    turns = Turns(in_all=1, per_host=1)
    async with turns.turn("a", gap_s=gap_s):
        waiting = asyncio.create_task(_take(turns, "a", gap_s))
        await settle()
        waiting.cancel()
        await asyncio.wait([waiting])
    assert await _take(turns, "b", 0)
    assert await _take(turns, "a", 0)


async def _take(turns: Turns, host: str, gap_s: float) -> bool:
    async with turns.turn(host, gap_s=gap_s):
        return True
