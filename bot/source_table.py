"""Sources as a table of health for a terminal: rhythm, last item, last success, and what is wrong, in words. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from rich.markup import escape
from rich.table import Table

from digests.models import Feed, Repeated, Source, SourceState
from digests.sources.rhythm import newest_date, posts_a_day

_QUIET = 10
"""So many times its own pause without an item, and at least a week: then a feed that answers has probably ended."""


@dataclass(frozen=True, slots=True)
class Checkup:
    """What a look at a source found. `feed` is None where none came, `error` None where nothing went wrong."""

    source: Source
    state: SourceState
    feed: Feed | None = None
    error: str | None = None


def health_table(checkups: Iterable[Checkup], now: datetime) -> Table:
    """One row a source, those with a problem first."""
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column("source", max_width=26, no_wrap=True, overflow="ellipsis")
    table.add_column("items", justify="right")
    for name in ("rhythm", "last item", "last success"):
        table.add_column(name, no_wrap=True)
    table.add_column("health", min_width=20, overflow="fold")
    rows = sorted(
        ((problem(each, now), each) for each in checkups), key=lambda row: (row[0] is None, row[1].source.title)
    )
    for words, checkup in rows:
        table.add_row(*_cells(checkup, now), escape(words or "ok"), style="" if words is None else "yellow")
    return table


def problem(checkup: Checkup, now: datetime) -> str | None:
    """What is wrong with a source, in words; None when nothing is."""
    if checkup.error is not None:
        failures = checkup.state.failures
        return f"{checkup.error} Failed {failures} times in a row." if failures > 1 else checkup.error
    if checkup.feed is None:
        return None
    newest = newest_date(checkup.feed.entries, now)
    if not checkup.feed.entries:
        return "The feed is empty."
    if newest is not None and now - newest > _patience(checkup.feed, now):
        return "Silent: nothing new for long."
    return None


def lines_table(lines: Iterable[Repeated]) -> Table:
    """The lines that were learnt to be a source's own: they are left out of its articles."""
    table = Table("left out of its articles", "in articles", box=None, pad_edge=False, header_style="bold")
    for line in lines:
        table.add_row(escape(line.text), f"{line.articles} of {line.of}")
    return table


def rhythm_words(a_day: float | None) -> str:
    """3.5/day, 2/week, 1/month."""
    if a_day is None:
        return ""
    for unit, days in (("day", 1), ("week", 7)):
        if a_day * days >= 1:
            return f"{a_day * days:.3g}/{unit}"
    return f"{a_day * 30:.2g}/month"


def age_words(at: datetime | None, now: datetime) -> str:
    """5 min ago, 3 h ago, 12 days ago; a date once it is over two months old."""
    if at is None:
        return ""
    age = max(now - at, timedelta())
    if age > timedelta(days=60):
        return at.strftime("%Y-%m-%d")
    if age >= timedelta(days=2):
        return f"{age.days} days ago"
    return f"{age.seconds // 60} min ago" if age < timedelta(hours=1) else f"{int(age / timedelta(hours=1))} h ago"


def _cells(checkup: Checkup, now: datetime) -> tuple[str, ...]:
    entries = checkup.feed.entries if checkup.feed else ()
    return (
        escape(" ".join(checkup.source.title.split())),
        str(len(entries)) if checkup.feed else "",
        rhythm_words(posts_a_day(entries, now)),
        age_words(newest_date(entries, now), now),
        age_words(now if checkup.feed else checkup.state.last_success_at, now),
    )


def _patience(feed: Feed, now: datetime) -> timedelta:
    newest = newest_date(feed.entries, now)
    a_day = posts_a_day(feed.entries, newest or now)
    return max(timedelta(days=_QUIET / a_day if a_day else 90), timedelta(days=7))
