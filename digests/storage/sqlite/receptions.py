"""What is to be known of a chat before it is answered, in one look."""

from collections.abc import Collection

import sqlite_utils

from digests.models import SubscriptionId
from digests.ports.receptions import Reception
from digests.storage.sqlite.admins import is_banned
from digests.storage.sqlite.channels import managed_by
from digests.storage.sqlite.database import Database
from digests.storage.sqlite.subscriptions import select_subscriptions


class SqliteReceptions:
    """The `ReceptionStore` on SQLite."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def look(self, speakers: Collection[int], chat_id: int, own_id: SubscriptionId) -> Reception:
        return await self._database.read(lambda db: _look(db, speakers, chat_id, own_id))


def _look(db: sqlite_utils.Database, speakers: Collection[int], chat_id: int, own_id: SubscriptionId) -> Reception:
    channel = next((each for each in managed_by(db, chat_id) if each.active), None)
    own = select_subscriptions(db, "WHERE s.id = ?", [own_id])
    return Reception(is_banned(db, speakers), channel, own[0] if own else None)
