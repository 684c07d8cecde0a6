"""What readers do with stories and digests."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import datetime

import sqlite_utils

from digests.models import (
    ACTS,
    Act,
    EditionId,
    Rating,
    Reaction,
    ReadingFigures,
    Sign,
    StoryId,
    SubscriptionId,
)
from digests.storage.sqlite.database import Database
from digests.storage.sqlite.values import Row, dump_all, micros, moment

_OPPOSITE: dict[Act, Act] = {"liked": "disliked", "disliked": "liked"}
_PUT = """
    INSERT INTO reactions (subscription_id, story_id, act, at, message_id)
    SELECT :subscription, :story, :act, :at, :message FROM subscriptions WHERE id = :subscription
    ON CONFLICT DO UPDATE SET at = excluded.at, message_id = ifnull(excluded.message_id, message_id)
"""
_TAKE_BACK = "DELETE FROM reactions WHERE subscription_id = ? AND story_id = ? AND act = ?"
_OF = """
    SELECT * FROM reactions WHERE subscription_id = ? AND act IN (SELECT value FROM json_each(?))
    ORDER BY at DESC, story_id, act LIMIT ? OFFSET ?
"""
# What was told under another name, of a story that joined or parted since, is told.
_DEVELOPMENTS = """
    SELECT r.*, news.id AS news_id FROM reactions r
    JOIN subscriptions s ON s.id = r.subscription_id AND s.state = 'active'
    JOIN stories known ON known.id = r.story_id
    JOIN stories news ON news.storyline_id = known.storyline_id AND news.id <> known.id
        AND news.first_at >= known.first_at AND news.seen_at > r.at
    WHERE r.act = 'followed' AND NOT EXISTS (
        SELECT 1 FROM told t WHERE t.subscription_id = r.subscription_id AND t.story_id = news.id
    ) AND NOT EXISTS (
        SELECT 1 FROM story_names n JOIN told t ON t.subscription_id = r.subscription_id AND t.story_id = n.told_as
        WHERE n.story_id = news.id
    )
    ORDER BY news.seen_at, news.id, r.subscription_id LIMIT ?
"""
# Whatever was done with a story, it was not passed over. A reader of whom nothing is kept costs one look at an index.
_SIGNS = """
    WITH active AS (
        SELECT DISTINCT value AS id FROM json_each(:ids)
        WHERE EXISTS (SELECT 1 FROM reactions r WHERE r.subscription_id = value AND r.at >= :since)
            OR EXISTS (SELECT 1 FROM ratings g WHERE g.subscription_id = value AND g.at >= :since)
    )
    SELECT r.subscription_id, r.story_id, r.act, r.at
    FROM active CROSS JOIN reactions r ON r.subscription_id = active.id
    WHERE r.at >= :since
    UNION ALL
    SELECT g.subscription_id, json_extract(item.value, '$.story.id'), iif(g.liked, 'rated up', 'rated down'), g.at
    FROM active CROSS JOIN ratings g ON g.subscription_id = active.id
    CROSS JOIN editions e ON e.id = g.edition_id CROSS JOIN edition_items i ON i.id = e.items_id
    CROSS JOIN json_each(i.items) item
    WHERE g.at >= :since
    UNION ALL
    SELECT t.subscription_id, t.story_id, NULL, s.seen_at
    FROM active CROSS JOIN told t ON t.subscription_id = active.id CROSS JOIN stories s ON s.id = t.story_id
    WHERE s.seen_at >= :passed_since
        AND EXISTS (SELECT 1 FROM reactions o WHERE o.subscription_id = active.id AND o.act = 'opened')
        AND NOT EXISTS (
            SELECT 1 FROM reactions r WHERE r.subscription_id = t.subscription_id AND r.story_id = t.story_id
        )
    ORDER BY 1, 4, 2, 3
"""
_RATE = """
    INSERT INTO ratings (subscription_id, edition_id, liked, at)
    SELECT subscription_id, id, :liked, :at FROM editions WHERE id = :edition AND subscription_id = :subscription
    ON CONFLICT DO UPDATE SET liked = excluded.liked, at = excluded.at
