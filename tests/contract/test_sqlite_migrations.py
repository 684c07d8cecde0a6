"""A database of an older version is brought up to date with all that it holds."""

import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from pathlib import Path

import pytest

from digests.models import DeliveryState, Part
from digests.storage.sqlite import SqliteStorage, open_sqlite
from digests.storage.sqlite.database import connect_reader
from digests.storage.sqlite.migrations import MIGRATIONS
from tests.factories import NOW

BEFORE_PARTS = next(number for number, script in enumerate(MIGRATIONS) if "delivery_parts" in script)
PART = '{{"text":"{}","buttons":[],"copy_of":null}}'


@pytest.fixture
async def old(tmp_path: Path) -> AsyncIterator[SqliteStorage]:
    """One whose deliveries held their texts themselves: a digest that waits, one that was sent, and a broadcast."""
    path = tmp_path / "old.db"
    made = connect_reader(path)
    made.execute("PRAGMA query_only = OFF")
    for script in MIGRATIONS[:BEFORE_PARTS]:
        made.executescript(script)
    made.execute(f"PRAGMA user_version = {BEFORE_PARTS}")
    made.execute(
        "INSERT INTO broadcasts (chat_id, part, state, created_at) VALUES (1, ?, 'sending', 0)", [PART.format("通知")]
    )
    row = "INSERT INTO deliveries VALUES (?, ?, 7, NULL, 1, ?, ?, NULL, 0, ?, 0, ?, 0, 0, NULL, NULL, NULL, NULL)"
    made.execute(row, [1, "e", PART.format("早报"), None, "2-digest", "pending"])
    made.execute(row, [2, "f", PART.format("晚报"), None, "2-digest", "sent"])
    made.execute(row, [3, "broadcast:1", None, 1, "3-broadcast", "pending"])
    made.close()
    async with open_sqlite(path) as storage:
        yield storage


async def test_what_waited_in_an_old_outbox_goes_out_as_it_was(old: SqliteStorage) -> None:
    claimed = await old.outbox.claim(NOW, limit=9, lease_s=60)
    assert [(each.id, each.owner, each.part) for each in claimed] == [
        (1, "e", Part("早报")),
        (3, "broadcast:1", Part("通知")),
    ]
    assert {each.state for each in claimed} == {DeliveryState.CLAIMED}
    assert (await old.outbox.tally("f")).sent == 1


async def test_a_delivery_that_is_forgotten_leaves_no_text_behind(old: SqliteStorage, tmp_path: Path) -> None:
    await old.subscriptions.forget(7)
    with closing(sqlite3.connect(tmp_path / "old.db")) as database:
        assert database.execute("SELECT count(*) FROM delivery_parts").fetchall() == [(0,)]
