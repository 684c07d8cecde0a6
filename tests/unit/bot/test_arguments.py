"""What follows a command: counts in any digits, topics, on and off."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.arguments import count_and_topic, count_in, switch_in


@pytest.mark.parametrize(
    ("text", "count"),
    [("3", 3), ("３", 3), ("三", 3), ("三件", 3), ("兩條", 2), ("二十", 20), ("十", 10), ("Three", 3), (" 12 ", 12)],
)
def test_a_count_is_read_as_people_write_it(text: str, count: int) -> None:
    assert count_in(text) == count


@pytest.mark.parametrize("text", ["", "渡轮", "三四", "3 4", "-3", "1.5", "9" * 5000, "万亿亿亿亿"])
def test_what_is_no_count_is_none(text: str) -> None:
    assert count_in(text) is None


@given(st.text())
@settings(deadline=None)
def test_no_text_is_too_odd_to_be_looked_at(text: str) -> None:
    """Every count is a whole number below a million, and nothing raises."""
    count = count_in(text)
    assert count is None or 0 <= count < 10**6
    assert switch_in(text) in {True, False, None}
    count_and_topic(text)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("财经", (None, "business")),
        ("五", (5, None)),
        ("財經 3", (3, "business")),
        ("3 business", (3, "business")),
        ("渡轮 3", None),
        ("business sports", None),
    ],
)
def test_a_count_and_a_topic_are_read_together(text: str, found: object) -> None:
    assert count_and_topic(text) == found


@pytest.mark.parametrize(
    ("word", "means"), [("on", True), ("開啟", True), ("关", False), ("OFF", False), ("maybe", None)]
)
def test_on_and_off_are_read_in_all_languages(word: str, means: bool | None) -> None:
    assert switch_in(word) is means
