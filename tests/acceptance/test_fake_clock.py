"""The clock on which the days of these tests run."""

import asyncio
from datetime import UTC, datetime, timedelta

from tests.fakes.fake_clock import FakeClock

BEGIN = datetime(2026, 3, 8, tzinfo=UTC)


async def test_sleepers_wake_in_the_order_of_their_moments_and_each_at_its_own() -> None:
    clock = FakeClock(BEGIN)
    woken: list[tuple[str, float]] = []

    async def sleep(name: str, *naps: float) -> None:
        for nap in naps:
            await clock.sleep(nap)
        woken.append((name, round(clock.monotonic(), 3)))

    tasks = [asyncio.create_task(sleep(*each)) for each in (("late", 30), ("early", 10), ("twice", 5, 15))]
    await asyncio.sleep(0)
    await clock.advance(seconds=25)
    before = list(woken)
    await clock.advance(seconds=25)
    await asyncio.gather(*tasks)
    assert before == [("early", 10), ("twice", 20)]
    assert woken == [*before, ("late", 30)]
    assert timedelta(seconds=50) <= clock.now() - BEGIN < timedelta(seconds=51)


async def test_driven_nobody_waits_and_the_time_that_passed_is_what_was_slept() -> None:
    clock = FakeClock(BEGIN)

    async def day() -> None:
        for _ in range(24):
            await clock.sleep(3600)

    await clock.drive(day())
    assert timedelta(days=1) <= clock.now() - BEGIN < timedelta(days=1, seconds=1)
    assert clock.asleep == 0


async def test_a_cancelled_sleeper_moves_no_time() -> None:
    clock = FakeClock(BEGIN)
    sleeper = asyncio.create_task(clock.sleep(3600))
    await asyncio.sleep(0)
    sleeper.cancel()
    await clock.drive(clock.sleep(1))
    assert clock.monotonic() < 2


def test_two_looks_never_show_the_same_moment() -> None:
    clock = FakeClock(BEGIN)
    looks = [clock.now() for _ in range(100)]
    assert looks == sorted(set(looks))
