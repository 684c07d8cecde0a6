"""The outbox: what is put in, taken out again, counted and undone. What runs for every message is in `claims`."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import sqlite_utils

from digests.models import Delivery, DeliveryState, Failure, NewDelivery, Tally
from digests.storage.sqlite import claims
from digests.storage.sqlite.database import Database
from digests.storage.sqlite.delivery_rows import deliveries_with, delivery_record
from digests.storage.sqlite.values import dump_all, micros, one_json

REFUSED = "blocked: the chat does not take our messages any more"
"""The error of a delivery that `block` cancelled. An error that begins so is how a tally knows what was blocked."""

CHATS_NAMED = 5
"""Of the chats that one reason befell, so many are named: enough to look into it."""

_INSERT = """
    INSERT OR IGNORE INTO deliveries (owner, chat_id, thread_id, part_number, subscription_id, due_at, urgency,
        next_try_at, state, attempts, unknowns, asked)
    VALUES (:owner, :chat_id, :thread_id, :part_number, :subscription_id, :due_at, :urgency, :due_at, 'pending', 0, 0,
        :asked)
"""
INSERT_PART = """
    INSERT OR IGNORE INTO delivery_parts (delivery_id, part)
    SELECT id, :part FROM deliveries WHERE owner = :owner AND chat_id = :chat_id
        AND ifnull(thread_id, 0) = ifnull(:thread_id, 0) AND part_number = :part_number AND broadcast_id IS NULL
"""
_COUNT = """
    SELECT CASE WHEN state IN ('failed', 'cancelled') AND error GLOB 'blocked:*' THEN 'blocked' ELSE state END,
        count(*), sum(state = 'sent' AND unknowns > 0)
    FROM deliveries WHERE {} GROUP BY 1
"""
_GIVEN_UP = """
    FROM deliveries WHERE state IN ('failed', 'unknown') AND (error IS NULL OR error NOT GLOB 'blocked:*')
        AND (:owner IS NULL OR owner = :owner) AND due_at >= :since
"""
_REASONS = f"""
    SELECT state, ifnull(error, '') AS reason, count(*) AS count {_GIVEN_UP}
    GROUP BY 1, 2 ORDER BY 3 DESC, 1, 2 LIMIT :limit
"""
_SOME_CHATS = f"""
    SELECT chat_id {_GIVEN_UP} AND state = :state AND ifnull(error, '') = :reason ORDER BY id LIMIT {{}}
"""
_TO_ERASE = """
    SELECT json_group_array(id) FROM (SELECT id FROM deliveries WHERE state = 'undoing' ORDER BY id LIMIT ?)
"""
_SETTLE_ERASED = "UPDATE deliveries SET state = :state, error = :error WHERE id = :id AND state = 'undoing'"
_CANCEL = """
    UPDATE deliveries SET state = 'cancelled', lease_until = NULL
    WHERE owner = ? AND state IN ('pending', 'claimed')
"""


class SqliteOutbox:
    """The `OutboxStore` on SQLite."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def add(self, deliveries: Sequence[NewDelivery]) -> None:
        await self._database.write(lambda db: add_deliveries(db, deliveries))

    async def claim(self, now: datetime, *, limit: int, lease_s: float) -> list[Delivery]:
        """As the port says. A stalled one comes back in the state `unknown`, with one more of `unknowns`."""
        return await self._database.write(lambda db: claims.claim(db, now, limit, lease_s))

    async def renew(self, deliveries: Sequence[Delivery], now: datetime, *, lease_s: float) -> None:
        until = now + timedelta(seconds=lease_s)
        await self._database.write(lambda db: claims.renew(db, deliveries, until))

    async def settle(self, deliveries: Sequence[Delivery]) -> None:
        """As the port says. The chat is not stored: only `SubscriptionStore.move` changes it.

        One whose claim stalled and went to another sender (its `unknowns` lag behind) changes nothing unless it was
        sent.
        """
        await self._database.write(lambda db: claims.settle(db, deliveries))

    async def to_erase(self, *, limit: int) -> list[Delivery]:
        return await self._database.read(lambda db: _to_erase(db, limit))

    async def settle_erased(self, deliveries: Sequence[Delivery]) -> None:
        records = [{"id": each.id, "state": each.state.value, "error": each.error} for each in deliveries]
        await self._database.write(lambda db: db.conn.executemany(_SETTLE_ERASED, records))

    async def failures(self, *, owner: str | None = None, since: datetime, limit: int) -> list[Failure]:
        return await self._database.read(lambda db: _failures(db, owner, micros(since), limit))

    async def tally(self, owner: str) -> Tally:
        return await self._database.read(lambda db: tally_where(db, "owner = ?", [owner]))

    async def cancel(self, owner: str) -> int:
        """As the port says; one that is being sent right now counts, and stands as sent if it got through."""
        return await self._database.write(lambda db: db.execute(_CANCEL, [owner]).rowcount)


def add_deliveries(db: sqlite_utils.Database, deliveries: Sequence[NewDelivery]) -> None:
    """Insert those that are not there yet; part of the caller's transaction."""
    records = [delivery_record(delivery) for delivery in deliveries]
    db.conn.executemany(_INSERT, records)
    db.conn.executemany(INSERT_PART, records)


def tally_where(db: sqlite_utils.Database, condition: str, values: Sequence[object]) -> Tally:
    """Count the deliveries that meet a condition of ours."""
    rows = db.execute(_COUNT.format(condition), values).fetchall()
    counts: dict[str, int] = {state: count for state, count, _ in rows}
    claimed = counts.pop(DeliveryState.CLAIMED.value, 0)
    repeated = sum(repeats for _, _, repeats in rows)
    return replace(Tally(**counts), pending=counts.get("pending", 0) + claimed, repeated=repeated)


def _failures(db: sqlite_utils.Database, owner: str | None, since: int, limit: int) -> list[Failure]:
    values: dict[str, Any] = {"owner": owner, "since": since, "limit": limit}
    return [
        Failure(
            reason=row["reason"],
            count=row["count"],
            chat_ids=tuple(each[0] for each in db.execute(_SOME_CHATS.format(CHATS_NAMED), {**values, **row})),
            may_have_arrived=row["state"] == DeliveryState.UNKNOWN.value,
        )
        for row in list(db.query(_REASONS, values))
    ]


def _to_erase(db: sqlite_utils.Database, limit: int) -> list[Delivery]:
    ids = dump_all(one_json(db, _TO_ERASE, [limit]))
    return sorted(deliveries_with(db, ids), key=lambda delivery: delivery.id)
