"""When to look at a source again, and where. Pure: time and chance are passed in."""

import random
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import pairwise
from statistics import median

from digests.errors import SourceError, SourceForbidden, SourceUnreachable
from digests.models import Move, Source, SourceState, Validators, Wishes

LONGEST_WAIT_S = 24 * 3600.0
"""However rarely a source has news, however often it fails and whatever its server asks for, it is tried once a day."""

SHORTEST_LEARNT_S = 300.0
"""No source is learnt to be worth a look more often than every five minutes."""

MOVES_BELIEVED = 3
"""So many refreshes in a row an address must redirect for good to the same place before only that is asked. One
permanent redirect may be a mistake, or a hotel's login page."""

RARELY = 8
"""So much rarer a source is asked while a hub pushes what is new: to see whether it still does."""

SOONEST_RARELY_S = 3600.0

# Sources added together would otherwise be due together for ever.
_SPREAD = 0.1
_SPREAD_AFTER_SKIP_S = 600.0

_HISTORY = 16
_FEWEST_NEWS = 4
# News is found an eighth of its usual distance late on average.
_LOOKS_A_GAP = 4
# A source that has fallen silent is asked less and less: after two days every six hours.
_SILENCE_SHARE = 1 / 8

_HOUR = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a refresh that went well brought.

    `validators` are those to ask with next time. `fresh_s` and `moved_to` are of `Look`. `wishes` and `items` are the
    new document's, None when nothing had changed. `has_news`: an article is new or was edited. `pushed_until`: a hub
    pushed the document, and will go on until then.
    """

    validators: Validators
    fresh_s: float | None = None
    moved_to: str | None = None
    wishes: Wishes | None = None
    items: bytes | None = None
    has_news: bool = False
    pushed_until: datetime | None = None


def address_to_ask(source: Source, state: SourceState) -> str:
    """Where the feed is fetched from: the configured address, or where that has led often enough."""
    return state.move.address if state.move and _is_believed(state.move) else source.address


def after_success(
    state: SourceState, outcome: Outcome, now: datetime, *, base_s: float, rng: random.Random
) -> SourceState:
    """The state after a refresh that went well, also when nothing had changed.

    The next look is due after what is learnt from the source's history, or `base_s` seconds while too little is
    known; no sooner than its server (Cache-Control, Expires) and the feed (`ttl`) ask, which counts up to a day; up
    to a tenth later by chance; and not in hours or on days that the feed wants skipped. While a hub pushes it is asked
    eight times more rarely, until a look finds what was not pushed.
    """
    wishes = state.wishes if outcome.wishes is None else outcome.wishes
    news_at = (*state.news_at, now)[-_HISTORY:] if outcome.has_news else state.news_at
    asked_s = max(outcome.fresh_s or 0.0, wishes.ttl_s or 0.0)
    wait_s = max(learnt_wait_s(news_at, now, period_s=wishes.period_s, base_s=base_s), min(asked_s, LONGEST_WAIT_S))
    pushed_until = outcome.pushed_until or (None if outcome.has_news else state.pushed_until)
    if pushed_until and pushed_until > now:
        wait_s = _rarely_s(wait_s, pushed_until, now)
    due_at = now + timedelta(seconds=wait_s * rng.uniform(1, 1 + _SPREAD))
    return replace(
        state,
        next_check_at=_after_skips(due_at, wishes, rng),
        validators=outcome.validators,
        failures=0,
        error=None,
        last_success_at=now,
        wishes=wishes,
        news_at=news_at,
        move=_move_after(state.move, outcome.moved_to),
        retired_at=None,
        items=state.items if outcome.items is None else outcome.items,
        pushed_until=pushed_until,
    )


def _rarely_s(wait_s: float, pushed_until: datetime, now: datetime) -> float:
    """Longer than `wait_s`, but not past the end of the hub's word."""
    rarely_s = min(max(wait_s * RARELY, SOONEST_RARELY_S), LONGEST_WAIT_S)
    return max(wait_s, min(rarely_s, (pushed_until - now).total_seconds()))


