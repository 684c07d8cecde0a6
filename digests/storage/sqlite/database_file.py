"""The database as one file: saved while a service uses it, replaced while none does.

A database is saved as it stands, of whatever version: who saves before an upgrade must be able to go back.
"""

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from digests.errors import StorageError
from digests.storage.sqlite.database import connect, reason_of

_LOG = "-wal"
"""The write-ahead log beside the file: what a killed service committed last stands there only."""

_BESIDE = ("", _LOG, "-shm")


@dataclass(frozen=True, slots=True)
class DatabaseFile:
    """The file of a database, there or not. Everything raises `StorageError`, and leaves no unfinished file behind."""

    path: Path

    def save(self, target: Path) -> None:
        """A whole copy of this moment at `target`, put there in one step; what is there already stays and is named."""
        if not self.path.exists():
            raise StorageError(f"{self.path}: there is no database to save.")
        if target.exists():
            raise StorageError(f"{target}: the file exists; name another or move it away.")
        with _unfinished(target) as copy:
            try:
                with closing(sqlite3.connect(self.path)) as present, closing(sqlite3.connect(copy)) as whole:
                    present.backup(whole)
                    _check(whole, self.path)
            except sqlite3.Error as error:
                raise StorageError(f"{self.path} cannot be saved: {reason_of(error)}.") from error

    def replace(self, saved: Path) -> Path | None:
        """Put a copy of `saved`, brought up to this version, in this place; where the file from before is kept now.

        None where there was none. Nothing has changed when `saved` is damaged or none of ours, or while a service uses
        the present database; `saved` itself never changes.
        """
        if not saved.is_file():
            raise StorageError(f"{saved}: there is no such file.")
        with _unfinished(self.path) as copy:
            shutil.copyfile(saved, copy)
            with suppress(FileNotFoundError):
                shutil.copyfile(f"{saved}{_LOG}", f"{copy}{_LOG}")
            try:
                with closing(connect(copy).conn) as whole:
                    _check(whole, saved)
            except (StorageError, sqlite3.Error) as error:
                raise StorageError(str(error).replace(str(copy), str(saved))) from error
            self._check_unused()
            return self._move_away()

    def _check_unused(self) -> None:
        """Who has a database in WAL mode open shares a lock on it for as long as it is open."""
        if not self.path.exists():
            return
        with suppress(sqlite3.DatabaseError), closing(sqlite3.connect(self.path, timeout=0)) as present:
            present.execute("PRAGMA locking_mode = EXCLUSIVE")
            try:
                present.execute("BEGIN EXCLUSIVE")
            except sqlite3.OperationalError as error:
                if error.sqlite_errorcode == sqlite3.SQLITE_BUSY:
                    raise StorageError(f"{self.path} is in use: stop the service first.") from error

    def _move_away(self) -> Path | None:
        kept = self.path.with_name(f"{self.path.name}.before-restore")
        was_there = self.path.exists()
        for suffix in _BESIDE:
            Path(f"{kept}{suffix}").unlink(missing_ok=True)
            with suppress(FileNotFoundError):
                Path(f"{self.path}{suffix}").rename(f"{kept}{suffix}")
        return kept if was_there else None


@contextmanager
def _unfinished(target: Path) -> Iterator[Path]:
    """A path beside `target` for what takes its place at the end of the block, and is removed when that fails."""
    unfinished = target.with_name(f"{target.name}.unfinished")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        yield unfinished
        unfinished.replace(target)
    except OSError as error:
        raise StorageError(f"{error.filename or target}: {reason_of(error)}.") from error
    finally:
        for suffix in _BESIDE:
            with suppress(OSError):
                Path(f"{unfinished}{suffix}").unlink()


def _check(connection: sqlite3.Connection, path: Path) -> None:
    """Raises `StorageError` for a damaged file: a copy of it would be no more."""
    (found,) = connection.execute("PRAGMA quick_check(1)").fetchone()
    if found != "ok":
        raise StorageError(f"{path} is damaged: {found.splitlines()[-1].strip()}.")
