"""The store of what people say of the stories that articles were put into."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from digests.models import ArticleId, Constraint


class ConstraintStore(Protocol):
    """What people said of two articles: one event, or two."""

    async def save(self, constraints: Sequence[Constraint]) -> None:
        """Keep them; a person's later word on the same two articles takes the place of the earlier one."""
        ...

    async def of_articles(self, ids: Sequence[ArticleId]) -> list[Constraint]:
        """Everything said of any of these articles."""
        ...

    async def last_at(self) -> datetime | None:
        """When anything was last said; None where nothing was."""
        ...

    async def since(self, moment: datetime) -> list[Constraint]:
        """Everything said at `moment` (inclusive) or later, oldest first."""
        ...
