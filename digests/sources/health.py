"""Which sources have died. Pure: time is passed in."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from digests.models import Death, DeathCause, Failing, Source, SourceId, SourceState

PATIENCE = timedelta(days=7)
"""So long a source may fail before its readers hear of it: sites move over a weekend, and owners go on holidays."""

_STATUS = re.compile(r"\(HTTP (\d{3})\)")
_NO_FEED = re.compile(r"not a feed|neither RSS|is broken|no JSON Feed|broken JSON|answer is empty|shows no messages")


@dataclass(frozen=True, slots=True)
class Health:
    """What to remember and what to tell: `living` may be forgotten, `failing` is to be kept, `dead` to be told."""

    living: tuple[SourceId, ...]
    failing: tuple[Failing, ...]
    dead: tuple[Death, ...]


def health(sources: Iterable[tuple[Source, SourceState]], known: Mapping[SourceId, Failing], now: datetime) -> Health:
    """Who lives, who fails from now on, and who died and was not told of yet.

    A source is dead when it failed for a week, or said itself that it is gone (HTTP 410). Whoever answers once lives
    again, and may die again. A source that was removed is forgotten.
    """
    states = {source.id: (source, state) for source, state in sources}
    failing = {each: pair for each, pair in states.items() if pair[1].error is not None}
    since = {each: known[each].since if each in known else _since(state, now) for each, (_, state) in failing.items()}
    new = tuple(Failing(each, since[each]) for each in failing if each not in known)
    told = {each for each, failure in known.items() if failure.told_at is not None}
    dead = (
        _death(source, state, since[each])
        for each, (source, state) in failing.items()
        if each not in told and (state.retired_at is not None or now - since[each] >= PATIENCE)
    )
    return Health(tuple(each for each in known if each not in failing), new, tuple(dead))


def _since(state: SourceState, now: datetime) -> datetime:
    return state.last_success_at or now


def _death(source: Source, state: SourceState, since: datetime) -> Death:
    status = status_of(state.error)
    return Death(source, since, _cause(state, status), status)


def status_of(error: str | None) -> int | None:
    """The HTTP status that an error names."""
    found = _STATUS.search(error or "")
    return int(found[1]) if found else None


def _cause(state: SourceState, status: int | None) -> DeathCause:
    error = state.error or ""
    if state.retired_at is not None or status == 410:
        return "gone"
    if status is not None:
        return "refused"
    if _NO_FEED.search(error):
        return "no-feed"
    return "no-host" if "host name is not known" in error else "silent"
