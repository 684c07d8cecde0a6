"""Deliveries, a clock and a sender for the tests of this folder and of the dispatcher."""

import asyncio
import heapq
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

from digests.models import Delivery, DeliveryId, DeliveryState, Part, SendOutcome, Sent, Urgency

NOW = datetime(2026, 3, 14, 8, tzinfo=UTC)


def delivery(number: int = 1, *, chat_id: int = 7, state: DeliveryState = DeliveryState.CLAIMED) -> Delivery:
    """A delivery as a claim returns it."""
    return Delivery(
        id=DeliveryId(number),
        owner="edition",
        chat_id=chat_id,
        part=Part(f"Part {number}"),
        due_at=NOW,
        urgency=Urgency.DIGEST,
        next_try_at=NOW,
        state=state,
        lease_until=NOW + timedelta(minutes=2),
    )


class QuickClock:
    """A clock that jumps to the next sleeper's moment once everybody else has come to rest."""

    def __init__(self, start: datetime = NOW) -> None:
        self._start = start
        self._seconds = 0.0
        self._wakes: list[tuple[float, int, asyncio.Future[None]]] = []
        self._count = 0
        self._driver: asyncio.Task[None] | None = None

    def now(self) -> datetime:
        return self._start + timedelta(seconds=self._seconds)

    def monotonic(self) -> float:
        return self._seconds

    async def sleep(self, seconds: float) -> None:
        self._count += 1
        wake = asyncio.get_running_loop().create_future()
        heapq.heappush(self._wakes, (self._seconds + max(0.0, seconds), self._count, wake))
        if self._driver is None or self._driver.done():
            self._driver = asyncio.create_task(self._drive())
        await wake

    async def _drive(self) -> None:
        while self._wakes:
            for _ in range(20):
                await asyncio.sleep(0)
            at, _, wake = heapq.heappop(self._wakes)
            if not wake.done():
                self._seconds = max(self._seconds, at)
                wake.set_result(None)


@dataclass
class MemoryOutbox:
    """Of the `OutboxStore` what the dispatcher uses, in a dictionary: rows, and the batches they were settled in."""

    clock: QuickClock
    write_s: float = 0.0
    rows: dict[DeliveryId, Delivery] = field(default_factory=dict)
    batches: list[list[Delivery]] = field(default_factory=list)

    def put(self, *deliveries: Delivery) -> None:
        self.rows |= {d.id: replace(d, state=DeliveryState.PENDING, lease_until=None) for d in deliveries}

    async def claim(self, now: datetime, *, limit: int, lease_s: float) -> list[Delivery]:
        until = now + timedelta(seconds=lease_s)
        due = [d for d in self.rows.values() if d.state is DeliveryState.PENDING and d.next_try_at <= now]
        claimed = sorted(due, key=lambda d: (d.urgency, d.next_try_at, d.id))[:limit]
        claimed = [replace(d, state=DeliveryState.CLAIMED, lease_until=until) for d in claimed]
        self.rows |= {d.id: d for d in claimed}
        return claimed

    async def renew(self, deliveries: Sequence[Delivery], now: datetime, *, lease_s: float) -> None:
        until = now + timedelta(seconds=lease_s)
        self.rows |= {d.id: replace(d, lease_until=until) for d in deliveries}

    async def settle(self, deliveries: Sequence[Delivery]) -> None:
        if self.write_s:
            await self.clock.sleep(self.write_s)
        self.batches.append(list(deliveries))
        self.rows |= {d.id: d for d in deliveries}

    def states(self) -> list[str]:
        return [str(row.state) for row in self.rows.values()]


@dataclass
class MemoryChats:
    """Of the `SubscriptionStore` what the dispatcher uses: which chats were blocked, which moved."""

    blocked: list[int] = field(default_factory=list)
    moved: list[tuple[int, int]] = field(default_factory=list)
    topics_left: list[tuple[int, int]] = field(default_factory=list)

    async def block(self, chat_id: int) -> None:
        self.blocked.append(chat_id)

    async def move(self, chat_id: int, new_chat_id: int) -> None:
        self.moved.append((chat_id, new_chat_id))

    async def leave_topic(self, chat_id: int, thread_id: int) -> bool:
        self.topics_left.append((chat_id, thread_id))
        return True


@dataclass
class ScriptedSender:
    """A sender whose outcomes are told beforehand, by chat; it notes what it sent, when, and how many at once."""

    clock: QuickClock
    outcomes: dict[int, list[SendOutcome]] = field(default_factory=dict)
    latency_s: float = 0.0
    before_answer: Callable[[], None] = lambda: None
    sent: list[tuple[float, int, str]] = field(default_factory=list)
    under_way: int = 0
    most_under_way: int = 0
    begun: asyncio.Event = field(default_factory=asyncio.Event)

    async def send(self, chat_id: int, thread_id: int | None, part: Part) -> SendOutcome:
        self.sent.append((self.clock.monotonic(), chat_id, part.text))
        self.under_way += 1
        self.begun.set()
        self.most_under_way = max(self.most_under_way, self.under_way)
        await self.clock.sleep(self.latency_s)
        self.under_way -= 1
        self.before_answer()
        planned = self.outcomes.get(chat_id, [])
        return planned.pop(0) if planned else Sent(len(self.sent))
