"""When a source is looked at again."""

import random
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digests.errors import NotAFeed, SourceError, SourceForbidden, SourceUnreachable
from digests.models import SourceState, Validators
from digests.sources.refresh import after_failure, after_success

NOW = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)
DAY_S = 24 * 3600.0
FRESH = SourceState(next_check_at=NOW)
DOWN = NotAFeed("https://a.example/", "The answer is empty.")


def wait_s(state: SourceState) -> float:
    return (state.next_check_at - NOW).total_seconds()


def failed(error: SourceError, *, failures: int = 0, base_s: float = 900, seed: int = 1) -> SourceState:
    state = SourceState(NOW, Validators('"1"'), failures, last_success_at=NOW - timedelta(days=1))
    return after_failure(state, error, NOW, base_s=base_s, rng=random.Random(seed))


@given(st.floats(1, 7 * DAY_S), st.integers())
def test_a_good_source_is_looked_at_no_sooner_than_the_base_and_hardly_later(base_s: float, seed: int) -> None:
    state = after_success(FRESH, Validators(), NOW, base_s=base_s, rng=random.Random(seed))
    assert base_s - 0.001 <= wait_s(state) <= base_s * 1.1 + 0.001


def test_a_success_forgets_the_failures_and_keeps_the_new_validators() -> None:
    state = after_success(failed(DOWN, failures=4), Validators('"2"'), NOW, base_s=900, rng=random.Random(1))
    assert (state.failures, state.error, state.last_success_at, state.validators.etag) == (0, None, NOW, '"2"')


def test_a_failure_is_counted_and_told_and_costs_nothing_that_was_known() -> None:
    state = failed(DOWN)
    assert (state.failures, state.error, state.validators.etag) == (1, "The answer is empty.", '"1"')
    assert state.last_success_at == NOW - timedelta(days=1)


def test_each_failure_in_a_row_doubles_the_wait_up_to_a_day() -> None:
    waits = [wait_s(failed(DOWN, failures=count)) for count in range(12)]
    assert waits[0] >= 2 * 900
    assert all(later == pytest.approx(2 * sooner) or later == DAY_S for sooner, later in pairwise(waits))
    assert waits[-1] == DAY_S


@pytest.mark.parametrize("error", [
    SourceForbidden("a", "x"), SourceUnreachable("a", "x", status=410), SourceUnreachable("a", "x", retry_after_s=1e9),
])  # fmt: skip
def test_what_will_not_change_soon_waits_a_day(error: SourceError) -> None:
    assert wait_s(failed(error)) == DAY_S


def test_a_server_that_names_a_time_is_not_asked_sooner() -> None:
    asked = SourceUnreachable("a", "x", status=429, retry_after_s=20_000)
    assert 20_000 <= wait_s(failed(asked)) <= 22_000
    assert wait_s(failed(SourceUnreachable("a", "x", retry_after_s=1))) >= 2 * 900


def test_sources_that_failed_together_do_not_come_back_together() -> None:
    assert len({wait_s(failed(DOWN, seed=seed)) for seed in range(20)}) == 20


@given(st.integers(0, 100_000), st.floats(1, 1e6))
def test_no_number_of_failures_waits_longer_than_a_day(failures: int, base_s: float) -> None:
    assert 0 < wait_s(failed(DOWN, failures=failures, base_s=base_s)) <= DAY_S
