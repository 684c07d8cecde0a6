"""`yaowen digest`: one digest of any sources, to standard output."""

import random
import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Literal
from zoneinfo import ZoneInfo

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from bot.app import open_newsroom
from bot.digest_json import to_json
from bot.digest_page import to_page
from bot.refusals import refusal_words
from bot.render import render_edition
from bot.settings import Settings
from bot.terminal import to_plain_text, to_terminal
from bot.texts import texts_for
from digests.clock import Clock, FixedClock, SystemClock
from digests.errors import YaowenError
from digests.models import Language, Source
from digests.pipeline.oneshot import OneShot, Outcome, Wish
from digests.sources.addresses import is_web_address, make_source

Form = Literal["text", "html", "json"]


@dataclass(frozen=True, slots=True)
class Options:
    """The words of the command. `database` None: nothing is stored."""

    sources: tuple[str, ...]
    language: Language
    size: int
    form: Form
    since: datetime | None = None
    at: datetime | None = None
    database: str | None = None


class NothingRead(YaowenError):
    """None of the sources gave an article."""


async def digest(settings: Settings, options: Options) -> None:
    """Print the digest. Raises `NothingRead` when no source gave anything."""
    clock: Clock = FixedClock(options.at) if options.at else SystemClock()
    sources = [_source(address) for address in options.sources]
    wish = Wish(options.language, settings.timezone, options.size, clock.now(), options.since)
    database = options.database or "sqlite://"
    async with open_newsroom(settings, clock=clock, rng=random.Random(0), database_url=database) as room:
        once = OneShot(room.storage, room.reader, room.grouper, room.summarizer)
        with _progress() as bar:
            task = bar.add_task(texts_for(options.language).plain("progress-reading"), total=None)
            outcome = await once.digest(sources, wish, lambda n, of: bar.update(task, completed=n, total=of))
    _print(outcome, options.form)
    if not outcome.articles:
        reasons = "; ".join(map(refusal_words, outcome.problems))
        raise NothingRead(reasons or "the sources hold no article")


def _source(address: str) -> Source:
    return make_source(address if is_web_address(address) else str(Path(address).expanduser()))


def _progress() -> Progress:
    console = Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    return Progress(*columns, console=console, transient=console.is_terminal)


def _print(outcome: Outcome, form: Form) -> None:
    out = Console(highlight=False, emoji=False, soft_wrap=True)
    if form == "json":
        out.out(to_json(outcome), highlight=False)
    elif form == "html":
        out.out(to_page(outcome), highlight=False)
    else:
        for part in render_edition(outcome.edition) if outcome.edition.items else ():
            out.print(to_terminal(part.text) if out.is_terminal else to_plain_text(part.text), markup=False)
        _print_problems(outcome)


def _print_problems(outcome: Outcome) -> None:
    err = Console(stderr=True, highlight=False, soft_wrap=True)
    for problem in outcome.problems:
        err.print(refusal_words(problem), markup=False)


_AGO = re.compile(r"(\d{1,4})\s*(h|d|小时|天)")
_UNITS = {"h": "hours", "小时": "hours", "d": "days", "天": "days"}


def parse_moment(text: str, now: datetime, timezone: str) -> datetime:
    """`2021-11-05`, `2021-11-05T08:00+08:00`, `36h` or `2d` (ago), in UTC. A time without zone is in `timezone`.

    Raises ValueError when it is none of these.
    """
    ago = _AGO.fullmatch(text.strip())
    if ago:
        return now - timedelta(**{_UNITS[ago[2]]: int(ago[1])})
    moment = datetime.fromisoformat(text.strip())
    if not 1970 <= moment.year < 3000:  # a slip, and near the ends of the calendar no zone can be reckoned
        raise ValueError(text)
    return (moment if moment.tzinfo else moment.replace(tzinfo=ZoneInfo(timezone))).astimezone(UTC)
