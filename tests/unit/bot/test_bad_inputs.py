"""Whatever is typed after `yaowen`, a command that fails says why in one line that no terminal can be led astray by."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
INPUTS: dict[tuple[str, ...], int] = {
    ("digest", "nowhere"): 1,
    ("digest", "no\nwhere \x1b[31m"): 1,
    ("digest", "nobody\udcffs.md"): 1,
    ("digest", "empty"): 1,
    ("digest", "noise.txt"): 1,
    ("digest", "ftp://haigang.example/feed"): 1,
    ("digest", "http://"): 1,
    ("digest", "http://[::1"): 1,
    ("digest", "http://haigang.example:99999/"): 1,
    ("digest", "http://127.0.0.1/"): 1,
    ("digest", "x", "--since", "yesterday"): 1,
    ("digest", "x", "--at", "2026-02-30"): 1,
    ("digest", "x", "--top", "many"): 2,
    ("digest", "x", "--top", "9" * 5000): 2,
    ("digest", "x", "--language", "tlh"): 2,
    ("digest", "a.md", "--database", "empty"): 1,
    ("digest", "a.md", "--database", "noise.txt"): 1,
    ("sources", "add", ""): 1,
    ("sources", "add", "nowhere.md"): 1,
    ("sources", "add", "ftp://haigang.example/feed"): 1,
    ("sources", "add", "http://haigang.example:99999/"): 1,
    ("sources", "remove", "Nobody's Herald"): 1,
    ("sources", "check", "no\x07body"): 1,
    ("sources", "import", "empty"): 1,
    ("sources", "import", "noise.txt"): 1,
    ("sources", "import", "a.md"): 1,
    ("sources", "export", "no/such/folder/a.opml"): 1,
    ("sources", "discover", "http://localhost/"): 1,
    ("demo", "--script", "empty"): 1,
    ("demo", "--script", "noise.txt"): 1,
    ("restore", "empty"): 1,
    ("restore", "noise.txt"): 1,
    ("backup", "a.md/copy.db"): 1,
    ("run", "--roles", "cook"): 2,
    ("fly",): 2,
}
# One process runs them all: each would take a second to start by itself.
RUN_ALL = """
import io, json, os, sys
from contextlib import redirect_stderr, redirect_stdout
from bot.__main__ import main
for words in json.load(sys.stdin):
    out, err = io.StringIO(), io.StringIO()
    try:
        with redirect_stdout(out), redirect_stderr(err):
            status = main(words)
    except SystemExit as end:
        status = end.code
    print(json.dumps([status, err.getvalue()]))
"""


@pytest.fixture(scope="module")
def ends(tmp_path_factory: pytest.TempPathFactory) -> dict[tuple[str, ...], tuple[int, str]]:
    """The exit status and standard error of every input, typed in a folder with some files."""
    folder = tmp_path_factory.mktemp("desk")
    (folder / "empty").mkdir()
    (folder / "noise.txt").write_bytes(bytes(range(128, 256)) * 50)
    (folder / "a.md").write_text("Night ferries return next month.\n", "utf-8")
    done = subprocess.run(  # noqa: S603 - our own command
        [sys.executable, "-c", RUN_ALL],
        cwd=folder,
        env={"PYTHONPATH": str(ROOT), "PATH": os.defpath, "HOME": str(folder), "DATABASE_URL": "sqlite:///y.db"},
        input=json.dumps([list(words) for words in INPUTS]),
        capture_output=True,
        text=True,
        timeout=300,
        check=True,
    )
    found = [(status, err) for status, err in map(json.loads, done.stdout.splitlines())]
    return dict(zip(INPUTS, found, strict=True))


@pytest.mark.parametrize("words", INPUTS, ids=lambda words: " ".join(words)[:40].encode("ascii", "replace").decode())
def test_what_cannot_be_done_ends_with_its_status_and_one_printable_line(
    ends: dict[tuple[str, ...], tuple[int, str]], words: tuple[str, ...]
) -> None:
    status, err = ends[words]
    assert status == INPUTS[words], err
    *_, last = err.rstrip("\n").split("\n")
    assert last.startswith("yaowen")
    assert last.isprintable()
    assert "nobody foresaw" not in last
    assert "Traceback" not in err
    assert "\x1b[31m" not in err
