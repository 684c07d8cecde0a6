"""The service about itself: its heartbeat and its figures."""

from datetime import datetime, timedelta

import sqlite_utils

from digests.models import Language, Stats, SubscriptionState
from digests.storage.sqlite.database import Database
from digests.storage.sqlite.outbox import tally_where
from digests.storage.sqlite.repeats import forget_single_lines
from digests.storage.sqlite.values import micros, moment

_DAY = timedelta(hours=24)

_OLD_EDITIONS = "SELECT json_group_array(id) FROM (SELECT id FROM editions WHERE due_at < ? ORDER BY due_at LIMIT ?)"
# A story that is over is in no digest again. Of one that is followed whatever was not told yet would be told now.
_FORGET_TOLD = """
    DELETE FROM told WHERE (subscription_id, story_id) IN (
        SELECT e.subscription_id, json_extract(item.value, '$.story.id')
        FROM editions e JOIN edition_items i ON i.id = e.items_id, json_each(i.items) item
        WHERE e.id IN (SELECT value FROM json_each(:editions))
    )
    AND NOT EXISTS (SELECT 1 FROM stories s WHERE s.id = told.story_id AND s.last_at >= :before)
    AND NOT EXISTS (
        SELECT 1 FROM reactions r JOIN stories known ON known.id = r.story_id
            JOIN stories news ON news.storyline_id = known.storyline_id
        WHERE r.subscription_id = told.subscription_id AND r.act = 'followed' AND news.id = told.story_id
    )
"""
_FORGET_EDITIONS = "DELETE FROM editions WHERE id IN (SELECT value FROM json_each(?))"
_FORGET = (
    """
    DELETE FROM deliveries WHERE id IN (
        SELECT id FROM deliveries WHERE due_at < :before AND state NOT IN ('pending', 'claimed') LIMIT :limit
    )
    """,
    "DELETE FROM model_answers WHERE key IN (SELECT key FROM model_answers WHERE at < :before LIMIT :limit)",
    # Days are those of the service's time zone, and the figures of a month are thirty of them.
    """
    DELETE FROM model_calls WHERE id IN (
        SELECT id FROM model_calls WHERE day < date(:before / 1000000 - 172800, 'unixepoch') LIMIT :limit
    )
    """,
    """
    DELETE FROM article_features WHERE article_id IN (
        SELECT article_id FROM article_features WHERE at < :before LIMIT :limit
    )
    """,
    """
    DELETE FROM offered_sources WHERE id IN (SELECT id FROM offered_sources WHERE offered_at < :before LIMIT :limit)
    """,
    """
    DELETE FROM sources WHERE id IN (
        SELECT id FROM sources WHERE shared = 0 AND id NOT IN (SELECT source_id FROM own_sources) LIMIT :limit
    )
    """,
)


class SqliteService:
    """The `ServiceStore` on SQLite."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def beat(self, now: datetime) -> None:
        record = {"id": 1, "at": micros(now)}
        await self._database.write(lambda db: db.table("heartbeat").insert(record, replace=True))

    async def last_beat(self) -> datetime | None:
        row = await self._database.read(lambda db: db.execute("SELECT at FROM heartbeat").fetchone())
        return moment(row[0]) if row else None

    async def tidy(self, before: datetime, *, limit: int) -> int:
        return await self._database.write(lambda db: _tidy(db, micros(before), limit))

    async def stats(self, now: datetime) -> Stats:
        return await self._database.read(lambda db: _stats(db, micros(now - _DAY)))


def _stats(db: sqlite_utils.Database, since: int) -> Stats:
    return Stats(
        subscriptions=_subscriptions(db),
        languages=_languages(db),
        sources=db.table("sources").count,
        sources_failing=db.table("sources").count_where("error IS NOT NULL"),
        articles_24h=db.table("articles").count_where("seen_at >= ?", [since]),
        stories_24h=db.table("stories").count_where("seen_at >= ?", [since]),
        editions_24h=db.table("editions").count_where("due_at >= ?", [since]),
        deliveries_24h=tally_where(db, "due_at >= ?", [since]),
        waiting=db.table("deliveries").count_where("state = 'pending'"),
    )


def _tidy(db: sqlite_utils.Database, before: int, limit: int) -> int:
    editions = db.execute(_OLD_EDITIONS, [before, limit]).fetchone()[0]
    db.execute(_FORGET_TOLD, {"editions": editions, "before": before})
    count = db.execute(_FORGET_EDITIONS, [editions]).rowcount
    count += sum(db.execute(each, {"before": before, "limit": limit}).rowcount for each in _FORGET)
    if not count:
        forget_single_lines(db, before)
    return count


def _subscriptions(db: sqlite_utils.Database) -> dict[SubscriptionState, int]:
    rows = db.execute("SELECT state, count(*) FROM subscriptions GROUP BY state")
    return {SubscriptionState(state): count for state, count in rows}


def _languages(db: sqlite_utils.Database) -> dict[Language, int]:
    rows = db.execute("SELECT language, count(*) FROM subscriptions WHERE state = 'active' GROUP BY language")
    return dict(rows.fetchall())
