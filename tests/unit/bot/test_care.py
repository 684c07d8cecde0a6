"""Looking after the service: what is wrong is said at once, and no step of a restore loses anything."""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from bot.commands.care import Unwell, backup, doctor, restore
from bot.settings import Secret, Settings
from digests.errors import YaowenError
from digests.models import ArticleId
from digests.storage import open_storage
from tests.factories import make_article


def settings_for(path: Path) -> Settings:
    return Settings(database_url=f"sqlite:///{path}")


async def store(path: Path, number: int) -> ArticleId:
    """A database at `path` with one article."""
    article = make_article(number)
    async with open_storage(f"sqlite:///{path}") as storage:
        await storage.articles.save([article])
    return article.id


async def stored(path: Path) -> list[ArticleId]:
    async with open_storage(f"sqlite:///{path}") as storage:
        return [article.id for article in await storage.articles.ungrouped(limit=9)]


async def test_a_restored_database_takes_the_place_of_the_one_before_which_is_kept(tmp_path: Path) -> None:
    present, saved = tmp_path / "y.db", tmp_path / "saved.db"
    before, after = await store(present, 1), await store(saved, 2)
    await restore(settings_for(present), saved)
    assert await stored(present) == [after]
    assert await stored(tmp_path / "y.db.before-restore") == [before]


async def test_what_a_killed_service_committed_last_is_kept_too(tmp_path: Path) -> None:
    """It stands in the write-ahead log only, which a service that ends by itself would have emptied."""
    present, saved, killed = tmp_path / "y.db", tmp_path / "saved.db", tmp_path / "killed.db"
    before, after = await store(present, 1), await store(saved, 2)
    with closing(sqlite3.connect(present)) as service:
        service.execute("UPDATE articles SET revision = 7")
        service.commit()
        for suffix in ("", "-wal"):
            shutil.copyfile(f"{present}{suffix}", f"{killed}{suffix}")
    await restore(settings_for(killed), saved)
    assert await stored(killed) == [after]
    with closing(sqlite3.connect(f"{killed}.before-restore")) as kept:
        assert kept.execute("SELECT id, revision FROM articles").fetchall() == [(before, 7)]


async def test_a_database_in_memory_is_no_file_to_save_or_replace(tmp_path: Path) -> None:
    await store(tmp_path / "saved.db", 1)
    for work in (
        backup(Settings(database_url="sqlite://"), tmp_path / "copy.db"),
        restore(Settings(database_url="sqlite://"), tmp_path / "saved.db"),
    ):
        with pytest.raises(YaowenError, match="in memory"):
            await work


async def test_the_doctor_does_not_wait_for_a_telegram_that_does_not_answer(tmp_path: Path) -> None:
    """Port 9 of loopback refuses at once; the service itself would ask again and again."""
    settings = Settings(
        database_url=f"sqlite:///{tmp_path / 'y.db'}",
        telegram_bot_token=Secret("1:secret"),
        telegram_api_url="http://127.0.0.1:9",
    )
    with pytest.raises(Unwell, match="Telegram does not answer") as told:
        await doctor(settings, heartbeat=False)
    assert "secret" not in str(told.value)
