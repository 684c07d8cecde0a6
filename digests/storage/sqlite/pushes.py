"""What was agreed with hubs."""

from collections.abc import Sequence
from datetime import datetime, timedelta

import sqlite_utils

from digests.models import Push, PushId, Source, SourceId, SourceState, push_id
from digests.storage.sqlite.database import Database
from digests.storage.sqlite.documents import load_hub
from digests.storage.sqlite.rows import source_of, source_state_of
from digests.storage.sqlite.values import Record, Row, micros, micros_or_none, moment, moment_or_none

_WANTED = """
    sources.hub IS NOT NULL AND sources.retired_at IS NULL
    AND (sources.shared = 1 OR sources.id IN (SELECT source_id FROM own_sources))
"""
_NEW = f"""
    SELECT id, hub FROM sources WHERE {_WANTED} AND NOT EXISTS (
        SELECT 1 FROM pushes WHERE source_id = sources.id AND pushes.hub = sources.hub AND phase = 'wanted'
    )
"""  # noqa: S608 - no value of anybody's stands in it
_UNWANTED = f"""
    SELECT id FROM pushes WHERE phase = 'wanted' AND NOT EXISTS (
        SELECT 1 FROM sources WHERE sources.id = pushes.source_id AND sources.hub = pushes.hub AND {_WANTED}
    )
"""  # noqa: S608
_ELSEWHERE = "SELECT id FROM pushes WHERE phase = 'wanted' AND base <> :base"
_INSERT = """
    INSERT INTO pushes (id, source_id, hub, phase, base, next_at, tries) VALUES
        (:id, :source_id, :hub, 'wanted', :base, :now, 0)
    ON CONFLICT (id) DO UPDATE SET phase = 'wanted', base = excluded.base, next_at = excluded.next_at, tries = 0
"""
_LEAVE = "UPDATE pushes SET phase = 'leaving', next_at = ?, tries = 0 WHERE id = ?"
_MOVE = "UPDATE pushes SET base = ?, next_at = ?, tries = 0 WHERE id = ?"
_SETTLE = "UPDATE pushes SET phase = :phase, next_at = :next_at, tries = :tries, until = :until WHERE id = :id"
_SELECT = """
    SELECT pushes.*, coalesce(sources.shared, 0) AS shared FROM pushes LEFT JOIN sources ON sources.id = source_id
"""
_DUE = f"{_SELECT} WHERE next_at <= ? ORDER BY next_at, pushes.id LIMIT ?"


class SqlitePushes:
    """The `PushStore` on SQLite."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def key(self) -> bytes:
        key: bytes = await self._database.read(lambda db: db.execute("SELECT key FROM push_key").fetchone()[0])
        return key

    async def arrange(self, base: str, now: datetime) -> None:
        # Mostly nothing has changed, and no writer need wait for that.
        changes = await self._database.read(lambda db: _changes(db, base))
        if any(changes):
            await self._database.write(lambda db: _arrange(db, base, micros(now)))

    async def claim_due(self, now: datetime, *, limit: int, lease_s: float) -> list[Push]:
        return await self._database.write(lambda db: _claim(db, now, limit, lease_s))

    async def settle(self, push: Push) -> None:
        await self._database.write(lambda db: db.execute(_SETTLE, _record(push)))

    async def end(self, push_id: PushId) -> None:
        await self._database.write(lambda db: db.table("pushes").delete_where("id = ?", [push_id]))

    async def find(self, push_id: PushId) -> Push | None:
        return await self._database.read(lambda db: _find(db, push_id))

    async def target(self, source_id: SourceId) -> tuple[Source, SourceState] | None:
        return await self._database.read(lambda db: _target(db, source_id))


def _changes(db: sqlite_utils.Database, base: str) -> tuple[Sequence[Row], Sequence[Row], Sequence[Row]]:
    return list(db.query(_NEW)), list(db.query(_UNWANTED)), list(db.query(_ELSEWHERE, {"base": base}))


def _arrange(db: sqlite_utils.Database, base: str, now: int) -> None:
    new, unwanted, elsewhere = _changes(db, base)
    for row in elsewhere:
        db.execute(_MOVE, [base, now, row["id"]])
    for row in unwanted:
        db.execute(_LEAVE, [now, row["id"]])
    for row in new:
        identity = push_id(row["id"], load_hub(row["hub"]))
        db.execute(_INSERT, {"id": identity, "source_id": row["id"], "hub": row["hub"], "base": base, "now": now})


def _claim(db: sqlite_utils.Database, now: datetime, limit: int, lease_s: float) -> list[Push]:
    found = [_push_of(row) for row in db.query(_DUE, [micros(now), limit])]
    lease_until = micros(now + timedelta(seconds=lease_s))
    for push in found:
        db.execute("UPDATE pushes SET next_at = ? WHERE id = ?", [lease_until, push.id])
    return found


def _find(db: sqlite_utils.Database, identity: PushId) -> Push | None:
    for row in db.query(f"{_SELECT} WHERE pushes.id = ?", [identity]):
        return _push_of(row)
    return None


def _target(db: sqlite_utils.Database, source_id: SourceId) -> tuple[Source, SourceState] | None:
    for row in db.query("SELECT * FROM sources WHERE id = ? AND retired_at IS NULL", [source_id]):
        return source_of(row), source_state_of(row)
    return None


def _record(push: Push) -> Record:
    return {
        "id": push.id,
        "phase": push.phase,
        "next_at": micros(push.next_at),
        "tries": push.tries,
        "until": micros_or_none(push.until),
    }


def _push_of(row: Row) -> Push:
    return Push(
        source_id=row["source_id"],
        hub=load_hub(row["hub"]),
        next_at=moment(row["next_at"]),
        phase=row["phase"],
        tries=row["tries"],
        until=moment_or_none(row["until"]),
        shared=bool(row["shared"]),
    )
