"""Articles, the keys they are known by, and what they said before they were edited."""

from collections.abc import Sequence
from datetime import datetime
from operator import attrgetter

import sqlite_utils

from digests.models import Article, ArticleId, StoryId, Vicinity
from digests.storage.sqlite.database import Database
from digests.storage.sqlite.rows import article_of, article_record
from digests.storage.sqlite.search import index_new, reindex
from digests.storage.sqlite.values import dump, dump_all, micros, one_json

_SELECT = """
    SELECT a.*, (
        SELECT json_group_array(key) FROM (SELECT key FROM article_keys k WHERE k.article_id = a.id ORDER BY k.rowid)
    ) AS keys
    FROM articles a
"""
_KEYS = "SELECT key, article_id FROM article_keys WHERE key IN (SELECT value FROM json_each(?))"
# One step, however many there are: see `delivery_rows`.
_FINGERPRINTS = """
    SELECT json_group_array(json_array(number, id, fingerprint)) FROM (
        SELECT v.key AS number, a.id, a.fingerprint FROM json_each(:vicinities) v CROSS JOIN articles a
        ON a.outlet = json_extract(v.value, '$[0]')
            AND a.at BETWEEN json_extract(v.value, '$[1]') AND json_extract(v.value, '$[2]')
        WHERE a.source_id = json_extract(v.value, '$[3]') OR json_extract(v.value, '$[4]')
            AND EXISTS (SELECT 1 FROM sources s WHERE s.id = a.source_id AND s.shared)
        ORDER BY v.key, a.at, a.id
    )
"""
_STORED_REVISIONS = "SELECT id, revision FROM articles WHERE id IN (SELECT value FROM json_each(?))"
_KEEP_REVISION = """
    INSERT OR IGNORE INTO article_revisions (article_id, revision, title, paragraphs, seen_at)
    SELECT id, revision, title, paragraphs, seen_at FROM articles WHERE id = ?
"""
# A story of a revised article has changed: its summaries are of the revision before.
_REVISE_STORY = "UPDATE stories SET revision = revision + 1 WHERE id = (SELECT story_id FROM articles WHERE id = ?)"


_INSERT = """
    INSERT INTO articles (id, source_id, title, paragraphs, language, seen_at, at, fingerprint, outlet, url, author,
        published_at, path, title_given, tags, topic, revision, teaser, picture,
        backfill)
    VALUES (:id, :source_id, :title, :paragraphs, :language, :seen_at, :at, :fingerprint, :outlet, :url, :author,
        :published_at, :path, :title_given, :tags, :topic, :revision, :teaser, :picture,
        :backfill)
"""
# A key stays with the article that had it first: it is one publication's identity.
_ADD_KEY = "INSERT OR IGNORE INTO article_keys (key, article_id) VALUES (?, ?)"


class SqliteArticles:
    """The `ArticleStore` on SQLite."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def find_by_keys(self, keys: Sequence[str]) -> dict[str, Article]:
        return await self._database.read(lambda db: _by_keys(db, keys))

    async def fingerprints(self, vicinities: Sequence[Vicinity]) -> list[list[tuple[ArticleId, str]]]:
        return await self._database.read(lambda db: _fingerprints(db, vicinities))

    async def save(self, articles: Sequence[Article]) -> None:
        await self._database.write(lambda db: _save(db, articles))

    async def get(self, ids: Sequence[ArticleId]) -> list[Article]:
        by_id = await self._database.read(lambda db: _by_id(db, ids))
        return [by_id[each] for each in ids if each in by_id]

    async def ungrouped(self, *, limit: int) -> list[Article]:
        # Without the hint the planner takes the index on story_id and sorts every ungrouped article.
        where = "INDEXED BY articles_ungrouped WHERE a.story_id IS NULL ORDER BY a.at, a.id LIMIT ?"
        return await self._database.read(lambda db: _select(db, where, [limit]))

    async def since(self, moment: datetime) -> list[tuple[Article, StoryId]]:
        query = f"{_SELECT} WHERE a.at >= ? AND a.story_id IS NOT NULL ORDER BY a.at, a.id"
        return await self._database.read(
            lambda db: [(article_of(row), StoryId(row["story_id"])) for row in db.query(query, [micros(moment)])]
        )


def _select(db: sqlite_utils.Database, where: str, values: list[object]) -> list[Article]:
    return [article_of(row) for row in db.query(f"{_SELECT} {where}", values)]


def _by_id(db: sqlite_utils.Database, ids: Sequence[str]) -> dict[str, Article]:
    where = "WHERE a.id IN (SELECT value FROM json_each(?))"
    return {article.id: article for article in _select(db, where, [dump_all(ids)])}


def _fingerprints(db: sqlite_utils.Database, vicinities: Sequence[Vicinity]) -> list[list[tuple[ArticleId, str]]]:
    rows = [[v.outlet, micros(v.since), micros(v.until), v.source.id, v.source.shared] for v in vicinities]
    found: list[list[tuple[ArticleId, str]]] = [[] for _ in vicinities]
    for number, article_id, fingerprint in one_json(db, _FINGERPRINTS, {"vicinities": dump(rows)}):
        found[number].append((article_id, fingerprint))
    return found


def _by_keys(db: sqlite_utils.Database, keys: Sequence[str]) -> dict[str, Article]:
    owners: dict[str, str] = {row["key"]: row["article_id"] for row in db.query(_KEYS, [dump_all(keys)])}
    articles = _by_id(db, list(owners.values()))
    return {key: articles[owner] for key, owner in owners.items()}


def _save(db: sqlite_utils.Database, articles: Sequence[Article]) -> None:
    """New ones together, known ones each: they are few."""
    ids = dump_all(article.id for article in articles)
    revisions: dict[str, int] = {row["id"]: row["revision"] for row in db.query(_STORED_REVISIONS, [ids])}
    new = {each.id: each for each in sorted(articles, key=attrgetter("revision")) if each.id not in revisions}
    db.conn.executemany(_INSERT, map(article_record, new.values()))
    index_new(db, new.values())
    for article in articles:
        if article.revision > revisions.get(article.id, article.revision):
            _revise(db, article)
    db.conn.executemany(_ADD_KEY, [(key, article.id) for article in articles for key in article.keys])


def _revise(db: sqlite_utils.Database, article: Article) -> None:
    db.execute(_KEEP_REVISION, [article.id])
    db.execute(_REVISE_STORY, [article.id])
    reindex(db, article)
    db.table("articles").update(article.id, article_record(article))


def replace_text(db: sqlite_utils.Database, article: Article) -> bool:
    """Another text for the same revision; False when the article is of another by now, or gone."""
    stored = db.execute(_STORED_REVISIONS, [dump_all([article.id])]).fetchall()
    if stored != [(article.id, article.revision)]:
        return False
    db.execute(_REVISE_STORY, [article.id])
    reindex(db, article)
    db.table("articles").update(article.id, article_record(article))
    return True
