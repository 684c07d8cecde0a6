"""The store of what the operator's administrators see and do."""

from collections.abc import Collection
from datetime import date, datetime
from typing import Protocol

from digests.models import AdminAction, Ban, Census, DayFigures, Profile


class AdminStore(Protocol):
    """Bans, administrators' actions, and figures."""

    async def ban(self, chat_id: int, admin_id: int, now: datetime) -> bool:
        """From now on the chat gets nothing: its subscriptions are blocked and what waits is withdrawn.

        False when it is banned already.
        """
        ...

    async def unban(self, chat_id: int) -> bool:
        """The chat may subscribe again. False when it was not banned."""
        ...

    async def is_banned(self, ids: Collection[int]) -> bool:
        """Whether any of these chats and persons is banned."""
        ...

    async def bans(self, *, limit: int) -> list[Ban]:
        """The newest bans first."""
        ...

    async def record(self, action: AdminAction) -> None: ...

    async def actions(self, *, limit: int) -> list[AdminAction]:
        """The newest actions first."""
        ...

    async def profiles(self, *, limit: int, offset: int = 0) -> list[Profile]:
        """Subscriptions, the newest first."""
        ...

    async def profiles_of(self, chat_id: int) -> list[Profile]:
        """The subscriptions of one chat: its own and those of its topics."""
        ...

    async def census(self, now: datetime) -> Census: ...

    async def count_day(self, day: date, begin: datetime, end: datetime, *, is_over: bool) -> None:
        """Keep the figures of a day from `begin` up to `end`. One that is over keeps its number of subscribers."""
        ...

    async def days(self, since: date) -> list[DayFigures]:
        """The figures of the days since then that were counted, oldest first."""
        ...
