"""The store of what was agreed with hubs."""

from datetime import datetime
from typing import Protocol

from digests.models import Push, PushId, Source, SourceId, SourceState


class PushStore(Protocol):
    """Pushes, made from what sources name as their hubs."""

    async def key(self) -> bytes:
        """What callback addresses and secrets are made from; the same as long as the database lives."""
        ...

    async def arrange(self, base: str, now: datetime) -> None:
        """Wish a push for every source that names a hub and has readers; wish an end to every other.

        `base` is the public address under which hubs reach us: who was given another is asked again.
        """
        ...

    async def claim_due(self, now: datetime, *, limit: int, lease_s: float) -> list[Push]:
        """Pushes whose `next_at` has come, the longest due first; nobody else gets them for `lease_s`."""
        ...

    async def settle(self, push: Push) -> None:
        """Store it as it is now, unless it has ended."""
        ...

    async def end(self, push_id: PushId) -> None:
        """Forget it."""
        ...

    async def find(self, push_id: PushId) -> Push | None: ...

    async def target(self, source_id: SourceId) -> tuple[Source, SourceState] | None:
        """The source that a push is for, with its state; None when it is gone or retired."""
        ...
