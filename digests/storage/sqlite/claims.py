"""Who may send what next, and how it ended: the statements that run for every message."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import sqlite_utils

from digests.models import Delivery, DeliveryId, DeliveryState, Urgency
from digests.storage.sqlite.delivery_rows import deliveries_with
from digests.storage.sqlite.values import dump_all, micros, micros_or_none, one_json

# A chat gets part 2 only when nothing of part 1 is under way any more, so both are never in one claim.
_IN_ORDER = """
    NOT EXISTS (
        SELECT 1 FROM deliveries e
        WHERE e.owner = d.owner AND e.chat_id = d.chat_id AND ifnull(e.thread_id, 0) = ifnull(d.thread_id, 0)
            AND e.part_number < d.part_number AND e.state IN ('pending', 'claimed')
    )
"""
_AS_JSON = "SELECT json_group_array(json_array(urgency, due_at, id)) FROM"
_CANDIDATE = "SELECT urgency, due_at, id FROM deliveries d"
# In the order in which they were due, not of their next try: after an outage the oldest goes first again. The few that
# wait for another try are passed over in the index.
_READY = f"""{_AS_JSON} ({_CANDIDATE}
    WHERE state = 'pending' AND urgency = :urgency AND broadcast_id IS :broadcast AND due_at <= :now
        AND next_try_at <= :now AND {_IN_ORDER}
    ORDER BY due_at, id LIMIT :limit
)"""
_NOT_PAUSED = """
    (broadcast_id IS NULL OR EXISTS (SELECT 1 FROM broadcasts b WHERE b.id = d.broadcast_id AND b.state = 'sending'))
"""
_STALLED = f"""{_AS_JSON} ({_CANDIDATE}
    WHERE state = 'claimed' AND lease_until <= :now AND {_NOT_PAUSED} AND {_IN_ORDER}
    ORDER BY lease_until, id LIMIT :limit
)"""
_SENDING = "SELECT json_group_array(id) FROM broadcasts WHERE state = 'sending'"
_CLAIM = """
    UPDATE deliveries SET unknowns = unknowns + (state = 'claimed'), state = 'claimed', lease_until = :lease_until
    WHERE id IN (SELECT value FROM json_each(:ids))
"""
# Whoever took over a stalled claim has raised its `unknowns`.
_RENEW = """
    UPDATE deliveries SET lease_until = :lease_until
    FROM (SELECT json_extract(value, '$[0]') AS id, json_extract(value, '$[1]') AS unknowns FROM json_each(:held)) held
    WHERE deliveries.id = held.id AND state = 'claimed' AND deliveries.unknowns = held.unknowns
"""
# Only what is claimed is settled, and not by a sender whose claim stalled and went to another, which raised `unknowns`.
# That it was sent is true whoever says it; that it may come twice then stays marked.
_SETTLE = """
    UPDATE deliveries SET state = after.state, attempts = after.attempts,
        unknowns = max(deliveries.unknowns, after.unknowns), next_try_at = after.next_try_at, lease_until = NULL,
        message_id = after.message_id, error = after.error, sent_at = after.sent_at, due_at = after.due_at
    FROM (
        SELECT json_extract(value, '$[0]') AS id, json_extract(value, '$[1]') AS state,
            json_extract(value, '$[2]') AS attempts, json_extract(value, '$[3]') AS unknowns,
            json_extract(value, '$[4]') AS next_try_at, json_extract(value, '$[5]') AS message_id,
            json_extract(value, '$[6]') AS error, json_extract(value, '$[7]') AS sent_at,
            json_extract(value, '$[8]') AS due_at
        FROM json_each(:settled)
    ) after
    WHERE deliveries.id = after.id AND (
        (deliveries.state = 'claimed' AND deliveries.unknowns <= after.unknowns)
        OR (after.state = 'sent' AND deliveries.state NOT IN ('sent', 'undoing', 'undone'))
    )
"""

_Candidate = tuple[str, int, int]
"""Urgency, due time and id, which is also the order in which they go."""


def claim(db: sqlite_utils.Database, now: datetime, limit: int, lease_s: float) -> list[Delivery]:
    """See `digests.ports.OutboxStore.claim`."""
    stalled, ready = _candidates(db, micros(now), limit)
    chosen = sorted([*stalled, *ready])[:limit]
    if not chosen:
        return []
    ids = dump_all(candidate[2] for candidate in chosen)
    db.execute(_CLAIM, {"ids": ids, "lease_until": micros(now + timedelta(seconds=lease_s))})
    claimed = {delivery.id: delivery for delivery in deliveries_with(db, ids)}
    for _, _, number in stalled:
        if number in claimed:
            claimed[DeliveryId(number)] = replace(claimed[DeliveryId(number)], state=DeliveryState.UNKNOWN)
    return [claimed[DeliveryId(number)] for _, _, number in chosen]


def renew(db: sqlite_utils.Database, held: Sequence[Delivery], until: datetime) -> None:
    """See `digests.ports.OutboxStore.renew`."""
    claims = dump_all([delivery.id, delivery.unknowns] for delivery in held)
    db.execute(_RENEW, {"held": claims, "lease_until": micros(until)})


def settle(db: sqlite_utils.Database, settled: Sequence[Delivery]) -> None:
    """See `digests.ports.OutboxStore.settle`."""
    db.execute(_SETTLE, {"settled": dump_all(map(_settled_values, settled))})


def _candidates(db: sqlite_utils.Database, now: int, limit: int) -> tuple[list[_Candidate], list[_Candidate]]:
    """What may be tried now: stalled, and ready. A queue at a time, so that the index gives each already sorted."""
    values: dict[str, Any] = {"now": now, "limit": limit}
    stalled = _found(db, _STALLED, values)
    ready: list[_Candidate] = []
    for urgency in Urgency:
        if len(ready) >= limit:
            break
        values |= {"urgency": urgency.value, "limit": limit - len(ready)}
        queues = [None, *one_json(db, _SENDING, [])] if urgency is Urgency.BROADCAST else [None]
        ready += sorted(each for queue in queues for each in _found(db, _READY, {**values, "broadcast": queue}))
    return stalled, ready


def _found(db: sqlite_utils.Database, query: str, values: dict[str, Any]) -> list[_Candidate]:
    return [(urgency, due_at, number) for urgency, due_at, number in one_json(db, query, values)]


def _settled_values(delivery: Delivery) -> tuple[object, ...]:
    return (
        delivery.id,
        delivery.state.value,
        delivery.attempts,
        delivery.unknowns,
        micros(delivery.next_try_at),
        delivery.message_id,
        delivery.error,
        micros_or_none(delivery.sent_at),
        micros(delivery.due_at),
    )
