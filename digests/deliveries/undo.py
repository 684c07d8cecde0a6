"""Undo a broadcast: delete from the chats what was sent, as fast as the token may ask.

    to_erase ──> erase ──outbox.decide_erased──> settle_erased

Nothing is claimed: a message that two processes delete is deleted all the same, so a restart goes on where it was.
"""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from digests.clock import Clock
from digests.deliveries.outbox import decide_erased
from digests.deliveries.turnstile import Turnstile
from digests.models import Delivery, RetryAt, Urgency
from digests.ports import Eraser

UNDO_WITHIN = timedelta(hours=48)
"""Telegram deletes no message that is older (https://core.telegram.org/bots/api#deletemessage)."""

AT_ONCE = 20
"""Deletions of one look at the database."""

_LOOKS = 8
"""Looks of one tick: at 30 a second some five seconds, after which a service that stops may end."""

_MAX_WAIT_S = 5.0


class Outbox(Protocol):
    """Of `digests.ports.OutboxStore` what undoing needs."""

    async def to_erase(self, *, limit: int) -> list[Delivery]: ...

    async def settle_erased(self, deliveries: Sequence[Delivery]) -> None: ...


@dataclass(eq=False)
class Undoer:
    """Deletes what is to be undone, behind everything that is sent: `turnstile` is the token's, for requests that are
    not paid for.
    """

    deliveries: Outbox
    eraser: Eraser
    clock: Clock
    turnstile: Turnstile

    def __post_init__(self) -> None:
        self._not_before: datetime | None = None

    async def drain(self) -> None:
        """Delete until nothing is left or can be deleted now, for some seconds at most."""
        for _ in range(_LOOKS):
            if not await self.run_once():
                return

    async def run_once(self) -> int:
        """Delete up to `AT_ONCE` messages and store what became of them; returns how many were tried.

        After a 429, and while Telegram cannot be reached, nothing is tried before the wait is over.
        """
        if self._not_before is not None and self.clock.now() < self._not_before:
            return 0
        waiting = await self.deliveries.to_erase(limit=AT_ONCE)
        after = await asyncio.gather(*map(self._erase, waiting))
        await self.deliveries.settle_erased(after)
        return len(waiting)

    async def _erase(self, delivery: Delivery) -> Delivery:
        urgency = Urgency.BROADCAST
        if await self.turnstile.enter(delivery.chat_id, urgency, delivery.due_at, max_wait_s=_MAX_WAIT_S) > 0:
            return delivery
        try:
            outcome = await self.eraser.erase(delivery.chat_id, delivery.message_id or 0)
        finally:
            self.turnstile.leave()
        if isinstance(outcome, RetryAt):
            self._not_before = max(outcome.at, self._not_before or outcome.at)
        return decide_erased(delivery, outcome)
