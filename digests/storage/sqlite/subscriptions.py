"""Subscriptions, and what is done to everything that a chat has."""

from collections.abc import Sequence
from datetime import datetime

import sqlite_utils

from digests.models import Language, SourceId, Subscription, SubscriptionId, subscription_id
from digests.storage.sqlite.chat_data import everything, forget
from digests.storage.sqlite.chat_rows import subscription_of, subscription_record
from digests.storage.sqlite.database import Database
from digests.storage.sqlite.outbox import REFUSED
from digests.storage.sqlite.values import CHUNK, Record, micros

_SELECT = """
    SELECT s.*, (SELECT json_group_array(source_id) FROM own_sources o WHERE o.subscription_id = s.id) AS own_sources
    FROM subscriptions s
"""
# Without the hint the planner takes the index on state and sorts every active subscription.
_DUE_AT_ONCE = """
    INDEXED BY subscriptions_instant WHERE s.state = 'active' AND s.rhythm = 'instant' AND s.next_due_at <= ?
    ORDER BY s.next_due_at, s.id LIMIT ?
"""
_DUE = """
    INDEXED BY subscriptions_due WHERE s.state = 'active' AND s.rhythm <> 'instant' AND s.next_due_at <= ?
    ORDER BY s.next_due_at, s.id LIMIT ?
"""
_INSTANT_SOURCES = """
    INDEXED BY subscriptions_instant_sources WHERE s.instant_sources <> '[]' AND s.state = 'active' ORDER BY s.id
"""
_CANCEL_OF_CHAT = """
    UPDATE deliveries SET state = 'cancelled', lease_until = NULL, error = :error
    WHERE chat_id = :chat AND state IN ('pending', 'claimed')
"""
_UNTHREAD = """
    UPDATE OR IGNORE deliveries SET thread_id = NULL
    WHERE chat_id = :chat AND thread_id = :thread AND state IN ('pending', 'claimed')
"""
_CANCEL_OF_TOPIC = """
    UPDATE deliveries SET state = 'cancelled', lease_until = NULL, error = :error
    WHERE chat_id = :chat AND thread_id = :thread AND state IN ('pending', 'claimed')
"""
# A later slot is the end of quiet hours: until then nothing need be looked at.
_WAKE = """
    UPDATE subscriptions SET next_due_at = :now
    WHERE state = 'active' AND rhythm = 'instant'
        AND (next_due_at IS NULL OR next_due_at <= :now OR quiet_from IS NULL)
"""
# What the new subscription has already stays with the old one, and goes with it.
_HAND_OVER = (
    "UPDATE OR IGNORE editions SET subscription_id = ? WHERE subscription_id = ?",
    "UPDATE OR IGNORE told SET subscription_id = ? WHERE subscription_id = ?",
    "UPDATE OR IGNORE own_sources SET subscription_id = ? WHERE subscription_id = ?",
    "UPDATE OR IGNORE reactions SET subscription_id = ? WHERE subscription_id = ?",
    "UPDATE OR IGNORE ratings SET subscription_id = ? WHERE subscription_id = ?",
)
# A supergroup counts its messages anew.
_FORGET_MESSAGES = """
    UPDATE reactions SET message_id = NULL WHERE subscription_id IN (SELECT id FROM subscriptions WHERE chat_id = ?)
"""


class SqliteSubscriptions:
    """The `SubscriptionStore` on SQLite."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def find(self, subscription_id: SubscriptionId) -> Subscription | None:
        found = await self._database.read(lambda db: select_subscriptions(db, "WHERE s.id = ?", [subscription_id]))
        return found[0] if found else None

    async def save(self, subscription: Subscription) -> None:
        await self._database.write(lambda db: _save(db, subscription))

    async def forget(self, chat_id: int) -> None:
        await self._database.write(lambda db: forget(db, chat_id))

    async def everything(self, chat_id: int) -> dict[str, list[dict[str, object]]]:
        return await self._database.read(lambda db: everything(db, chat_id))

    async def move(self, chat_id: int, new_chat_id: int) -> None:
        """As the port says. Where the new chat already has settings of its own, those stand."""
        if chat_id != new_chat_id:
            await self._database.write(lambda db: _move(db, chat_id, new_chat_id))

    async def leave_topic(self, chat_id: int, thread_id: int) -> bool:
        """As the port says. Where the chat itself already has settings of its own, those stand."""
        return await self._database.write(lambda db: _leave_topic(db, chat_id, thread_id))

    async def block(self, chat_id: int) -> None:
        await self._database.write(lambda db: block_chat(db, chat_id))

    async def due(self, now: datetime, *, limit: int) -> list[Subscription]:
        return await self._database.read(lambda db: _due(db, micros(now), limit))

    async def wake_instant(self, now: datetime) -> None:
        await self._database.write(lambda db: db.execute(_WAKE, {"now": micros(now)}))

    async def with_instant_sources(self) -> list[Subscription]:
        return await self._database.read(lambda db: select_subscriptions(db, _INSTANT_SOURCES, []))

    async def wanted_languages(self) -> frozenset[Language]:
        query = "SELECT DISTINCT language FROM subscriptions WHERE state = 'active'"
        return await self._database.read(lambda db: frozenset(row[0] for row in db.execute(query)))

    async def count_active(self) -> int:
        return await self._database.read(lambda db: db.table("subscriptions").count_where("state = 'active'"))


def select_subscriptions(db: sqlite_utils.Database, where: str, values: list[object]) -> list[Subscription]:
    """Subscriptions by a condition of ours; part of the caller's transaction."""
    return [subscription_of(row) for row in db.query(f"{_SELECT} {where}", values)]


