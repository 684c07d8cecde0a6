"""Which sources have died, and how often that is told."""

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digests.models import Failing, SourceId, SourceState
from digests.sources.health import PATIENCE, Health, health
from tests.factories import NOW, make_source

SOURCE = make_source(1)


def look(
    error: str | None,
    known: dict[SourceId, Failing],
    now: datetime,
    *,
    retired: bool = False,
    ago: timedelta | None = None,
) -> Health:
    lived = None if ago is None else now - ago
    state = SourceState(now, error=error, last_success_at=lived, retired_at=now if retired else None)
    return health([(SOURCE, state)], known, now)


def after(found: Health, known: dict[SourceId, Failing]) -> dict[SourceId, Failing]:
    return {each: failing for each, failing in known.items() if each not in found.living} | {
        failing.source_id: failing for failing in found.failing
    }


def test_a_week_without_an_answer_is_a_death_and_less_is_not() -> None:
    first = look("It does not answer.", {}, NOW)
    known = after(first, {})
    assert (first.dead, known[SOURCE.id].since) == ((), NOW)
    assert look("It does not answer.", known, NOW + PATIENCE - timedelta(seconds=1)).dead == ()
    (death,) = look("It does not answer.", known, NOW + PATIENCE).dead
    assert (death.source, death.since, death.cause) == (SOURCE, NOW, "silent")


def test_the_week_counts_from_the_last_answer() -> None:
    (death,) = look("It does not answer.", {}, NOW, ago=PATIENCE).dead
    assert death.since == NOW - PATIENCE


def test_who_says_that_it_is_gone_is_believed_at_once() -> None:
    (death,) = look("The feed is gone for good (HTTP 410).", {}, NOW, retired=True, ago=timedelta(minutes=5)).dead
    assert (death.cause, death.status) == ("gone", 410)


@pytest.mark.parametrize(("error", "cause"), [
    ("There is nothing at this address (HTTP 404).", "refused"), ("The server has a problem (HTTP 503).", "refused"),
    ("The answer is a web page, not a feed.", "no-feed"), ("The host name is not known.", "no-host"),
    ("The server did not answer within 20 seconds.", "silent"), ("The answer is broken JSON.", "no-feed"),
])  # fmt: skip
def test_the_cause_is_told_in_a_word(error: str, cause: str) -> None:
    assert look(error, {}, NOW, ago=PATIENCE).dead[0].cause == cause


@given(st.lists(st.tuples(st.booleans(), st.integers(1, 20)), max_size=30))
def test_a_death_is_told_once_and_again_only_after_it_lived(days: list[tuple[bool, int]]) -> None:
    """Whatever the looks were like: between two deaths that are told there is an answer."""
    known: dict[SourceId, Failing] = {}
    now, told_since_answer = NOW, False
    for answers, gap in days:
        now += timedelta(days=gap)
        found = look(None if answers else "It does not answer.", known, now)
        known = after(found, known)
        told_since_answer = told_since_answer and not answers
        if found.dead:
            assert not told_since_answer
            told_since_answer = True
            known[SOURCE.id] = Failing(SOURCE.id, known[SOURCE.id].since, told_at=now)


def test_a_source_that_was_removed_is_forgotten() -> None:
    assert health([], {SOURCE.id: Failing(SOURCE.id, NOW)}, NOW).living == (SOURCE.id,)
