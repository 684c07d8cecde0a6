"""Lines that repeat across a source's articles."""

from collections.abc import Mapping, Sequence
from datetime import datetime

import sqlite_utils

from digests.models import Repeated, SourceId
from digests.storage.sqlite.database import Database
from digests.storage.sqlite.values import Record, micros

_COUNT = """
    INSERT INTO source_lines (source_id, from_page, mark, text, articles, seen_at)
    VALUES (:source, :page, :mark, NULL, 1, :now)
    ON CONFLICT (source_id, from_page, mark) DO UPDATE SET articles = articles + 1, text = :text, seen_at = :now
"""
_COUNT_ARTICLES = """
    INSERT INTO counted_articles (source_id, from_page, articles) VALUES (:source, :page, :count)
    ON CONFLICT (source_id, from_page) DO UPDATE SET articles = articles + :count
"""
_LINES = """
    SELECT l.mark, l.text, l.articles, c.articles AS counted
    FROM source_lines l JOIN counted_articles c ON c.source_id = l.source_id AND c.from_page = l.from_page
    WHERE l.source_id = ? AND l.from_page = ? AND l.articles >= ? ORDER BY l.articles DESC, l.mark
"""


class SqliteRepeats:
    """The `RepeatStore` on SQLite."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def learn(
        self,
        source_id: SourceId,
        articles: Sequence[Mapping[str, str]],
        now: datetime,
        *,
        fewest: int,
        from_page: bool = False,
    ) -> list[Repeated]:
        whose = {"source": source_id, "page": int(from_page)}
        return await self._database.write(lambda db: _learn(db, whose, articles, micros(now), fewest))

    async def lines(self, source_id: SourceId, *, fewest: int, from_page: bool = False) -> list[Repeated]:
        return await self._database.read(lambda db: _lines(db, [source_id, int(from_page), fewest]))


def forget_single_lines(db: sqlite_utils.Database, before: int) -> None:
    """Forget what stood in one article only, and of sources that are gone; part of the caller's transaction."""
    db.execute("DELETE FROM source_lines WHERE seen_at < ? AND articles = 1", [before])
    for table in ("source_lines", "counted_articles"):
        db.table(table).delete_where("source_id NOT IN (SELECT id FROM sources)")


def _learn(
    db: sqlite_utils.Database, whose: Record, articles: Sequence[Mapping[str, str]], now: int, fewest: int
) -> list[Repeated]:
    db.execute(_COUNT_ARTICLES, whose | {"count": len(articles)})
    rows = [whose | {"mark": mark, "text": text, "now": now} for lines in articles for mark, text in lines.items()]
    db.conn.executemany(_COUNT, rows)
    return _lines(db, [whose["source"], whose["page"], fewest])


def _lines(db: sqlite_utils.Database, values: list[object]) -> list[Repeated]:
    return [Repeated(row["mark"], row["text"], row["articles"], row["counted"]) for row in db.query(_LINES, values)]
