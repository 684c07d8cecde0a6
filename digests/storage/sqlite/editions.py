"""Editions, complete as they were composed, and which stories a subscription has been told."""

from collections.abc import Sequence
from datetime import datetime

import sqlite_utils

from digests.models import Edition, EditionId, NewDelivery, StoryId, SubscriptionId
from digests.storage.sqlite.chat_rows import edition_of, edition_record
from digests.storage.sqlite.database import Database
from digests.storage.sqlite.outbox import add_deliveries
from digests.storage.sqlite.values import CHUNK, dump_all, micros, micros_or_none

_NEXT_SLOT = "UPDATE subscriptions SET next_due_at = ? WHERE id = ?"
_INSERT = """
    INSERT OR IGNORE INTO editions (id, subscription_id, due_at, language, timezone, items, more, kind)
    VALUES (:id, :subscription_id, :due_at, :language, :timezone, :items, :more, :kind)
"""
_LAST_EDITION = """
    UPDATE subscriptions SET last_edition_at = max(ifnull(last_edition_at, :due_at), :due_at) WHERE id = :id
"""
_TOLD = """
    SELECT story_id FROM told WHERE subscription_id = ? AND story_id IN (SELECT value FROM json_each(?))
"""
# What waits and was never tried, of editions that have nothing else.
_UNSENT = """
    SELECT DISTINCT d.owner FROM deliveries d JOIN editions e ON e.id = d.owner
    WHERE d.chat_id = (SELECT chat_id FROM subscriptions WHERE id = :id) AND e.subscription_id = :id
        AND d.state = 'pending' AND NOT EXISTS (
            SELECT 1 FROM deliveries x WHERE x.owner = d.owner AND (x.state <> 'pending' OR x.unknowns > 0)
        )
"""
_WITHDRAW = (
    "UPDATE deliveries SET state = 'cancelled', error = 'told by a later digest' WHERE owner = :edition",
    """
    DELETE FROM told WHERE subscription_id = :id AND story_id IN (
        SELECT json_extract(item.value, '$.story.id') FROM editions e, json_each(e.items) item WHERE e.id = :edition
    )
    """,
    "DELETE FROM editions WHERE id = :edition",
    """
    UPDATE subscriptions SET last_edition_at = (
        SELECT max(due_at) FROM editions WHERE subscription_id = :id AND kind = 'digest'
    ) WHERE id = :id
    """,
)


class SqliteEditions:
    """The `EditionStore` on SQLite."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def create(
        self,
        edition: Edition,
        deliveries: Sequence[NewDelivery],
        *,
        next_due_at: datetime | None,
        mark_told: bool,
    ) -> bool:
        """As the port says, and the subscription's `last_edition_at` where stories count as told.

        False also when the subscription is not there any more: nobody is sent what was composed while they left.
        """
        told = [item.story.id for item in edition.items] if mark_told else []
        return await self._database.write(lambda db: _create(db, edition, deliveries, next_due_at, told))

    async def skip(self, subscription_id: SubscriptionId, next_due_at: datetime | None) -> None:
        await self._database.write(lambda db: db.execute(_NEXT_SLOT, [micros_or_none(next_due_at), subscription_id]))

    async def withdraw_unsent(self, subscription_id: SubscriptionId) -> int:
        return await self._database.write(lambda db: _withdraw_unsent(db, subscription_id))

    async def find(self, edition_id: EditionId) -> Edition | None:
        return await self._database.read(lambda db: _find(db, edition_id))

    async def told(self, subscription_id: SubscriptionId, ids: Sequence[StoryId]) -> frozenset[StoryId]:
        return await self._database.read(lambda db: _told(db, subscription_id, ids))


def _find(db: sqlite_utils.Database, edition_id: EditionId) -> Edition | None:
    for row in db.query("SELECT * FROM editions WHERE id = ?", [edition_id]):
        return edition_of(row)
    return None


def _told(db: sqlite_utils.Database, subscription_id: SubscriptionId, ids: Sequence[StoryId]) -> frozenset[StoryId]:
    return frozenset(row[0] for row in db.execute(_TOLD, [subscription_id, dump_all(ids)]))


def _withdraw_unsent(db: sqlite_utils.Database, subscription_id: SubscriptionId) -> int:
    unsent = [row[0] for row in db.execute(_UNSENT, {"id": subscription_id})]
    for edition in unsent:
        for statement in _WITHDRAW:
            db.execute(statement, {"id": subscription_id, "edition": edition})
    return len(unsent)


def _create(
    db: sqlite_utils.Database,
    edition: Edition,
    deliveries: Sequence[NewDelivery],
    next_due_at: datetime | None,
    told: Sequence[StoryId],
) -> bool:
    known = db.execute(_NEXT_SLOT, [micros_or_none(next_due_at), edition.subscription_id]).rowcount
    if (
        not known
        or _told(db, edition.subscription_id, told)
        or not db.execute(_INSERT, edition_record(edition)).rowcount
    ):
        return False
    if told:
        db.execute(_LAST_EDITION, {"due_at": micros(edition.due_at), "id": edition.subscription_id})
    add_deliveries(db, deliveries)
    rows = [{"subscription_id": edition.subscription_id, "story_id": story} for story in told]
    db.table("told").insert_all(rows, ignore=True, batch_size=CHUNK)
    return True
