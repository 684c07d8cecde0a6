"""The store of sources that fail, and of who must hear of it."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from digests.models import Failing, NewDelivery, SourceId, Subscription


class DeathStore(Protocol):
    """Which sources fail since when, and whether their readers were told."""

    async def failing(self) -> dict[SourceId, Failing]:
        """Every source that is known to fail."""
        ...

    async def note(self, living: Sequence[SourceId], failing: Sequence[Failing]) -> None:
        """Forget the living, and keep those that began to fail; one that is known stays as it is."""
        ...

    async def readers(self, source_id: SourceId) -> list[Subscription]:
        """Active subscriptions that chose this source themselves."""
        ...

    async def tell(self, source_id: SourceId, notices: Sequence[NewDelivery], now: datetime) -> bool:
        """Put the notices into the outbox and mark the death as told, in one transaction. False when it was told."""
        ...
