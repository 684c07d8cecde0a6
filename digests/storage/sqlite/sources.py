"""Sources and their health."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

import sqlite_utils

from digests.models import Source, SourceId, SourceState
from digests.storage.sqlite.database import Database
from digests.storage.sqlite.rows import source_of, source_record, source_state_of, source_state_record
from digests.storage.sqlite.values import CHUNK, dump, micros

_UPDATE = """
    UPDATE sources SET address = :address, kind = :kind, title = :title, topic = :topic, language = :language,
        homepage = :homepage, shared = max(shared, :shared),
        next_check_at = CASE WHEN retired_at IS NULL THEN next_check_at ELSE :now END, retired_at = NULL
    WHERE id = :id
"""
# The longest due first; one under a lease is another's until the lease is past.
_CLAIM = """
    UPDATE sources SET lease_until = :lease_until WHERE id IN (
        SELECT id FROM sources
        WHERE retired_at IS NULL AND next_check_at <= :now AND (lease_until IS NULL OR lease_until <= :now)
        ORDER BY next_check_at, id LIMIT :limit
    ) RETURNING *
"""
_SETTLE = """
    UPDATE sources SET next_check_at = :next_check_at, etag = :etag, last_modified = :last_modified,
        body_hash = :body_hash, failures = :failures, error = :error, last_success_at = :last_success_at,
        wishes = :wishes, news_at = :news_at, moved_to = :moved_to, moves = :moves, retired_at = :retired_at,
        items = :items, hub = :hub, pushed_until = :pushed_until, lease_until = :lease_until
    WHERE id = :id
"""
_OFFERED = """
    SELECT id, address, kind, title, topic, language, homepage, shared, error IS NOT NULL AS fails FROM sources
    WHERE shared OR id IN (SELECT value FROM json_each(?)) ORDER BY title, id
"""


class SqliteSources:
    """The `SourceStore` on SQLite."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def add(self, sources: Sequence[Source], now: datetime) -> None:
        await self._database.write(lambda db: _add(db, sources, now))

    async def configure(self, sources: Sequence[Source], now: datetime) -> None:
        await self._database.write(lambda db: _configure(db, sources, now))

    async def remove(self, source_id: SourceId) -> None:
        await self._database.write(lambda db: db.table("sources").delete_where("id = ?", [source_id]))

    async def share(self, source: Source, now: datetime) -> None:
        await self._database.write(lambda db: _share(db, source, now))

    async def dismiss(self, source_id: SourceId) -> None:
        await self._database.write(lambda db: _dismiss(db, source_id))

    async def find(self, source_id: SourceId) -> Source | None:
        return await self._database.read(lambda db: _find(db, source_id))

    async def all(self) -> list[tuple[Source, SourceState]]:
        return await self._database.read(
            lambda db: [
                (source_of(row), source_state_of(row)) for row in db.query("SELECT * FROM sources ORDER BY title, id")
            ]
        )

    async def offered(self, own: Collection[SourceId]) -> list[tuple[Source, bool]]:
        return await self._database.read(
            lambda db: [(source_of(row), bool(row["fails"])) for row in db.query(_OFFERED, [dump(sorted(own))])]
        )

    async def shared_ids(self) -> frozenset[SourceId]:
        return await self._database.read(
            lambda db: frozenset(row[0] for row in db.execute("SELECT id FROM sources WHERE shared"))
        )

    async def claim_due(self, now: datetime, *, limit: int, lease_s: float) -> list[tuple[Source, SourceState]]:
        return await self._database.write(lambda db: _claim(db, now, limit, lease_s))

    async def settle(self, states: Mapping[SourceId, SourceState]) -> None:
        await self._database.write(lambda db: _settle(db, states))


def _add(db: sqlite_utils.Database, sources: Sequence[Source], now: datetime) -> None:
    configured = [source_record(source) for source in sources]
    state = source_state_record(SourceState(next_check_at=now))
    db.table("sources").insert_all([record | state for record in configured], ignore=True, batch_size=CHUNK)
    for record in configured:
        db.execute(_UPDATE, record | {"now": micros(now)})


def _share(db: sqlite_utils.Database, source: Source, now: datetime) -> None:
    db.table("dismissed_sources").delete_where("id = ?", [source.id])
    _add(db, [replace(source, shared=True)], now)
    db.execute("UPDATE sources SET next_check_at = ? WHERE id = ?", [micros(now), source.id])


def _dismiss(db: sqlite_utils.Database, source_id: SourceId) -> None:
    db.execute("INSERT OR IGNORE INTO dismissed_sources (id) VALUES (?)", [source_id])
    if db.table("own_sources").count_where("source_id = ?", [source_id]):
        db.execute("UPDATE sources SET shared = 0, configured = 0 WHERE id = ?", [source_id])
    else:
        db.table("sources").delete_where("id = ?", [source_id])


def _configure(db: sqlite_utils.Database, listed: Sequence[Source], now: datetime) -> None:
    dismissed = {row[0] for row in db.execute("SELECT id FROM dismissed_sources")}
    sources = [source for source in listed if source.id not in dismissed]
    _add(db, sources, now)
    named = dump([source.id for source in sources])
    db.execute("DELETE FROM sources WHERE configured = 1 AND id NOT IN (SELECT value FROM json_each(?))", [named])
    db.execute("UPDATE sources SET configured = 1 WHERE id IN (SELECT value FROM json_each(?))", [named])


def _settle(db: sqlite_utils.Database, states: Mapping[SourceId, SourceState]) -> None:
    for source_id, state in states.items():
        db.execute(_SETTLE, {"id": source_id, **source_state_record(state)})


def _find(db: sqlite_utils.Database, source_id: SourceId) -> Source | None:
    for row in db.query("SELECT * FROM sources WHERE id = ?", [source_id]):
        return source_of(row)
    return None


def _claim(db: sqlite_utils.Database, now: datetime, limit: int, lease_s: float) -> list[tuple[Source, SourceState]]:
    lease_until = micros(now + timedelta(seconds=lease_s))
    values = {"now": micros(now), "limit": limit, "lease_until": lease_until}
    # RETURNING gives rows in no particular order.
    rows = sorted(db.query(_CLAIM, values), key=lambda row: (row["next_check_at"], row["id"]))
    return [(source_of(row), source_state_of(row)) for row in rows]
