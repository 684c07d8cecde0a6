"""Where hubs knock: they ask whether we want what they were asked for, and push documents (WebSub, 5.3, 7).

Whoever knocks without an address that we gave out, or without the right signature, changes nothing.
"""

import asyncio
from collections import Counter, OrderedDict
from dataclasses import dataclass

from bot.jobs import run_step
from bot.listener import Call, Reply
from digests.clock import Clock
from digests.models import Push, PushId
from digests.pipeline.pushing import Pusher

LARGEST_BYTES = 10 * 1024 * 1024
"""As much as a document that is asked for may have."""

_AT_ONCE = {True: 4, False: 2}
"""Documents that are received and read at once: of the sources that everybody reads, and of those that readers added,
so that nobody's feed keeps the operator's waiting."""

_BURST = 6.0
_PER_S = 0.1
_REMEMBERED = 10_000
_LAST_S = 3.0
_LATER = {"Retry-After": "60"}


class HubDoor:
    """Answers hubs. Documents are read after the answer; to be closed with `close`."""

    def __init__(self, pusher: Pusher, clock: Clock) -> None:
        self._pusher = pusher
        self._pace = _Pace(clock)
        self._under_way: Counter[bool] = Counter()
        self._reading: set[asyncio.Task[None]] = set()

    async def __call__(self, call: Call) -> Reply:
        push_id = await self._pusher.named(call.rest)
        if push_id is None:
            return Reply(404)
        if not self._pace.allows(push_id):
            return Reply(503, headers=_LATER)
        push = await self._pusher.find(push_id)
        if push is None:
            return Reply(404)
        if call.method == "GET":
            return await self._verified(push, call)
        return await self._received(push, call) if call.method == "POST" else Reply(405)

    async def close(self) -> None:
        """Give what was received a moment to be read, and break off the rest."""
        if self._reading:
            _, late = await asyncio.wait(self._reading, timeout=_LAST_S)
            for task in late:
                task.cancel()
            await asyncio.gather(*late, return_exceptions=True)

    async def _verified(self, push: Push, call: Call) -> Reply:
        mode, feed = call.query.get("hub.mode", ""), call.query.get("hub.topic", "")
        if mode == "denied":
            await self._pusher.deny(push, feed)
            return Reply(200)
        lease = call.query.get("hub.lease_seconds", "")
        lease_s = int(lease) if lease.isascii() and lease.isdecimal() and len(lease) < 12 else 0
        if await self._pusher.confirm(push, mode, feed, lease_s):
            return Reply(200, call.query.get("hub.challenge", ""))
        return Reply(404)

    async def _received(self, push: Push, call: Call) -> Reply:
        if push.phase == "leaving":
            return Reply(410)
        if self._under_way[push.shared] >= _AT_ONCE[push.shared]:
            return Reply(503, headers=_LATER)
        self._under_way[push.shared] += 1
        handed_on = False
        try:
            body = await call.body(LARGEST_BYTES)
            if not await self._pusher.is_from_hub(push, call.headers.get("x-hub-signature", ""), body):
                return Reply(403)
            self._read(push, body, call.headers.get("content-type"))
            handed_on = True
        finally:
            if not handed_on:
                self._under_way[push.shared] -= 1
        return Reply(202)

    def _read(self, push: Push, body: bytes, content_type: str | None) -> None:
        async def take() -> None:
            await self._pusher.take(push, body, content_type)

        task = asyncio.create_task(run_step("reading what a hub pushed", take))
        self._reading.add(task)
        task.add_done_callback(lambda done: self._has_read(done, shared=push.shared))

    def _has_read(self, task: asyncio.Task[None], *, shared: bool) -> None:
        self._reading.discard(task)
        self._under_way[shared] -= 1


@dataclass(slots=True)
class _Purse:
    left: float
    at_s: float


class _Pace:
    """Six calls of one hub about one feed at once, and one every ten seconds: who has more to say says it in fewer."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._purses: OrderedDict[PushId, _Purse] = OrderedDict()

    def allows(self, push: PushId) -> bool:
        now_s = self._clock.monotonic()
        purse = self._purses.setdefault(push, _Purse(_BURST, now_s))
        self._purses.move_to_end(push)
        while len(self._purses) > _REMEMBERED:
            self._purses.popitem(last=False)
        purse.left = min(_BURST, purse.left + (now_s - purse.at_s) * _PER_S)
        purse.at_s = now_s
        if purse.left < 1:
            return False
        purse.left -= 1
        return True
