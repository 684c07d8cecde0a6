"""Lines that repeat across a source's articles."""

from collections.abc import Mapping, Sequence
from datetime import datetime

import sqlite_utils

from digests.models import Repeated, SourceId
from digests.storage.sqlite.database import Database
from digests.storage.sqlite.values import micros

_COUNT = """
    INSERT INTO source_lines (source_id, mark, text, articles, seen_at) VALUES (:source, :mark, NULL, 1, :now)
    ON CONFLICT (source_id, mark) DO UPDATE SET articles = articles + 1, text = :text, seen_at = :now
"""
_COUNT_ARTICLES = """
    INSERT INTO counted_articles (source_id, articles) VALUES (:source, :count)
    ON CONFLICT (source_id) DO UPDATE SET articles = articles + :count
"""
_LINES = """
    SELECT l.mark, l.text, l.articles, c.articles AS counted
    FROM source_lines l JOIN counted_articles c ON c.source_id = l.source_id
    WHERE l.source_id = ? AND l.articles >= ? ORDER BY l.articles DESC, l.mark
"""


class SqliteRepeats:
    """The `RepeatStore` on SQLite."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def learn(
        self, source_id: SourceId, articles: Sequence[Mapping[str, str]], now: datetime, *, fewest: int
    ) -> list[Repeated]:
        return await self._database.write(lambda db: _learn(db, source_id, articles, micros(now), fewest))

    async def lines(self, source_id: SourceId, *, fewest: int) -> list[Repeated]:
        return await self._database.read(lambda db: _lines(db, source_id, fewest))


def forget_single_lines(db: sqlite_utils.Database, before: int) -> None:
    """Forget what stood in one article only, and of sources that are gone; part of the caller's transaction."""
    db.execute("DELETE FROM source_lines WHERE seen_at < ? AND articles = 1", [before])
    for table in ("source_lines", "counted_articles"):
        db.table(table).delete_where("source_id NOT IN (SELECT id FROM sources)")


def _learn(
    db: sqlite_utils.Database, source_id: SourceId, articles: Sequence[Mapping[str, str]], now: int, fewest: int
) -> list[Repeated]:
    db.execute(_COUNT_ARTICLES, {"source": source_id, "count": len(articles)})
    rows = [
        {"source": source_id, "mark": mark, "text": text, "now": now}
        for lines in articles
        for mark, text in lines.items()
    ]
    db.conn.executemany(_COUNT, rows)
    return _lines(db, source_id, fewest)


def _lines(db: sqlite_utils.Database, source_id: SourceId, fewest: int) -> list[Repeated]:
    rows = db.query(_LINES, [source_id, fewest])
    return [Repeated(row["mark"], row["text"], row["articles"], row["counted"]) for row in rows]
