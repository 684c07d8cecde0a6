"""The threads and connections on which every storage method runs, as one transaction each.

All writes happen on one thread with one connection, so inside a process they queue instead of colliding. Reads have
threads and connections of their own: in WAL mode they see the last commit and never wait for a writer, and one person's
answer does not wait for the long read of another.

sqlite-utils wraps its writes in `db.atomic()`. Outside a transaction that is a deferred BEGIN, which fails at once with
"database is locked" when another process writes between its read and its write, whatever `busy_timeout` says. Inside
ours it is only a savepoint: so nothing here touches sqlite-utils outside `BEGIN IMMEDIATE ... COMMIT`.
"""

import asyncio
import sqlite3
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import AsyncExitStack
from pathlib import Path
from typing import TypeVar

import sqlite_utils

from digests.errors import StorageError
from digests.storage.sqlite.migrations import migrate

T = TypeVar("T")
Work = Callable[[sqlite_utils.Database], T]

MEMORY = ":memory:"
BUSY_TIMEOUT_S = 10
"""How long a write waits for another process: the longest one, a broadcast's start, takes about a second."""

READERS = 3
"""Connections that read: a long read may take one, a refresh another, and a person is still answered."""


class Connection:
    """One connection on a thread of its own. `waiting` is how many pieces of work it has."""

    def __init__(self, thread: ThreadPoolExecutor, db: sqlite_utils.Database) -> None:
        self._thread = thread
        self._db = db
        self.waiting = 0

    @classmethod
    async def open(cls, connect: Callable[[], sqlite_utils.Database]) -> "Connection":
        thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="storage")
        try:
            return cls(thread, await run_on(thread, connect))
        except BaseException:
            thread.shutdown(wait=False)
            raise

    async def transact(self, begin: str, work: Work[T]) -> T:
        """Run `work` between `begin` and COMMIT; whatever it raises rolls back."""
        self.waiting += 1
        return await run_on(self._thread, lambda: in_transaction(self._db, begin, work), self._ended)

    def _ended(self, _: object) -> None:
        self.waiting -= 1  # now, and not when its caller stopped waiting: the thread is busy until then

    async def close(self) -> None:
        """Close after everything that was asked for before."""
        await run_on(self._thread, self._db.close)
        self._thread.shutdown(wait=True)


class Database:
    """An opened database of the present schema."""

    def __init__(self, writer: Connection, readers: Sequence[Connection]) -> None:
        self._writer = writer
        self._readers = readers

    async def write(self, work: Work[T]) -> T:
        """Run `work` as one transaction that may write."""
        return await self._writer.transact("BEGIN IMMEDIATE", work)

    async def read(self, work: Work[T]) -> T:
        """Run `work` on one consistent state, which holds every write that has returned."""
        return await self._free_reader().transact("BEGIN", work)

    def _free_reader(self) -> Connection:
        return min(self._readers, key=lambda reader: reader.waiting)

    async def close(self) -> None:
        """Wait for what is under way, then close."""
        for reader in self._readers:
            if reader is not self._writer:
                await reader.close()
        await self._writer.close()


async def open_database(path: str | Path) -> Database:
    """Open and migrate. Raises `StorageError`."""
    if str(path) == MEMORY:
        # A second connection would be a second, empty database.
        only = await Connection.open(lambda: connect(MEMORY))
        return Database(only, [only])
    file = Path(path)
    async with AsyncExitStack() as opened:
        writer = await Connection.open(lambda: connect(file))
        opened.push_async_callback(writer.close)
        readers = []
        for _ in range(READERS):
            readers.append(await Connection.open(lambda: connect_reader(file)))
            opened.push_async_callback(readers[-1].close)
        opened.pop_all()
    return Database(writer, readers)


async def run_on(thread: ThreadPoolExecutor, work: Callable[[], T], ended: Callable[[object], None] | None = None) -> T:
    """Run `work` on `thread`. A cancelled caller stops waiting, and the work goes on; `ended` is told of its end."""
    running = asyncio.get_running_loop().run_in_executor(thread, work)
    if ended is not None:
        running.add_done_callback(ended)
    return await asyncio.shield(running)


def connect(path: Path | str) -> sqlite_utils.Database:
    """A connection that may write, with its folders made and its schema brought up to date."""
    return _connect(path, _prepare_to_write)


def connect_reader(path: Path) -> sqlite_utils.Database:
    """A connection to a migrated database that only reads."""
    return _connect(path, lambda db: db.execute("PRAGMA query_only = ON"))


def _connect(path: Path | str, prepare: Callable[[sqlite_utils.Database], object]) -> sqlite_utils.Database:
    try:
        if isinstance(path, Path):
            path.parent.mkdir(parents=True, exist_ok=True)
        # isolation_level None: the driver opens no transaction of its own; every one here is written out.
        connection = sqlite3.connect(path, timeout=BUSY_TIMEOUT_S, isolation_level=None)
        try:
            db = sqlite_utils.Database(connection, recursive_triggers=False, execute_plugins=False)
            db.execute("PRAGMA foreign_keys = ON")
            prepare(db)
        except BaseException:
            connection.close()
            raise
    except (OSError, sqlite3.Error) as error:
        raise StorageError(f"The database {path} cannot be opened: {reason_of(error)}.") from error
    return db


def _prepare_to_write(db: sqlite_utils.Database) -> None:
    db.execute("PRAGMA journal_mode = WAL")
    # In WAL mode NORMAL survives a crash of the process; a power cut may cost the last commits, never consistency.
    db.execute("PRAGMA synchronous = NORMAL")
    migrate(db)


def in_transaction(db: sqlite_utils.Database, begin: str, work: Work[T]) -> T:
    """Run `work` between `begin` and COMMIT. What SQLite refuses is a `StorageError`."""
    try:
        db.execute(begin)
        try:
            result = work(db)
            if isinstance(result, sqlite3.Cursor):
                # Dropped on another thread, it would reset its statement in the middle of the next one on this.
                result.close()
            db.execute("COMMIT")
        except BaseException:
            db.rollback()
            raise
    except (sqlite3.Error, UnicodeEncodeError, OverflowError) as error:
        raise StorageError(f"The database refused: {reason_of(error)}.") from error
    return result


def reason_of(error: Exception) -> str:
    """The error in plain words, without the values that an encoding error carries."""
    if isinstance(error, UnicodeEncodeError):
        return "a text holds half a character (a lone surrogate)"
    return str(error.strerror if isinstance(error, OSError) and error.strerror else error)
