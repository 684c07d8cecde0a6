"""Work that rolls: one slow thing holds one place and nobody up."""

import asyncio
from collections.abc import Awaitable, Callable

import pytest

from digests.pipeline.window import Window


class Work:
    """Things with numbers; the hanging ones wait until they are let go."""

    def __init__(self, *hanging: int) -> None:
        self.hanging = hanging
        self.go = asyncio.Event()
        self.done: list[int] = []
        self.at_once = 0
        self.most = 0

    async def __call__(self, number: int) -> None:
        self.at_once += 1
        self.most = max(self.most, self.at_once)
        try:
            if number in self.hanging:
                await self.go.wait()
            await asyncio.sleep(0)
        finally:
            self.at_once -= 1
        self.done.append(number)


def claim_of(numbers: list[int]) -> Callable[[int], Awaitable[list[int]]]:
    async def claim(limit: int) -> list[int]:
        taken = numbers[:limit]
        del numbers[:limit]
        return taken

    return claim


async def test_everything_is_done_and_never_more_at_once_than_the_window_is_wide() -> None:
    work = Work()
    await Window(4, work, patience_s=60).roll(claim_of(list(range(50))))
    assert sorted(work.done) == list(range(50))
    assert work.most == 4


async def test_what_hangs_holds_one_place_and_the_others_pass_it() -> None:
    work = Work(0, 1)
    window = Window(4, work, patience_s=0.05)
    await window.roll(claim_of(list(range(50))))
    assert sorted(work.done) == list(range(2, 50))
    await window.roll(claim_of([50, 51]))
    assert work.done[-2:] == [50, 51]
    work.go.set()
    await window.roll(claim_of([]))
    assert sorted(work.done) == list(range(52))


async def test_a_window_full_of_what_hangs_takes_nothing_more() -> None:
    work = Work(0, 1, 2, 3)
    window = Window(4, work, patience_s=0.05)
    waiting = [4]
    await window.roll(claim_of([0, 1, 2, 3]))
    await window.roll(claim_of(waiting))
    assert (work.done, waiting) == ([], [4])
    work.go.set()
    await window.roll(claim_of(waiting))
    assert sorted(work.done) == [0, 1, 2, 3, 4]


async def test_an_error_of_one_comes_out_and_costs_no_other() -> None:
    done: list[int] = []

    async def work(number: int) -> None:
        if number == 3:
            raise ValueError(number)
        done.append(number)

    window = Window(2, work, patience_s=60)
    with pytest.raises(ValueError, match="3"):
        await window.roll(claim_of(list(range(6))))
    assert done == [0, 1, 2, 4, 5]
    await window.roll(claim_of([]))


async def test_what_is_under_way_is_broken_off_when_the_window_stops() -> None:
    work = Work(0)
    window = Window(2, work, patience_s=0.05)
    await window.roll(claim_of([0]))
    await window.stop()
    assert (work.at_once, work.done) == (0, [])
