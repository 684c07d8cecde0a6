"""Money is never underestimated, and the breaker opens and closes as it says."""

import json
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digests.models import NANO
from digests.summaries.breaker import Breaker
from digests.summaries.budget import FREE, Prices, most_input_tokens, next_day, retry_at, too_many_replaced

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
TOKENS = st.integers(0, 10**7)


def test_a_million_tokens_cost_their_price() -> None:
    prices = Prices(Decimal("0.15"), Decimal("0.60"))
    assert prices.cost_nusd(10**6, 0) == 15 * NANO // 100
    assert prices.cost_nusd(0, 10**6) == 60 * NANO // 100
    assert FREE.cost_nusd(10**6, 10**6) == 0


@given(TOKENS, TOKENS, TOKENS, TOKENS, st.decimals(0, 100, places=4))
def test_costs_of_parts_are_never_below_the_cost_of_the_whole(a: int, b: int, c: int, d: int, price: Decimal) -> None:
    prices = Prices(price, price * 4)
    assert prices.cost_nusd(a, b) + prices.cost_nusd(c, d) >= prices.cost_nusd(a + c, b + d)


@given(st.text(), st.text())
def test_a_request_has_no_more_tokens_than_bytes(system: str, user: str) -> None:
    schema = {"type": "object"}
    sent = f"{system}{user}{json.dumps(schema)}".encode("utf-8", "surrogatepass")
    assert most_input_tokens(system, user, schema) > len(sent)


def test_a_failure_is_followed_by_five_later_tries_ever_further_apart() -> None:
    waits = [at - NOW for tries in range(1, 6) if (at := retry_at(tries, NOW))]
    assert waits == sorted(waits)
    assert (waits[0], len(waits)) == (timedelta(minutes=1), 5)
    assert retry_at(6, NOW) is None


@pytest.mark.parametrize("zone", ["Asia/Shanghai", "America/New_York", "UTC"])
def test_the_days_money_begins_anew_at_local_midnight(zone: str) -> None:
    local = next_day(NOW, ZoneInfo(zone)).astimezone(ZoneInfo(zone))
    assert (local.hour, local.minute) == (0, 0)
    assert timedelta(0) < next_day(NOW, ZoneInfo(zone)) - NOW <= timedelta(days=1)


@given(st.integers(0, 10_000), st.integers(0, 10_000))
def test_over_a_fifth_replaced_of_twenty_or_more_is_too_many(sentences: int, replaced: int) -> None:
    assert too_many_replaced(sentences, replaced) == (sentences >= 20 and replaced * 5 > sentences)


def test_the_breaker_opens_after_five_failures_in_a_row_and_lets_one_try_after_its_rest() -> None:
    breaker = Breaker()
    assert [breaker.failed(0.0) for _ in range(5)] == [False] * 4 + [True]
    assert not breaker.may_ask(29.9)
    assert breaker.may_ask(30.0)
    assert not breaker.may_ask(30.0), "one alone tries"
    assert breaker.failed(31.0)
    assert not breaker.may_ask(90.9), "the second rest is twice as long"
    assert breaker.may_ask(91.0)
    breaker.succeeded()
    assert breaker.may_ask(91.0)
    assert not breaker.failed(92.0)


def test_a_try_that_came_to_no_end_leaves_the_next_one_its_turn() -> None:
    breaker = Breaker()
    for _ in range(5):
        breaker.failed(0.0)
    assert breaker.may_ask(30.0)
    breaker.gave_up()
    assert breaker.may_ask(30.0)


@given(st.lists(st.booleans(), max_size=60))
def test_a_breaker_never_rests_longer_than_ten_minutes(outcomes: list[bool]) -> None:
    breaker, now_s = Breaker(), 0.0
    for is_good in outcomes:
        now_s += 600.0
        assert breaker.may_ask(now_s)
        if is_good:
            breaker.succeeded()
        else:
            breaker.failed(now_s)
