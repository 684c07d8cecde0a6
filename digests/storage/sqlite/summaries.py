"""Summaries, one for each story revision and language."""

from collections.abc import Sequence

import sqlite_utils

from digests.models import Language, StoryId, Summary
from digests.storage.sqlite.database import Database
from digests.storage.sqlite.rows import summary_of, summary_record
from digests.storage.sqlite.values import CHUNK

_FIND = "SELECT * FROM summaries WHERE story_id = ? AND story_revision = ? AND language = ?"


class SqliteSummaries:
    """The `SummaryStore` on SQLite."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def find(self, story_id: StoryId, revision: int, language: Language) -> Summary | None:
        return await self._database.read(lambda db: _find(db, story_id, revision, language))

    async def save(self, summaries: Sequence[Summary]) -> None:
        """A summary saved again replaces the one before: an extract gives way to what the model wrote later."""
        records = [summary_record(summary) for summary in summaries]
        await self._database.write(lambda db: db.table("summaries").insert_all(records, replace=True, batch_size=CHUNK))


def _find(db: sqlite_utils.Database, story_id: StoryId, revision: int, language: Language) -> Summary | None:
    for row in db.query(_FIND, [story_id, revision, language]):
        return summary_of(row)
    return None
