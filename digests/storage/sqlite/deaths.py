"""Sources that fail, and who must hear of it."""

from collections.abc import Sequence
from datetime import datetime

import sqlite_utils

from digests.models import Failing, NewDelivery, SourceId, Subscription
from digests.storage.sqlite.database import Database
from digests.storage.sqlite.outbox import add_deliveries
from digests.storage.sqlite.subscriptions import select_subscriptions
from digests.storage.sqlite.values import CHUNK, dump_all, micros, moment, moment_or_none

_FORGET = "DELETE FROM failing_sources WHERE source_id IN (SELECT value FROM json_each(?))"
_READERS = """
    WHERE s.state = 'active' AND s.id IN (SELECT subscription_id FROM own_sources WHERE source_id = ?) ORDER BY s.id
"""
_TELL = "UPDATE failing_sources SET told_at = ? WHERE source_id = ? AND told_at IS NULL"


class SqliteDeaths:
    """The `DeathStore` on SQLite."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def failing(self) -> dict[SourceId, Failing]:
        return await self._database.read(
            lambda db: {
                row["source_id"]: Failing(row["source_id"], moment(row["since"]), moment_or_none(row["told_at"]))
                for row in db.query("SELECT * FROM failing_sources")
            }
        )

    async def note(self, living: Sequence[SourceId], failing: Sequence[Failing]) -> None:
        if living or failing:
            await self._database.write(lambda db: _note(db, living, failing))

    async def readers(self, source_id: SourceId) -> list[Subscription]:
        return await self._database.read(lambda db: select_subscriptions(db, _READERS, [source_id]))

    async def tell(self, source_id: SourceId, notices: Sequence[NewDelivery], now: datetime) -> bool:
        return await self._database.write(lambda db: _tell(db, source_id, notices, now))


def _note(db: sqlite_utils.Database, living: Sequence[SourceId], failing: Sequence[Failing]) -> None:
    db.execute(_FORGET, [dump_all(living)])
    records = [{"source_id": each.source_id, "since": micros(each.since), "told_at": None} for each in failing]
    db.table("failing_sources").insert_all(records, ignore=True, batch_size=CHUNK)


def _tell(db: sqlite_utils.Database, source_id: SourceId, notices: Sequence[NewDelivery], now: datetime) -> bool:
    if not db.execute(_TELL, [micros(now), source_id]).rowcount:
        return False
    add_deliveries(db, notices)
    return True
