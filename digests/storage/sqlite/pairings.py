"""Guesses that two articles in different languages tell one event."""

from collections.abc import Sequence
from datetime import datetime

from digests.models import ArticleId, Pairing
from digests.storage.sqlite.database import Database
from digests.storage.sqlite.values import Record, Row, dump_all, micros, micros_or_none, moment, moment_or_none

_PROPOSE = """
    INSERT OR IGNORE INTO pairings (article_id, other_id, score, at)
    SELECT :article_id, :other_id, :score, :at
    WHERE (SELECT count(*) FROM articles WHERE id IN (:article_id, :other_id)) = 2
"""
_UNDECIDED = """
    SELECT * FROM pairings WHERE verdict IS NULL AND at >= :since
        AND (tries = 0 OR retry_at <= :now)
    ORDER BY score DESC, article_id, other_id LIMIT :limit
"""
_SETTLE = """
    UPDATE pairings SET verdict = :verdict, by = :by, tries = :tries, retry_at = :retry_at
    WHERE article_id = :article_id AND other_id = :other_id AND verdict IS NULL
"""
_OF_ARTICLES = """
    SELECT * FROM pairings WHERE article_id IN (SELECT value FROM json_each(:ids))
    UNION
    SELECT * FROM pairings WHERE other_id IN (SELECT value FROM json_each(:ids))
    ORDER BY score DESC, article_id, other_id
"""
_SAME = "SELECT article_id, other_id FROM pairings WHERE verdict = 'same' AND at >= ? ORDER BY 1, 2"


class SqlitePairings:
    """The `PairingStore` on SQLite."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def propose(self, pairings: Sequence[Pairing]) -> None:
        records = [_record(each) for each in pairings]
        await self._database.write(lambda db: db.conn.executemany(_PROPOSE, records))

    async def undecided(self, now: datetime, since: datetime, *, limit: int) -> list[Pairing]:
        values = {"now": micros(now), "since": micros(since), "limit": limit}
        return await self._database.read(lambda db: [_pairing_of(row) for row in db.query(_UNDECIDED, values)])

    async def settle(self, pairing: Pairing) -> None:
        await self._database.write(lambda db: db.execute(_SETTLE, _record(pairing)))

    async def of_articles(self, ids: Sequence[ArticleId]) -> list[Pairing]:
        values = {"ids": dump_all(ids)}
        return await self._database.read(lambda db: [_pairing_of(row) for row in db.query(_OF_ARTICLES, values)])

    async def same(self, since: datetime) -> list[tuple[ArticleId, ArticleId]]:
        return await self._database.read(lambda db: db.execute(_SAME, [micros(since)]).fetchall())


def _record(pairing: Pairing) -> Record:
    return {
        "article_id": pairing.article_id,
        "other_id": pairing.other_id,
        "score": pairing.score,
        "at": micros(pairing.at),
        "verdict": pairing.verdict,
        "by": pairing.by,
        "tries": pairing.tries,
        "retry_at": micros_or_none(pairing.retry_at),
    }


def _pairing_of(row: Row) -> Pairing:
    return Pairing(
        article_id=row["article_id"],
        other_id=row["other_id"],
        score=row["score"],
        at=moment(row["at"]),
        verdict=row["verdict"],
        by=row["by"],
        tries=row["tries"],
        retry_at=moment_or_none(row["retry_at"]),
    )
