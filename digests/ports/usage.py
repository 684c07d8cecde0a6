"""The store of what models were asked and what it cost."""

from datetime import date, datetime
from typing import Protocol

from digests.models import Spent, Subject, Usage
from digests.ports.edges import ModelAnswer


class UsageStore(Protocol):
    """Answers that were paid for, and the money. Days are those of the service's time zone."""

    async def find_answer(self, key: str) -> ModelAnswer | None:
        """What a model answered to the request with this hash."""
        ...

    async def keep_answer(self, key: str, answer: ModelAnswer, now: datetime) -> None: ...

    async def reserve(  # noqa: PLR0913 - one row, which is written whole or not at all
        self, subject: Subject, model: str, day: date, now: datetime, *, most_nusd: int, budget_nusd: int | None
    ) -> int | None:
        """Set `most_nusd` aside for one request, in one transaction with the look at what the day has spent and set
        aside; the id of the request, or None where the budget does not hold it."""
        ...

    async def settle(self, call_id: int, spent: Spent, *, failed: bool) -> None:
        """Store what the request cost in place of what was set aside. What is never settled counts as spent."""
        ...

    async def usage(self, day: date, *, limit: int = 5) -> Usage: ...

    async def month(self, last: date) -> Spent:
        """What the thirty days up to and with `last` cost."""
        ...
