"""Claim, send, settle: the loop between the outbox and the chats.

    claim ──> a queue a chat ──turnstile──> send ──outbox.decide──> settle

Nothing is settled as sent before Telegram said so. A claim is a short lease that its process renews for as long as it
lives: a killed process renews nothing, so its claims are taken over seconds later by whoever looks next, itself after
a restart included. Nothing is lost, and only what had been sent and not yet settled comes twice: at most the messages
in flight. Nobody need know who died, and a restart needs no recovery.

Here is claimed, and waited for; `digests.deliveries.carrier` has what becomes of a claimed delivery.
"""

import asyncio
import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from digests.clock import Clock
from digests.deliveries.carrier import Carrier, Chats, QuietEnd
from digests.deliveries.turnstile import IN_FLIGHT, Turnstile
from digests.models import Delivery
from digests.ports import Sender

CLAIM_S = 0.5
"""Deliveries are claimed for so many seconds of sending ahead: what becomes urgent later is claimed before the rest."""

FEWEST_CLAIMED = 16

CLAIM_AT_MOST = 64
"""Rows of one claim: building them holds the interpreter's lock, and the event loop wants its turn in between."""

LEASE_S = 15.0
"""How long a claim is ours unless it is renewed. Over the longest that the event loop or the database stands still (an
SQLite writer waits 10 s for another), under what a reader notices after a crash."""

RENEW_S = 5.0
"""How often `renew` is to be called: two calls may fail or come late before a claim is lost."""

HELD_AT_MOST = 2000
"""Deliveries claimed and not yet settled. Nearly all of them may wait for one flooded chat: it fills nobody's place."""

_LOOK_AGAIN_S = 0.25


class Outbox(Protocol):
    """Of `digests.ports.OutboxStore` what a sender needs."""

    async def claim(self, now: datetime, *, limit: int, lease_s: float) -> list[Delivery]: ...

    async def renew(self, deliveries: Sequence[Delivery], now: datetime, *, lease_s: float) -> None: ...

    async def settle(self, deliveries: Sequence[Delivery]) -> None: ...


@dataclass(eq=False)
class Dispatcher:
    """Sends what is due. One for a process; `stop` it before the sender is closed."""

    deliveries: Outbox
    subscriptions: Chats
    sender: Sender
    clock: Clock
    rng: random.Random
    turnstile: Turnstile
    quiet_end: QuietEnd

    def __post_init__(self) -> None:
        self._carrier = Carrier(
            self.deliveries,
            self.subscriptions,
            self.sender,
            self.clock,
            self.rng,
            self.turnstile,
            self.quiet_end,
        )
        self._stopping = False
        wanted = int(self.turnstile.pacing.per_s * CLAIM_S)
        self._window = max(FEWEST_CLAIMED, min(2 * IN_FLIGHT, wanted))

    async def run_once(self, limit: int = FEWEST_CLAIMED) -> int:
        """Claim up to `limit` due deliveries and bring each to an outcome or back; returns how many were claimed.

        What the pace or a 429 keeps waiting for more than five seconds goes back to the outbox until then.
        Raises what the storage raises; the claims then come back by themselves when their lease is past.
        """
        if self._stopping:
            return 0
        claimed = await self._claim(limit)
        held = self._carrier.held
        await self._carrier.until(lambda: not any(delivery.id in held for delivery in claimed))
        self._carrier.raise_failure()
        return len(claimed)

    async def drain(self) -> int:
        """Send until nothing is due any more or `stop` is called; returns how many deliveries were claimed.

        The next are claimed while the last are still under way, so that nobody waits for the slowest answer.
        Raises what the storage raises, as `run_once` does.
        """
        total = 0
        try:
            while not self._stopping and not self._carrier.has_failed:
                room = self._room()
                claimed = await self._claim(room)
                total += len(claimed)
                if not claimed and self._carrier.is_idle:
                    break
                await self._until_room(is_dry=len(claimed) < room)
            await self._carrier.until(lambda: self._carrier.is_idle)
        except BaseException:
            self._carrier.drop()
            raise
        self._carrier.raise_failure()
        return total

    def stop(self) -> None:
        """Claim nothing more; requests in flight are finished and settled, everything else goes back at once.

        `run_once` and `drain` return when that is done.
        """
        self._stopping = True
        self._carrier.stop()

    async def renew(self) -> None:
        """Keep what is claimed; to be called every `RENEW_S` while `run_once` or `drain` is under way."""
        if held := list(self._carrier.held.values()):
            await self.deliveries.renew(held, self.clock.now(), lease_s=LEASE_S)

    def _room(self) -> int:
        """How many more to claim. A chat that waits for itself takes no place, however much waits for it."""
        busy = self._carrier.busy - self.turnstile.aside
        return max(0, min(CLAIM_AT_MOST, self._window - busy, HELD_AT_MOST - len(self._carrier.held)))

    async def _until_room(self, *, is_dry: bool) -> None:
        """Return when half of the window is free (when all is over, if nothing more was due), or to look again."""
        enough = min(CLAIM_AT_MOST, self._window // 2)
        again = asyncio.ensure_future(self.clock.sleep(_LOOK_AGAIN_S))
        again.add_done_callback(lambda _: self._carrier.tell_progress())

        def is_time() -> bool:
            has_room = self._carrier.is_idle if is_dry else self._room() >= enough
            return has_room or again.done() or self._stopping or self._carrier.has_failed

        try:
            await self._carrier.until(is_time)
        finally:
            again.cancel()

    async def _claim(self, limit: int) -> list[Delivery]:
        # While everything is held back a claim would only be given back again.
        if limit <= 0 or self._carrier.is_held_back:
            return []
        claimed = await self.deliveries.claim(self.clock.now(), limit=limit, lease_s=LEASE_S)
        self._carrier.take(claimed)
        return claimed
