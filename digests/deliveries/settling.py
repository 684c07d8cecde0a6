"""Outcomes on their way into the outbox: one write for several costs less than one for each."""

import asyncio
from collections.abc import Callable, Sequence
from typing import Protocol

from digests.clock import Clock
from digests.models import Delivery

SETTLE_AT_MOST = 500

SETTLE_WITHIN_S = 0.01
"""So long an outcome waits for others to be stored with."""


class Outbox(Protocol):
    """Of `digests.ports.OutboxStore` what settling needs."""

    async def settle(self, deliveries: Sequence[Delivery]) -> None: ...


class Settler:
    """Takes outcomes and stores them together, one write after the other.

    `over` is called after each write with what it was to store, and with the error where it failed.
    """

    def __init__(
        self, outbox: Outbox, clock: Clock, over: Callable[[Sequence[Delivery], Exception | None], None]
    ) -> None:
        self._outbox = outbox
        self._clock = clock
        self._over = over
        self._waiting: list[Delivery] = []
        self._writing: asyncio.Task[None] | None = None

    def hand_in(self, *deliveries: Delivery) -> None:
        """Have them stored within a moment."""
        self._waiting.extend(deliveries)
        if self._writing is None:
            self._writing = asyncio.create_task(self._write())

    async def _write(self) -> None:
        try:
            while self._waiting:
                await self._clock.sleep(SETTLE_WITHIN_S)
                batch, self._waiting = self._waiting[:SETTLE_AT_MOST], self._waiting[SETTLE_AT_MOST:]
                self._over(batch, await self._failure(batch))
        finally:
            self._writing = None

    async def _failure(self, batch: Sequence[Delivery]) -> Exception | None:
        try:
            await self._outbox.settle(batch)
        except Exception as error:
            return error
        return None
