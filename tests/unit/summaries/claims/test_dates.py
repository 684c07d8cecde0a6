"""A date passes when the evidence names it, counted from its article's publication."""

from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from digests.summaries.claims import unsupported_dates
from tests.factories import NOW
from tests.unit.summaries.claims.evidence import cited


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("会议将于下周一举行。", "The meeting takes place on 23 November."),
        ("The meeting is on 23 November.", "会议将于下周一举行。"),
        ("11月21日签署。", "They signed on Saturday."),
        ("They signed yesterday.", "双方11月21日签署。"),
        ("今年开工。", "Work begins in November 2026."),
        ("It opened in 2019.", "2019年启用。"),
    ],
)
def test_a_date_passes_in_another_form(text: str, quote: str) -> None:
    assert list(unsupported_dates(text, cited(quote))) == []


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("会议将于下周二举行。", "The meeting takes place on 23 November."),
        ("They signed on Friday.", "双方11月21日签署。"),
        ("2018年启用。", "It opened in 2019."),
        ("11月启用。", "今年启用。"),
    ],
)
def test_another_date_or_a_more_exact_one_fails(text: str, quote: str) -> None:
    assert len(list(unsupported_dates(text, cited(quote)))) == 1


@settings(deadline=None, max_examples=50)  # the first example loads the dictionaries
@given(st.integers(-150, 150), st.integers(-150, 150))
def test_exactly_the_same_day_passes(claimed: int, held: int) -> None:
    one, other = (NOW + timedelta(days=shift) for shift in (claimed, held))
    text, quote = f"双方{one.month}月{one.day}日会面。", f"They met on {other.day} {other:%B} {other.year}."
    assert (list(unsupported_dates(text, cited(quote))) == []) == (claimed == held)
