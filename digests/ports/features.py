"""The store of what grouping reads of articles, so that no start reads their texts again."""

from collections.abc import Mapping
from datetime import datetime
from typing import Protocol

from digests.models import ArticleId, Placement


class FeatureStore(Protocol):
    """Features, packed. `form` says how: what was packed in another form counts as not there."""

    async def keep(self, features: Mapping[ArticleId, bytes], *, form: str) -> None:
        """Keep those of stored articles, in the place of what was kept before. An edited article loses its own."""
        ...

    async def placements(
        self, since: datetime, *, form: str, after: Placement | None = None, limit: int
    ) -> list[Placement]:
        """The grouped articles that were published (undated: seen) at `since` or later, oldest first, after `after`."""
        ...
