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
from digests.storage.sqlite.story_names import told_names
from digests.storage.sqlite.values import dump_all, micros, micros_or_none, moment_or_none

# A slot that a person has set since this one was composed for stays.
_NEXT_SLOT = "UPDATE subscriptions SET next_due_at = :next WHERE id = :id AND next_due_at = :due"
_KNOWN = "SELECT id FROM subscriptions WHERE id IN (SELECT value FROM json_each(?))"
_TELL = "INSERT OR IGNORE INTO told (subscription_id, story_id) VALUES (?, ?)"
_FIND = "SELECT e.*, i.items FROM editions e JOIN edition_items i ON i.id = e.items_id WHERE e.id = ?"
_INSERT = """
    INSERT OR IGNORE INTO editions (id, subscription_id, due_at, language, timezone, items_id, more, kind, pictures)
    VALUES (:id, :subscription_id, :due_at, :language, :timezone, :items_id, :more, :kind, :pictures)
"""
_INSERT_ITEMS = "INSERT OR IGNORE INTO edition_items (id, items) VALUES (?, ?)"
_LAST_EDITION = """
    UPDATE subscriptions SET last_edition_at = max(ifnull(last_edition_at, :due_at), :due_at) WHERE id = :id
"""
_LAST_READ = """
    SELECT max(at) FROM (
        SELECT max(due_at) AS at FROM editions WHERE subscription_id = ? AND kind <> 'update'
        UNION ALL SELECT max(at) FROM reactions WHERE subscription_id = ? AND act = 'opened'
    )
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
_NEWEST = "SELECT id FROM editions WHERE subscription_id = ? AND kind = 'digest' ORDER BY due_at DESC LIMIT 1"
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
        return await self._database.write(lambda db: _create(db, [new], mark_told=mark_told) > 0)

    async def create_all(self, editions: Sequence[NewEdition]) -> int:
        return await self._database.write(lambda db: _create(db, editions, mark_told=True))

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

    async def last(self, subscription_id: SubscriptionId) -> Edition | None:
        return await self._database.read(lambda db: _last(db, subscription_id))

    async def last_read_at(self, subscription_id: SubscriptionId) -> datetime | None:
        values = [subscription_id, subscription_id]
        row = await self._database.read(lambda db: db.execute(_LAST_READ, values).fetchone())
        return moment_or_none(row[0])

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


def _last(db: sqlite_utils.Database, subscription_id: SubscriptionId) -> Edition | None:
    row = db.execute(_NEWEST, [subscription_id]).fetchone()
    return _find(db, EditionId(row[0])) if row else None


def _told(
    db: sqlite_utils.Database, subscriptions: Sequence[SubscriptionId], ids: Sequence[StoryId]
) -> dict[SubscriptionId, frozenset[StoryId]]:
    told: defaultdict[SubscriptionId, set[StoryId]] = defaultdict(set)
    names = told_names(db, ids)
    for subscription, name in db.execute(_TOLD, [dump_all(subscriptions), dump_all(list(names))]):
        told[subscription] |= names[name]
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


def _create(db: sqlite_utils.Database, editions: Sequence[NewEdition], *, mark_told: bool) -> int:
    """Each statement once for all of them where it can be: a batch is a few long statements, not many short ones."""
    slots = [Slot(new.edition.subscription_id, new.edition.due_at, new.next_due_at) for new in editions]
    db.conn.executemany(_NEXT_SLOT, [_slot_record(slot) for slot in slots]).close()
    stories = [_stories(new) if mark_told else [] for new in editions]
    owners = [slot.subscription_id for slot in slots]
    known = {row[0] for row in db.execute(_KNOWN, [dump_all(owners)])}
    told = _told(db, owners, sorted({story for each in stories for story in each}))
    created = []
    for new, tells in zip(editions, stories, strict=True):
        own_id = new.edition.subscription_id
        if own_id in known and told.get(own_id, frozenset()).isdisjoint(tells) and _insert(db, new.edition):
            told[own_id] = told.get(own_id, frozenset()).union(tells)
            created.append(new)
    add_deliveries(db, [delivery for new in created for delivery in new.deliveries])
    if mark_told:
        _mark_told(db, created)
    return len(created)


def _mark_told(db: sqlite_utils.Database, editions: Sequence[NewEdition]) -> None:
    rows = [(new.edition.subscription_id, story) for new in editions for story in _stories(new)]
    db.conn.executemany(_TELL, rows).close()
    last = [{"due_at": micros(new.edition.due_at), "id": new.edition.subscription_id} for new in editions]
    db.conn.executemany(_LAST_EDITION, last).close()


def _stories(new: NewEdition) -> list[StoryId]:
    return [item.story.id for item in new.edition.items]


def _insert(db: sqlite_utils.Database, edition: Edition) -> bool:
    """False where the slot has its edition."""
    items_id, items = dump_items(edition.items)
    cursor = db.conn.execute(_INSERT, edition_record(edition, items_id))
    inserted = cursor.rowcount > 0
    cursor.close()
    if inserted:
        db.conn.execute(_INSERT_ITEMS, [items_id, items]).close()
    return inserted
