"""Stories, storylines, and the decisions that made them. An article knows its story, so it can have only one."""

from collections.abc import Mapping, Sequence
from datetime import datetime

import sqlite_utils

from digests.errors import StorageError
from digests.models import ArticleId, GroupDecision, Story, StoryId, Topic
from digests.storage.sqlite.database import Database
from digests.storage.sqlite.rows import decision_of, decision_record, story_of, story_record
from digests.storage.sqlite.story_names import heirs, keep_names
from digests.storage.sqlite.values import CHUNK, dump_all, micros, one_json

# Its articles in the order of `digests.models.in_time_order`.
_SELECT = """
    SELECT s.*, (
        SELECT json_group_array(id) FROM (
            SELECT id FROM articles a WHERE a.story_id = s.id ORDER BY a.published_at IS NULL, a.at, a.id
        )
    ) AS article_ids
    FROM stories s
"""
_UPSERT = """
    INSERT INTO stories (id, storyline_id, headline, source_ids, outlets, origins, first_at, last_at, seen_at, language,
        topic, follows, revision)
    VALUES (:id, :storyline_id, :headline, :source_ids, :outlets, :origins, :first_at, :last_at, :seen_at, :language,
        :topic, :follows, :revision)
    ON CONFLICT (id) DO UPDATE SET storyline_id = excluded.storyline_id, headline = excluded.headline,
        source_ids = excluded.source_ids, outlets = excluded.outlets, origins = excluded.origins,
        first_at = excluded.first_at, last_at = excluded.last_at, seen_at = excluded.seen_at,
        language = excluded.language, topic = excluded.topic, follows = excluded.follows,
        -- an article may have been revised since the caller read the story: revisions never go back
        revision = max(revision, excluded.revision)
"""
_LET_GO = """
    UPDATE articles SET story_id = NULL WHERE story_id = :story AND id NOT IN (SELECT value FROM json_each(:articles))
"""
_TAKE = "UPDATE articles SET story_id = :story WHERE id IN (SELECT value FROM json_each(:articles))"
_STORIES_OF_ARTICLES = """
    SELECT id, story_id FROM articles WHERE id IN (SELECT value FROM json_each(?)) AND story_id IS NOT NULL
"""
_BACKFILL = """
    SELECT json_group_array(DISTINCT b.story_id) FROM articles b INDEXED BY articles_backfill
    WHERE b.backfill AND b.at >= ? AND b.story_id IS NOT NULL
        AND NOT EXISTS (SELECT 1 FROM articles o WHERE o.story_id = b.story_id AND NOT o.backfill)
"""
_OPENINGS = """
    SELECT story_id, group_concat(title || char(10) || ifnull(opening, ''), char(10)) FROM (
        SELECT story_id, title, substr(json_extract(paragraphs, '$[0]'), 1, 200) AS opening FROM articles
        WHERE story_id IN (SELECT value FROM json_each(?)) ORDER BY at, id
    )
    GROUP BY story_id
"""
_IDS = "WHERE s.id IN (SELECT value FROM json_each(?))"


