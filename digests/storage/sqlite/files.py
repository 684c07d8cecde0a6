"""The files of folders of saved posts, as they were when they were read."""

import os
from collections.abc import Mapping, Sequence

import sqlite_utils

from digests.models import FileMark, SourceId
from digests.storage.sqlite.database import Database
from digests.storage.sqlite.values import CHUNK

_FIND = "SELECT path, modified_ns, size_bytes, hash FROM post_files WHERE source_id = ?"
_FORGET = "DELETE FROM post_files WHERE source_id = ? AND path = ?"


class SqliteFiles:
    """The `FileStore` on SQLite."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def find(self, source_id: SourceId) -> dict[str, FileMark]:
        return await self._database.read(lambda db: _find(db, source_id))

    async def settle(self, source_id: SourceId, read: Mapping[str, FileMark], gone: Sequence[str]) -> None:
        await self._database.write(lambda db: _settle(db, source_id, read, gone))


def _find(db: sqlite_utils.Database, source_id: SourceId) -> dict[str, FileMark]:
    return {os.fsdecode(path): FileMark(*mark) for path, *mark in db.execute(_FIND, [source_id])}


def _settle(db: sqlite_utils.Database, source_id: SourceId, read: Mapping[str, FileMark], gone: Sequence[str]) -> None:
    records = [
        {
            "source_id": source_id,
            "path": os.fsencode(path),
            "modified_ns": mark.modified_ns,
            "size_bytes": mark.size_bytes,
            "hash": mark.hash,
        }
        for path, mark in read.items()
    ]
    db.table("post_files").insert_all(records, replace=True, batch_size=CHUNK)
    for path in gone:
        db.execute(_FORGET, [source_id, os.fsencode(path)])
