"""The database as one file: what is saved is whole, what is replaced is kept, what cannot be done changes nothing."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from digests.errors import StorageError
from digests.models import ArticleId
from digests.storage import DatabaseFile, database_file
from digests.storage.sqlite import open_sqlite
from digests.storage.sqlite.migrations import MIGRATIONS
from tests.factories import make_article


async def store(path: Path, number: int) -> ArticleId:
    """A database at `path` with one article."""
    article = make_article(number)
    async with open_sqlite(path) as storage:
        await storage.articles.save([article])
    return article.id


async def stored(path: Path) -> list[ArticleId]:
    async with open_sqlite(path) as storage:
        return [article.id for article in await storage.articles.ungrouped(limit=9)]


def names(folder: Path) -> list[str]:
    return sorted(each.name for each in folder.iterdir())


def version(path: Path) -> int:
    with closing(sqlite3.connect(path)) as database:
        return int(database.execute("PRAGMA user_version").fetchone()[0])


def old_database(path: Path) -> None:
    """As the first version left it."""
    with closing(sqlite3.connect(path)) as database:
        database.executescript(MIGRATIONS[0])
        database.execute("PRAGMA user_version = 1")


def damage(path: Path) -> None:
    """Pages in the middle are overwritten, as a bad disk does."""
    data = bytearray(path.read_bytes())
    data[3 * 4096 : 12 * 4096] = b"\xa5" * (9 * 4096)
    path.write_bytes(data)


@pytest.mark.parametrize("url", ["sqlite://", "sqlite:///:memory:"])
def test_a_database_in_memory_is_no_file(url: str) -> None:
    with pytest.raises(StorageError, match="in memory"):
        database_file(url)


async def test_what_a_service_has_stored_is_saved_while_it_goes_on(tmp_path: Path) -> None:
    present, saved = tmp_path / "y.db", tmp_path / "backups" / "y.db"
    async with open_sqlite(present) as service:
        await service.articles.save([make_article(1)])
        DatabaseFile(present).save(saved)
        await service.articles.save([make_article(2)])
    assert await stored(saved) == [make_article(1).id]
    assert names(saved.parent) == ["y.db"]


async def test_what_is_saved_keeps_its_version_so_that_one_can_go_back(tmp_path: Path) -> None:
    present, saved = tmp_path / "y.db", tmp_path / "saved.db"
    old_database(present)
    DatabaseFile(present).save(saved)
    assert (version(present), version(saved)) == (1, 1)
    DatabaseFile(tmp_path / "new.db").replace(saved)
    assert (version(saved), version(tmp_path / "new.db")) == (1, len(MIGRATIONS))


async def test_nothing_is_saved_over_a_file_that_is_there(tmp_path: Path) -> None:
    present = tmp_path / "y.db"
    await store(present, 1)
    (tmp_path / "file").write_text("mine", "utf-8")
    for target, reason in (
        (tmp_path / "file", "exists"),
        (present, "exists"),
        (tmp_path, "exists"),
        (tmp_path / "file" / "y.db", "file"),
    ):
        with pytest.raises(StorageError, match=reason):
            DatabaseFile(present).save(target)
    with pytest.raises(StorageError, match="no database"):
        DatabaseFile(tmp_path / "nowhere.db").save(tmp_path / "copy.db")
    assert names(tmp_path) == ["file", "y.db"]


async def test_a_damaged_database_is_not_saved_as_if_it_were_whole(tmp_path: Path) -> None:
    present = tmp_path / "y.db"
    await store(present, 1)
    damage(present)
    with pytest.raises(StorageError, match=r"y\.db") as told:
        DatabaseFile(present).save(tmp_path / "copy.db")
    assert "\n" not in str(told.value)
    assert names(tmp_path) == ["y.db"]


async def test_a_damaged_one_is_put_back_into_its_place(tmp_path: Path) -> None:
    present, saved = tmp_path / "y.db", tmp_path / "saved.db"
    after = await store(saved, 2)
    for content in (b"", b"not a database" * 999):
        present.write_bytes(content)
        assert DatabaseFile(present).replace(saved) == tmp_path / "y.db.before-restore"
        assert await stored(present) == [after]
        assert (tmp_path / "y.db.before-restore").read_bytes() == content


@pytest.mark.parametrize("content", [b"not a database, and long enough to be looked at as one" * 20, None])
async def test_what_is_no_whole_database_of_ours_replaces_nothing(tmp_path: Path, content: bytes | None) -> None:
    present, wrong = tmp_path / "y.db", tmp_path / "wrong.db"
    before = await store(present, 1)
    if content is None:
        await store(wrong, 2)
        damage(wrong)
    else:
        wrong.write_bytes(content)
    with pytest.raises(StorageError, match=r"wrong\.db"):
        DatabaseFile(present).replace(wrong)
    assert await stored(present) == [before]
    assert names(tmp_path) == ["wrong.db", "y.db"]


async def test_a_database_that_a_service_uses_is_not_replaced(tmp_path: Path) -> None:
    """What the service stored afterwards would be lost."""
    present, saved = tmp_path / "y.db", tmp_path / "saved.db"
    await store(saved, 2)
    async with open_sqlite(present) as service:
        with pytest.raises(StorageError, match="stop the service first"):
            DatabaseFile(present).replace(saved)
        await service.articles.save([make_article(1)])
    assert await stored(present) == [make_article(1).id]
    assert DatabaseFile(present).replace(saved) is not None
    assert await stored(present) == [make_article(2).id]
