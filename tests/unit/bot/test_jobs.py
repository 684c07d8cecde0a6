"""Ticks: a step never overlaps itself, a failure is tried again, and a stop waits for what is under way."""

import asyncio
import logging

import pytest

from bot.jobs import ROLES, Role, Tick, Ticker
from digests.errors import YaowenError

EVERY_S = 0.01


async def within(event: asyncio.Event) -> None:
    """As soon as it is set; a minute is for a machine that is very busy."""
    await asyncio.wait_for(event.wait(), 60)


def ticker(name: str, step: object, role: Role = "deliver") -> Ticker:
    return Ticker([Tick(name, step, EVERY_S, role)], ROLES)  # type: ignore[arg-type]  # any coroutine function


async def test_a_step_that_takes_longer_than_its_rhythm_never_overlaps_itself() -> None:
    running, most, ends = 0, 0, 0
    enough, others_rang = asyncio.Event(), asyncio.Event()

    async def slow() -> None:
        nonlocal running, most, ends
        running += 1
        most = max(most, running)
        others_rang.clear()
        await within(others_rang)  # several rings of the other tick: this step's own bell rang meanwhile
        running -= 1
        ends += 1
        if ends == 3:
            enough.set()

    rings = 0

    async def quick() -> None:
        nonlocal rings
        rings += 1
        if rings % 4 == 0:
            others_rang.set()

    ticks = Ticker([Tick("slow", slow, EVERY_S, "deliver"), Tick("quick", quick, EVERY_S, "deliver")], ROLES)
    ticks.start()
    await within(enough)
    others_rang.set()
    await ticks.stop()
    assert most == 1


@pytest.mark.parametrize("error", [YaowenError("the source is gone"), RuntimeError("words of an article")])
async def test_a_step_that_fails_is_tried_at_its_next_tick(error: Exception, caplog: pytest.LogCaptureFixture) -> None:
    """Its failure is logged; the words of an error that nobody foresaw are not."""
    tries, again = 0, asyncio.Event()

    async def failing() -> None:
        nonlocal tries
        tries += 1
        if tries == 3:
            again.set()
        raise error

    with caplog.at_level(logging.WARNING, "bot.jobs"):
        ticks = ticker("read", failing)
        ticks.start()
        await within(again)
        await ticks.stop()
    assert "read failed" in caplog.text
    assert ("the source is gone" in caplog.text) == isinstance(error, YaowenError)
    assert "words of an article" not in caplog.text


async def test_what_goes_on_failing_is_told_once_and_so_is_its_end(caplog: pytest.LogCaptureFixture) -> None:
    """Five lines a second for as long as a disk is full would hide everything else."""
    tries, done = 0, asyncio.Event()

    async def step() -> None:
        nonlocal tries
        tries += 1
        if tries <= 6:
            raise YaowenError("the disk is full" if tries <= 4 else "the disk is gone")
        done.set()

    with caplog.at_level(logging.WARNING, "bot.jobs"):
        ticks = ticker("beat", step)
        ticks.start()
        await within(done)
        await ticks.stop()
    told = [record.getMessage() for record in caplog.records]
    assert told == ["beat failed: the disk is full", "beat failed: the disk is gone", "beat works again"]


async def test_a_stop_waits_for_the_step_under_way_and_rings_no_more() -> None:
    begun, may_end = asyncio.Event(), asyncio.Event()
    began = ended = 0

    async def step() -> None:
        nonlocal began, ended
        began += 1
        begun.set()
        await within(may_end)
        ended += 1

    ticks = ticker("deliver", step)
    ticks.start()
    await within(begun)
    stopping = asyncio.create_task(ticks.stop())
    assert not (await asyncio.wait([stopping], timeout=EVERY_S * 5))[0], "a step is under way"
    may_end.set()
    await asyncio.wait_for(stopping, 60)
    assert began == ended == 1


async def test_only_the_steps_of_the_given_roles_run() -> None:
    rang: set[str] = set()
    both = asyncio.Event()

    def step_of(name: str) -> Tick:
        async def step() -> None:
            rang.add(name)
            if {"read", "beat"} <= rang:
                both.set()

        return Tick(name, step, EVERY_S, "refresh" if name == "read" else "bot" if name == "beat" else "deliver")

    ticks = Ticker([step_of(name) for name in ("read", "beat", "deliver")], ("refresh", "bot"))
    ticks.start()
    await within(both)
    await ticks.stop()
    assert rang == {"read", "beat"}
