"""Row <-> model for the outbox, many rows at a time.

Each step of a statement gives the interpreter's lock away and has to wait for it again, five milliseconds when the
event loop is busy (`sys.getswitchinterval`). So what goes in and what comes out is one JSON text, whatever the number
of rows: one step.
"""

import sqlite_utils

from digests.models import Delivery, DeliveryState, NewDelivery, Part, Urgency
from digests.storage.sqlite.chat_rows import quiet_of
from digests.storage.sqlite.documents import dump_part, part_of
from digests.storage.sqlite.values import Record, Row, load, micros, moment, moment_or_none

# The parts are JSON already: joined as texts they are not read and written once more.
_SELECT = """
    SELECT
        json_group_array(json_object(
            'id', d.id, 'owner', d.owner, 'chat_id', d.chat_id, 'due_at', d.due_at, 'urgency', d.urgency,
            'next_try_at', d.next_try_at, 'part_number', d.part_number, 'thread_id', d.thread_id,
            'subscription_id', d.subscription_id, 'state', d.state, 'attempts', d.attempts, 'unknowns', d.unknowns,
            'lease_until', d.lease_until, 'message_id', d.message_id, 'error', d.error, 'sent_at', d.sent_at,
            'timezone', ifnull(s.timezone, 'UTC'), 'quiet_from', iif(d.asked, NULL, s.quiet_from),
            'quiet_until', s.quiet_until
        )),
        '[' || ifnull(group_concat(ifnull(p.part, b.part)), '') || ']'
    FROM deliveries d LEFT JOIN delivery_parts p ON p.delivery_id = d.id LEFT JOIN broadcasts b ON b.id = d.broadcast_id
        LEFT JOIN subscriptions s ON s.id = d.subscription_id
    WHERE d.id IN (SELECT value FROM json_each(?))
"""


def deliveries_with(db: sqlite_utils.Database, ids: str) -> list[Delivery]:
    """The deliveries whose ids stand in a JSON list, each with its own part or its broadcast's, in no order."""
    rows, parts = db.execute(_SELECT, [ids]).fetchone()
    return [_delivery_of(row, part_of(part)) for row, part in zip(load(rows), load(parts), strict=True)]


def delivery_record(delivery: NewDelivery) -> Record:
    return {
        "owner": delivery.owner,
        "chat_id": delivery.chat_id,
        "thread_id": delivery.thread_id,
        "part_number": delivery.part_number,
        "part": dump_part(delivery.part),
        "subscription_id": delivery.subscription_id,
        "due_at": micros(delivery.due_at),
        "urgency": delivery.urgency.value,
        "asked": delivery.asked,
    }


def _delivery_of(row: Row, part: Part) -> Delivery:
    return Delivery(
        id=row["id"],
        owner=row["owner"],
        chat_id=row["chat_id"],
        part=part,
        due_at=moment(row["due_at"]),
        urgency=Urgency(row["urgency"]),
        next_try_at=moment(row["next_try_at"]),
        part_number=row["part_number"],
        thread_id=row["thread_id"],
        subscription_id=row["subscription_id"],
        state=DeliveryState(row["state"]),
        attempts=row["attempts"],
        unknowns=row["unknowns"],
        lease_until=moment_or_none(row["lease_until"]),
        message_id=row["message_id"],
        error=row["error"],
        sent_at=moment_or_none(row["sent_at"]),
        quiet=quiet_of(row),
        timezone=row["timezone"],
    )
