"""A broadcast whose service dies or is stopped, and is started again, in every state: it adds up and goes on."""

import re
import signal
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager
from pathlib import Path

import pytest

from digests.deliveries.dispatch import LEASE_S
from digests.deliveries.turnstile import IN_FLIGHT
from tests.acceptance.process import Service, started, until
from tests.acceptance.town import Town, open_town
from tests.fakes.telegram_people import Person
from tests.fakes.telegram_state import Message

BOSS = 999
READERS = 70
TEXT = "The printing works moves tonight"


@pytest.fixture
async def town(tmp_path: Path) -> AsyncIterator[Town]:
    async with open_town(tmp_path, subscribers=READERS, is_due=False) as town:
        yield town


def serving(town: Town) -> AbstractAsyncContextManager[Service]:
    return started("run", cwd=town.folder, env=town.env | {"ADMIN_IDS": str(BOSS)})


async def killed(service: Service, number: signal.Signals) -> None:
    service.signal(number)
    assert (await service.ended(within_s=15)).status == (0 if number is signal.SIGTERM else -number)


async def sending(town: Town, *, until_arrived: int) -> tuple[Person, Message]:
    """The administrator, and the progress of a broadcast of which so many copies have arrived."""
    boss = town.server.person(BOSS, language_code="en")
    await boss.ask(f"/broadcast {TEXT}", timeout_s=30)
    preview = await town.server.wait_for_message(BOSS, lambda m: "Send" in m.labels)
    await boss.tap("Send", message=preview)
    await town.deliver(until_arrived, text=TEXT, within_s=30)
    return boss, preview


async def told(town: Town, progress: Message, pattern: str, *, within_s: float = 30) -> list[int]:
    """The figures of the progress, in the very message that was the preview, as soon as it reads so."""
    try:
        await until(town.server, lambda: re.fullmatch(pattern, progress.text) is not None, within_s=within_s)
    except TimeoutError:
        raise AssertionError(f"it reads {progress.text!r} after {progress.edits}") from None
    return [int(figure) for figure in re.findall(r"\d+", progress.text)]


REPORT = r"Delivered \d+ · blocked the bot \d+ · failed \d+ · unknown \d+ · took .*(\n.*)?"


async def test_killed_in_the_middle_it_goes_on_and_only_what_was_in_flight_may_come_twice(town: Town) -> None:
    async with serving(town) as service:
        town.server.faults.latency_s = 0.3
        _, progress = await sending(town, until_arrived=READERS // 2)
        await killed(service, signal.SIGKILL)
    before = progress.text
    town.server.faults.latency_s = 0
    async with serving(town) as service:
        sent, blocked, failed, unknown, *_ = await told(town, progress, REPORT, within_s=LEASE_S + 25)
        await killed(service, signal.SIGTERM)
    copies = town.arrived(TEXT)
    del copies[BOSS]  # the preview
    assert set(copies) == set(range(1, READERS + 1))
    assert 0 < copies.total() - READERS <= IN_FLIGHT
    assert (sent, blocked, failed, unknown) == (READERS, 0, 0, 0)
    assert "may have come twice" in progress.text
    assert any(text.startswith("Sending") for text in progress.edits[progress.edits.index(before) + 1 :]), (
        "after the restart the progress went on in the same message"
    )


async def test_stopped_and_started_again_nobody_gets_it_twice(town: Town) -> None:
    async with serving(town) as service:
        town.server.faults.latency_s = 0.2
        _, progress = await sending(town, until_arrived=READERS // 3)
        await killed(service, signal.SIGTERM)
    town.server.faults.latency_s = 0
    async with serving(town) as service:
        figures = await told(town, progress, REPORT)
        await killed(service, signal.SIGTERM)
    copies = town.arrived(TEXT)
    assert copies.total() == READERS + 1, "and the preview"
    assert set(copies.values()) == {1}
    assert figures[:4] == [READERS, 0, 0, 0]
    assert "twice" not in progress.text


async def test_paused_it_stays_paused_over_a_restart_and_resumed_it_can_be_undone_over_another(town: Town) -> None:
    async with serving(town) as service:
        boss, progress = await sending(town, until_arrived=10)
        await boss.tap("Pause", message=progress)
        await told(town, progress, r"Paused at \d+ of 70\..*")
        await killed(service, signal.SIGTERM)
    paused = town.arrived(TEXT)
    assert paused.total() < READERS
    async with serving(town) as service:
        await boss.ask("/stats", timeout_s=30)
        assert town.arrived(TEXT) == paused
        await boss.tap("Resume", message=progress)
        await told(town, progress, REPORT)
        await boss.tap("Undo", message=progress)
        await until(town.server, lambda: town.arrived(TEXT).total() <= READERS // 2, within_s=20)
        await killed(service, signal.SIGKILL)
    assert town.arrived(TEXT).total() > 1, "it was killed too late to prove anything"
    async with serving(town):
        figures = await told(town, progress, r"Taken back \d+ · still there \d+ · took .*")
    assert figures[:2] == [READERS, 0]
    assert town.arrived(TEXT).total() == 1, "only the administrator's preview is left"


async def test_stopped_by_the_administrator_and_killed_at_once_the_report_still_adds_up(town: Town) -> None:
    async with serving(town) as service:
        boss, progress = await sending(town, until_arrived=10)
        await boss.tap("Stop", message=progress)
        await told(town, progress, r"Stopping\..*|Stopped\..*")
        await killed(service, signal.SIGKILL)
    async with serving(town):
        pattern = r"Stopped\. Delivered \d+ · not sent \d+ · blocked the bot 0 · failed 0 · unknown 0 · took .*(\n.*)?"
        delivered, not_sent, *_ = await told(town, progress, pattern, within_s=LEASE_S + 25)
    copies = town.arrived(TEXT)
    assert delivered + not_sent == READERS
    assert delivered <= copies.total() - 1 <= delivered + IN_FLIGHT, "what was in flight at the kill may have arrived"
