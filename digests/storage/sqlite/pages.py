"""Pages that were asked for, to complete what feeds only begin."""

from collections.abc import Sequence
from datetime import datetime, timedelta

import sqlite_utils

from digests.models import Article, ArticleId, PageTry
from digests.storage.sqlite.articles import replace_text
from digests.storage.sqlite.database import Database
from digests.storage.sqlite.values import Row, micros, micros_or_none, moment_or_none

_CLAIM = """
    INSERT INTO pages (article_id, revision, tries, next_try_at) VALUES (:article_id, :revision, 1, :lease_until)
    ON CONFLICT (article_id) DO UPDATE SET
        tries = CASE WHEN excluded.revision > pages.revision THEN 1 ELSE pages.tries + 1 END,
        revision = excluded.revision, next_try_at = excluded.next_try_at, error = NULL
    WHERE excluded.revision > pages.revision OR pages.next_try_at <= :now
    RETURNING *
"""
_SETTLE = """
    UPDATE pages SET tries = :tries, next_try_at = :next_try_at, error = :error
    WHERE article_id = :article_id AND revision = :revision
"""


class SqlitePages:
    """The `PageStore` on SQLite."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def claim(self, articles: Sequence[Article], now: datetime, *, limit: int, lease_s: float) -> list[PageTry]:
        return await self._database.write(lambda db: _claim(db, articles, now, limit, lease_s))

    async def settle(self, tried: PageTry) -> None:
        values = {
            "article_id": tried.article_id,
            "revision": tried.revision,
            "tries": tried.tries,
            "next_try_at": micros_or_none(tried.next_try_at),
            "error": tried.error,
        }
        await self._database.write(lambda db: db.execute(_SETTLE, values))

    async def complete(self, article: Article) -> bool:
        return await self._database.write(lambda db: replace_text(db, article))

    async def find(self, article_id: ArticleId) -> PageTry | None:
        return await self._database.read(lambda db: _find(db, article_id))


def _claim(
    db: sqlite_utils.Database, articles: Sequence[Article], now: datetime, limit: int, lease_s: float
) -> list[PageTry]:
    lease_until = micros(now + timedelta(seconds=lease_s))
    claimed: list[PageTry] = []
    for article in articles:
        if len(claimed) == limit:
            break
        values = {
            "article_id": article.id,
            "revision": article.revision,
            "lease_until": lease_until,
            "now": micros(now),
        }
        claimed += map(_try_of, db.query(_CLAIM, values))
    return claimed


def _find(db: sqlite_utils.Database, article_id: ArticleId) -> PageTry | None:
    for row in db.query("SELECT * FROM pages WHERE article_id = ?", [article_id]):
        return _try_of(row)
    return None


def _try_of(row: Row) -> PageTry:
    return PageTry(
        article_id=row["article_id"],
        revision=row["revision"],
        tries=row["tries"],
        next_try_at=moment_or_none(row["next_try_at"]),
        error=row["error"],
    )
