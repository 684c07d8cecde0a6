"""The store of what was told from articles that were edited since."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Protocol

from digests.models import ArticleId, CorrectedEdition, NewDelivery, StoryId, ToldEdition


class CorrectionStore(Protocol):
    """Edited articles that wait to be looked at, and the editions that told of them."""

    async def edited(self, *, limit: int) -> list[ArticleId]:
        """Articles edited since they were last looked at."""
        ...

    async def looked_at(self, article_id: ArticleId) -> None: ...

    async def answered(self, messages: Sequence[NewDelivery], message_ids: Sequence[int], now: datetime) -> None:
        """Note the messages of an edition that was an answer and passed by the outbox: they stand there as sent."""
        ...

    async def withdraw(self, article_id: ArticleId, now: datetime) -> None:
        """Note that the publisher took an article away; it counts as edited, and is looked at once."""
        ...

    async def is_withdrawn(self, article_id: ArticleId) -> bool: ...

    async def pages_due(self, now: datetime, *, told_since: datetime, gap: timedelta, limit: int) -> list[ArticleId]:
        """Articles of editions due since then whose page was not asked for within `gap`, the longest ago first; each
        counts as asked for from now on."""
        ...

    async def page_gone(self, article_id: ArticleId, *, gone: bool) -> int:
        """Note whether the page is gone; returns how often in a row it was."""
        ...

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
