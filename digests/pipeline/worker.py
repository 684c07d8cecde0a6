"""A process that does what it is told, one thing after the other, and is given so long for each and no longer."""

import asyncio
import os
import pickle
import struct
import sys
from asyncio.subprocess import DEVNULL, PIPE, Process
from collections.abc import Callable
from contextlib import suppress
from resource import RLIMIT_AS, setrlimit
from typing import BinaryIO, ParamSpec, TypeVar, cast

from digests.errors import SourceError, Trouble

P = ParamSpec("P")
T = TypeVar("T")

_Failure = tuple[type[SourceError], str, Trouble]
"""Of a `SourceError`: its kind, its reason and its trouble."""

_MOST_MEMORY_BYTES = 2 * 1024**3
"""Of addresses; a worker at rest has a third of that. What wants more ends with a `MemoryError`."""

_LENGTH = struct.Struct("!Q")
_LARGE_BYTES = 256 * 1024  # unpickling more takes more than a moment
_PASSED_ON = ("PATH", "LANG", "LC_ALL", "TZ")


class TookTooLong(Exception):
    """The work was broken off: its time was over, or its process died of it."""


class Worker:
    """Runs functions of ours in a process of its own, which starts when it is first needed.

    `limit_s` is what one call may take; `waiting` counts those under way and those who wait for them.
    """

    def __init__(self, limit_s: float) -> None:
        self._limit_s = limit_s
        self._turn = asyncio.Lock()
        self.waiting = 0
        self._process: Process | None = None

    @property
    def is_running(self) -> bool:
        """Whether the process has been started."""
        return self._process is not None

    async def run(self, source: str, function: Callable[P, T], *args: P.args, **keywords: P.kwargs) -> T:
        """What `function`, which stands in a module, gives there. Raises `TookTooLong`, and a `SourceError` of `source`
        for whatever it raised.
        """
        question = pickle.dumps((function, args, keywords))
        self.waiting += 1
        try:
            async with self._turn:
                data = await self._in_time(question)
        finally:
            self.waiting -= 1
        is_large = len(data) > _LARGE_BYTES
        answer = await asyncio.to_thread(pickle.loads, data) if is_large else pickle.loads(data)  # noqa: S301 - ours
        found, failure = cast("tuple[T, _Failure | None]", answer)
        if failure is not None:
            kind, reason, trouble = failure
            raise kind(source, reason, trouble)
        return found

    async def _in_time(self, question: bytes) -> bytes:
        try:
            async with asyncio.timeout(self._limit_s):
                return await self._answer(question)
        except (TimeoutError, OSError, asyncio.IncompleteReadError) as error:
            await self.stop()
            raise TookTooLong from error
        except BaseException:  # broken off: what is still under way must not answer the next question
            await self.stop()
            raise

    async def _answer(self, question: bytes) -> bytes:
        process = self._process = self._process or await _start()
        if process.stdin is None or process.stdout is None:
            raise OSError("the worker has no pipes")
        process.stdin.write(_LENGTH.pack(len(question)) + question)
        await process.stdin.drain()
        (size,) = _LENGTH.unpack(await process.stdout.readexactly(_LENGTH.size))
        return await process.stdout.readexactly(size)

    async def stop(self) -> None:
        """End the process; the next call starts another."""
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


def work(questions: BinaryIO, answers: BinaryIO) -> None:
    """Answer questions until they end. An error that nobody foresaw becomes a plain one, in its kind."""
    while head := questions.read(_LENGTH.size):
        question = pickle.loads(questions.read(_LENGTH.unpack(head)[0]))  # noqa: S301 - from our own parent alone
        function, args, keywords = cast("tuple[Callable[..., object], tuple[object, ...], dict[str, object]]", question)
        answer: tuple[object, _Failure | None]
        try:
            answer = function(*args, **keywords), None
        except SourceError as error:
            answer = None, (type(error), error.reason, error.trouble)
        except Exception as error:  # whatever hostile text sets off in us or in a library
            reason = f"Reading it went wrong in a way nobody foresaw ({type(error).__name__})."
            answer = None, (SourceError, reason, "unforeseen")
        data = pickle.dumps(answer)
        answers.write(_LENGTH.pack(len(data)) + data)
        answers.flush()


def limit_memory() -> None:
    """Let this process have so much and no more, where the system can."""
    with suppress(OSError, ValueError):
        setrlimit(RLIMIT_AS, (_MOST_MEMORY_BYTES, _MOST_MEMORY_BYTES))


if __name__ == "__main__":
    limit_memory()
    work(sys.stdin.buffer, sys.stdout.buffer)
