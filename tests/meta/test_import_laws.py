"""Each import law of the project holds, and would break if somebody broke it.

The sources are copied, one forbidden import is added, and import-linter must name exactly that contract broken.
"""

import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
LINTER = Path(sys.executable).with_name("lint-imports")
FLOORS = "in digests: what runs the stages > stages and adapters, apart > ports > language > models, errors, clock"
VIOLATIONS = {
    "bot is built on digests, never back": ("digests/language/words.py", "import bot.markup"),
    FLOORS: (
        "digests/stories/rank.py",
        "import digests.editions.compose",
    ),
    "SQL only in digests.storage": ("bot/jobs.py", "import sqlite3"),
    "openai only in digests.llm": ("digests/summaries/write.py", "import openai"),
    "feedparser only in digests.sources": ("digests/articles/build.py", "import feedparser"),
    "aiohttp only in digests.sources, under bot.sender, and in what serves: bot.metrics, bot.listener": (
        "bot/console.py",
        "import aiohttp",
    ),
    "telegram only in bot.app, bot.handlers, bot.sender, bot.console": ("bot/render.py", "import telegram"),
    "apscheduler only in bot.jobs": ("bot/app.py", "import apscheduler"),
    "only bot.app picks adapters": ("digests/pipeline/reading.py", "import digests.storage"),
}


def contracts() -> list[str]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    names = [contract["name"] for contract in project["tool"]["importlinter"]["contracts"]]
    assert names, "the contracts were found"
    return names


@pytest.fixture
def house(tmp_path: Path) -> Path:
    """A copy of the sources."""
    for name in ("bot", "digests"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def lint(house: Path) -> str:
    """What import-linter prints about the copy."""
    done = subprocess.run(  # noqa: S603 - our own linter on our own copy
        [str(LINTER), "--no-cache"],
        cwd=house,
        env={"PYTHONPATH": str(house), "PATH": "", "NO_COLOR": "1", "COLUMNS": "400"},
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    return done.stdout + done.stderr


def verdicts(house: Path) -> dict[str, str]:
    """KEPT or BROKEN for each contract, as import-linter reports it."""
    printed = lint(house)
    found = re.findall(r"^(.+?) (KEPT|BROKEN)\b", printed, re.MULTILINE)
    assert found, printed
    return {name.strip(): verdict for name, verdict in found}


def test_a_violation_is_known_for_every_contract() -> None:
    assert sorted(VIOLATIONS) == sorted(contracts())


def test_every_contract_is_kept(house: Path) -> None:
    assert verdicts(house) == dict.fromkeys(contracts(), "KEPT")


@pytest.mark.parametrize("name", VIOLATIONS)
def test_a_contract_breaks_when_it_is_broken_and_no_other_does(house: Path, name: str) -> None:
    path, statement = VIOLATIONS[name]
    source = house / path
    source.write_text(f"{source.read_text(encoding='utf-8')}\n{statement}\n", encoding="utf-8")
    broken = {contract for contract, verdict in verdicts(house).items() if verdict == "BROKEN"}
    assert name in broken
    # Going back from digests to bot also leaves the layers inside digests; no other import breaks two laws.
    assert broken <= {name, FLOORS}


@pytest.mark.parametrize(
    ("path", "statement"),
    [
        ("digests/clock.py", "import digests.ports"),
        ("digests/language/words.py", "import digests.ports"),
        ("digests/ports/edges.py", "import digests.stories.rank"),
        ("digests/summaries/write.py", "import digests.pipeline.reading"),
        ("digests/storage/sqlite/rows.py", "import digests.articles.build"),
    ],
)
def test_every_floor_of_digests_is_held(house: Path, path: str, statement: str) -> None:
    """Nothing imports what stands above it, and the stages know nothing of one another."""
    source = house / path
    source.write_text(f"{source.read_text(encoding='utf-8')}\n{statement}\n", encoding="utf-8")
    assert verdicts(house)[FLOORS] == "BROKEN"


def test_a_new_folder_in_digests_must_be_given_its_floor(house: Path) -> None:
    (house / "digests" / "rumours.py").write_text('"""A stage nobody placed."""\n', encoding="utf-8")
    assert "rumours" in lint(house)


def test_the_law_on_adapters_names_every_module_of_the_bot_but_those_that_pick_them() -> None:
    """A module that it does not name could pick what it likes."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    (law,) = [
        each for each in project["tool"]["importlinter"]["contracts"] if each["name"] == "only bot.app picks adapters"
    ]
    modules = {
        f"bot.{path.stem}"
        for path in (ROOT / "bot").iterdir()
        if path.suffix == ".py" or (path / "__init__.py").exists()
    }
    assert modules - {"bot.__init__", "bot.app", "bot.sender"} <= set(law["source_modules"])
