"""What people said of two articles."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from digests.models import ArticleId, Constraint
from digests.storage.sqlite.database import Database
from digests.storage.sqlite.values import CHUNK, Record, Row, dump_all, micros, moment, moment_or_none

_OF_ARTICLES = """
SELECT * FROM constraints WHERE article_id IN (SELECT value FROM json_each(:ids))
UNION
SELECT * FROM constraints WHERE other_id IN (SELECT value FROM json_each(:ids))
ORDER BY at, article_id, other_id, user_id
"""


class SqliteConstraints:
    """The `ConstraintStore` on SQLite."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def save(self, constraints: Sequence[Constraint]) -> None:
        records = [_record(constraint) for constraint in constraints]
        await self._database.write(
            lambda db: db.table("constraints").insert_all(records, replace=True, batch_size=CHUNK)
        )

    async def of_articles(self, ids: Sequence[ArticleId]) -> list[Constraint]:
        given = {"ids": dump_all(ids)}
        return await self._database.read(lambda db: [_constraint(row) for row in db.query(_OF_ARTICLES, given)])

    async def last_at(self) -> datetime | None:
        row = await self._database.read(lambda db: db.execute("SELECT max(at) FROM constraints").fetchone())
        return moment_or_none(row[0])

    async def since(self, moment: datetime) -> list[Constraint]:
        query = "SELECT * FROM constraints WHERE at >= ? ORDER BY at, article_id, other_id, user_id"
        return await self._database.read(lambda db: [_constraint(row) for row in db.query(query, [micros(moment)])])


def _record(constraint: Constraint) -> Record:
    """Both orders of two articles are one row."""
    one, other = sorted((constraint.article_id, constraint.other_id))
    return {
        "article_id": one,
        "other_id": other,
        "user_id": constraint.by,
        "verdict": constraint.verdict,
        "is_admin": int(constraint.is_admin),
        "at": micros(constraint.at),
    }


def _constraint(row: Row) -> Constraint:
    verdict: Any = row["verdict"]
    return Constraint(
        article_id=ArticleId(row["article_id"]),
        other_id=ArticleId(row["other_id"]),
        verdict=verdict,
        by=row["user_id"],
        is_admin=bool(row["is_admin"]),
        at=moment(row["at"]),
    )
