"""`yaowen` as a process of its own, as an operator starts it."""

import asyncio
import multiprocessing
import os
import signal
import sys
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from bot.__main__ import main
from tests.fakes.loopback import LoopbackServer

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True, slots=True)
class Finished:
    """How a command ended and what it wrote."""

    status: int
    out: str
    err: str


class Service:
    """A running `yaowen`; its standard error is collected."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self.process = process
        self._reading = asyncio.create_task(process.communicate())

    def signal(self, number: signal.Signals) -> None:
        self.process.send_signal(number)

    async def ended(self, *, within_s: float) -> Finished:
        """How it ended; TimeoutError when it does not within `within_s`."""
        out, err = await asyncio.wait_for(asyncio.shield(self._reading), within_s)
        return Finished(self.process.returncode or 0, out.decode(), err.decode())


@asynccontextmanager
async def started(*words: str, cwd: Path, env: Mapping[str, str] | None = None) -> AsyncIterator[Service]:
    """Start a command in the folder `cwd` with these settings and no others; killed at the end of the block."""
    inherited = {name: value for name, value in os.environ.items() if name in {"PATH", "HOME", "LANG", "SYSTEMROOT"}}
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "bot",
        *words,
        cwd=cwd,
        env={**inherited, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1", **(env or {})},
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    service = Service(process)
    try:
        yield service
    finally:
        if process.returncode is None:
            process.kill()
        await service.ended(within_s=10)


class Forked:
    """A command in a process that is forked from one which has imported everything: it lives without the second that
    imports take. Killed at the end of the block.
    """

    def __init__(self, *words: str, cwd: Path, env: Mapping[str, str]) -> None:
        context = multiprocessing.get_context("forkserver")
        context.set_forkserver_preload(["bot.__main__"])
        self._process = context.Process(target=_run_here, args=(words, str(cwd), dict(env)), daemon=True)

    def __enter__(self) -> "Forked":
        self._process.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.kill()
        self._process.close()

    async def ended_within(self, seconds: float) -> bool:
        """Whether it ends by itself within so many seconds, as soon as that is known."""
        await asyncio.to_thread(self._process.join, seconds)
        return self._process.exitcode is not None

    def kill(self) -> None:
        """SIGKILL, and return when it is gone."""
        self._process.kill()
        self._process.join()


def _run_here(words: Sequence[str], cwd: str, env: Mapping[str, str]) -> None:
    os.chdir(cwd)
    os.environ.update(env)
    sys.exit(main(words))


async def yaowen(*words: str, cwd: Path, env: Mapping[str, str] | None = None, within_s: float = 60) -> Finished:
    """Run a command to its end."""
    async with started(*words, cwd=cwd, env=env) as service:
        return await service.ended(within_s=within_s)


async def until(server: LoopbackServer, fits: Callable[[], bool], *, within_s: float) -> None:
    """Return as soon as `fits` after some change at the server; TimeoutError when it does not within `within_s`."""
    async with asyncio.timeout(within_s):
        while not fits():
            await server.changes.next()
