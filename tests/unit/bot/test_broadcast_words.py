"""What an administrator orders in words, and the axis of the picture."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.broadcast_words import LONGEST_AHEAD, Orders, moment_of, orders_in, without_orders
from bot.stats_picture import nice_maximum, picture
from digests.errors import RequestError
from digests.models import Audience, DayFigures

NOW = datetime(2026, 11, 22, 1, 30, tzinfo=UTC)
SHANGHAI = "Asia/Shanghai"


@pytest.mark.parametrize(
    ("text", "orders"),
    [
        ("Hello", Orders("Hello")),
        ("to:en Hello to: you", Orders("Hello to: you", Audience(language="en"))),
        ("to:繁體,体育,group,7d 大家好", Orders("大家好", Audience("zh-Hant", "sports", "group", 7))),
        ("TO:all  At:2h Hi", Orders("Hi", Audience(), NOW + timedelta(hours=2))),
        ("at:08:00", Orders("", at=datetime(2026, 11, 23, 0, tzinfo=UTC))),
        ("at:20:00", Orders("", at=datetime(2026, 11, 22, 12, tzinfo=UTC))),
        ("at:2026-11-24T08:00 x", Orders("x", at=datetime(2026, 11, 24, 0, tzinfo=UTC))),
        ("at:2026-11-24T08:00Z x", Orders("x", at=datetime(2026, 11, 24, 8, tzinfo=UTC))),
        ("at:30m x", Orders("x", at=NOW + timedelta(minutes=30))),
    ],
)
def test_orders_stand_before_the_text(text: str, orders: Orders) -> None:
    assert orders_in(text, NOW, SHANGHAI) == orders
    assert without_orders(text) == orders.text


@pytest.mark.parametrize("word", ["", "soon", "25:00", "2026-13-01", "2020-01-01", "999h9", "0h", "2027-11-24T08:00"])
def test_a_moment_that_is_none_or_past_or_too_far_is_refused(word: str) -> None:
    with pytest.raises(RequestError, match="moment-unknown"):
        moment_of(word, NOW, SHANGHAI)


@given(st.text(max_size=40))
def test_any_words_are_orders_or_refused_and_no_moment_is_past_or_far(text: str) -> None:
    try:
        orders = orders_in(f"at:{text}", NOW, SHANGHAI)
    except RequestError:
        return
    assert orders.at is None or NOW < orders.at <= NOW + LONGEST_AHEAD


@given(st.integers(0, 10**9))
def test_the_top_of_an_axis_is_round_and_not_far_above_the_highest_bar(value: int) -> None:
    top = nice_maximum(value)
    assert top >= max(2, value)
    assert top <= max(2, 2 * value)
    assert str(top).strip("0") in {"1", "2", "4", "6"}


@pytest.mark.parametrize("count", [1, 2, 30])
def test_a_picture_is_a_small_png_whatever_the_figures(count: int) -> None:
    days = [DayFigures(date(2026, 11, 1) + timedelta(days=n), n * 10**6, 0, n, 0) for n in range(count)]
    drawn = picture(days)
    assert drawn.startswith(b"\x89PNG")
    assert len(drawn) < 100_000
