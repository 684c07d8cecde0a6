"""The store of what was told from articles that were edited since."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from digests.models import ArticleId, CorrectedEdition, StoryId, ToldEdition


class CorrectionStore(Protocol):
    """Edited articles that wait to be looked at, and the editions that told of them."""

    async def edited(self, *, limit: int) -> list[ArticleId]:
        """Articles edited since they were last looked at."""
        ...

    async def looked_at(self, article_id: ArticleId) -> None: ...

    async def told(self, story_id: StoryId, since: datetime) -> list[str]:
        """The different lists of items, by id, that editions due since then told this story with."""
        ...

    async def editions(self, items_id: str, since: datetime, *, limit: int) -> list[ToldEdition]:
        """Editions with these items, those of which nothing is being sent just now."""
        ...

    async def correct(self, corrected: Sequence[CorrectedEdition]) -> int:
        """In one transaction: the editions as they should have been, their unsent parts, and the new deliveries.

        An edition that has other items by now was corrected by another and stays; returns how many were corrected.
        """
        ...
