"""Sources and their health."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

import sqlite_utils

from digests.models import Source, SourceId, SourceState
from digests.storage.sqlite.database import Database
from digests.storage.sqlite.rows import source_of, source_record, source_state_of, source_state_record
from digests.storage.sqlite.values import CHUNK, dump, micros, one_json

_UPDATE = """
    UPDATE sources SET address = :address, kind = :kind, title = :title, topic = :topic, language = :language,
        homepage = :homepage, shared = max(shared, :shared),
        next_check_at = CASE WHEN retired_at IS NULL THEN next_check_at ELSE :now END, retired_at = NULL
    WHERE id = :id
"""
# What runs for every refresh takes a few steps whatever the number of sources: see `delivery_rows`.
# The longest due first; one under a lease is another's until the lease is past.
_DUE = """
    SELECT json_group_array(id) FROM (
        SELECT id FROM sources
        WHERE retired_at IS NULL AND next_check_at <= :now AND (lease_until IS NULL OR lease_until <= :now)
            AND (:shared IS NULL OR shared = :shared)
        ORDER BY next_check_at, id LIMIT :limit
    )
"""
_LEASE = "UPDATE sources SET lease_until = :lease_until WHERE id IN (SELECT value FROM json_each(:ids))"
_CLAIMED = """
    SELECT json_group_array(json_object(
        'id', id, 'address', address, 'kind', kind, 'title', title, 'topic', topic, 'language', language,
        'homepage', homepage, 'shared', shared, 'next_check_at', next_check_at, 'etag', etag,
        'last_modified', last_modified, 'body_hash', body_hash, 'failures', failures, 'error', error,
        'last_success_at', last_success_at, 'wishes', wishes, 'news_at', news_at, 'moved_to', moved_to, 'moves', moves,
        'retired_at', retired_at, 'items', hex(items), 'hub', hub, 'pushed_until', pushed_until
    ))
    FROM sources WHERE id IN (SELECT value FROM json_each(:ids))
"""
_SETTLE = """
    UPDATE sources SET
        next_check_at = json_extract(after.value, '$.next_check_at'), etag = json_extract(after.value, '$.etag'),
        last_modified = json_extract(after.value, '$.last_modified'),
        body_hash = json_extract(after.value, '$.body_hash'), failures = json_extract(after.value, '$.failures'),
        error = json_extract(after.value, '$.error'), last_success_at = json_extract(after.value, '$.last_success_at'),
        wishes = json_extract(after.value, '$.wishes'), news_at = json_extract(after.value, '$.news_at'),
        moved_to = json_extract(after.value, '$.moved_to'), moves = json_extract(after.value, '$.moves'),
        retired_at = json_extract(after.value, '$.retired_at'), hub = json_extract(after.value, '$.hub'),
        pushed_until = json_extract(after.value, '$.pushed_until'), lease_until = NULL
    FROM json_each(:states) after WHERE sources.id = after.key
"""
# JSON holds no bytes, and most settled sources have the items that they had.
_OTHER_ITEMS = """
    SELECT json_group_array(s.id) FROM json_each(:items) after JOIN sources s ON s.id = after.key
    WHERE hex(s.items) <> after.value
"""
_SETTLE_ITEMS = "UPDATE sources SET items = ? WHERE id = ?"
_OFFERED = """
    SELECT id, address, kind, title, topic, language, homepage, shared, error IS NOT NULL AS fails FROM sources
    WHERE shared OR id IN (SELECT value FROM json_each(?)) ORDER BY title, id
"""
_SHARED = "SELECT json_group_array(id) FROM sources WHERE shared"


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
        return frozenset(await self._database.read(lambda db: one_json(db, _SHARED)))

    async def claim_due(
        self, now: datetime, *, limit: int, lease_s: float, shared: bool | None = None
    ) -> list[tuple[Source, SourceState]]:
        return await self._database.write(lambda db: _claim(db, now, limit, lease_s, shared=shared))

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
    records = {source_id: source_state_record(state) for source_id, state in states.items()}
    items = {source_id: record.pop("items") for source_id, record in records.items()}
    db.execute(_SETTLE, {"states": dump(records)})
    others = one_json(db, _OTHER_ITEMS, {"items": dump({i: (item or b"").hex().upper() for i, item in items.items()})})
    db.conn.executemany(_SETTLE_ITEMS, [(items[source_id], source_id) for source_id in others])


def _find(db: sqlite_utils.Database, source_id: SourceId) -> Source | None:
    for row in db.query("SELECT * FROM sources WHERE id = ?", [source_id]):
        return source_of(row)
    return None


def _claim(
    db: sqlite_utils.Database, now: datetime, limit: int, lease_s: float, *, shared: bool | None
) -> list[tuple[Source, SourceState]]:
    ids = one_json(db, _DUE, {"now": micros(now), "limit": limit, "shared": shared})
    if not ids:
        return []
    values = {"ids": dump(ids), "lease_until": micros(now + timedelta(seconds=lease_s))}
    db.execute(_LEASE, values)
    rows = sorted(one_json(db, _CLAIMED, values), key=lambda row: (row["next_check_at"], row["id"]))
    return [(source_of(row), source_state_of(row | {"items": bytes.fromhex(row["items"])})) for row in rows]
