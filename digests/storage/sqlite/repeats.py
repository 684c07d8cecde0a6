"""Lines that repeat across a source's articles."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime

import sqlite_utils

from digests.models import Repeated, SourceId
from digests.storage.sqlite.database import Database
from digests.storage.sqlite.values import dump, micros, one_json

_COUNT = """
    INSERT INTO source_lines (source_id, from_page, mark, text, articles, seen_at)
    SELECT json_extract(value, '$[0]'), :page, json_extract(value, '$[1]'), json_extract(value, '$[2]'),
        json_extract(value, '$[3]'), :now
    FROM json_each(:lines) WHERE true
    ON CONFLICT (source_id, from_page, mark) DO UPDATE SET articles = articles + excluded.articles, seen_at = :now,
        text = json_extract(:texts, '$."' || excluded.mark || '"')
"""
_COUNT_ARTICLES = """
    INSERT INTO counted_articles (source_id, from_page, articles)
    SELECT key, :page, value FROM json_each(:counts) WHERE true
    ON CONFLICT (source_id, from_page) DO UPDATE SET articles = articles + excluded.articles
"""
_LINES = """
    SELECT json_group_array(json_array(l.source_id, l.mark, l.text, l.articles, c.articles))
    FROM json_each(:sources) wanted
    CROSS JOIN source_lines l ON l.source_id = wanted.value AND l.from_page = :page AND l.articles >= :fewest
    JOIN counted_articles c ON c.source_id = l.source_id AND c.from_page = l.from_page
"""


class SqliteRepeats:
    """The `RepeatStore` on SQLite."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def learn(
        self,
        lines: Mapping[SourceId, Sequence[Mapping[str, str]]],
        now: datetime,
        *,
        fewest: int,
        from_page: bool = False,
    ) -> dict[SourceId, list[Repeated]]:
        return await self._database.write(lambda db: _learn(db, lines, micros(now), fewest, page=int(from_page)))

    async def lines(self, source_id: SourceId, *, fewest: int, from_page: bool = False) -> list[Repeated]:
        found = await self._database.read(lambda db: _lines(db, [source_id], fewest, page=int(from_page)))
        return found[source_id]


def forget_single_lines(db: sqlite_utils.Database, before: int) -> None:
    """Forget what stood in one article only, and of sources that are gone; part of the caller's transaction."""
    db.execute("DELETE FROM source_lines WHERE seen_at < ? AND articles = 1", [before])
    for table in ("source_lines", "counted_articles"):
        db.table(table).delete_where("source_id NOT IN (SELECT id FROM sources)")


def _learn(
    db: sqlite_utils.Database,
    lines: Mapping[SourceId, Sequence[Mapping[str, str]]],
    now: int,
    fewest: int,
    *,
    page: int,
) -> dict[SourceId, list[Repeated]]:
    counts = {source: len(articles) for source, articles in lines.items() if articles}
    if counts:
        db.execute(_COUNT_ARTICLES, {"counts": dump(counts), "page": page})
        times = Counter((source, mark) for source, articles in lines.items() for each in articles for mark in each)
        texts = {mark: text for articles in lines.values() for each in articles for mark, text in each.items()}
        # The text of a line that stood in one article only is nobody's business.
        rows = [(source, mark, texts[mark] if count > 1 else None, count) for (source, mark), count in times.items()]
        db.execute(_COUNT, {"lines": dump(rows), "texts": dump(texts), "page": page, "now": now})
    return _lines(db, list(lines), fewest, page=page)


def _lines(
    db: sqlite_utils.Database, sources: Sequence[SourceId], fewest: int, *, page: int
) -> dict[SourceId, list[Repeated]]:
    found: dict[SourceId, list[Repeated]] = {source: [] for source in sources}
    for source, *line in one_json(db, _LINES, {"sources": dump(sources), "page": page, "fewest": fewest}):
        found[source].append(Repeated(*line))
    return {source: sorted(lines, key=lambda line: (-line.articles, line.mark)) for source, lines in found.items()}
