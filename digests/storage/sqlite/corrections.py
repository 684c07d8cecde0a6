"""What was told from articles that were edited since."""

from collections.abc import Sequence
from datetime import datetime

import sqlite_utils

from digests.models import ArticleId, CorrectedEdition, Delivery, StoryId, ToldEdition
from digests.storage.sqlite.chat_rows import edition_of
from digests.storage.sqlite.database import Database
from digests.storage.sqlite.delivery_rows import deliveries_with
from digests.storage.sqlite.documents import dump_items, dump_part
from digests.storage.sqlite.outbox import add_deliveries
from digests.storage.sqlite.values import micros

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

    async def told(self, story_id: StoryId, since: datetime) -> list[str]:
        return await self._database.read(lambda db: [row[0] for row in db.execute(_TOLD, [micros(since), story_id])])

    async def editions(self, items_id: str, since: datetime, *, limit: int) -> list[ToldEdition]:
        return await self._database.read(lambda db: _editions(db, items_id, micros(since), limit))

    async def correct(self, corrected: Sequence[CorrectedEdition]) -> int:
        return await self._database.write(lambda db: sum([_correct(db, each) for each in corrected]))


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
