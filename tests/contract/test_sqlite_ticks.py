"""What a tick costs grows with what is due, not with what exists: counted in steps of the database's own machine."""

from datetime import timedelta
from pathlib import Path

import pytest

from digests.models import SourceState
from digests.storage.sqlite import SqliteStorage
from digests.storage.sqlite.database import Database, open_database
from tests.factories import NOW, make_source

LATER = NOW + timedelta(hours=1)
DUE = 20


class Steps:
    """Counts the steps of every statement on the writing connection."""

    def __init__(self) -> None:
        self.count = 0

    def __call__(self) -> int:
        self.count += 1
        return 0

    async def watch(self, database: Database) -> None:
        await database.write(lambda db: db.conn.set_progress_handler(self, 1))


async def filled(folder: Path, sources: int) -> tuple[Database, Steps]:
    """A database of so many sources, twenty of which are due, and a counter that starts now."""
    database = await open_database(folder / f"{sources}.db")
    known = [make_source(number) for number in range(sources)]
    storage, steps = SqliteStorage(database), Steps()
    await storage.sources.add(known, NOW)
    await storage.sources.settle({each.id: SourceState(LATER, items=bytes(80)) for each in known[DUE:]})
    await steps.watch(database)
    return database, steps


async def steps_of_a_round(folder: Path, sources: int) -> tuple[int, int]:
    """What it takes to claim and settle what is due, and then to see that nothing is."""
    database, steps = await filled(folder, sources)
    store = SqliteStorage(database).sources
    claimed = await store.claim_due(NOW, limit=256, lease_s=60)
    assert len(claimed) == DUE
    await store.settle({source.id: SourceState(LATER, items=bytes(8)) for source, _ in claimed})
    busy = steps.count
    assert await store.claim_due(NOW, limit=256, lease_s=60) == []
    await database.close()
    return busy, steps.count - busy


async def test_a_round_takes_as_many_steps_among_thousands_of_sources_as_among_dozens(tmp_path: Path) -> None:
    few_busy, few_idle = await steps_of_a_round(tmp_path, 40)
    many_busy, many_idle = await steps_of_a_round(tmp_path, 4000)
    assert few_busy > DUE
    assert many_busy == pytest.approx(few_busy, rel=0.05)
    assert many_idle == few_idle
