"""Broadcasts of admins."""

from datetime import datetime

import sqlite_utils

from digests.models import Broadcast, BroadcastId, BroadcastState, Part, Urgency, broadcast_owner
from digests.storage.sqlite.chat_rows import broadcast_of
from digests.storage.sqlite.database import Database
from digests.storage.sqlite.documents import dump_part
from digests.storage.sqlite.values import micros

# The same tap twice is the same draft: it is unique on its chat, moment and message.
_CREATE = """
    INSERT OR IGNORE INTO broadcasts (chat_id, part, state, created_at) VALUES (:chat_id, :part, 'draft', :created_at)
"""
_CREATED = "SELECT * FROM broadcasts WHERE chat_id = :chat_id AND created_at = :created_at AND part = :part"
_START = (
    "UPDATE broadcasts SET state = 'sending', progress_message_id = ?, started_at = ? WHERE id = ? AND state = 'draft'"
)
# One statement, however many there are: recipients never leave the database.
_FILL_OUTBOX = """
    INSERT OR IGNORE INTO deliveries (owner, chat_id, thread_id, part_number, broadcast_id, subscription_id, due_at,
        urgency, next_try_at, state, attempts, unknowns)
    SELECT :owner, chat_id, thread_id, 1, :broadcast, id, :now, :urgency, :now, 'pending', 0, 0
    FROM subscriptions WHERE state = 'active'
"""
_FINISH = """
    UPDATE broadcasts SET state = :state, finished_at = :now
    WHERE id = :id AND state IN ('draft', 'sending', 'paused', 'undoing')
"""
_TURN = "UPDATE broadcasts SET state = ? WHERE id = ? AND state = ?"
_BEGIN_UNDOING = """
    UPDATE broadcasts SET state = 'undoing', started_at = :now, finished_at = NULL
    WHERE id = :id AND state IN ('done', 'stopped')
"""
_MARK_SENT = """
    UPDATE deliveries SET state = 'undoing' WHERE owner = :owner AND state = 'sent' AND sent_at >= :since
"""
_UNDER_WAY = "SELECT * FROM broadcasts WHERE state IN ('sending', 'paused', 'undoing') ORDER BY id"


class SqliteBroadcasts:
    """The `BroadcastStore` on SQLite."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def create(self, chat_id: int, part: Part, now: datetime) -> Broadcast:
        return await self._database.write(lambda db: _create(db, chat_id, part, now))

    async def find(self, broadcast_id: BroadcastId) -> Broadcast | None:
        return await self._database.read(lambda db: _find(db, broadcast_id))

    async def start(self, broadcast_id: BroadcastId, progress_message_id: int | None, now: datetime) -> int:
        """As the port says. A forum topic with a subscription of its own gets its own delivery."""
        return await self._database.write(lambda db: _start(db, broadcast_id, progress_message_id, now))

    async def finish(self, broadcast_id: BroadcastId, state: BroadcastState, now: datetime) -> None:
        """As the port says; one that is finished already stays as it is."""
        values = {"state": state.value, "now": micros(now), "id": broadcast_id}
        await self._database.write(lambda db: db.execute(_FINISH, values))

    async def pause(self, broadcast_id: BroadcastId) -> bool:
        """As the port says. The deliveries stay as they are: the claim passes over a paused broadcast."""
        return await self._turn(broadcast_id, BroadcastState.SENDING, BroadcastState.PAUSED)

    async def resume(self, broadcast_id: BroadcastId) -> bool:
        return await self._turn(broadcast_id, BroadcastState.PAUSED, BroadcastState.SENDING)

    async def undo(self, broadcast_id: BroadcastId, sent_since: datetime, now: datetime) -> int:
        return await self._database.write(lambda db: _undo(db, broadcast_id, micros(sent_since), micros(now)))

    async def under_way(self) -> list[Broadcast]:
        return await self._database.read(lambda db: [broadcast_of(row) for row in db.query(_UNDER_WAY)])

    async def _turn(self, broadcast_id: BroadcastId, before: BroadcastState, after: BroadcastState) -> bool:
        values = [after.value, broadcast_id, before.value]
        return await self._database.write(lambda db: db.execute(_TURN, values).rowcount > 0)


def _create(db: sqlite_utils.Database, chat_id: int, part: Part, now: datetime) -> Broadcast:
    values = {"chat_id": chat_id, "part": dump_part(part), "created_at": micros(now)}
    db.execute(_CREATE, values)
    return broadcast_of(next(db.query(_CREATED, values)))


def _find(db: sqlite_utils.Database, broadcast_id: BroadcastId) -> Broadcast | None:
    for row in db.query("SELECT * FROM broadcasts WHERE id = ?", [broadcast_id]):
        return broadcast_of(row)
    return None


def _start(db: sqlite_utils.Database, broadcast_id: BroadcastId, progress_message_id: int | None, now: datetime) -> int:
    if not db.execute(_START, [progress_message_id, micros(now), broadcast_id]).rowcount:
        return 0
    values = {
        "owner": broadcast_owner(broadcast_id),
        "broadcast": broadcast_id,
        "now": micros(now),
        "urgency": Urgency.BROADCAST.value,
    }
    return db.execute(_FILL_OUTBOX, values).rowcount


def _undo(db: sqlite_utils.Database, broadcast_id: BroadcastId, since: int, now: int) -> int:
    if not db.execute(_BEGIN_UNDOING, {"id": broadcast_id, "now": now}).rowcount:
        return 0
    return db.execute(_MARK_SENT, {"owner": broadcast_owner(broadcast_id), "since": since}).rowcount
