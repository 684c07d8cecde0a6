"""The outbox: who may send what next, and what became of it."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import sqlite_utils

from digests.models import Delivery, DeliveryState, Failure, NewDelivery, Tally, Urgency
from digests.storage.sqlite.chat_rows import delivery_of, delivery_record
from digests.storage.sqlite.database import Database
from digests.storage.sqlite.values import CHUNK, Row, dump_all, micros, micros_or_none

REFUSED = "blocked: the chat does not take our messages any more"
"""The error of a delivery that `block` cancelled. An error that begins so is how a tally knows what was blocked."""

CHATS_NAMED = 5
"""Of the chats that one reason befell, so many are named: enough to look into it."""

# A chat gets part 2 only when nothing of part 1 is under way any more, so both are never in one claim.
_IN_ORDER = """
    NOT EXISTS (
        SELECT 1 FROM deliveries e
        WHERE e.owner = d.owner AND e.chat_id = d.chat_id AND ifnull(e.thread_id, 0) = ifnull(d.thread_id, 0)
            AND e.part_number < d.part_number AND e.state IN ('pending', 'claimed')
    )
"""
_CANDIDATE = "SELECT id, urgency, due_at FROM deliveries d"
# In the order in which they were due, not of their next try: after an outage the oldest goes first again. The few that
# wait for another try are passed over in the index.
_READY = f"""{_CANDIDATE}
    WHERE state = 'pending' AND urgency = :urgency AND broadcast_id IS :broadcast AND due_at <= :now
        AND next_try_at <= :now AND {_IN_ORDER}
    ORDER BY due_at, id LIMIT :limit
"""
_NOT_PAUSED = """
    (broadcast_id IS NULL OR EXISTS (SELECT 1 FROM broadcasts b WHERE b.id = d.broadcast_id AND b.state = 'sending'))
"""
_STALLED = f"""{_CANDIDATE}
    WHERE state = 'claimed' AND lease_until <= :now AND {_NOT_PAUSED} AND {_IN_ORDER}
    ORDER BY lease_until, id LIMIT :limit
"""
_SENDING = "SELECT id FROM broadcasts WHERE state = 'sending'"
_CLAIM = """
    UPDATE deliveries SET unknowns = unknowns + (state = 'claimed'), state = 'claimed', lease_until = :lease_until
    WHERE id IN (SELECT value FROM json_each(:ids))
"""
_CLAIMED = """
    SELECT d.*, ifnull(d.part, b.part) AS whole_part FROM deliveries d LEFT JOIN broadcasts b ON b.id = d.broadcast_id
    WHERE d.id IN (SELECT value FROM json_each(?))
"""
# Whoever took over a stalled claim has raised its `unknowns`.
_RENEW = """
    UPDATE deliveries SET lease_until = :lease_until WHERE id = :id AND state = 'claimed' AND unknowns = :unknowns
"""
# Only what is claimed is settled, and not by a sender whose claim stalled and went to another, which raised `unknowns`.
# That it was sent is true whoever says it; that it may come twice then stays marked.
_SETTLE = """
    UPDATE deliveries SET state = :state, attempts = :attempts, unknowns = max(unknowns, :unknowns),
        next_try_at = :next_try_at, lease_until = NULL, message_id = :message_id, error = :error, sent_at = :sent_at
    WHERE id = :id AND (
        (state = 'claimed' AND unknowns <= :unknowns)
        OR (:state = 'sent' AND state NOT IN ('sent', 'undoing', 'undone'))
    )
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
    SELECT d.*, ifnull(d.part, b.part) AS whole_part FROM deliveries d LEFT JOIN broadcasts b ON b.id = d.broadcast_id
    WHERE d.state = 'undoing' ORDER BY d.id LIMIT ?
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
        return await self._database.write(lambda db: _claim(db, now, limit, lease_s))

    async def renew(self, deliveries: Sequence[Delivery], now: datetime, *, lease_s: float) -> None:
        until = micros(now + timedelta(seconds=lease_s))
        records = [{"id": each.id, "unknowns": each.unknowns, "lease_until": until} for each in deliveries]
        await self._database.write(lambda db: db.conn.executemany(_RENEW, records))

    async def settle(self, deliveries: Sequence[Delivery]) -> None:
        """As the port says. The chat is not stored: only `SubscriptionStore.move` changes it.

        One whose claim stalled and went to another sender (its `unknowns` lag behind) changes nothing unless it was
        sent.
        """
        records = [_settle_record(delivery) for delivery in deliveries]
        await self._database.write(lambda db: db.conn.executemany(_SETTLE, records))

    async def to_erase(self, *, limit: int) -> list[Delivery]:
        return await self._database.read(lambda db: [delivery_of(row) for row in db.query(_TO_ERASE, [limit])])

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
    db.table("deliveries").insert_all(map(delivery_record, deliveries), ignore=True, batch_size=CHUNK)


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


def _claim(db: sqlite_utils.Database, now: datetime, limit: int, lease_s: float) -> list[Delivery]:
    candidates = _candidates(db, micros(now), limit)
    stalled = {row["id"] for row in candidates if row["stalled"]}
    ids = dump_all(row["id"] for row in candidates)
    db.execute(_CLAIM, {"ids": ids, "lease_until": micros(now + timedelta(seconds=lease_s))})
    claimed = [_as_unknown(row) if row["id"] in stalled else row for row in db.query(_CLAIMED, [ids])]
    return [delivery_of(row) for row in sorted(claimed, key=_precedence)]


def _candidates(db: sqlite_utils.Database, now: int, limit: int) -> list[Row]:
    """What may be tried now, in order. A queue at a time, so that the index gives each already sorted."""
    values: dict[str, Any] = {"now": now, "limit": limit}
    found: list[Row] = [{**row, "stalled": True} for row in db.query(_STALLED, values)]
    ready = 0
    for urgency in Urgency:
        values |= {"urgency": urgency.value, "limit": limit - ready}
        queues = [None, *_broadcasts_sending(db)] if urgency is Urgency.BROADCAST else [None]
        rows = [row for queue in queues for row in db.query(_READY, {**values, "broadcast": queue})]
        found += [{**row, "stalled": False} for row in rows]
        ready += min(len(rows), limit - ready)
    return sorted(found, key=_precedence)[:limit]


def _broadcasts_sending(db: sqlite_utils.Database) -> list[int]:
    return [row[0] for row in db.execute(_SENDING)]


def _precedence(row: Row) -> tuple[str, int, int]:
    return row["urgency"], row["due_at"], row["id"]


def _as_unknown(row: Row) -> Row:
    return {**row, "state": DeliveryState.UNKNOWN.value}


def _settle_record(delivery: Delivery) -> dict[str, object]:
    return {
        "id": delivery.id,
        "state": delivery.state.value,
        "attempts": delivery.attempts,
        "unknowns": delivery.unknowns,
        "next_try_at": micros(delivery.next_try_at),
        "message_id": delivery.message_id,
        "error": delivery.error,
        "sent_at": micros_or_none(delivery.sent_at),
    }
