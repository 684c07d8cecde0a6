"""What is stored about a chat is known table by table: shown whole, deleted whole, and said in /privacy."""

import json
import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from bot.privacy import ADMIN_LINES, LINES
from digests.models import ArticleId, Channel, Constraint, Part, Rating, Reaction, SourceId
from digests.storage.sqlite import SqliteStorage, open_sqlite
from digests.storage.sqlite.chat_data import CHAT_TABLES, OPERATORS_OWN
from tests.factories import NOW, make_edition, make_new_delivery, make_source, make_subscription

GONE, STAYS = make_subscription(1, own_sources=frozenset({SourceId("own")})), make_subscription(2)


async def fill(storage: SqliteStorage) -> None:
    """Something in every table about either chat."""
    await storage.sources.add([make_source(1, id=SourceId("own"), shared=False)], NOW)
    for number, subscription in enumerate((GONE, STAYS)):
        edition = make_edition(subscription, due_at=NOW + timedelta(minutes=number))
        await storage.subscriptions.save(subscription)
        delivery = make_new_delivery(number + 1, owner=edition.id, part=Part(f"to {subscription.chat_id}"))
        await storage.editions.create(edition, [delivery], next_due_at=None, mark_told=True)
        await storage.reactions.put(Reaction(subscription.id, edition.items[0].story.id, "saved", NOW))
        await storage.reactions.rate(Rating(subscription.id, edition.id, True, NOW))
        await storage.channels.manage(subscription.chat_id, Channel(-100 - number, "海港", active=True))
        said = Constraint(ArticleId("a"), ArticleId("b"), "same", subscription.chat_id, is_admin=False, at=NOW)
        await storage.constraints.save([said])
        await storage.broadcasts.create(subscription.chat_id, Part("大家好"), NOW)


def rows(path: Path, table: str) -> list[dict[str, object]]:
    with closing(sqlite3.connect(path)) as db:
        db.row_factory = sqlite3.Row
        return [dict(row) for row in db.execute(f"SELECT * FROM {table}")]  # noqa: S608 - the names of our own tables


def tables_about_chats(path: Path) -> set[str]:
    """Those with a column that names a chat, a subscription, or something of theirs."""
    with closing(sqlite3.connect(path)) as db:
        names = [row[0] for row in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        columns = {name: {row[1] for row in db.execute(f"PRAGMA table_info({name})")} for name in names}
    assert len(columns) > 10, "the tables were found"
    telling = {"chat_id", "subscription_id", "delivery_id", "user_id", "admin_id"}
    return {name for name, of in columns.items() if of & telling} | {"edition_items"}


async def test_every_table_about_chats_is_known_and_spoken_of(tmp_path: Path) -> None:
    async with open_sqlite(tmp_path / "y.db"):
        pass
    assert tables_about_chats(tmp_path / "y.db") == set(CHAT_TABLES)
    told = [table for tables in (LINES | ADMIN_LINES).values() for table in tables]
    assert sorted(told) == sorted(CHAT_TABLES)


async def test_everything_shows_something_of_every_table_and_nothing_of_another_chat(tmp_path: Path) -> None:
    async with open_sqlite(tmp_path / "y.db") as storage:
        await fill(storage)
        shown = await storage.subscriptions.everything(GONE.chat_id)
        assert set(shown) == set(CHAT_TABLES) - OPERATORS_OWN
        text = json.dumps(shown, ensure_ascii=False)
        assert "to 1001" in text
        assert str(STAYS.chat_id) not in text
        assert shown["subscriptions"][0]["topics"] == sorted(GONE.topics)
        assert str(shown["reactions"][0]["at"]).startswith("2026-11-22T08:00")
        assert await storage.subscriptions.everything(4) == {}


@pytest.mark.parametrize("table", sorted(set(CHAT_TABLES) - OPERATORS_OWN))
async def test_forgetting_leaves_no_row_about_the_chat_and_all_of_the_others(tmp_path: Path, table: str) -> None:
    path = tmp_path / "y.db"
    async with open_sqlite(path) as storage:
        await fill(storage)
        kept = await storage.subscriptions.everything(STAYS.chat_id)
        await storage.subscriptions.forget(GONE.chat_id)
        assert await storage.subscriptions.everything(GONE.chat_id) == {}
        assert await storage.subscriptions.everything(STAYS.chat_id) == kept
        assert await storage.sources.find(SourceId("own")) is None
    left = json.dumps(rows(path, table), ensure_ascii=False)
    assert "1002" in left or table in {"own_sources", *kept}
    assert "1001" not in left
