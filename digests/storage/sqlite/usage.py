"""What models were asked and what it cost."""

from datetime import date, datetime, timedelta
from typing import Any

import sqlite_utils

from digests.models import Purpose, SourceId, Spent, StoryId, Subject, Usage
from digests.ports import ModelAnswer
from digests.storage.sqlite.database import Database
from digests.storage.sqlite.values import Row, micros

_MONTH = timedelta(days=29)
_SUMS = "count(*) AS calls, total(input_tokens) AS input, total(output_tokens) AS output, total(cost_nusd) AS cost"
_SET_ASIDE = """
    INSERT INTO model_calls (day, at, purpose, story_id, model, cost_nusd)
    SELECT :day, :at, :purpose, :story_id, :model, :most
    WHERE :budget IS NULL OR (SELECT ifnull(sum(cost_nusd), 0) FROM model_calls WHERE day = :day) + :most <= :budget
"""
_SETTLE = """
    UPDATE model_calls SET input_tokens = :input, output_tokens = :output, cost_nusd = :cost, state = :state
    WHERE id = :id AND state = 'reserved'
"""
_BY_STORY = """
    SELECT story_id, count(*) AS calls, total(input_tokens) AS input, total(output_tokens) AS output,
        total(cost_nusd) AS cost FROM model_calls WHERE day = ? AND story_id IS NOT NULL
    GROUP BY 1 ORDER BY cost DESC, input + output DESC, 1 LIMIT ?
"""
_BY_SOURCE = """
    SELECT source.value AS source_id, total(1.0 * c.cost_nusd / json_array_length(s.source_ids)) AS cost
    FROM model_calls c JOIN stories s ON s.id = c.story_id, json_each(s.source_ids) source
    WHERE c.day = ? GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT ?
"""
_CHECKED = """
    SELECT count(*) AS stories, total(sentences) AS sentences, total(replaced) AS replaced,
        total(outcome = 'failed') AS failed
    FROM summary_reports WHERE day = ?
"""


class SqliteUsage:
    """The `UsageStore` on SQLite."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def find_answer(self, key: str) -> ModelAnswer | None:
        query = "SELECT answer, input_tokens, output_tokens FROM model_answers WHERE key = ?"
        row = await self._database.read(lambda db: db.execute(query, [key]).fetchone())
        return ModelAnswer(*row) if row else None

    async def keep_answer(self, key: str, answer: ModelAnswer, now: datetime) -> None:
        record = {
            "key": key,
            "answer": answer.text,
            "input_tokens": answer.input_tokens,
            "output_tokens": answer.output_tokens,
            "at": micros(now),
        }
        await self._database.write(lambda db: db.table("model_answers").insert(record, replace=True))

    async def reserve(  # noqa: PLR0913 - as the port
        self, subject: Subject, model: str, day: date, now: datetime, *, most_nusd: int, budget_nusd: int | None
    ) -> int | None:
        values: dict[str, Any] = {
            "day": day.isoformat(),
            "at": micros(now),
            "purpose": subject.purpose,
            "story_id": subject.story_id,
            "model": model,
            "most": most_nusd,
            "budget": budget_nusd,
        }
        return await self._database.write(lambda db: _inserted(db, values))

    async def settle(self, call_id: int, spent: Spent, *, failed: bool) -> None:
        values = {
            "id": call_id,
            "input": spent.input_tokens,
            "output": spent.output_tokens,
            "cost": spent.cost_nusd,
            "state": "failed" if failed else "answered",
        }
        await self._database.write(lambda db: db.execute(_SETTLE, values))

    async def usage(self, day: date, *, limit: int = 5) -> Usage:
        return await self._database.read(lambda db: _usage(db, day, limit))

    async def month(self, last: date) -> Spent:
        query = f"SELECT {_SUMS} FROM model_calls WHERE day BETWEEN ? AND ?"  # noqa: S608 - our own columns
        days = [(last - _MONTH).isoformat(), last.isoformat()]
        return await self._database.read(lambda db: _spent(next(db.query(query, days))))


def _inserted(db: sqlite_utils.Database, values: dict[str, Any]) -> int | None:
    cursor = db.execute(_SET_ASIDE, values)
    return cursor.lastrowid if cursor.rowcount else None


def _usage(db: sqlite_utils.Database, day: date, limit: int) -> Usage:
    of_day = [day.isoformat()]
    purposes: dict[Purpose, Spent] = {
        row["purpose"]: _spent(row)
        for row in db.query(f"SELECT purpose, {_SUMS} FROM model_calls WHERE day = ? GROUP BY 1", of_day)  # noqa: S608 - our own columns
    }
    checked = next(db.query(_CHECKED, of_day))
    return Usage(
        day=day,
        spent=sum(purposes.values(), Spent()),
        stories=checked["stories"],
        sentences=int(checked["sentences"]),
        replaced=int(checked["replaced"]),
        failed=int(checked["failed"]),
        by_purpose=purposes,
        by_story=tuple((StoryId(row["story_id"]), _spent(row)) for row in db.query(_BY_STORY, [*of_day, limit])),
        by_source=tuple(
            (SourceId(row["source_id"]), round(row["cost"])) for row in db.query(_BY_SOURCE, [*of_day, limit])
        ),
    )


def _spent(row: Row) -> Spent:
    return Spent(row["calls"], int(row["input"]), int(row["output"]), int(row["cost"]))
