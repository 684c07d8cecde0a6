"""The store of guesses that two articles in different languages tell one event."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from digests.models import ArticleId, Pairing


class PairingStore(Protocol):
    """Guesses, and what became of them. What was decided stays decided."""

    async def propose(self, pairings: Sequence[Pairing]) -> None:
        """Keep those whose two articles are stored and are no pair yet."""
        ...

    async def undecided(self, now: datetime, since: datetime, *, limit: int) -> list[Pairing]:
        """Those found at `since` or later that may be decided now, the surest first."""
        ...

    async def settle(self, pairing: Pairing) -> None:
        """Keep the verdict, or how often it was asked for; a verdict that there is stays."""
        ...

    async def of_articles(self, ids: Sequence[ArticleId]) -> list[Pairing]:
        """All of any of these articles, the surest first."""
        ...

    async def same(self, since: datetime) -> list[tuple[ArticleId, ArticleId]]:
        """The articles found at `since` or later to tell one event."""
        ...
