"""What grouping reads of articles, packed."""

from collections.abc import Mapping
from datetime import datetime

import sqlite_utils

from digests.models import ArticleId, Placement, SourceId, StoryId
from digests.storage.sqlite.database import Database
from digests.storage.sqlite.values import Row, micros, moment

_KEEP = """
    INSERT OR REPLACE INTO article_features (article_id, at, form, features)
    SELECT id, at, :form, :features FROM articles WHERE id = :id
"""
_PLACEMENTS = """
    SELECT a.id, a.source_id, a.at, a.story_id, s.storyline_id, f.features FROM articles a
    JOIN stories s ON s.id = a.story_id
    LEFT JOIN article_features f ON f.article_id = a.id AND f.form = :form
    WHERE (a.at, a.id) > (:at, :id) ORDER BY a.at, a.id LIMIT :limit
"""


class SqliteFeatures:
    """The `FeatureStore` on SQLite."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def keep(self, features: Mapping[ArticleId, bytes], *, form: str) -> None:
        rows = [{"id": article_id, "form": form, "features": packed} for article_id, packed in features.items()]
        await self._database.write(lambda db: db.conn.executemany(_KEEP, rows))

    async def placements(
        self, since: datetime, *, form: str, after: Placement | None = None, limit: int
    ) -> list[Placement]:
        at, article_id = (micros(after.at), after.article_id) if after else (micros(since), "")
        values = {"form": form, "at": at, "id": article_id, "limit": limit}
        return await self._database.read(lambda db: _placements(db, values))


def _placements(db: sqlite_utils.Database, values: Mapping[str, object]) -> list[Placement]:
    return [_placement_of(row) for row in db.query(_PLACEMENTS, dict(values))]


def _placement_of(row: Row) -> Placement:
    return Placement(
        article_id=ArticleId(row["id"]),
        source_id=SourceId(row["source_id"]),
        at=moment(row["at"]),
        story_id=StoryId(row["story_id"]),
        storyline_id=StoryId(row["storyline_id"]),
        features=row["features"],
    )
