"""When a source is looked at again, and where."""

import random
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digests.errors import NotAFeed, SourceError, SourceForbidden, SourceUnreachable
from digests.models import Move, SourceState, Validators, Wishes
from digests.sources.addresses import make_source
from digests.sources.refresh import (
    MOVES_BELIEVED,
    Outcome,
    address_to_ask,
    after_failure,
    after_success,
    learnt_wait_s,
)

NOW = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)  # a Sunday
HOUR_S, DAY_S = 3600.0, 24 * 3600.0
FRESH = SourceState(next_check_at=NOW)
SOURCE = make_source("https://a.example/feed")
DOWN = NotAFeed("https://a.example/", "The answer is empty.")
GONE = SourceUnreachable("a", "x", status=410)
SAME = Outcome(Validators())


def wait_s(state: SourceState) -> float:
    return (state.next_check_at - NOW).total_seconds()


def succeeded(
    outcome: Outcome = SAME, state: SourceState = FRESH, *, base_s: float = 900, seed: int = 1, now: datetime = NOW
) -> SourceState:
    return after_success(state, outcome, now, base_s=base_s, rng=random.Random(seed))


def failed(error: SourceError, *, failures: int = 0, base_s: float = 900, seed: int = 1) -> SourceState:
    state = SourceState(NOW, Validators('"1"'), failures, last_success_at=NOW - timedelta(days=1))
    return after_failure(state, error, NOW, base_s=base_s, rng=random.Random(seed))


def history(*hours_ago: float) -> tuple[datetime, ...]:
    return tuple(NOW - timedelta(hours=hours) for hours in hours_ago)


@given(st.floats(1, DAY_S), st.integers())
def test_a_new_source_is_looked_at_no_sooner_than_the_base_and_hardly_later(base_s: float, seed: int) -> None:
    assert base_s - 0.001 <= wait_s(succeeded(base_s=base_s, seed=seed)) <= base_s * 1.1 + 0.001


def test_a_success_forgets_the_failures_and_keeps_the_new_validators() -> None:
    state = succeeded(Outcome(Validators('"2"')), failed(DOWN, failures=4))
    assert (state.failures, state.error, state.last_success_at, state.validators.etag) == (0, None, NOW, '"2"')


def test_an_unchanged_document_keeps_what_the_last_one_said() -> None:
    known = replace(FRESH, items=b"12345678", wishes=Wishes(ttl_s=60))
    assert succeeded(SAME, known).items == b"12345678"
    assert succeeded(SAME, known).wishes == Wishes(ttl_s=60)
    changed = succeeded(Outcome(Validators(), wishes=Wishes(), items=b""), known)
    assert (changed.items, changed.wishes) == (b"", Wishes())


@pytest.mark.parametrize(("outcome", "wishes", "at_least_s"), [
    (Outcome(Validators(), fresh_s=7200), Wishes(), 7200),
    (Outcome(Validators(), fresh_s=60), Wishes(), 900),
    (Outcome(Validators(), fresh_s=0), Wishes(), 900),
    (Outcome(Validators(), fresh_s=1e9), Wishes(), DAY_S),
    (SAME, Wishes(ttl_s=10_800), 10_800),
    (SAME, Wishes(ttl_s=1e9), DAY_S),
    (Outcome(Validators(), fresh_s=7200), Wishes(ttl_s=3600), 7200),
    (SAME, Wishes(period_s=7200), 7200),
    (SAME, Wishes(period_s=60), 900),
])  # fmt: skip
def test_nobody_is_asked_sooner_than_they_say(outcome: Outcome, wishes: Wishes, at_least_s: float) -> None:
    state = succeeded(outcome, replace(FRESH, wishes=wishes))
    assert at_least_s <= wait_s(state) <= at_least_s * 1.1


