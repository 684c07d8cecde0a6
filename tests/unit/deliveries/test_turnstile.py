"""The turnstile with time that jumps: who passes when."""

import asyncio
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import timedelta

from digests.deliveries.pacing import Pacing
from digests.deliveries.turnstile import IN_FLIGHT, REPLY, Ticket, Turnstile
from digests.models import Urgency
from tests.unit.deliveries.samples import NOW, QuickClock


@dataclass
class Gate:
    """A turnstile and who passed it: the moment and the chat."""

    pacing: Pacing = field(default_factory=Pacing)
    passed: list[tuple[float, int]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.clock = QuickClock()
        self.turnstile = Turnstile(self.pacing, self.clock)

    async def go(
        self,
        chat_id: int,
        urgency: str = Urgency.DIGEST,
        *,
        due_s: float = 0,
        max_wait_s: float = 3600,
        stay: bool = False,
    ) -> float:
        wait_s = await self.turnstile.enter(chat_id, urgency, NOW + timedelta(seconds=due_s), max_wait_s=max_wait_s)
        if wait_s == 0:
            self.passed.append((self.clock.monotonic(), chat_id))
            if urgency != REPLY and not stay:
                self.turnstile.leave()
        return wait_s

    @property
    def order(self) -> list[int]:
        return [chat for _, chat in self.passed]


async def test_the_most_urgent_pass_first_and_then_the_longest_due() -> None:
    gate = Gate()
    await gate.go(99)
    await asyncio.gather(
        gate.go(1, Urgency.BROADCAST),
        gate.go(2, Urgency.DIGEST, due_s=9),
        gate.go(3, Urgency.DIGEST, due_s=5),
        gate.go(4, Urgency.INSTANT, due_s=60),
        gate.go(5, REPLY, due_s=90),
    )
    assert gate.order == [99, 5, 4, 3, 2, 1]


async def test_an_answer_to_a_person_waits_for_one_place_however_many_digests_wait() -> None:
    gate = Gate()
    digests = [asyncio.create_task(gate.go(chat)) for chat in range(1, 201)]
    await gate.clock.sleep(1)
    asked_s = gate.clock.monotonic()
    await gate.go(500, REPLY)
    assert gate.clock.monotonic() - asked_s < 2 / 30
    await asyncio.gather(*digests)
    assert len(gate.passed) == 201
    assert max(sum(s <= t < s + 1 for t, _ in gate.passed) for s, _ in gate.passed) <= 30


async def test_who_waits_for_the_own_chat_holds_nobody_back() -> None:
    gate = Gate()
    await asyncio.gather(*(gate.go(7) for _ in range(4)), gate.go(8), gate.go(9))
    assert gate.order[:3] == [7, 8, 9]
    assert gate.passed[2][0] < 0.2
    assert gate.passed[-1][0] > 3


async def test_a_429_of_the_token_lets_nobody_pass_before_it_is_over_not_even_answers() -> None:
    gate = Gate()
    gate.pacing.stop_all(40.0)
    assert await gate.go(1, max_wait_s=5) == 40
    await asyncio.gather(gate.go(2, max_wait_s=60), gate.go(3, REPLY))
    assert gate.order == [3, 2]
    assert gate.passed[0][0] >= 40


async def test_a_wait_that_is_too_long_is_told_at_once_and_costs_no_place() -> None:
    gate = Gate()
    gate.pacing.stop_chat(7, 0.0, 90.0)
    assert await gate.go(7, max_wait_s=5) == 90
    assert await gate.go(8) == 0
    assert gate.clock.monotonic() == 0


async def test_so_many_deliveries_are_inside_at_once_and_answers_pass_all_the_same() -> None:
    gate = Gate(Pacing(10_000))
    waiting = [asyncio.create_task(gate.go(chat, stay=True)) for chat in range(1, IN_FLIGHT + 2)]
    await gate.clock.sleep(1)
    assert len(gate.passed) == IN_FLIGHT
    await gate.go(500, REPLY)
    gate.turnstile.leave()
    await asyncio.gather(*waiting)
    assert gate.order[-2:] == [500, IN_FLIGHT + 1]


async def test_deliveries_can_be_sent_away_and_answers_stay() -> None:
    gate = Gate()
    await gate.go(99)
    waiting = asyncio.gather(gate.go(1), gate.go(99), gate.go(2, REPLY))
    await asyncio.sleep(0)
    gate.turnstile.dismiss()
    waits = await waiting
    assert waits[0] > 0
    assert waits[1] > 0
    assert gate.order == [99, 2]


async def test_who_gives_up_is_not_waited_for() -> None:
    gate = Gate()
    await gate.go(99)
    quitter = asyncio.create_task(gate.go(1))
    other = asyncio.create_task(gate.go(2))
    await asyncio.sleep(0)
    quitter.cancel()
    with suppress(asyncio.CancelledError):
        await quitter
    await other
    assert gate.order == [99, 2]
    assert gate.passed[1][0] < 2 / 30


async def test_who_gives_up_at_the_very_moment_leaves_the_place_to_another() -> None:
    gate = Gate(Pacing(10_000))
    for chat in range(1, IN_FLIGHT + 1):
        await gate.go(chat, stay=True)
    quitter = asyncio.create_task(gate.go(500))
    await asyncio.sleep(0)
    gate.turnstile.leave()
    quitter.cancel()
    with suppress(asyncio.CancelledError):
        await quitter
    await gate.go(501)
    assert gate.order[-1] == 501


async def test_a_ticket_that_nobody_holds_any_more_is_not_counted() -> None:
    gate = Gate()
    gate.turnstile.line_up(Ticket(7, Urgency.DIGEST, NOW, 3600, lambda _: False))
    assert await gate.go(7) == 0
    assert gate.clock.monotonic() == 0
