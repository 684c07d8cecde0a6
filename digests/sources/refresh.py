"""When to look at a source again. Pure: time and chance are passed in."""

import random
from dataclasses import replace
from datetime import datetime, timedelta

from digests.errors import SourceError, SourceForbidden, SourceUnreachable
from digests.models import SourceState, Validators

LONGEST_WAIT_S = 24 * 3600.0
"""However often a source fails, it is tried once a day."""

# Sources added together would otherwise be due together for ever.
_SPREAD = 0.1


def after_success(
    state: SourceState, validators: Validators, now: datetime, *, base_s: float, rng: random.Random
) -> SourceState:
    """The state after a refresh that went well, also when nothing had changed.

    The next look is `base_s` seconds away or up to a tenth more, never sooner. `validators` are those to ask with
    then: the new document's, or the known ones when nothing had changed.
    """
    return replace(
        state,
        next_check_at=now + timedelta(seconds=base_s * rng.uniform(1, 1 + _SPREAD)),
        validators=validators,
        failures=0,
        error=None,
        last_success_at=now,
    )


def after_failure(
    state: SourceState, error: SourceError, now: datetime, *, base_s: float, rng: random.Random
) -> SourceState:
    """The state after a refresh that failed: each failure in a row doubles the wait, up to a day.

    A server that says when to come again (Retry-After) is not asked sooner, and that too is at most a day. An address
    that is forbidden, or gone for good (HTTP 410), waits a day at once.
    """
    wait_s = _wait_s(error, state.failures, base_s)
    spread = rng.uniform(1, 1 + _SPREAD)
    return replace(
        state,
        next_check_at=now + timedelta(seconds=min(wait_s * spread, LONGEST_WAIT_S)),
        failures=state.failures + 1,
        error=error.reason,
    )


def _wait_s(error: SourceError, failures: int, base_s: float) -> float:
    gone = isinstance(error, SourceUnreachable) and error.status == 410
    if gone or isinstance(error, SourceForbidden):
        return LONGEST_WAIT_S
    # The power is bounded because a float is: 2 ** 2000 raises.
    backoff_s: float = min(base_s * 2.0 ** min(failures + 1, 40), LONGEST_WAIT_S)
    asked_s = (error.retry_after_s or 0.0) if isinstance(error, SourceUnreachable) else 0.0
    return max(backoff_s, min(asked_s, LONGEST_WAIT_S))
