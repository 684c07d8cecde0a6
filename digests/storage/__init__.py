"""The database behind the `Storage` port, and the only SQL of the system.

    sqlite      one file, for one machine

`open_storage` picks the engine by the address in `DATABASE_URL`; `database_file` is the same without opening it.
"""

from contextlib import AbstractAsyncContextManager
from pathlib import Path
from urllib.parse import unquote, urlsplit

from digests.errors import StorageError
from digests.storage.sqlite import SqliteStorage, open_sqlite
from digests.storage.sqlite.database_file import DatabaseFile

__all__ = ["DatabaseFile", "database_file", "open_storage"]


def open_storage(url: str) -> AbstractAsyncContextManager[SqliteStorage]:
    """Open the database at `url`, made and brought to the present schema where needed.

    `sqlite:///relative/path`, `sqlite:////absolute/path`, or `sqlite://` for one that lives in memory only.
    Raises `StorageError` with one plain sentence, at once for an address that names no database of ours, and on
    entering for one that cannot be opened.
    """
    return open_sqlite(_sqlite_path(url))


def database_file(url: str) -> DatabaseFile:
    """The database at `url` as a file, to be saved or replaced. Raises `StorageError` for one in memory too."""
    path = _sqlite_path(url)
    if isinstance(path, str):
        raise StorageError("DATABASE_URL names a database in memory, which ends with its process.")
    return DatabaseFile(path)


def _sqlite_path(url: str) -> Path | str:
    """The file that a `sqlite:` address names. Messages name the scheme only: an address may hold a password."""
    parts = urlsplit(url)
    if parts.scheme in {"postgresql", "postgres"}:
        raise StorageError("This version stores in SQLite only; set DATABASE_URL to sqlite:///path/to/file.db.")
    if parts.scheme != "sqlite" or parts.netloc or not url.startswith("sqlite://"):
        raise StorageError("DATABASE_URL must look like sqlite:///path/to/file.db (four slashes for an absolute path).")
    path = unquote(parts.path).removeprefix("/")
    return Path(path) if path and path != ":memory:" else ":memory:"
