"""Broadcasts of admins."""

from dataclasses import asdict
from datetime import datetime, timedelta

import sqlite_utils

from digests.models import (
    EVERYBODY,
    Audience,
    Broadcast,
    BroadcastId,
    BroadcastState,
    Language,
    Part,
    Urgency,
    broadcast_owner,
)
from digests.storage.sqlite.chat_rows import broadcast_of
from digests.storage.sqlite.database import Database
from digests.storage.sqlite.documents import dump_part
from digests.storage.sqlite.values import Record, dump, load, micros

# The same tap twice is the same draft: it is unique on its chat, moment and message.
_CREATE = """
    INSERT OR IGNORE INTO broadcasts (chat_id, part, state, created_at, audience, language)
    VALUES (:chat_id, :part, 'draft', :created_at, :audience, :language)
"""
_CREATED = "SELECT * FROM broadcasts WHERE chat_id = :chat_id AND created_at = :created_at AND part = :part"
_START = """
    UPDATE broadcasts SET state = 'sending', progress_message_id = ifnull(?, progress_message_id), started_at = ?
    WHERE id = ? AND state IN ('draft', 'scheduled') RETURNING audience
"""
_AIM = "UPDATE broadcasts SET audience = ? WHERE id = ? AND state = 'draft'"
_SCHEDULE = """
    UPDATE broadcasts SET state = 'scheduled', scheduled_at = :at,
        progress_message_id = ifnull(:message, progress_message_id)
    WHERE id = :id AND state IN ('draft', 'scheduled')
"""
_SCHEDULED = "SELECT * FROM broadcasts WHERE state = 'scheduled' AND scheduled_at <= ? ORDER BY scheduled_at, id"
_AUDIENCE = """
    FROM subscriptions s WHERE s.state = 'active'
        AND (:language IS NULL OR s.language = :language)
        AND (:chat_kind IS NULL OR s.chat_kind = :chat_kind)
        AND (:topic IS NULL OR EXISTS (SELECT 1 FROM json_each(s.topics) t WHERE t.value = :topic))
        AND (:since IS NULL OR s.created_at >= :since
            OR EXISTS (SELECT 1 FROM reactions r WHERE r.subscription_id = s.id AND r.at >= :since)
            OR EXISTS (SELECT 1 FROM ratings r WHERE r.subscription_id = s.id AND r.at >= :since))
"""
# One statement, however many there are: recipients never leave the database.
_FILL_OUTBOX = f"""
    INSERT OR IGNORE INTO deliveries (owner, chat_id, thread_id, part_number, broadcast_id, subscription_id, due_at,
        urgency, next_try_at, state, attempts, unknowns)
    SELECT :owner, chat_id, thread_id, 1, :broadcast, id, :now, :urgency, :now, 'pending', 0, 0 {_AUDIENCE}
"""
_FINISH = """
    UPDATE broadcasts SET state = :state, finished_at = :now
    WHERE id = :id AND state IN ('draft', 'scheduled', 'sending', 'paused', 'undoing')
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

    async def create(
        self,
        chat_id: int,
        part: Part,
        now: datetime,
        *,
        audience: Audience = EVERYBODY,
        language: Language | None = None,
    ) -> Broadcast:
        values = {
            "chat_id": chat_id,
            "part": dump_part(part),
            "created_at": micros(now),
            "audience": dump(asdict(audience)),
            "language": language,
        }
        return await self._database.write(lambda db: _create(db, values))

    async def aim(self, broadcast_id: BroadcastId, audience: Audience) -> bool:
        values = [dump(asdict(audience)), broadcast_id]
        return await self._database.write(lambda db: db.execute(_AIM, values).rowcount > 0)

    async def audience_size(self, audience: Audience, now: datetime) -> int:
        values = _audience_values(audience, now)
        return await self._database.read(
            lambda db: int(db.execute(f"SELECT count(*) {_AUDIENCE}", values).fetchone()[0])
        )

    async def schedule(self, broadcast_id: BroadcastId, at: datetime, progress_message_id: int | None) -> bool:
        values = {"id": broadcast_id, "at": micros(at), "message": progress_message_id}
        return await self._database.write(lambda db: db.execute(_SCHEDULE, values).rowcount > 0)

    async def scheduled(self, now: datetime) -> list[Broadcast]:
        return await self._database.read(lambda db: [broadcast_of(row) for row in db.query(_SCHEDULED, [micros(now)])])

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


def _create(db: sqlite_utils.Database, values: Record) -> Broadcast:
    db.execute(_CREATE, values)
    return broadcast_of(next(db.query(_CREATED, values)))


def _find(db: sqlite_utils.Database, broadcast_id: BroadcastId) -> Broadcast | None:
    for row in db.query("SELECT * FROM broadcasts WHERE id = ?", [broadcast_id]):
        return broadcast_of(row)
    return None


def _start(db: sqlite_utils.Database, broadcast_id: BroadcastId, progress_message_id: int | None, now: datetime) -> int:
    started = db.execute(_START, [progress_message_id, micros(now), broadcast_id]).fetchall()
    if not started:
        return 0
    values = {
        "owner": broadcast_owner(broadcast_id),
        "broadcast": broadcast_id,
        "now": micros(now),
        "urgency": Urgency.BROADCAST.value,
        **_audience_values(Audience(**load(started[0][0])), now),
    }
    return db.execute(_FILL_OUTBOX, values).rowcount


def _audience_values(audience: Audience, now: datetime) -> Record:
    days = audience.active_days
    since = None if days is None else micros(now - timedelta(days=days))
    fields = asdict(audience)
    del fields["active_days"]
    return {**fields, "since": since}


def _undo(db: sqlite_utils.Database, broadcast_id: BroadcastId, since: int, now: int) -> int:
    if not db.execute(_BEGIN_UNDOING, {"id": broadcast_id, "now": now}).rowcount:
        return 0
    return db.execute(_MARK_SENT, {"owner": broadcast_owner(broadcast_id), "since": since}).rowcount