def learnt_wait_s(news_at: Sequence[datetime], now: datetime, *, period_s: float | None, base_s: float) -> float:
    """Seconds until the next look, by the moments at which looks found news, from 5 minutes to 24 hours.

    Four looks to a usual distance of news, which is their median, and longer the longer nothing has come. With fewer
    than four news it is `base_s`, or the period that the feed itself names where that is longer. An operator who sets
    `base_s` below five minutes wants just that: nothing is learnt then.
    """
    if base_s < SHORTEST_LEARNT_S:
        return base_s
    if len(news_at) < _FEWEST_NEWS:
        return min(max(base_s, period_s or 0.0), LONGEST_WAIT_S)
    usual_s = median((later - sooner).total_seconds() for sooner, later in pairwise(news_at))
    silent_s = (now - news_at[-1]).total_seconds()
    wait_s = max(usual_s / _LOOKS_A_GAP, silent_s * _SILENCE_SHARE)
    return min(max(wait_s, SHORTEST_LEARNT_S), LONGEST_WAIT_S)


def after_failure(
    state: SourceState, error: SourceError, now: datetime, *, base_s: float, rng: random.Random
) -> SourceState:
    """The state after a refresh that failed: each failure in a row doubles the wait, up to a day.

    A server that says when to come again (Retry-After) is not asked sooner, and that too is at most a day. An address
    that is forbidden waits a day at once; one that is gone for good (HTTP 410) retires the source. Where only the
    address failed to which the source has moved, the configured one is asked next.
    """
    has_moved_on = _is_believed(state.move) and not _is_passing(error)
    wait_s = base_s if has_moved_on else _wait_s(error, state.failures, base_s)
    spread = rng.uniform(1, 1 + _SPREAD)
    return replace(
        state,
        next_check_at=now + timedelta(seconds=min(wait_s * spread, LONGEST_WAIT_S)),
        failures=state.failures + 1,
        error=error.reason,
        move=None if has_moved_on else state.move,
        retired_at=now if _is_gone(error) and not has_moved_on else state.retired_at,
    )


def _wait_s(error: SourceError, failures: int, base_s: float) -> float:
    if _is_gone(error) or isinstance(error, SourceForbidden):
        return LONGEST_WAIT_S
    # The power is bounded because a float is: 2 ** 2000 raises.
    backoff_s: float = min(base_s * 2.0 ** min(failures + 1, 40), LONGEST_WAIT_S)
    asked_s = (error.retry_after_s or 0.0) if isinstance(error, SourceUnreachable) else 0.0
    return max(backoff_s, min(asked_s, LONGEST_WAIT_S))


def _is_gone(error: SourceError) -> bool:
    return isinstance(error, SourceUnreachable) and error.status == 410


def _is_passing(error: SourceError) -> bool:
    """Whether the server is there and will do: too many requests, or trouble of its own."""
    return isinstance(error, SourceUnreachable) and (error.status == 429 or (error.status or 0) >= 500)


def _is_believed(move: Move | None) -> bool:
    return move is not None and move.times >= MOVES_BELIEVED


def _move_after(known: Move | None, moved_to: str | None) -> Move | None:
    if moved_to is None:
        # The address that it has moved to redirects no further, as it should.
        return known if _is_believed(known) else None
    if known is None or known.address != moved_to:
        return Move(moved_to)
    return replace(known, times=min(known.times + 1, MOVES_BELIEVED))


def _after_skips(due_at: datetime, wishes: Wishes, rng: random.Random) -> datetime:
    """The first moment from `due_at` on that the feed does not want skipped, some minutes into its hour.

    A feed that wants every hour or day skipped wants nothing that makes sense.
    """
    if len(wishes.skip_hours) >= 24 or len(wishes.skip_days) >= 7 or not _is_skipped(due_at, wishes):
        return due_at
    hour = due_at.replace(minute=0, second=0, microsecond=0)
    while _is_skipped(hour, wishes):
        hour += _HOUR
    return hour + timedelta(seconds=rng.uniform(0, _SPREAD_AFTER_SKIP_S))


def _is_skipped(moment: datetime, wishes: Wishes) -> bool:
    return moment.hour in wishes.skip_hours or moment.weekday() in wishes.skip_days
