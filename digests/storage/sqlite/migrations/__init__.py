"""The schema, version by version: `001_first.sql`, `002_broadcasts.sql` and so on, run in the order of their numbers.

A migration that was released is never changed: a change is the next one. `PRAGMA user_version` holds the number of the
last that ran. Every moment is an INTEGER: microseconds since 1970 in UTC (see `values`). STRICT tables keep types as
declared.
"""

from importlib.resources import files

import sqlite_utils

from digests.errors import StorageError


def _scripts() -> tuple[str, ...]:
    found = sorted((file.name, file) for file in files(__package__).iterdir() if file.name.endswith(".sql"))
    numbers = [int(name[:3]) for name, _ in found]
    if numbers != list(range(1, len(found) + 1)):
        raise StorageError(f"The migrations are not numbered one by one: {numbers}.")
    return tuple(file.read_text(encoding="utf-8") for _, file in found)


MIGRATIONS = _scripts()
"""Every migration in its order; the first brings an empty database to version 1."""


def migrate(db: sqlite_utils.Database) -> None:
    """Bring `db` up to date, each migration in a transaction of its own.

    The version is looked at under the write lock, so two processes that open at once are safe, and a database that
    cannot be written is found out now. Raises `StorageError` for one of a newer version or of another program.
    """
    behind = True
    while behind:
        db.execute("BEGIN IMMEDIATE")
        try:
            behind = _run_next(db)
            db.execute("COMMIT")
        except BaseException:
            db.rollback()
            raise


def _run_next(db: sqlite_utils.Database) -> bool:
    """Run one migration; False when there was none to run."""
    version = int(db.execute("PRAGMA user_version").fetchone()[0])
    if version == len(MIGRATIONS):
        return False
    if version > len(MIGRATIONS):
        raise StorageError(
            f"The database is of schema version {version}, newer than this program, which knows {len(MIGRATIONS)}."
        )
    if version == 0 and db.table_names():
        raise StorageError("The database belongs to another program: it holds tables that are not ours.")
    db.executescript(MIGRATIONS[version])
    db.execute(f"PRAGMA user_version = {version + 1}")
    return True
