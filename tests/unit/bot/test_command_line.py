"""The command line: 0 done, 1 it failed and says why in one line, 2 bad usage or settings; never a traceback."""

import json
import os
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.__main__ import main
from bot.commands.digest import parse_moment
from tests.factories import NOW
from tests.unit.pipeline.pressroom import TEXTS

ROOT = Path(__file__).resolve().parents[3]


def run(folder: Path, *words: str, env: dict[str, str] | None = None) -> tuple[int, str, str]:
    """Exit status, standard output and standard error of `yaowen WORDS` in `folder`."""
    done = subprocess.run(  # noqa: S603 - our own command
        [sys.executable, "-m", "bot", *words],
        cwd=folder,
        env={"PYTHONPATH": str(ROOT), "PATH": os.defpath, "HOME": str(folder), **(env or {})},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert "Traceback" not in done.stderr
    return done.returncode, done.stdout, done.stderr


@pytest.mark.parametrize(
    "words",
    [
        (),
        ("sing",),
        ("digest",),
        ("digest", "x", "--top", "0"),
        ("digest", "x", "--top", "51"),
        ("digest", "x", "--top", "٣"),
        ("digest", "x", "--language", "fr"),
        ("digest", "x", "--format", "pdf"),
        ("run", "--roles", "bot,cook"),
        ("sources",),
        ("sources", "burn"),
        ("sources", "add"),
        ("sources", "import"),
        ("sources", "list", "x"),
        ("sources", "export", "a.opml", "b.opml"),
        ("backup",),
    ],
)
def test_bad_usage_ends_with_two(words: tuple[str, ...], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(words)
    assert ended.value.code == 2
    assert "usage: yaowen" in capsys.readouterr().err


def test_all_bad_settings_are_told_at_once_and_end_with_two(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("LANGUAGE=fr\n", "utf-8")
    status, out, err = run(tmp_path, "stats", env={"TIMEZONE": "Moon", "REFRESH_SECONDS": "0"})
    assert (status, out) == (2, "")
    assert [line.split()[1] for line in err.splitlines()] == ["REFRESH_SECONDS", "LANGUAGE", "TIMEZONE"]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("digest", "nowhere.md"), "nowhere.md"),
        (("digest", "x", "--since", "yesterday"), "--since yesterday"),
        (("digest", "x", "--at", "0001-01-01"), "--at 0001-01-01"),
        (("digest", "http://"), "http"),
        (("backup", "copy.db"), "no database"),
        (("restore", "missing.db"), "missing.db"),
        (("demo", "--script", "missing.txt"), "missing.txt"),
        (("doctor", "--heartbeat"), "yaowen run"),
        (("sources", "remove", "Nonesuch"), "Nonesuch"),
        (("sources", "check", "Nonesuch"), "Nonesuch"),
        (("sources", "export", "no/such/folder.opml"), "no/such/folder.opml"),
    ],
)
def test_what_fails_says_why_in_one_line_and_ends_with_one(tmp_path: Path, words: tuple[str, ...], said: str) -> None:
    status, _, err = run(tmp_path, *words)
    assert status == 1
    *_, last = err.strip().splitlines()
    assert last.startswith("yaowen: ")
    assert said in last


def test_a_digest_of_a_folder_goes_to_standard_output_and_nothing_is_stored(tmp_path: Path) -> None:
    posts = tmp_path / "posts"
    posts.mkdir()
    for number, text in enumerate(TEXTS):
        (posts / f"{number}.txt").write_text(text, "utf-8")
    status, out, _ = run(tmp_path, "digest", "posts", "--format", "json", "--top", "2", "--at", "2026-11-22")
    assert status == 0
    document = json.loads(out)
    assert (len(document["digest"]["items"]), len(document["articles"])) == (2, 4)
    assert document["digest"]["at"] == "2026-11-21T16:00:00+00:00", "midnight in Shanghai"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["posts"]


def test_a_database_keeps_what_is_read_whatever_its_name(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXTS[0], "utf-8")
    name = "news 100% ?#.db"
    status, out, _ = run(tmp_path, "digest", "a.txt", "--database", name)
    assert status == 0
    assert TEXTS[0][:10] in out
    assert (tmp_path / name).is_file()


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("36h", NOW - timedelta(hours=36)),
        ("2d", NOW - timedelta(days=2)),
        ("3天", NOW - timedelta(days=3)),
        ("2021-11-05", datetime(2021, 11, 4, 16, 0, tzinfo=UTC)),
        ("2021-11-05T08:00", datetime(2021, 11, 5, 0, 0, tzinfo=UTC)),
        (" 2021-11-05T08:00-05:00 ", datetime(2021, 11, 5, 13, 0, tzinfo=UTC)),
    ],
)
def test_a_moment_is_a_date_a_time_or_how_long_ago(text: str, moment: datetime) -> None:
    assert parse_moment(text, NOW, "Asia/Shanghai") == moment


@pytest.mark.parametrize("text", ["", "soon", "36", "h", "2021-13-01", "0001-01-01", "9999-12-31T23:59-23:59", "-5h"])
def test_what_is_no_moment_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        parse_moment(text, NOW, "Asia/Shanghai")


def test_a_terminal_without_our_characters_gets_the_digest_all_the_same(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(TEXTS[0], "utf-8")
    status, out, _ = run(tmp_path, "digest", "a.md", "--format", "json", env={"PYTHONIOENCODING": "ascii"})
    assert status == 0
    assert json.loads(out)["articles"][0]["paragraphs"] == [TEXTS[0]]


def test_a_demo_whose_input_is_closed_ends(tmp_path: Path) -> None:
    script = f'exec "{sys.executable}" -m bot demo <&-'
    done = subprocess.run(  # noqa: S603 - our own command
        ["/bin/sh", "-c", script],
        cwd=tmp_path, env={"PYTHONPATH": str(ROOT), "PATH": os.defpath}, capture_output=True, timeout=120, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, b"")


def test_settings_in_another_encoding_are_one_sentence(tmp_path: Path) -> None:
    (tmp_path / ".env").write_bytes("LANGUAGE=zh # 港口".encode("gbk"))
    assert run(tmp_path, "stats") == (2, "", "yaowen: .env cannot be read; it must be a text in UTF-8\n")


def test_sources_are_listed_whatever_they_are_called_and_without_their_passwords(tmp_path: Path) -> None:
    feeds = "[[source]]\naddress='https://user:pass@haigang.example/feed'\ntitle='[/red] [bold]'\n"
    (tmp_path / "feeds.toml").write_text(feeds)
    status, out, _ = run(tmp_path, "sources", "list", env={"SOURCES": "feeds.toml", "COLUMNS": "200"})
    assert status == 0
    assert "[/red] [bold]" in out
    assert "pass" not in out
