"""What the operator's administrators see and do: bans, actions, figures."""

from collections.abc import Collection, Sequence
from datetime import date, datetime, timedelta

import sqlite_utils

from digests.models import AdminAction, Ban, Census, ChatKind, DayFigures, Profile, SubscriptionState
from digests.storage.sqlite.database import Database
from digests.storage.sqlite.subscriptions import block_chat
from digests.storage.sqlite.values import Row, dump_all, micros, moment, moment_or_none

_DAY, _WEEK = timedelta(days=1), timedelta(days=7)
ACTIONS_KEPT = 1000
"""More than anybody looks back through; the oldest go."""

_BAN = "INSERT OR IGNORE INTO bans (chat_id, banned_at, banned_by) VALUES (?, ?, ?)"
_IS_BANNED = "SELECT 1 FROM bans WHERE chat_id IN (SELECT value FROM json_each(?)) LIMIT 1"
_RECORD = "INSERT INTO admin_actions (at, admin_id, act, subject) VALUES (?, ?, ?, ?)"
_FORGET_OLD = "DELETE FROM admin_actions WHERE id <= (SELECT max(id) FROM admin_actions) - ?"
_PROFILE = """
    SELECT s.id, s.chat_id, s.chat_kind, s.language, s.state, s.created_at,
        (SELECT max(at) FROM reactions r WHERE r.subscription_id = s.id) AS last_active_at,
        EXISTS (SELECT 1 FROM bans b WHERE b.chat_id = s.chat_id) AS is_banned
    FROM subscriptions s
"""
_KINDS = "SELECT chat_kind, count(*) FROM subscriptions GROUP BY chat_kind"
_JOINED = "SELECT count(*) FROM subscriptions WHERE created_at >= ?"
_ACTIVE = "SELECT count(DISTINCT subscription_id) FROM reactions WHERE at >= ?"
_COUNT_DAY = """
    INSERT INTO daily_figures (day, subscribers, joined, opened, sent) VALUES (
        :day,
        (SELECT count(*) FROM subscriptions WHERE state = 'active'),
        (SELECT count(*) FROM subscriptions WHERE created_at >= :begin AND created_at < :end),
        (SELECT count(*) FROM reactions WHERE at >= :begin AND at < :end AND act = 'opened'),
        (SELECT count(*) FROM deliveries WHERE due_at >= :begin AND due_at < :end AND state = 'sent')
    )
    ON CONFLICT (day) DO UPDATE SET
        subscribers = CASE WHEN :is_over THEN subscribers ELSE excluded.subscribers END,
        joined = max(joined, excluded.joined), opened = max(opened, excluded.opened), sent = max(sent, excluded.sent)
"""


class SqliteAdmins:
    """The `AdminStore` on SQLite."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def ban(self, chat_id: int, admin_id: int, now: datetime) -> bool:
        return await self._database.write(lambda db: _ban(db, chat_id, admin_id, micros(now)))

    async def unban(self, chat_id: int) -> bool:
        delete = "DELETE FROM bans WHERE chat_id = ?"
        return await self._database.write(lambda db: db.execute(delete, [chat_id]).rowcount > 0)

    async def is_banned(self, ids: Collection[int]) -> bool:
        return await self._database.read(lambda db: is_banned(db, ids))

    async def bans(self, *, limit: int) -> list[Ban]:
        query = "SELECT * FROM bans ORDER BY banned_at DESC, chat_id LIMIT ?"
        return await self._database.read(
            lambda db: [
                Ban(row["chat_id"], moment(row["banned_at"]), row["banned_by"]) for row in db.query(query, [limit])
            ]
        )

    async def record(self, action: AdminAction) -> None:
        """As the port says; the newest thousand are kept."""
        values = [micros(action.at), action.admin_id, action.act, action.subject]
        await self._database.write(lambda db: _record(db, values))

    async def actions(self, *, limit: int) -> list[AdminAction]:
        query = "SELECT * FROM admin_actions ORDER BY id DESC LIMIT ?"
        return await self._database.read(
            lambda db: [
                AdminAction(moment(row["at"]), row["admin_id"], row["act"], row["subject"])
                for row in db.query(query, [limit])
            ]
        )

    async def profiles(self, *, limit: int, offset: int = 0) -> list[Profile]:
        query = f"{_PROFILE} ORDER BY s.created_at DESC, s.id LIMIT ? OFFSET ?"
        return await self._database.read(lambda db: [_profile(row) for row in db.query(query, [limit, offset])])

    async def profiles_of(self, chat_id: int) -> list[Profile]:
        query = f"{_PROFILE} WHERE s.chat_id = ? ORDER BY s.id"
        return await self._database.read(lambda db: [_profile(row) for row in db.query(query, [chat_id])])

    async def census(self, now: datetime) -> Census:
        return await self._database.read(lambda db: _census(db, now))

    async def count_day(self, day: date, begin: datetime, end: datetime, *, is_over: bool) -> None:
        """As the port says. What was counted never shrinks: who forgets or tidies takes nothing back."""
        values = {"day": day.isoformat(), "begin": micros(begin), "end": micros(end), "is_over": is_over}
        await self._database.write(lambda db: db.execute(_COUNT_DAY, values))

    async def days(self, since: date) -> list[DayFigures]:
        query = "SELECT * FROM daily_figures WHERE day >= ? ORDER BY day"
        return await self._database.read(
            lambda db: [
                DayFigures(**{**row, "day": date.fromisoformat(row["day"])})
                for row in db.query(query, [since.isoformat()])
            ]
        )


def _ban(db: sqlite_utils.Database, chat_id: int, admin_id: int, now: int) -> bool:
    block_chat(db, chat_id)
    return db.execute(_BAN, [chat_id, now, admin_id]).rowcount > 0


def _record(db: sqlite_utils.Database, values: Sequence[object]) -> None:
    db.execute(_RECORD, values)
    db.execute(_FORGET_OLD, [ACTIONS_KEPT])


def _profile(row: Row) -> Profile:
    return Profile(
        id=row["id"],
        chat_id=row["chat_id"],
        chat_kind=row["chat_kind"],
        language=row["language"],
        state=SubscriptionState(row["state"]),
        created_at=moment(row["created_at"]),
        last_active_at=moment_or_none(row["last_active_at"]),
        is_banned=bool(row["is_banned"]),
    )


def is_banned(db: sqlite_utils.Database, ids: Collection[int]) -> bool:
    """Whether one of them is; part of the caller's transaction."""
    return db.execute(_IS_BANNED, [dump_all(ids)]).fetchone() is not None


def _census(db: sqlite_utils.Database, now: datetime) -> Census:
    kinds: dict[ChatKind, int] = dict(db.execute(_KINDS).fetchall())
    return Census(
        kinds=kinds,
        total=sum(kinds.values()),
        joined_24h=_count(db, _JOINED, now - _DAY),
        joined_7d=_count(db, _JOINED, now - _WEEK),
        active_7d=_count(db, _ACTIVE, now - _WEEK),
        banned=db.table("bans").count,
    )


def _count(db: sqlite_utils.Database, query: str, since: datetime) -> int:
    return int(db.execute(query, [micros(since)]).fetchone()[0])