def _due(db: sqlite_utils.Database, now: int, limit: int) -> list[Subscription]:
    at_once = select_subscriptions(db, _DUE_AT_ONCE, [now, limit])
    return at_once + select_subscriptions(db, _DUE, [now, limit - len(at_once)])


def _save(db: sqlite_utils.Database, subscription: Subscription) -> None:
    db.table("subscriptions").upsert(subscription_record(subscription), pk="id")
    own = [_own_source(subscription.id, source) for source in sorted(subscription.own_sources)]
    db.table("own_sources").delete_where("subscription_id = ?", [subscription.id])
    db.table("own_sources").insert_all(own, batch_size=CHUNK)


def _own_source(subscription: SubscriptionId, source: SourceId) -> Record:
    return {"subscription_id": subscription, "source_id": source}


def block_chat(db: sqlite_utils.Database, chat_id: int) -> None:
    """Mark the chat's subscriptions as blocked and withdraw what waits; part of the caller's transaction."""
    db.execute("UPDATE subscriptions SET state = 'blocked' WHERE chat_id = ?", [chat_id])
    db.execute(_CANCEL_OF_CHAT, {"chat": chat_id, "error": REFUSED})


def _move(db: sqlite_utils.Database, chat_id: int, new_chat_id: int) -> None:
    old = select_subscriptions(db, "WHERE s.chat_id = ?", [chat_id])
    for subscription in old:
        _move_subscription(db, subscription, new_chat_id, subscription.thread_id)
    db.execute(_FORGET_MESSAGES, [new_chat_id])
    # A broadcast that already went to the new id is not repeated there: the old row stays behind, withdrawn.
    db.execute("UPDATE OR IGNORE deliveries SET chat_id = ? WHERE chat_id = ?", [new_chat_id, chat_id])
    db.execute(_CANCEL_OF_CHAT, {"chat": chat_id, "error": "the chat moved, and has this message there already"})


def _leave_topic(db: sqlite_utils.Database, chat_id: int, thread_id: int) -> bool:
    gone = select_subscriptions(db, "WHERE s.id = ?", [subscription_id(chat_id, thread_id)])
    for subscription in gone:
        _move_subscription(db, subscription, chat_id, None)
    values = {"chat": chat_id, "thread": thread_id, "error": "the topic is gone, and the chat has this message already"}
    moved = db.execute(_UNTHREAD, values).rowcount
    db.execute(_CANCEL_OF_TOPIC, values)
    return bool(gone) or moved > 0


def _move_subscription(
    db: sqlite_utils.Database, subscription: Subscription, new_chat_id: int, thread_id: int | None
) -> None:
    new_id = subscription_id(new_chat_id, thread_id)
    values: Sequence[object] = [new_id, subscription.id]
    if db.table("subscriptions").count_where("id = ?", [new_id]):
        for hand_over in _HAND_OVER:
            db.execute(hand_over, values)
        db.table("subscriptions").delete_where("id = ?", [subscription.id])
    else:
        moved = [new_id, new_chat_id, thread_id, subscription.id]
        db.execute("UPDATE subscriptions SET id = ?, chat_id = ?, thread_id = ? WHERE id = ?", moved)
    here = "UPDATE deliveries SET subscription_id = ? WHERE subscription_id = ? AND chat_id = ?"
    db.execute(here, [*values, subscription.chat_id])
