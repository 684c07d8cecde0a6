"""What was told from articles that were edited since."""

from collections.abc import Sequence
from datetime import datetime, timedelta

import sqlite_utils

from digests.models import ArticleId, CorrectedEdition, Delivery, NewDelivery, StoryId, ToldEdition
from digests.storage.sqlite.chat_rows import edition_of
from digests.storage.sqlite.database import Database
from digests.storage.sqlite.delivery_rows import deliveries_with, delivery_record
from digests.storage.sqlite.documents import dump_items, dump_part
from digests.storage.sqlite.outbox import INSERT_PART, add_deliveries
from digests.storage.sqlite.values import Record, micros

_TOLD = """
    SELECT DISTINCT i.id FROM editions e JOIN edition_items i ON i.id = e.items_id
    WHERE e.due_at >= ? AND instr(i.items, ?) > 0
"""
_EDITIONS = """
    SELECT e.*, i.items FROM editions e JOIN edition_items i ON i.id = e.items_id
    WHERE e.items_id = :items AND e.due_at >= :since
        AND NOT EXISTS (SELECT 1 FROM deliveries d WHERE d.owner = e.id AND d.state = 'claimed')
    ORDER BY e.id LIMIT :limit
"""
_DELIVERIES = "SELECT json_group_array(id) FROM deliveries WHERE owner = ?"
_REPLACE = "UPDATE editions SET items_id = :items WHERE id = :id AND items_id <> :items"
# One that was claimed meanwhile is being sent as it was, and another look corrects it.
_REWRITE = """
    UPDATE delivery_parts SET part = :part
    WHERE delivery_id = (SELECT id FROM deliveries WHERE id = :id AND state = 'pending')
"""


_ANSWERED = """
    INSERT OR IGNORE INTO deliveries (owner, chat_id, thread_id, part_number, subscription_id, due_at, urgency,
        next_try_at, state, attempts, unknowns, message_id, sent_at)
    VALUES (:owner, :chat_id, :thread_id, :part_number, :subscription_id, :due_at, :urgency, :due_at, 'sent', 1, 0,
        :message_id, :sent_at)
"""
_WITHDRAW = """
    INSERT INTO told_pages (article_id, asked_at, withdrawn_at) VALUES (:id, :now, :now)
    ON CONFLICT (article_id) DO UPDATE SET withdrawn_at = ifnull(withdrawn_at, :now)
"""
_EDITED = "INSERT OR IGNORE INTO edited_articles (article_id) VALUES (?)"
_IS_WITHDRAWN = "SELECT 1 FROM told_pages WHERE article_id = ? AND withdrawn_at IS NOT NULL"
# The items of an edition are shared by all who got the same, so few of them are read.
_PAGES_DUE = """
    SELECT a.id FROM articles a LEFT JOIN told_pages p ON p.article_id = a.id
    WHERE a.url IS NOT NULL AND p.withdrawn_at IS NULL AND ifnull(p.asked_at, 0) <= :before AND a.id IN (
        SELECT json_extract(quoted.value, '$[0]')
        FROM (SELECT DISTINCT items_id FROM editions WHERE due_at >= :since) e
            JOIN edition_items i ON i.id = e.items_id,
            json_each(i.items) item, json_each(item.value, '$.summary.sentences') sentence,
            json_each(sentence.value, '$[1]') quoted
    )
    ORDER BY ifnull(p.asked_at, 0), a.id LIMIT :limit
"""
_ASKED = """
    INSERT INTO told_pages (article_id, asked_at) VALUES (?, ?)
    ON CONFLICT (article_id) DO UPDATE SET asked_at = excluded.asked_at
"""
_GONE = "UPDATE told_pages SET gone = CASE WHEN ? THEN gone + 1 ELSE 0 END WHERE article_id = ? RETURNING gone"