@pytest.mark.parametrize(("hours_ago", "expected_s"), [
    ((), 900),  # nothing known
    ((3, 2, 1), 900),  # too little known
    ((4, 3, 2, 1, 0), HOUR_S / 4),  # news every hour
    ((16, 12, 8, 4, 0), HOUR_S),  # every four hours
    ((40, 30, 20, 10, 9, 0), 10 * HOUR_S / 4),  # the median, not the mean
    ((20, 19, 18, 17, 16), 2 * HOUR_S),  # every hour, but silent for sixteen
    ((.8, .6, .4, .2, 0), 300),  # never more often than every five minutes
    ((2160, 1440, 720, 0), DAY_S),  # once a month
])  # fmt: skip
def test_a_source_is_looked_at_as_often_as_its_own_history_teaches(
    hours_ago: tuple[float, ...], expected_s: float
) -> None:
    assert learnt_wait_s(history(*hours_ago), NOW, period_s=None, base_s=900) == pytest.approx(expected_s)


@given(st.lists(st.floats(0, 60_000), max_size=20), st.floats(300, 1e6))
def test_what_is_learnt_lies_between_five_minutes_and_a_day(hours_ago: list[float], base_s: float) -> None:
    news_at = history(*sorted(hours_ago, reverse=True))
    assert 300 <= learnt_wait_s(news_at, NOW, period_s=None, base_s=base_s) <= DAY_S


def test_an_operator_who_wants_less_than_five_minutes_gets_just_that() -> None:
    assert learnt_wait_s(history(2160, 1440, 720, 0), NOW, period_s=HOUR_S, base_s=1) == 1


def test_a_feeds_own_period_counts_until_its_history_is_known() -> None:
    assert learnt_wait_s(history(1), NOW, period_s=DAY_S, base_s=900) == DAY_S
    assert learnt_wait_s(history(4, 3, 2, 1, 0), NOW, period_s=DAY_S, base_s=900) == HOUR_S / 4


def test_only_news_makes_history_and_only_so_much_is_kept() -> None:
    state = FRESH
    for number in range(40):
        now = NOW + timedelta(hours=number)
        state = succeeded(Outcome(Validators(), has_news=number % 2 == 0), state, now=now)
    assert state.news_at == tuple(NOW + timedelta(hours=number) for number in range(8, 40, 2))


@pytest.mark.parametrize(("wishes", "earliest"), [
    (Wishes(skip_hours=frozenset({8, 9})), NOW + timedelta(hours=2)),
    (Wishes(skip_hours=frozenset({9})), NOW + timedelta(minutes=15)),
    (Wishes(skip_days=frozenset({6})), NOW.replace(hour=0) + timedelta(days=1)),
    (Wishes(skip_days=frozenset({6, 0}), skip_hours=frozenset({0, 1})), NOW.replace(hour=2) + timedelta(days=2)),
    (Wishes(skip_hours=frozenset(range(24))), NOW + timedelta(minutes=15)),
    (Wishes(skip_days=frozenset(range(7))), NOW + timedelta(minutes=15)),
])  # fmt: skip
def test_hours_and_days_that_a_feed_wants_skipped_are_skipped(wishes: Wishes, earliest: datetime) -> None:
    due_at = succeeded(SAME, replace(FRESH, wishes=wishes)).next_check_at
    assert earliest <= due_at <= earliest + timedelta(minutes=10)


def test_who_comes_back_after_skipped_hours_does_not_come_back_together() -> None:
    state = replace(FRESH, wishes=Wishes(skip_hours=frozenset({8})))
    assert len({succeeded(SAME, state, seed=seed).next_check_at for seed in range(20)}) == 20


def moved(times: int, address: str = "https://b.example/feed") -> SourceState:
    return replace(FRESH, move=Move(address, times))


