"""The service about itself: its heartbeat and its figures."""

from datetime import datetime, timedelta

import sqlite_utils

from digests.models import Language, Stats, SubscriptionState
from digests.storage.sqlite.database import Database
from digests.storage.sqlite.outbox import tally_where
from digests.storage.sqlite.repeats import forget_single_lines
from digests.storage.sqlite.values import micros, moment

_DAY = timedelta(hours=24)


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

    async def tidy(self, before: datetime) -> None:
        await self._database.write(lambda db: _tidy(db, micros(before)))

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


def _tidy(db: sqlite_utils.Database, before: int) -> None:
    db.table("editions").delete_where("due_at < ?", [before])
    db.table("deliveries").delete_where("due_at < ? AND state NOT IN ('pending', 'claimed')", [before])
    db.table("offered_sources").delete_where("offered_at < ?", [before])
    db.table("sources").delete_where("shared = 0 AND id NOT IN (SELECT source_id FROM own_sources)")
    forget_single_lines(db, before)


def _subscriptions(db: sqlite_utils.Database) -> dict[SubscriptionState, int]:
    rows = db.execute("SELECT state, count(*) FROM subscriptions GROUP BY state")
    return {SubscriptionState(state): count for state, count in rows}


def _languages(db: sqlite_utils.Database) -> dict[Language, int]:
    rows = db.execute("SELECT language, count(*) FROM subscriptions WHERE state = 'active' GROUP BY language")
    return dict(rows.fetchall())
