"""A folder of saved posts, watched: what is new or changed since the last look is read, and only that."""

import asyncio
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from pathlib import Path

from digests.models import Article, FileMark, Problem, Source
from digests.pipeline.parsing import Parsing
from digests.pipeline.storing import store
from digests.ports import Storage
from digests.sources.watched import find_changes

_READ_AT_ONCE = 50
_STORED_AT_ONCE = 2000
"""Among so many files the versions of one article are put in the order of their dates before they are stored."""

Progress = Callable[[int, int], None]
"""Told now and then: how many files are read, of how many."""


async def read_folder(
    storage: Storage, parsing: Parsing, source: Source, now: datetime, progress: Progress
) -> tuple[int, list[Problem]]:
    """Read and store what has changed; how many articles are new or revised, and one problem a file that cannot be
    read, told once as long as it stays as it is.

    A portion is remembered as read once its articles are stored, so that who is broken off goes on there. Raises
    `SourceError` when the folder cannot be read.
    """
    folder = Path(source.address)
    known = await storage.files.find(source.id)
    changes = await asyncio.to_thread(find_changes, folder, known)
    if changes.gone:
        await storage.files.settle(source.id, {}, changes.gone)
    count, done, problems = 0, 0, list[Problem]()
    for names in _portions(changes.to_read, _STORED_AT_ONCE):
        articles: list[Article] = []
        marks: dict[str, FileMark] = {}
        for some in _portions(names, _READ_AT_ONCE):
            about = {name: known[name] for name in some if name in known}
            posts = await parsing.posts(folder, some, about, source, now)
            articles += posts.articles
            marks |= posts.marks
            problems += posts.problems
            done += len(some)
            progress(done, len(changes.to_read))
        count += await store(storage, source, articles, now)
        await storage.files.settle(source.id, marks, [])
    return count, problems


def _portions(names: Sequence[str], size: int) -> Iterator[Sequence[str]]:
    return (names[at : at + size] for at in range(0, len(names), size))
