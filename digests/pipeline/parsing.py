"""Parsing apart: a large document is read in a process of its own, which has so long and no longer.

In a thread it would hold the interpreter, and with it every chat: five seconds at a time for ten megabytes of
nonsense, minutes in all (measured). Nothing that an outlet writes may cost that.
"""

import asyncio
import os
import pickle
import struct
import sys
from asyncio.subprocess import DEVNULL, PIPE, Process
from collections.abc import Sequence
from datetime import datetime
from types import TracebackType
from typing import BinaryIO, Self, cast

from digests.articles.build import build_article
from digests.errors import SourceError, SourceTooLarge
from digests.models import Article, Document, Entry, Feed, Source
from digests.sources.documents import entries_of
from digests.sources.outlets import outlet_name

_SMALL_BYTES = 64 * 1024
"""A document below this takes a moment whatever it holds."""

Answer = list[Article] | str
"""What a worker says: the articles, or why there are none."""

_LENGTH = struct.Struct("!Q")
_PASSED_ON = ("PATH", "LANG", "LC_ALL", "TZ")


class Parsers:
    """Two workers, started when first needed: one for the operator's sources, one for those that readers added.

    So nobody's feed keeps the operator's waiting. `limit_s` is what one document may take. Close with `async with`.
    """

    def __init__(self, *, limit_s: float = 20.0) -> None:
        self._workers = {shared: _Worker(limit_s) for shared in (True, False)}

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for worker in self._workers.values():
            await worker.stop()

    async def articles_of(self, document: Document, source: Source, seen_at: datetime) -> list[Article]:
        """The articles in a document of `source`. Raises `SourceError` for what is no feed or takes too long."""
        if len(document.body) < _SMALL_BYTES:
            return await articles_in_thread(document, source, seen_at)
        return await self._workers[source.shared].ask(document, source, seen_at)


class _Worker:
    def __init__(self, limit_s: float) -> None:
        self._limit_s = limit_s
        self._turn = asyncio.Lock()
        self._process: Process | None = None

    async def ask(self, document: Document, source: Source, seen_at: datetime) -> list[Article]:
        async with self._turn:
            try:
                async with asyncio.timeout(self._limit_s):
                    answer = await self._answer(pickle.dumps((document, source, seen_at)))
            except (TimeoutError, OSError, asyncio.IncompleteReadError) as error:
                await self.stop()
                raise SourceTooLarge(source.address, "Reading it takes too long.") from error
            except BaseException:  # broken off: what is still under way must not answer the next question
                await self.stop()
                raise
        found: Answer = await asyncio.to_thread(pickle.loads, answer)
        if isinstance(found, str):
            raise SourceError(source.address, found)
        return found

    async def _answer(self, question: bytes) -> bytes:
        process = self._process = self._process or await _start()
        if process.stdin is None or process.stdout is None:
            raise OSError("the worker has no pipes")
        process.stdin.write(_LENGTH.pack(len(question)) + question)
        await process.stdin.drain()
        (size,) = _LENGTH.unpack(await process.stdout.readexactly(_LENGTH.size))
        return await process.stdout.readexactly(size)

    async def stop(self) -> None:
        process, self._process = self._process, None
        if process is not None and process.returncode is None:
            process.kill()
            await process.communicate(b"")  # which also closes its pipes


async def _start() -> Process:
    """A worker. It is told no secret: what parses hostile text need not know the token."""
    environment = {name: os.environ[name] for name in _PASSED_ON if name in os.environ}
    environment["PYTHONPATH"] = os.pathsep.join(place for place in sys.path if place)
    words = (sys.executable, "-P", "-m", __name__)
    # A session of its own: Ctrl-C is for the service, which stops its workers itself.
    return await asyncio.create_subprocess_exec(
        *words, stdin=PIPE, stdout=PIPE, stderr=DEVNULL, env=environment, start_new_session=True
    )


def articles_in(document: Document, source: Source, seen_at: datetime) -> list[Article]:
    """The articles that a document holds. Raises `SourceError`."""
    return build_all([entries_of(document)], source, seen_at)


async def articles_in_thread(document: Document, source: Source, seen_at: datetime) -> list[Article]:
    """The articles that a document holds, found in this process. Raises `SourceError`."""
    return await asyncio.to_thread(articles_in, document, source, seen_at)


def build_all(feeds: Sequence[Feed], source: Source, seen_at: datetime) -> list[Article]:
    """The articles of all entries; an entry without any text is left out."""
    built = (
        build_article(
            entry,
            source_id=source.id,
            source_topic=source.topic,
            source_language=source.language or feed.language,
            outlet=outlet_of(entry, source, feed.title),
            seen_at=seen_at,
            shared=source.shared,
        )
        for feed in feeds
        for entry in feed.entries
    )
    return [article for article in built if article is not None]


def outlet_of(entry: Entry, source: Source, feed_title: str | None) -> str | None:
    """One name for an outlet however its entries arrive: the entry's own word, else its feed's, else its host's."""
    configured = source.title if source.kind == "feed" else None
    return outlet_name(entry.outlet or configured, entry.url, feed_title)


def work(questions: BinaryIO, answers: BinaryIO) -> None:
    """Answer questions until they end. An error that nobody foresaw becomes a plain one, in its kind."""
    while head := questions.read(_LENGTH.size):
        question = pickle.loads(questions.read(_LENGTH.unpack(head)[0]))  # noqa: S301 - from our own parent alone
        document, source, seen_at = cast("tuple[Document, Source, datetime]", question)
        answer: Answer
        try:
            answer = articles_in(document, source, seen_at)
        except SourceError as error:
            answer = error.reason
        except Exception as error:  # whatever hostile text sets off in us or in a library
            answer = f"Reading it went wrong in a way nobody foresaw ({type(error).__name__})."
        data = pickle.dumps(answer)
        answers.write(_LENGTH.pack(len(data)) + data)
        answers.flush()


if __name__ == "__main__":
    work(sys.stdin.buffer, sys.stdout.buffer)
