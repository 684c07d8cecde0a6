"""The store of feeds that were found for somebody who has not chosen yet."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from digests.models import Source, SourceId


class OfferStore(Protocol):
    """Offered sources. Nobody reads them until somebody takes one; `ServiceStore.tidy` forgets old ones."""

    async def save(self, sources: Sequence[Source], now: datetime) -> None:
        """Keep them; one that was offered before is as it is now."""
        ...

    async def find(self, source_id: SourceId) -> Source | None: ...
