"""What moments and lists look like in a column.

A moment is an INTEGER, the microseconds since 1970 in UTC: exact for every `datetime`, compared and added to by SQL
without parsing, and half the size of a text. A list or set is JSON.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

import sqlite_utils

Row = Mapping[str, Any]
Record = dict[str, Any]

CHUNK = 500
"""Rows a statement at most: a write is never held up by one huge statement."""

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


def micros(moment: datetime) -> int:
    """The column of an aware datetime."""
    return (moment - _EPOCH) // _MICROSECOND


def micros_or_none(moment: datetime | None) -> int | None:
    return None if moment is None else micros(moment)


def moment(column: int) -> datetime:
    """The aware UTC datetime of a column."""
    return _EPOCH + column * _MICROSECOND


def moment_or_none(column: int | None) -> datetime | None:
    return None if column is None else moment(column)


def dump(value: object) -> str:
    """Compact JSON with Chinese as it is, half the size of its escapes."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def load(column: str) -> Any:
    return json.loads(column)


def one_json(db: sqlite_utils.Database, query: str, values: Sequence[object] | Record | None = None) -> Any:
    """The one JSON value that `query` selects."""
    return load(db.execute(query, values).fetchone()[0])


def dump_all(values: Iterable[object]) -> str:
    """A JSON list."""
    return dump(list(values))
