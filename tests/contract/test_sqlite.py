"""What is promised of the SQLite engine alone: its address, its file, its threads."""

import asyncio
import resource
import sqlite3
import threading
from pathlib import Path

import pytest

from digests.errors import StorageError
from digests.storage import open_storage
from digests.storage.sqlite import SqliteStorage, open_sqlite
from digests.storage.sqlite.database import READERS, open_database
from tests.factories import NOW, make_article, make_source


async def _fails_to_open(path: Path) -> str:
    with pytest.raises(StorageError) as caught:
        async with open_sqlite(path):
            pass
    return str(caught.value)


def _names(folder: Path) -> list[str]:
    return sorted(each.name for each in folder.iterdir())


@pytest.mark.parametrize(
    "url", ["", "yaowen.db", "mysql://h/db", "sqlite:relative.db", "sqlite://host/x.db", "sqlite:/x.db"]
)
def test_an_address_that_is_none_of_ours_is_refused_with_an_example(url: str) -> None:
    with pytest.raises(StorageError, match="must look like sqlite:///path"):
        open_storage(url)


@pytest.mark.parametrize("scheme", ["postgresql", "postgres"])
def test_postgresql_is_refused_plainly_and_its_password_is_not_repeated(scheme: str) -> None:
    with pytest.raises(StorageError, match="stores in SQLite only") as caught:
        open_storage(f"{scheme}://yaowen:s3cret@db.example/news")
    assert "s3cret" not in str(caught.value)


async def test_three_slashes_are_a_path_from_here_and_four_an_absolute_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for url in ("sqlite:///made/here%20too.db", f"sqlite:///{tmp_path}/there.db"):
        async with open_storage(url):
            pass
    assert (tmp_path / "made" / "here too.db").is_file()
    assert (tmp_path / "there.db").is_file()


async def test_memory_is_empty_each_time_and_leaves_no_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for url in ("sqlite://", "sqlite:///:memory:"):
        async with open_storage(url) as opened:
            assert await opened.sources.all() == []
            await opened.sources.add([make_source()], NOW)
            assert len(await opened.sources.all()) == 1
    assert _names(tmp_path) == []


async def test_what_was_stored_is_there_when_the_file_is_opened_again(tmp_path: Path) -> None:
    for _ in range(2):
        async with open_sqlite(tmp_path / "y.db") as opened:
            await opened.articles.save([make_article()])
    async with open_sqlite(str(tmp_path / "y.db")) as opened:
        assert await opened.articles.ungrouped(limit=9) == [make_article()]


async def test_a_file_that_is_no_database_is_refused_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("今天没有新闻。\n" * 100)
    assert await _fails_to_open(path) == f"The database {path} cannot be opened: file is not a database."
    assert path.read_text() == "今天没有新闻。\n" * 100


async def test_another_programs_database_is_refused_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "theirs.db"
    theirs = sqlite3.connect(path)
    theirs.execute("CREATE TABLE books (title TEXT)")
    theirs.close()
    assert "belongs to another program" in await _fails_to_open(path)
    theirs = sqlite3.connect(path)
    assert theirs.execute("SELECT name FROM sqlite_master").fetchall() == [("books",)]
    theirs.close()


async def test_a_database_of_a_newer_version_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "y.db"
    async with open_sqlite(path):
        pass
    newer = sqlite3.connect(path)
    newer.execute("PRAGMA user_version = 999")
    newer.close()
    assert "schema version 999, newer than this program" in await _fails_to_open(path)


async def test_a_folder_that_cannot_be_made_or_is_in_the_files_place_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    assert "cannot be opened" in await _fails_to_open(tmp_path / "file" / "y.db")
    assert "cannot be opened" in await _fails_to_open(tmp_path)


async def test_a_text_that_cannot_be_stored_is_refused_whole_and_the_next_one_is_stored(tmp_path: Path) -> None:
    async with open_sqlite(tmp_path / "y.db") as opened:
        with pytest.raises(StorageError, match="lone surrogate"):
            await opened.articles.save([make_article(1), make_article(2, title="\ud800")])
        await opened.articles.save([make_article(3)])
        assert await opened.articles.ungrouped(limit=9) == [make_article(3)]


async def test_a_read_does_not_wait_for_a_write_under_way(tmp_path: Path) -> None:
    database = await open_database(tmp_path / "y.db")
    release = threading.Event()
    writing = asyncio.create_task(database.write(lambda _: release.wait(10)))
    async with asyncio.timeout(9):
        assert await SqliteStorage(database).sources.all() == []
    assert not writing.done()
    release.set()
    assert await writing
    await database.close()


async def test_a_read_whose_asker_has_gone_keeps_nobody_else_waiting(tmp_path: Path) -> None:
    """Its thread is busy until it has ended, so others read elsewhere, however often somebody goes."""
    database = await open_database(tmp_path / "y.db")
    release = threading.Event()
    for _ in range(READERS - 1):
        leaving = asyncio.create_task(database.read(lambda _: release.wait(10)))
        await asyncio.sleep(0)
        leaving.cancel()
    async with asyncio.timeout(9):
        for _ in range(READERS):
            assert await SqliteStorage(database).sources.all() == []
    release.set()
    await database.close()


async def test_while_the_disk_is_full_nothing_is_lost_and_afterwards_all_goes_on(tmp_path: Path) -> None:
    """A limit on the size of files stands for the full disk: to a write it is the same."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    async with open_sqlite(tmp_path / "y.db") as opened:
        await opened.articles.save([make_article(1)])
        resource.setrlimit(resource.RLIMIT_FSIZE, (_size_of(tmp_path) + 64 * 1024, hard))
        try:
            with pytest.raises(StorageError, match="The database refused"):
                await opened.articles.save([make_article(n, paragraphs=("夜航" * 9000,)) for n in range(2, 9)])
            assert await opened.articles.ungrouped(limit=9) == [make_article(1)]
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
        await opened.articles.save([make_article(9)])
        assert len(await opened.articles.ungrouped(limit=9)) == 2


def _size_of(folder: Path) -> int:
    return max(each.stat().st_size for each in folder.iterdir())


async def test_no_open_cursor_leaves_the_thread_of_its_connection() -> None:
    """Dropped elsewhere, a cursor resets its statement in the middle of the next one: misuse, says SQLite, at times."""
    database = await open_database(":memory:")
    try:
        cursor = await database.write(lambda db: db.execute("UPDATE sources SET failures = 0"))
        with pytest.raises(sqlite3.ProgrammingError, match="closed"):
            cursor.fetchone()
    finally:
        await database.close()