class SqliteStories:
    """The `StoryStore` on SQLite."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def save(
        self,
        stories: Sequence[Story],
        decisions: Sequence[GroupDecision],
        *,
        absorbed: Mapping[StoryId, StoryId] | None = None,
        parted: Mapping[StoryId, StoryId] | None = None,
    ) -> None:
        """As the port says. Raises `StorageError` when a story names an article that is not stored."""

        def save(db: sqlite_utils.Database) -> None:
            _save(db, stories, decisions)
            keep_names(db, [story.id for story in stories], absorbed or {}, parted or {})

        await self._database.write(save)

    async def find(self, story_id: StoryId) -> Story | None:
        found = await self.get([story_id])
        return found[0] if found else None

    async def get(self, ids: Sequence[StoryId]) -> list[Story]:
        return await self._database.read(lambda db: _get(db, ids))

    async def of_articles(self, ids: Sequence[ArticleId]) -> dict[ArticleId, Story]:
        return await self._database.read(lambda db: _of_articles(db, ids))

    async def storyline(self, storyline_id: StoryId) -> list[Story]:
        where = "WHERE s.storyline_id = ? ORDER BY s.first_at, s.id"
        return await self._database.read(lambda db: _select(db, where, [storyline_id]))

    async def name_topic(self, story_id: StoryId, topic: Topic) -> None:
        query = "UPDATE stories SET topic = ? WHERE id = ? AND topic IS NULL"
        await self._database.write(lambda db: db.execute(query, [topic, story_id]))

    async def since(self, moment: datetime, *, limit: int = 2000) -> list[Story]:
        where = "WHERE s.last_at >= ? ORDER BY s.last_at DESC, s.id LIMIT ?"
        return await self._database.read(lambda db: _select(db, where, [micros(moment), limit]))

    async def backfill(self, moment: datetime) -> frozenset[StoryId]:
        return frozenset(await self._database.read(lambda db: one_json(db, _BACKFILL, [micros(moment)])))

    async def openings(self, ids: Sequence[StoryId]) -> dict[StoryId, str]:
        return await self._database.read(lambda db: dict(db.execute(_OPENINGS, [dump_all(ids)]).fetchall()))

    async def decisions(self, ids: Sequence[ArticleId]) -> list[GroupDecision]:
        query = "SELECT * FROM decisions WHERE article_id IN (SELECT value FROM json_each(?))"
        found = await self._database.read(lambda db: [decision_of(row) for row in db.query(query, [dump_all(ids)])])
        by_id = {decision.article_id: decision for decision in found}
        return [by_id[each] for each in ids if each in by_id]


def _select(db: sqlite_utils.Database, where: str, values: list[object]) -> list[Story]:
    return [story_of(row) for row in db.query(f"{_SELECT} {where}", values)]


def _get(db: sqlite_utils.Database, ids: Sequence[StoryId]) -> list[Story]:
    return list(dict.fromkeys(stories_by_id(db, ids).values()))


def stories_by_id(db: sqlite_utils.Database, ids: Sequence[StoryId]) -> dict[StoryId, Story]:
    """These stories by the names asked for, in that order; for a name that was absorbed the story that it leads to."""
    led = heirs(db, ids)
    by_id = _by_id(db, [led.get(each, each) for each in ids])
    return {each: by_id[now] for each in ids if (now := led.get(each, each)) in by_id}


def _by_id(db: sqlite_utils.Database, ids: Sequence[StoryId]) -> dict[StoryId, Story]:
    return {story.id: story for story in _select(db, _IDS, [dump_all(ids)])}


def _of_articles(db: sqlite_utils.Database, ids: Sequence[ArticleId]) -> dict[ArticleId, Story]:
    story_ids: dict[ArticleId, StoryId] = {
        row["id"]: row["story_id"] for row in db.query(_STORIES_OF_ARTICLES, [dump_all(ids)])
    }
    stories = _by_id(db, list(story_ids.values()))
    return {article: stories[story] for article, story in story_ids.items()}


def _save(db: sqlite_utils.Database, stories: Sequence[Story], decisions: Sequence[GroupDecision]) -> None:
    for story in stories:
        db.execute(_UPSERT, story_record(story))
    for story in stories:
        _let_go(db, story)
    for story in stories:
        _take(db, story)
    db.table("decisions").insert_all(map(decision_record, decisions), replace=True, batch_size=CHUNK)


def _let_go(db: sqlite_utils.Database, story: Story) -> None:
    db.execute(_LET_GO, {"story": story.id, "articles": dump_all(story.article_ids)})


def _take(db: sqlite_utils.Database, story: Story) -> None:
    values = {"story": story.id, "articles": dump_all(story.article_ids)}
    if db.execute(_TAKE, values).rowcount != len(set(story.article_ids)):
        raise StorageError(f"The story {story.id} names an article that is not stored.")