class SqliteCorrections:
    """The `CorrectionStore` on SQLite."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def edited(self, *, limit: int) -> list[ArticleId]:
        query = "SELECT article_id FROM edited_articles LIMIT ?"
        return await self._database.read(lambda db: [ArticleId(row[0]) for row in db.execute(query, [limit])])

    async def looked_at(self, article_id: ArticleId) -> None:
        query = "DELETE FROM edited_articles WHERE article_id = ?"
        await self._database.write(lambda db: db.execute(query, [article_id]))

    async def answered(self, messages: Sequence[NewDelivery], message_ids: Sequence[int], now: datetime) -> None:
        records = [
            delivery_record(message) | {"message_id": message_id, "sent_at": micros(now)}
            for message, message_id in zip(messages, message_ids, strict=True)
        ]
        await self._database.write(lambda db: _answered(db, records))

    async def withdraw(self, article_id: ArticleId, now: datetime) -> None:
        await self._database.write(lambda db: _withdraw(db, article_id, micros(now)))

    async def is_withdrawn(self, article_id: ArticleId) -> bool:
        found = await self._database.read(lambda db: db.execute(_IS_WITHDRAWN, [article_id]).fetchone())
        return found is not None

    async def pages_due(self, now: datetime, *, told_since: datetime, gap: timedelta, limit: int) -> list[ArticleId]:
        values = {"before": micros(now - gap), "since": micros(told_since), "limit": limit}
        # Looked for among all that was told, which nobody who writes should wait for.
        due = await self._database.read(lambda db: [ArticleId(row[0]) for row in db.execute(_PAGES_DUE, values)])
        if due:
            rows = [(each, micros(now)) for each in due]
            await self._database.write(lambda db: db.conn.executemany(_ASKED, rows))
        return due

    async def page_gone(self, article_id: ArticleId, *, gone: bool) -> int:
        rows = await self._database.write(lambda db: db.execute(_GONE, [gone, article_id]).fetchall())
        return rows[0][0] if rows else 0

    async def told(self, story_id: StoryId, since: datetime) -> list[str]:
        return await self._database.read(lambda db: [row[0] for row in db.execute(_TOLD, [micros(since), story_id])])

    async def editions(self, items_id: str, since: datetime, *, limit: int) -> list[ToldEdition]:
        return await self._database.read(lambda db: _editions(db, items_id, micros(since), limit))

    async def correct(self, corrected: Sequence[CorrectedEdition]) -> int:
        return await self._database.write(lambda db: sum([_correct(db, each) for each in corrected]))


def _answered(db: sqlite_utils.Database, records: Sequence[Record]) -> None:
    db.conn.executemany(_ANSWERED, records)
    db.conn.executemany(INSERT_PART, records)


def _withdraw(db: sqlite_utils.Database, article_id: ArticleId, now: int) -> None:
    db.execute(_WITHDRAW, {"id": article_id, "now": now})
    db.execute(_EDITED, [article_id])


def _editions(db: sqlite_utils.Database, items_id: str, since: int, limit: int) -> list[ToldEdition]:
    rows = list(db.query(_EDITIONS, {"items": items_id, "since": since, "limit": limit}))
    return [ToldEdition(edition_of(row), _deliveries(db, row["id"])) for row in rows]


def _deliveries(db: sqlite_utils.Database, owner: str) -> tuple[Delivery, ...]:
    ids = db.execute(_DELIVERIES, [owner]).fetchone()[0]
    return tuple(sorted(deliveries_with(db, ids), key=lambda delivery: delivery.part_number))


def _correct(db: sqlite_utils.Database, corrected: CorrectedEdition) -> bool:
    items_id, items = dump_items(corrected.edition.items)
    db.execute("INSERT OR IGNORE INTO edition_items (id, items) VALUES (?, ?)", [items_id, items])
    if not db.execute(_REPLACE, {"id": corrected.edition.id, "items": items_id}).rowcount:
        return False
    for delivery, part in corrected.unsent:
        db.execute(_REWRITE, {"id": delivery.id, "part": dump_part(part)})
    add_deliveries(db, corrected.deliveries)
    return True
