"""Summaries, one for each story revision and language, and how they came to be."""

from collections.abc import Sequence
from datetime import date

import sqlite_utils

from digests.models import Language, Rejection, Spent, Story, StoryId, Summary, SummaryReport
from digests.storage.sqlite.database import Database
from digests.storage.sqlite.rows import summary_of, summary_record
from digests.storage.sqlite.values import CHUNK, Record, Row, dump, load, micros, micros_or_none, moment, moment_or_none

_FIND = "SELECT * FROM summaries WHERE story_id = ? AND story_revision = ? AND language = ?"
_OF = """
    SELECT s.* FROM json_each(?) wanted CROSS JOIN summaries s ON s.story_id = json_extract(wanted.value, '$[0]')
        AND s.story_revision = json_extract(wanted.value, '$[1]') AND s.language = ?
"""
_FIND_BEFORE = """
    SELECT * FROM summaries WHERE story_id = ? AND story_revision < ? AND language = ?
    ORDER BY story_revision DESC LIMIT 1
"""
_REPORT = "SELECT * FROM summary_reports WHERE story_id = ? AND story_revision = ?"
_REPLACED = "SELECT ifnull(sum(sentences), 0), ifnull(sum(replaced), 0) FROM summary_reports WHERE day = ?"


class SqliteSummaries:
    """The `SummaryStore` on SQLite."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def find(self, story_id: StoryId, revision: int, language: Language) -> Summary | None:
        return await self._database.read(lambda db: _find(db, _FIND, [story_id, revision, language]))

    async def of(self, stories: Sequence[Story], language: Language) -> dict[StoryId, Summary]:
        wanted = dump([[story.id, story.revision] for story in stories])
        found = await self._database.read(lambda db: list(db.query(_OF, [wanted, language])))
        return {summary.story_id: summary for summary in map(summary_of, found)}

    async def find_before(self, story_id: StoryId, revision: int, language: Language) -> Summary | None:
        return await self._database.read(lambda db: _find(db, _FIND_BEFORE, [story_id, revision, language]))

    async def save(
        self, summaries: Sequence[Summary], report: SummaryReport | None = None, *, day: date | None = None
    ) -> None:
        """A summary saved again replaces the one before: an extract gives way to what the model wrote later."""
        await self._database.write(lambda db: _save(db, summaries, report, day))

    async def find_report(self, story_id: StoryId, revision: int) -> SummaryReport | None:
        rows = await self._database.read(lambda db: list(db.query(_REPORT, [story_id, revision])))
        return _report_of(rows[0]) if rows else None

    async def replaced(self, day: date) -> tuple[int, int]:
        sentences, replaced = await self._database.read(lambda db: db.execute(_REPLACED, [day.isoformat()]).fetchone())
        return sentences, replaced


def _find(db: sqlite_utils.Database, query: str, values: list[object]) -> Summary | None:
    for row in db.query(query, values):
        return summary_of(row)
    return None


def _save(
    db: sqlite_utils.Database, summaries: Sequence[Summary], report: SummaryReport | None, day: date | None
) -> None:
    db.table("summaries").insert_all(map(summary_record, summaries), replace=True, batch_size=CHUNK)
    if report is not None:
        record = _report_record(report) | {"day": (day or report.at.date()).isoformat()}
        db.table("summary_reports").insert(record, replace=True)


def _report_record(report: SummaryReport) -> Record:
    return {
        "story_id": report.story_id,
        "story_revision": report.story_revision,
        "at": micros(report.at),
        "outcome": report.outcome,
        "model": report.model,
        "prompt": report.prompt,
        "calls": report.spent.calls,
        "input_tokens": report.spent.input_tokens,
        "output_tokens": report.spent.output_tokens,
        "cost_nusd": report.spent.cost_nusd,
        "rejections": dump([[each.language, each.kind, each.place, each.detail] for each in report.rejections]),
        "sentences": report.sentences,
        "replaced": report.replaced,
        "tries": report.tries,
        "retry_at": micros_or_none(report.retry_at),
    }


def _report_of(row: Row) -> SummaryReport:
    return SummaryReport(
        story_id=row["story_id"],
        story_revision=row["story_revision"],
        at=moment(row["at"]),
        outcome=row["outcome"],
        model=row["model"],
        prompt=row["prompt"],
        spent=Spent(row["calls"], row["input_tokens"], row["output_tokens"], row["cost_nusd"]),
        rejections=tuple(Rejection(*each) for each in load(row["rejections"])),
        sentences=row["sentences"],
        replaced=row["replaced"],
        tries=row["tries"],
        retry_at=moment_or_none(row["retry_at"]),
    )
