"""A sentence tells the same facts in both languages."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from digests.summaries.parity import unequal_facts
from tests.factories import NOW


@pytest.mark.parametrize(
    ("chinese", "english"),
    [
        ("两地周六同意每晚开行四班。", "The two sides agreed on Saturday to run four sailings a night."),
        (
            "系统耗资1.2亿元，预计年底前完成。",
            "It costs 120 million yuan and is expected by the end of the year.",
        ),
        ("三成受访者不赞成。", "Thirty per cent of those asked do not approve."),
    ],
)
def test_a_true_translation_has_the_same_facts(chinese: str, english: str) -> None:
    assert list(unequal_facts(chinese, english, NOW)) == []


@pytest.mark.parametrize(
    ("chinese", "english", "missing"),
    [
        ("两地周六同意开行四班。", "The two sides agreed to run four sailings.", ["周六"]),
        ("耗资1.2亿元。", "It costs 130 million yuan.", ["1.2亿元", "130 million yuan"]),
        ("三成人赞成。", "Some approve.", ["三成"]),
        ("双方未达成协议。", "The two sides reached a deal.", ["negation"]),
        ("央行可能降息。", "The bank cut its rate.", ["hedge"]),
    ],
)
def test_a_fact_in_one_language_only_is_named(chinese: str, english: str, missing: list[str]) -> None:
    assert list(unequal_facts(chinese, english, NOW)) == missing
    assert sorted(unequal_facts(english, chinese, NOW)) == sorted(missing)


@settings(deadline=None, max_examples=40)  # the first example loads the dictionaries
@given(st.integers(13, 10**9), st.integers(13, 10**9))
def test_two_numbers_are_equal_facts_only_when_they_are_equal(one: int, other: int) -> None:
    assert (list(unequal_facts(f"共有{one}人。", f"{other:,} people came.", NOW)) == []) == (one == other)
