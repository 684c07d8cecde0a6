"""The table of health: what is wrong stands first and in words, and Chinese titles keep the columns."""

from datetime import timedelta

import pytest
from rich.cells import cell_len
from rich.console import Console

from bot.source_table import Checkup, age_words, health_table, lines_table, problem, rhythm_words
from digests.models import Entry, Feed, Repeated, SourceState
from tests.factories import NOW, make_source

STATE = SourceState(NOW, last_success_at=NOW - timedelta(hours=5))


def feed(*hours_ago: float) -> Feed:
    entries = tuple(Entry("x", published_at=NOW - timedelta(hours=each)) for each in hours_ago)
    return Feed("x", None, None, entries)


def drawn(*checkups: Checkup, width: int = 110) -> list[str]:
    out = Console(width=width, no_color=True)
    with out.capture() as shown:
        out.print(health_table(checkups, NOW))
    return shown.get().splitlines()


def test_the_columns_stand_whatever_the_script_of_the_titles() -> None:
    healthy = [Checkup(make_source(n, title=title), STATE, feed(1, 13, 25)) for n, title in enumerate(
        ("海港日报", "Haigang Daily", "海港 Daily 日报", "很长的名称" * 20))]  # fmt: skip
    header, *rows = drawn(*healthy)
    at = header.index("rhythm")
    assert len(rows) == 4
    for row in rows:
        before = row[: row.index("2.88/day")]
        assert cell_len(before) == at, "the third column begins at the same cell in every row"
        assert cell_len(row) <= 110


def test_what_is_wrong_stands_first_and_is_said() -> None:
    lines = drawn(
        Checkup(make_source(1, title="Alpha"), STATE, feed(1, 2)),
        Checkup(make_source(2, title="Omega"), SourceState(NOW, failures=4), error="The host name is not known."),
    )
    assert lines[1].startswith("Omega")
    assert "The host name is not known. Failed 4 times in a row." in lines[1]
    assert lines[2].rstrip().endswith("ok")


@pytest.mark.parametrize(("entries", "said"), [
    (feed(1, 2, 3), None), (feed(), "The feed is empty."), (feed(24 * 8, 24 * 8.1, 24 * 8.2), "Silent"),
    (feed(24 * 8, 24 * 16, 24 * 24), None), (feed(24 * 100), "Silent"), (feed(24 * 80), None),
])  # fmt: skip
def test_silence_is_measured_by_the_feeds_own_rhythm(entries: Feed, said: str | None) -> None:
    found = problem(Checkup(make_source(), STATE, entries), NOW)
    assert (found or "").startswith(said or "")
    assert (found is None) == (said is None)


@pytest.mark.parametrize(("a_day", "words"), [(None, ""), (12.0, "12/day"), (0.5, "3.5/week"), (0.05, "1.5/month")])
def test_rhythm_is_told_in_the_unit_one_would_use(a_day: float | None, words: str) -> None:
    assert rhythm_words(a_day) == words


@pytest.mark.parametrize(("hours", "words"), [
    (0.1, "6 min ago"), (5, "5 h ago"), (47, "47 h ago"), (49, "2 days ago"), (24 * 70, "2026-09-13"),
    (-3, "0 min ago"),
])  # fmt: skip
def test_age_is_told_as_people_do(hours: float, words: str) -> None:
    assert age_words(NOW - timedelta(hours=hours), NOW) == words


def test_markup_in_titles_and_lines_stays_text() -> None:
    out = Console(width=100, no_color=True)
    with out.capture() as shown:
        out.print(health_table([Checkup(make_source(title="[red]x[/red]"), STATE, feed(1))], NOW))
        out.print(lines_table([Repeated("m", "[b]订阅[/b]我们", 7, 9)]))
    assert "[red]x[/red]" in shown.get()
    assert "[b]订阅[/b]我们" in shown.get()
    assert "7 of 9" in shown.get()
