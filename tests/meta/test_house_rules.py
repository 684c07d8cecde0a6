"""What the house promises of its own files."""

import ast
import re
import subprocess
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
MOST_LINES = 400
HOMELESS = re.compile(r"(^|/)(utils?|helpers?|common|misc)(\.py|/)")
MACHINE_PATHS = re.compile(r"(?<![\w.~$}/<])/(?:work|root|home|Users|mnt|tmp)/[\w.-]+")
# Paths that are the same on every machine which runs the image.
IMAGE_FILES = frozenset(("Dockerfile", "compose.yaml"))


def tracked() -> list[Path]:
    """Every file that git knows and that is there."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True)  # noqa: S607
    found = [ROOT / name for name in listed.stdout.split("\0") if name and (ROOT / name).is_file()]
    assert len(found) > 100, "the files were found"
    return found


def modules() -> list[Path]:
    found = sorted([*ROOT.glob("bot/**/*.py"), *ROOT.glob("digests/**/*.py")])
    assert len(found) > 50, "the modules were found"
    return found


def test_a_thing_without_a_noun_has_no_home() -> None:
    assert [path for path in tracked() if HOMELESS.search(path.relative_to(ROOT).as_posix())] == []


def test_no_module_is_too_long_to_be_read_at_a_sitting() -> None:
    lengths = {path: len(path.read_text(encoding="utf-8").splitlines()) for path in modules()}
    assert {path.name: lines for path, lines in lengths.items() if lines > MOST_LINES} == {}


def test_every_module_says_what_it_is() -> None:
    """An empty file that only makes a folder a package has nothing to say."""
    trees = {path: ast.parse(path.read_text(encoding="utf-8")) for path in modules()}
    assert [path for path, tree in trees.items() if tree.body and not ast.get_docstring(tree)] == []


def test_no_function_is_over_fifty_lines() -> None:
    functions = [
        (path.name, node.name, (node.end_lineno or 0) - node.lineno)
        for path in modules()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef))
    ]
    assert len(functions) > 300, "functions were found"
    assert [each for each in functions if each[2] > 50] == []


def test_the_lock_pins_every_package_with_hashes_and_names_no_address() -> None:
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    packages = re.split(r"\n(?=[a-z0-9])", re.sub(r"^\s*#.*\n", "", lock, flags=re.MULTILINE))
    assert len(packages) > 30, "the packages were found"
    assert [each for each in packages if not re.match(r"[a-z0-9._-]+==\S+", each)] == []
    assert [each.split("=")[0] for each in packages if "--hash=sha256:" not in each] == []
    assert not re.search(r"https?://|--(extra-)?index-url|--find-links|@ file", lock)


def test_the_lock_pins_what_the_project_names() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    named = [*project["project"]["dependencies"], *project["dependency-groups"]["dev"]]
    wanted = {re.split(r"[^A-Za-z0-9.-]", name)[0].lower().replace(".", "-") for name in named}
    pinned = set(re.findall(r"^([a-z0-9._-]+)==", (ROOT / "requirements.lock").read_text("utf-8"), re.MULTILINE))
    assert len(wanted) > 10, "the dependencies were found"
    assert wanted - pinned == set()


def test_no_tracked_file_knows_the_machine_it_was_written_on() -> None:
    texts = {}
    for path in tracked():
        try:
            texts[path.relative_to(ROOT).as_posix()] = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue
    found = {
        name: paths
        for name, text in texts.items()
        if name not in IMAGE_FILES
        and name != Path(__file__).relative_to(ROOT).as_posix()
        and (paths := MACHINE_PATHS.findall(text))
    }
    assert found == {}


@pytest.mark.parametrize("text", ["see /home/me/x", "path=" + "/work" + "/main", "(/Users/me)"])
def test_a_machines_path_would_be_found(text: str) -> None:
    assert MACHINE_PATHS.search(text)


@pytest.mark.parametrize("name", ["bot/utils.py", "digests/common/x.py", "helpers.py", "digests/stories/helper.py"])
def test_a_homeless_module_would_be_found(name: str) -> None:
    assert HOMELESS.search(name)
