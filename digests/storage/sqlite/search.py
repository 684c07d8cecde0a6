"""The full-text index over articles.

The index holds no texts, so a row is taken out of it by naming the very terms it was put in with: those of the stored
article, which is why an article is unindexed before its text is replaced.
"""

import json
from collections.abc import Collection, Iterable, Sequence

import sqlite_utils

from digests.language.terms import terms
from digests.models import Article, ArticleId, Phrase, SearchHit, SearchQuery, SourceId
from digests.storage.sqlite.database import Database
from digests.storage.sqlite.values import dump_all, micros, moment

_FIRST_ID = 1 << 40
"""Above it what is new, below it what was stored before there was an index: the newer always has the higher id."""

_LONGEST_BODY = 100_000
"""Characters of one article that are indexed: a book would take as long as a day's news."""

_TITLE_WEIGHT = 4.0
_LEAST_RELEVANCE = 1e-9  # of what is in over half of all articles, for which bm25 has a negative value

# The newest that match, however many do: what is in half of all articles would take a second to weigh. The hint that
# the index comes first keeps the planner from walking through every document instead.
_FIND = """
    SELECT d.article_id, d.at, -bm25(search_index, :title_weight, 1.0) AS relevance
    FROM search_index CROSS JOIN search_documents d ON d.id = search_index.rowid
    WHERE search_index MATCH :query
      AND d.source_id NOT IN (SELECT value FROM json_each(:excluded))
      AND (d.source_id IN (SELECT id FROM sources WHERE shared) OR d.source_id IN (SELECT value FROM json_each(:own)))
    ORDER BY search_index.rowid DESC LIMIT :limit
"""
_HIGHEST = "SELECT max(id) FROM search_documents"
_LOWEST = "SELECT min(id) FROM search_documents"
_BACKLOG = """
    SELECT b.at, b.article_id, a.source_id, a.title, a.paragraphs
    FROM search_backlog b JOIN articles a ON a.id = b.article_id ORDER BY b.at DESC, b.article_id DESC LIMIT ?
"""
_STORED = """
    SELECT d.id, a.title, a.paragraphs FROM search_documents d JOIN articles a ON a.id = d.article_id
    WHERE d.article_id = ?
"""
_DOCUMENT = "INSERT INTO search_documents (id, article_id, source_id, at) VALUES (?, ?, ?, ?)"
_TERMS = "INSERT INTO search_index (rowid, title, body) VALUES (?, ?, ?)"
_TAKE_OUT = "INSERT INTO search_index (search_index, rowid, title, body) VALUES ('delete', ?, ?, ?)"
_MOVE = "UPDATE search_documents SET source_id = ?, at = ? WHERE id = ?"


class SqliteSearch:
    """The `SearchStore` on SQLite."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def find(
        self, query: SearchQuery, *, own: Collection[SourceId], excluded: Collection[SourceId], limit: int
    ) -> list[SearchHit]:
        values = {
            "query": match_text(query),
            "own": dump_all(own),
            "excluded": dump_all(set(excluded) - set(own)),
            "limit": limit,
            "title_weight": _TITLE_WEIGHT,
        }
        if not values["query"]:
            return []
        return await self._database.read(lambda db: [_hit_of(row) for row in db.execute(_FIND, values)])

    async def index_backlog(self, *, limit: int) -> int:
        if not await self._database.read(lambda db: db.execute("SELECT 1 FROM search_backlog LIMIT 1").fetchone()):
            return 0
        return await self._database.write(lambda db: _index_backlog(db, limit))


def match_text(query: SearchQuery) -> str:
    """The query in the language of FTS5, empty when it asks for nothing. Terms are letters and digits alone."""
    if not query.all_of:
        return ""
    wanted = " AND ".join(f"({' OR '.join(map(_phrase_text, group))})" for group in query.all_of)
    unwanted = " OR ".join(map(_phrase_text, query.none_of))
    return f"({wanted}) NOT ({unwanted})" if unwanted else wanted


def _phrase_text(phrase: Phrase) -> str:
    return f'"{" ".join(phrase.terms)}"{" *" if phrase.open_ended else ""}'


def _hit_of(row: tuple[str, int, float]) -> SearchHit:
    article_id, at, relevance = row
    return SearchHit(ArticleId(article_id), max(relevance, _LEAST_RELEVANCE), moment(at))


def index_new(db: sqlite_utils.Database, articles: Iterable[Article]) -> None:
    """Put articles that were just stored into the index, oldest first, so that the newest stay the highest."""
    following = (db.execute(_HIGHEST).fetchone()[0] or _FIRST_ID - 1) + 1
    ordered = sorted(articles, key=lambda article: article.at)
    for number, article in enumerate(ordered, start=max(following, _FIRST_ID)):
        db.execute(_DOCUMENT, [number, article.id, article.source_id, micros(article.at)])
        db.execute(_TERMS, [number, *_terms_of(article.title, article.paragraphs)])


def reindex(db: sqlite_utils.Database, article: Article) -> None:
    """Replace the terms of an indexed article whose new text is about to be stored; one in the backlog stays there."""
    row = db.execute(_STORED, [article.id]).fetchone()
    if row is None:
        return
    number, title, paragraphs = row
    db.execute(_TAKE_OUT, [number, *_terms_of(title, json.loads(paragraphs))])
    db.execute(_TERMS, [number, *_terms_of(article.title, article.paragraphs)])
    db.execute(_MOVE, [article.source_id, micros(article.at), number])


def _index_backlog(db: sqlite_utils.Database, limit: int) -> int:
    rows = db.execute(_BACKLOG, [limit]).fetchall()
    lowest = min(db.execute(_LOWEST).fetchone()[0] or _FIRST_ID, _FIRST_ID)
    # Within a portion in rising order: FTS5 writes out what it has gathered whenever a row comes before the last one.
    for number, (at, article_id, source_id, title, paragraphs) in enumerate(reversed(rows), start=lowest - len(rows)):
        db.execute(_DOCUMENT, [number, article_id, source_id, at])
        db.execute(_TERMS, [number, *_terms_of(title, json.loads(paragraphs))])
        db.execute("DELETE FROM search_backlog WHERE at = ? AND article_id = ?", [at, article_id])
    return len(rows)


def _terms_of(title: str, paragraphs: Sequence[str]) -> tuple[str, str]:
    return " ".join(terms(title)), " ".join(terms("\n".join(paragraphs)[:_LONGEST_BODY]))
