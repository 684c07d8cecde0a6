"""Editions, complete as they were composed, and which stories a subscription has been told."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime

import sqlite_utils

from digests.models import Edition, EditionId, NewDelivery, NewEdition, Slot, StoryId, SubscriptionId
from digests.storage.sqlite.chat_rows import edition_of, edition_record
from digests.storage.sqlite.database import Database
from digests.storage.sqlite.documents import dump_items
from digests.storage.sqlite.outbox import add_deliveries
from digests.storage.sqlite.values import CHUNK, dump_all, micros, micros_or_none

# A slot that a person has set since this one was composed for stays.
_NEXT_SLOT = "UPDATE subscriptions SET next_due_at = :next WHERE id = :id AND next_due_at = :due"
_KNOWN = "SELECT 1 FROM subscriptions WHERE id = ?"
_FIND = "SELECT e.*, i.items FROM editions e JOIN edition_items i ON i.id = e.items_id WHERE e.id = ?"
_INSERT = """
    INSERT OR IGNORE INTO editions (id, subscription_id, due_at, language, timezone, items_id, more, kind)
    VALUES (:id, :subscription_id, :due_at, :language, :timezone, :items_id, :more, :kind)
"""
_INSERT_ITEMS = "INSERT OR IGNORE INTO edition_items (id, items) VALUES (?, ?)"
_LAST_EDITION = """
    UPDATE subscriptions SET last_edition_at = max(ifnull(last_edition_at, :due_at), :due_at) WHERE id = :id
"""
_TOLD = """
    SELECT subscription_id, story_id FROM told
    WHERE subscription_id IN (SELECT value FROM json_each(?)) AND story_id IN (SELECT value FROM json_each(?))
"""
# What waits and was never tried, of editions that have nothing else.
_UNSENT = """
    SELECT DISTINCT e.subscription_id AS id, d.owner AS edition FROM deliveries d JOIN editions e ON e.id = d.owner
    WHERE d.chat_id IN (SELECT chat_id FROM subscriptions WHERE id IN (SELECT value FROM json_each(:ids)))
        AND e.subscription_id IN (SELECT value FROM json_each(:ids))
        AND d.state = 'pending' AND NOT EXISTS (
            SELECT 1 FROM deliveries x WHERE x.owner = d.owner AND (x.state <> 'pending' OR x.unknowns > 0)
        )
"""
_WITHDRAW = (
    "UPDATE deliveries SET state = 'cancelled', error = 'told by a later digest' WHERE owner = :edition",
    """
    DELETE FROM told WHERE subscription_id = :id AND story_id IN (
        SELECT json_extract(item.value, '$.story.id')
        FROM editions e JOIN edition_items i ON i.id = e.items_id, json_each(i.items) item WHERE e.id = :edition
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
        new = NewEdition(edition, tuple(deliveries), next_due_at)
        return await self._database.write(lambda db: _create(db, new, mark_told=mark_told))

    async def create_all(self, editions: Sequence[NewEdition]) -> int:
        return await self._database.write(lambda db: sum(_create(db, new, mark_told=True) for new in editions))

    async def skip(self, slots: Sequence[Slot]) -> None:
        records = [_slot_record(slot) for slot in slots]
        await self._database.write(lambda db: db.conn.executemany(_NEXT_SLOT, records))

    async def withdraw_unsent(self, ids: Sequence[SubscriptionId]) -> frozenset[SubscriptionId]:
        """As the port says. Nothing is written where there is nothing to take back, which is so on most days."""
        if not await self._database.read(lambda db: _unsent(db, ids)):
            return frozenset()
        return await self._database.write(lambda db: _withdraw_unsent(db, ids))

    async def find(self, edition_id: EditionId) -> Edition | None:
        return await self._database.read(lambda db: _find(db, edition_id))

    async def told(self, subscription_id: SubscriptionId, ids: Sequence[StoryId]) -> frozenset[StoryId]:
        return (await self.told_by([subscription_id], ids)).get(subscription_id, frozenset())

    async def told_by(
        self, subscriptions: Sequence[SubscriptionId], ids: Sequence[StoryId]
    ) -> dict[SubscriptionId, frozenset[StoryId]]:
        return await self._database.read(lambda db: _told(db, subscriptions, ids))


def _find(db: sqlite_utils.Database, edition_id: EditionId) -> Edition | None:
    for row in db.query(_FIND, [edition_id]):
        return edition_of(row)
    return None


def _told(
    db: sqlite_utils.Database, subscriptions: Sequence[SubscriptionId], ids: Sequence[StoryId]
) -> dict[SubscriptionId, frozenset[StoryId]]:
    told: defaultdict[SubscriptionId, set[StoryId]] = defaultdict(set)
    for subscription, story in db.execute(_TOLD, [dump_all(subscriptions), dump_all(ids)]):
        told[subscription].add(story)
    return {subscription: frozenset(stories) for subscription, stories in told.items()}


def _unsent(db: sqlite_utils.Database, ids: Sequence[SubscriptionId]) -> list[dict[str, str]]:
    return list(db.query(_UNSENT, {"ids": dump_all(ids)}))


def _withdraw_unsent(db: sqlite_utils.Database, ids: Sequence[SubscriptionId]) -> frozenset[SubscriptionId]:
    unsent = _unsent(db, ids)
    for each in unsent:
        for statement in _WITHDRAW:
            db.execute(statement, each)
    return frozenset(SubscriptionId(each["id"]) for each in unsent)


def _slot_record(slot: Slot) -> dict[str, object]:
    return {"id": slot.subscription_id, "due": micros(slot.due_at), "next": micros_or_none(slot.next_due_at)}


def _create(db: sqlite_utils.Database, new: NewEdition, *, mark_told: bool) -> bool:
    edition = new.edition
    own_id = edition.subscription_id
    told = [item.story.id for item in edition.items] if mark_told else []
    db.execute(_NEXT_SLOT, _slot_record(Slot(own_id, edition.due_at, new.next_due_at)))
    if not _is_wanted(db, own_id, told) or not _insert(db, edition):
        return False
    if told:
        db.execute(_LAST_EDITION, {"due_at": micros(edition.due_at), "id": own_id})
    add_deliveries(db, new.deliveries)
    rows = [{"subscription_id": own_id, "story_id": story} for story in told]
    db.table("told").insert_all(rows, ignore=True, batch_size=CHUNK)
    return True


def _is_wanted(db: sqlite_utils.Database, own_id: SubscriptionId, told: Sequence[StoryId]) -> bool:
    """Whether the subscription is still there, and none of these was told by another edition meanwhile."""
    return db.execute(_KNOWN, [own_id]).fetchone() is not None and not (told and _told(db, [own_id], told))


def _insert(db: sqlite_utils.Database, edition: Edition) -> bool:
    """False where the slot has its edition."""
    items_id, items = dump_items(edition.items)
    if not db.execute(_INSERT, edition_record(edition, items_id)).rowcount:
        return False
    db.execute(_INSERT_ITEMS, [items_id, items])
    return True
