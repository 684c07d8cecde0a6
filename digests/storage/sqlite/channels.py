"""Channels that are managed from a private chat."""

import sqlite_utils

from digests.models import Channel
from digests.storage.sqlite.database import Database
from digests.storage.sqlite.values import Row

_LEAVE = "UPDATE managed_channels SET active = 0 WHERE chat_id = ?"
_MANAGE = """
    INSERT INTO managed_channels (chat_id, channel_id, title, active) VALUES (?, ?, ?, 1)
    ON CONFLICT DO UPDATE SET title = excluded.title, active = 1
"""
_MANAGED = "SELECT * FROM managed_channels WHERE chat_id = ? ORDER BY title, channel_id"


class SqliteChannels:
    """The `ChannelStore` on SQLite."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def manage(self, chat_id: int, channel: Channel) -> None:
        await self._database.write(lambda db: _manage(db, chat_id, channel))

    async def managed(self, chat_id: int) -> list[Channel]:
        return await self._database.read(lambda db: managed_by(db, chat_id))

    async def active(self, chat_id: int) -> Channel | None:
        return next((each for each in await self.managed(chat_id) if each.active), None)

    async def leave(self, chat_id: int) -> None:
        await self._database.write(lambda db: db.execute(_LEAVE, [chat_id]))

    async def drop(self, chat_id: int, channel_id: int) -> None:
        where = "chat_id = ? AND channel_id = ?"
        await self._database.write(lambda db: db.table("managed_channels").delete_where(where, [chat_id, channel_id]))


def managed_by(db: sqlite_utils.Database, chat_id: int) -> list[Channel]:
    """The channels that the chat manages; part of the caller's transaction."""
    return [_channel_of(row) for row in db.query(_MANAGED, [chat_id])]


def _manage(db: sqlite_utils.Database, chat_id: int, channel: Channel) -> None:
    db.execute(_LEAVE, [chat_id])
    db.execute(_MANAGE, [chat_id, channel.id, channel.title])


def _channel_of(row: Row) -> Channel:
    return Channel(row["channel_id"], row["title"], bool(row["active"]))
