"""The Dockerfile's commands, run in their order without an engine: what they build starts and tells its health."""

import asyncio
import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.fakes.telegram_server import TelegramServer

ROOT = Path(__file__).resolve().parent.parent.parent
BUILD, RUNTIME = re.split(r"(?m)^FROM .*\n", (ROOT / "Dockerfile").read_text(encoding="utf-8"))[1:]


def instructions(stage: str, name: str) -> list[str]:
    """The arguments of every instruction of this name in a stage."""
    return re.findall(rf"(?m)^{name} (.+)$", stage)


@pytest.fixture(scope="module")
def image(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The root of what the first stage builds; its absolute paths lie below it."""
    root = tmp_path_factory.mktemp("image")
    source = root / "src"
    source.mkdir()
    for copied in instructions(BUILD, "COPY"):
        *names, target = copied.split()
        for name in names:
            if (ROOT / name).is_dir():
                shutil.copytree(ROOT / name, source / target, ignore=shutil.ignore_patterns("__pycache__"))
            else:
                shutil.copy(ROOT / name, source / target)
    commands = instructions(BUILD, "RUN")
    assert len(commands) > 2
    for command in commands:
        # Caches are left out of an image and are welcome here: the test should not fetch everything again.
        local = re.sub(r" --no-cache(?:-dir)?\b", "", re.sub(r"(?<= )/(?=venv|tools)|^/(?=tools)", f"{root}/", command))
        run(local.replace("python -m venv", f"{sys.executable} -m venv"), cwd=source)
    return root


def run(command: str, cwd: Path) -> None:
    done = subprocess.run(["sh", "-euc", command], cwd=cwd, capture_output=True, text=True, check=False)  # noqa: S603, S607
    assert done.returncode == 0, f"{command}\n{done.stderr}"


def test_the_image_holds_what_runs_and_no_tools(image: Path) -> None:
    """The runtime has the program and its samples, and none of the development's packages."""
    installed = {path.name.split("-")[0].lower() for path in image.glob("venv/lib/*/site-packages/*.dist-info")}
    assert {"yaowen", "python_telegram_bot", "feedparser"} <= installed
    assert not installed & {"pytest", "mypy", "ruff", "uv", "hypothesis"}
    done = subprocess.run(  # noqa: S603 - what was just built
        [image / "venv/bin/yaowen", "demo", "--script", os.devnull],
        cwd=image,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "1. " in done.stdout


async def status_of(command: list[str], settings: dict[str, str], cwd: Path) -> int:
    process = await asyncio.create_subprocess_exec(*command, env=settings, cwd=cwd, stderr=asyncio.subprocess.DEVNULL)
    return await process.wait()


async def test_the_service_is_healthy_while_it_runs(image: Path) -> None:
    """The health check fails before the service was ever alive and succeeds while it asks Telegram for updates."""
    (check,) = re.findall(r"CMD (\[.*\])", "\n".join(instructions(RUNTIME, "HEALTHCHECK")))
    health, start = json.loads(check), json.loads(instructions(RUNTIME, "CMD")[-1])
    for command in (health, start):
        command[0] = str(image / "venv/bin" / command[0])
    async with TelegramServer() as server:
        settings = {
            **os.environ,
            "TELEGRAM_BOT_TOKEN": server.token,
            "TELEGRAM_API_URL": server.url,
            "DATABASE_URL": f"sqlite:///{image}/data/yaowen.db",
            "SOURCES": str(image / "src" / "bot" / "samples"),
        }
        assert await status_of(health, settings, image) == 1
        service = await asyncio.create_subprocess_exec(*start, env=settings, cwd=image)
        await server.wait_for_call("getUpdates", timeout_s=60)
        assert await status_of(health, settings, image) == 0
        service.terminate()
        assert await service.wait() == 0


def test_the_image_runs_as_nobody_special() -> None:
    """Not as root, with its data in a volume, stopped by the signal that the service understands."""
    users = instructions(RUNTIME, "USER")
    assert users
    assert shlex.split(users[-1])[0] not in ("root", "0")
    assert instructions(RUNTIME, "VOLUME") == ["/srv/yaowen/data"]
    assert instructions(RUNTIME, "STOPSIGNAL") == ["SIGTERM"]
