"""Wordings of long ago, and the stories that say them again."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime

import sqlite_utils

from digests.models import ArticleId, Story, StoryId
from digests.storage.sqlite.database import Database
from digests.storage.sqlite.stories import stories_by_id
from digests.storage.sqlite.values import dump_all, micros

_REMEMBER = "INSERT OR IGNORE INTO sketches (band, article_id) VALUES (?, ?)"
_ALIKE = """
    SELECT k.article_id FROM sketches k JOIN articles a ON a.id = k.article_id
    WHERE k.band IN (SELECT value FROM json_each(:bands)) AND a.at < :before
    GROUP BY k.article_id ORDER BY count(*) DESC, a.at DESC, k.article_id LIMIT :limit
"""
_LINK = "INSERT OR REPLACE INTO echoes (story_id, earlier_id, in_common) VALUES (?, ?, ?)"
_EARLIER = "SELECT story_id, earlier_id FROM echoes WHERE story_id IN (SELECT value FROM json_each(?))"


class SqliteEchoes:
    """The `EchoStore` on SQLite."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def remember(self, sketches: Mapping[ArticleId, Sequence[int]]) -> None:
        rows = [(band, article_id) for article_id, bands in sketches.items() for band in bands]
        await self._database.write(lambda db: db.conn.executemany(_REMEMBER, rows))

    async def alike(self, bands: Sequence[int], *, before: datetime, limit: int) -> list[ArticleId]:
        values = {"bands": dump_all(bands), "before": micros(before), "limit": limit}
        return await self._database.read(lambda db: [each for (each,) in db.execute(_ALIKE, values)])

    async def link(self, links: Mapping[tuple[StoryId, StoryId], float]) -> None:
        rows = [(*pair, in_common) for pair, in_common in links.items()]
        await self._database.write(lambda db: db.conn.executemany(_LINK, rows))

    async def earlier(self, ids: Sequence[StoryId]) -> dict[StoryId, list[Story]]:
        return await self._database.read(lambda db: _earlier(db, ids))


def _earlier(db: sqlite_utils.Database, ids: Sequence[StoryId]) -> dict[StoryId, list[Story]]:
    pairs = list(db.execute(_EARLIER, [dump_all(ids)]))
    stories = stories_by_id(db, [earlier for _, earlier in pairs])
    found: defaultdict[StoryId, dict[StoryId, Story]] = defaultdict(dict)
    for story_id, earlier_id in pairs:
        if (story := stories.get(earlier_id)) is not None and story.id != story_id:
            found[story_id][story.id] = story
    newest = {i: sorted(each.values(), key=lambda story: (story.last_at, story.id)) for i, each in found.items()}
    return {story_id: each[::-1] for story_id, each in newest.items()}