"""
_RATING = "SELECT liked FROM ratings WHERE subscription_id = ? AND edition_id = ?"
_WITHDRAW = "DELETE FROM ratings WHERE subscription_id = ? AND edition_id = ?"


class SqliteReactions:
    """The `ReactionStore` on SQLite."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def put(self, reaction: Reaction) -> bool:
        return await self._database.write(lambda db: _put(db, reaction))

    async def take_back(self, subscription_id: SubscriptionId, story_id: StoryId, act: Act) -> bool:
        values = [subscription_id, story_id, act]
        return await self._database.write(lambda db: db.execute(_TAKE_BACK, values).rowcount > 0)

    async def acts_on(self, subscription_id: SubscriptionId, story_id: StoryId) -> frozenset[Act]:
        query = "SELECT act FROM reactions WHERE subscription_id = ? AND story_id = ?"
        return await self._database.read(
            lambda db: frozenset(row[0] for row in db.execute(query, [subscription_id, story_id]))
        )

    async def of(
        self, subscription_id: SubscriptionId, *, acts: Collection[Act] = ACTS, limit: int, offset: int = 0
    ) -> list[Reaction]:
        values = [subscription_id, dump_all(acts), limit, offset]
        return await self._database.read(lambda db: [_reaction_of(row) for row in db.query(_OF, values)])

    async def count(self, subscription_id: SubscriptionId, act: Act) -> int:
        where, values = "subscription_id = ? AND act = ?", [subscription_id, act]
        return await self._database.read(lambda db: db.table("reactions").count_where(where, values))

    async def developments(self, *, limit: int) -> list[tuple[Reaction, StoryId]]:
        return await self._database.read(
            lambda db: [(_reaction_of(row), row["news_id"]) for row in db.query(_DEVELOPMENTS, [limit])]
        )

    async def signs(
        self, ids: Sequence[SubscriptionId], *, since: datetime, passed_since: datetime
    ) -> dict[SubscriptionId, list[Sign]]:
        values = {"ids": dump_all(ids), "since": micros(since), "passed_since": micros(passed_since)}
        return await self._database.read(lambda db: _signs(db, values))

    async def rate(self, rating: Rating) -> bool:
        values = {
            "subscription": rating.subscription_id,
            "edition": rating.edition_id,
            "liked": int(rating.liked),
            "at": micros(rating.at),
        }
        return await self._database.write(lambda db: db.execute(_RATE, values).rowcount > 0)

    async def rating(self, subscription_id: SubscriptionId, edition_id: EditionId) -> bool | None:
        row = await self._database.read(lambda db: db.execute(_RATING, [subscription_id, edition_id]).fetchone())
        return bool(row[0]) if row else None

    async def withdraw_rating(self, subscription_id: SubscriptionId, edition_id: EditionId) -> None:
        await self._database.write(lambda db: db.execute(_WITHDRAW, [subscription_id, edition_id]))

    async def figures(self, since: datetime) -> ReadingFigures:
        return await self._database.read(lambda db: _figures(db, micros(since)))


def _put(db: sqlite_utils.Database, reaction: Reaction) -> bool:
    values = {
        "subscription": reaction.subscription_id,
        "story": reaction.story_id,
        "act": reaction.act,
        "at": micros(reaction.at),
        "message": reaction.message_id,
    }
    opposite = _OPPOSITE.get(reaction.act)
    if opposite:
        db.execute(_TAKE_BACK, [reaction.subscription_id, reaction.story_id, opposite])
    return db.execute(_PUT, values).rowcount > 0


def _signs(db: sqlite_utils.Database, values: dict[str, object]) -> dict[SubscriptionId, list[Sign]]:
    signs: defaultdict[SubscriptionId, list[Sign]] = defaultdict(list)
    for subscription_id, story_id, act, at in db.execute(_SIGNS, values):
        signs[subscription_id].append(Sign(story_id, act, moment(at)))
    return dict(signs)


def _figures(db: sqlite_utils.Database, since: int) -> ReadingFigures:
    by_act = db.execute("SELECT act, count(*) FROM reactions WHERE at >= ? GROUP BY act", [since])
    acts: dict[Act, int] = dict(by_act.fetchall())
    ratings = dict(db.execute("SELECT liked, count(*) FROM ratings WHERE at >= ? GROUP BY liked", [since]).fetchall())
    readers = db.execute("SELECT count(DISTINCT subscription_id) FROM reactions WHERE at >= ?", [since]).fetchone()[0]
    return ReadingFigures(acts, liked=ratings.get(1, 0), disliked=ratings.get(0, 0), readers=readers)


def _reaction_of(row: Row) -> Reaction:
    return Reaction(row["subscription_id"], row["story_id"], row["act"], moment(row["at"]), row["message_id"])
