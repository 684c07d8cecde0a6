"""The store of wordings: which stories say what an earlier one said."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Protocol

from digests.models import ArticleId, Story, StoryId


class EchoStore(Protocol):
    """Wordings by bands, far beyond the live articles, and the links found by them."""

    async def remember(self, sketches: Mapping[ArticleId, Sequence[int]]) -> None:
        """Keep the bands of stored articles; those kept before stay."""
        ...

    async def alike(self, bands: Sequence[int], *, before: datetime, limit: int) -> list[ArticleId]:
        """The remembered articles from before `before` that share most bands, most first."""
        ...

    async def link(self, links: Mapping[tuple[StoryId, StoryId], float]) -> None:
        """Keep that the first of each pair says what the second said before, and how much of it (0 to 1)."""
        ...

    async def earlier(self, ids: Sequence[StoryId]) -> dict[StoryId, list[Story]]:
        """The earlier stories that these say again, newest first; a story that says nothing again is left out."""
        ...
