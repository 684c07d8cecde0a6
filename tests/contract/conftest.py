"""An opened storage of every engine, and a way to open the same database once more."""

from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager
from pathlib import Path

import pytest

from digests.ports import Storage
from digests.storage import open_storage


@pytest.fixture(params=["sqlite"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of an empty database that outlives its connections."""
    return {"sqlite": f"sqlite:///{tmp_path}/data/yaowen.db"}[request.param]


@pytest.fixture
async def storage(database_url: str) -> AsyncIterator[Storage]:
    async with open_storage(database_url) as opened:
        yield opened


@pytest.fixture
def second(database_url: str, storage: Storage) -> AbstractAsyncContextManager[Storage]:
    """Another process's view of the database of `storage`: enter it to open it."""
    return open_storage(database_url)