def test_a_permanent_redirect_is_believed_once_it_has_repeated() -> None:
    state = FRESH
    asked = []
    for _ in range(MOVES_BELIEVED + 1):
        asked.append(address_to_ask(SOURCE, state))
        state = succeeded(Outcome(Validators(), moved_to="https://b.example/feed"), state)
    assert asked == [SOURCE.address] * MOVES_BELIEVED + ["https://b.example/feed"]


@pytest.mark.parametrize("moved_to", [None, "https://c.example/feed"])
def test_a_redirect_that_does_not_repeat_is_not_believed(moved_to: str | None) -> None:
    state = succeeded(Outcome(Validators(), moved_to=moved_to), moved(MOVES_BELIEVED - 1))
    assert state.move == (Move(moved_to) if moved_to else None)


def test_a_source_that_has_moved_stays_there() -> None:
    assert succeeded(SAME, moved(MOVES_BELIEVED)).move == Move("https://b.example/feed", MOVES_BELIEVED)


@pytest.mark.parametrize(("error", "asked_next"), [
    (GONE, SOURCE.address), (SourceUnreachable("a", "x", status=404), SOURCE.address),
    (SourceUnreachable("a", "x"), SOURCE.address), (DOWN, SOURCE.address),
    (SourceUnreachable("a", "x", status=503), "https://b.example/feed"),
    (SourceUnreachable("a", "x", status=429), "https://b.example/feed"),
])  # fmt: skip
def test_when_the_new_address_fails_the_old_one_is_asked_unless_that_will_pass(
    error: SourceError, asked_next: str
) -> None:
    state = after_failure(moved(MOVES_BELIEVED), error, NOW, base_s=900, rng=random.Random(1))
    assert address_to_ask(SOURCE, state) == asked_next
    assert state.retired_at is None


def test_a_feed_that_is_gone_for_good_is_retired_until_it_answers_again() -> None:
    state = failed(GONE)
    assert state.retired_at == NOW
    assert succeeded(SAME, state).retired_at is None
    assert failed(SourceUnreachable("a", "x", status=404)).retired_at is None


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
    SourceForbidden("a", "x"), GONE, SourceUnreachable("a", "x", retry_after_s=1e9),
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


def pushed(state: SourceState = FRESH, *, days: float = 9, now: datetime = NOW) -> SourceState:
    return succeeded(Outcome(Validators(), has_news=True, pushed_until=now + timedelta(days=days)), state, now=now)


def test_while_a_hub_pushes_a_source_is_asked_eight_times_more_rarely() -> None:
    assert 8 * 900 <= wait_s(pushed()) <= 8 * 900 * 1.1
    assert 8 * 900 <= wait_s(succeeded(SAME, pushed())) <= 8 * 900 * 1.1, "a look that finds nothing new says it works"
    often = SourceState(NOW, news_at=history(0.4, 0.3, 0.2, 0.1))
    assert HOUR_S <= wait_s(pushed(often)) <= HOUR_S * 1.1, "an hour at least"


def test_a_look_that_finds_what_was_not_pushed_ends_the_trust_until_the_next_push() -> None:
    missed = succeeded(Outcome(Validators(), has_news=True), pushed())
    assert missed.pushed_until is None
    assert wait_s(missed) <= 900 * 1.1
    assert wait_s(pushed(missed)) >= 8 * 900


def test_the_trust_ends_with_the_hubs_word() -> None:
    assert 900 <= wait_s(pushed(days=1 / 48)) <= 1800 * 1.1
    later = NOW + timedelta(days=10)
    after = succeeded(SAME, pushed(), now=later)
    assert (after.next_check_at - later).total_seconds() <= 900 * 1.1


@given(st.floats(0, 40), st.integers())
def test_no_push_puts_a_look_off_for_longer_than_a_day(days: float, seed: int) -> None:
    until = NOW + timedelta(days=days)
    state = SourceState(NOW, news_at=history(2000, 1500, 1000, 500))
    assert wait_s(succeeded(Outcome(Validators(), pushed_until=until), state, seed=seed)) <= DAY_S * 1.1
