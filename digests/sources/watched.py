"""Which files of a watched folder are new, changed or gone, by what is remembered of each."""

import hashlib
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from digests.errors import SourceError
from digests.models import Document, Feed, FileMark, Problem
from digests.sources.documents import bytes_of, entries_of, find_documents


@dataclass(frozen=True, slots=True)
class Changes:
    """Files by their paths inside the folder, in order: those to read, and those that are gone."""

    to_read: list[str]
    gone: list[str]


def find_changes(folder: Path, known: Mapping[str, FileMark]) -> Changes:
    """What has to be looked at: files that are not known, or of another time or size than is known of them.

    Nothing is opened: a folder of thousands of files costs a look at each. Raises `SourceUnreachable` when the folder
    is gone.
    """
    there: dict[str, tuple[int, int]] = {}
    for path in find_documents(folder):
        there[os.path.relpath(path, folder)] = _stat_of(path)
    to_read = [
        name
        for name, stat in there.items()
        if name not in known or (known[name].modified_ns, known[name].size_bytes) != stat
    ]
    return Changes(to_read, [name for name in known if name not in there])


def read_changed(
    folder: Path, names: Sequence[str], known: Mapping[str, FileMark]
) -> tuple[list[Feed], dict[str, FileMark], list[Problem]]:
    """What files say whose bytes are not those that are known, what each file is like now, and which cannot be read.

    A checkout that gives old files a new time thus gives nothing.
    """
    feeds: list[Feed] = []
    marks: dict[str, FileMark] = {}
    problems: list[Problem] = []
    for name in names:
        path = folder / name
        before, digest = _stat_of(path), ""
        try:
            data = bytes_of(path)
            digest = hashlib.blake2b(data, digest_size=16).hexdigest()
            if name not in known or known[name].hash != digest:
                feeds.append(entries_of(Document(str(path), data)))
        except SourceError as error:
            problems.append(Problem(error.source, error.reason))
        marks[name] = FileMark(*before, digest)
    return feeds, marks, problems


def _stat_of(path: Path) -> tuple[int, int]:
    """A file that is gone or hidden is left to the reading to tell."""
    try:
        stat = path.stat()
    except OSError:
        return 0, 0
    return stat.st_mtime_ns, stat.st_size
