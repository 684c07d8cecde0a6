"""States of sources on their way into the database, together while the last ones are still being written."""

import asyncio

from digests.models import SourceId, SourceState
from digests.pipeline.pauses import followed_by_a_pause
from digests.ports import SourceStore


class Settling:
    """Takes states one by one and stores them in as few transactions as keep up."""

    def __init__(self, sources: SourceStore) -> None:
        self._sources = sources
        self._waiting: dict[SourceId, SourceState] = {}
        self._writing: asyncio.Task[None] | None = None

    def put(self, source_id: SourceId, state: SourceState) -> None:
        """Store this soon."""
        self._waiting[source_id] = state
        if self._writing is None or self._writing.done():
            self._writing = asyncio.create_task(self._write())

    async def finish(self) -> None:
        """Return when everything is stored. Raises `StorageError` when something could not be."""
        while self._waiting or (self._writing is not None and not self._writing.done()):
            if self._writing is None or self._writing.done():
                self._writing = asyncio.create_task(self._write())
            await asyncio.shield(self._writing)

    async def _write(self) -> None:
        await asyncio.sleep(0)  # whoever ends in the same turn of the loop is stored with it
        while self._waiting:
            states, self._waiting = self._waiting, {}
            async with followed_by_a_pause():
                await self._sources.settle(states)
