"""Feeds that were found for somebody who has not chosen yet."""

from collections.abc import Sequence
from datetime import datetime

import sqlite_utils

from digests.models import Source, SourceId
from digests.storage.sqlite.database import Database
from digests.storage.sqlite.rows import source_of, source_record
from digests.storage.sqlite.values import CHUNK, micros


class SqliteOffers:
    """The `OfferStore` on SQLite."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def save(self, sources: Sequence[Source], now: datetime) -> None:
        records = [source_record(source) | {"offered_at": micros(now)} for source in sources]
        await self._database.write(
            lambda db: db.table("offered_sources").insert_all(records, replace=True, batch_size=CHUNK)
        )

    async def find(self, source_id: SourceId) -> Source | None:
        return await self._database.read(lambda db: _find(db, source_id))


def _find(db: sqlite_utils.Database, source_id: SourceId) -> Source | None:
    for row in db.query("SELECT * FROM offered_sources WHERE id = ?", [source_id]):
        return source_of(row)
    return None
