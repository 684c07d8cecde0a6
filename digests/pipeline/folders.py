"""A folder of saved posts, watched: what is new or changed since the last look is read, and only that."""

import asyncio
from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path

from digests.models import FileMark, Problem, Source
from digests.pipeline.parsing import Parsing, Posts
from digests.pipeline.storing import Intake
from digests.ports import FileStore
from digests.sources.watched import find_changes

_READ_AT_ONCE = 25
_READ_BESIDE = 2
"""Portions that are read at the same time: as many as there are workers for the operator's sources."""

_STORED_AT_ONCE = 2000
"""Among so many files the versions of one article are put in the order of their dates before they are stored."""

Progress = Callable[[int, int], None]
"""Told now and then: how many files are read, of how many."""


class FolderReader:
    """Reads folders; `put` stores what they bring and says how many articles are new or revised."""

    def __init__(self, files: FileStore, parsing: Parsing, put: Callable[[Intake], Awaitable[int]]) -> None:
        self._files = files
        self._parsing = parsing
        self._put = put

    async def read(
        self, source: Source, now: datetime, progress: Progress, *, is_first: bool
    ) -> tuple[int, list[Problem]]:
        """Read and store what has changed; how many articles are new or revised, and one problem a file that cannot be
        read, told once as long as it stays as it is.

        A portion is remembered as read once its articles are stored, so that who is broken off goes on there.
        `is_first`: it has not been read before. Raises `SourceError` when the folder cannot be read.
        """
        known = await self._files.find(source.id)
        changes = await asyncio.to_thread(find_changes, Path(source.address), known)
        if changes.gone:
            await self._files.settle(source.id, {}, changes.gone)
        count, done, problems = 0, 0, list[Problem]()
        for names in _portions(changes.to_read, _STORED_AT_ONCE):
            found: list[Posts] = []
            for some in _portions(names, _READ_AT_ONCE * _READ_BESIDE):
                found += await self._posts(some, known, source, now)
                done += len(some)
                progress(done, len(changes.to_read))
            count += await self._put(_intake(source, found, is_first=is_first))
            await self._files.settle(source.id, _marks(found), [])
            problems += [problem for posts in found for problem in posts.problems]
        return count, problems

    async def _posts(
        self, names: Sequence[str], known: Mapping[str, FileMark], source: Source, now: datetime
    ) -> list[Posts]:
        folder = Path(source.address)
        return await asyncio.gather(
            *(
                self._parsing.posts(folder, some, {name: known[name] for name in some if name in known}, source, now)
                for some in _portions(names, _READ_AT_ONCE)
            )
        )


def _intake(source: Source, found: Sequence[Posts], *, is_first: bool) -> Intake:
    articles = [article for posts in found for article in posts.articles]
    return Intake(source, articles, [lines for posts in found for lines in posts.lines], is_first)


def _marks(found: Sequence[Posts]) -> dict[str, FileMark]:
    return {name: mark for posts in found for name, mark in posts.marks.items()}


def _portions(names: Sequence[str], size: int) -> Iterator[Sequence[str]]:
    return (names[at : at + size] for at in range(0, len(names), size))
