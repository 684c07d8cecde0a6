"""What may be, is planned or expected stays so."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digests.summaries.claims import lost_hedges
from tests.unit.summaries.claims.evidence import cited

PAIRS = [
    ("央行可能在三月降息。", "The central bank may cut its rate in March."),
    ("央行或降息。", "The central bank could cut its rate."),
    ("工厂拟关闭两条生产线。", "The factory plans to close two lines."),
    ("预计年底前完成。", "It is expected to be ready by the end of the year."),
    ("男子涉嫌纵火。", "The man is suspected of arson."),
    ("据信船上有五人。", "Five people are believed to be aboard."),
]
PLAIN = [
    ("央行在三月降息。", "The central bank cut its rate in March."),
    ("央行降息。", "The central bank cut its rate."),
    ("工厂关闭两条生产线。", "The factory closed two lines."),
    ("年底前完成。", "It was ready by the end of the year."),
    ("男子纵火。", "The man set the fire."),
    ("船上有五人。", "Five people were aboard."),
]


@pytest.mark.parametrize(("chinese", "english"), PAIRS)
def test_a_hedge_passes_in_either_language(chinese: str, english: str) -> None:
    for text in (chinese, english):
        for quote in (chinese, english):
            assert list(lost_hedges(text, cited(quote))) == []


@pytest.mark.parametrize(("hedged", "plain"), list(zip(PAIRS, PLAIN, strict=True)))
def test_a_fact_made_of_a_hedge_fails_in_either_language(hedged: tuple[str, str], plain: tuple[str, str]) -> None:
    for quote in hedged:
        for text in plain:
            assert list(lost_hedges(text, cited(quote))), (text, quote)
    for quote in plain:
        for text in hedged:
            assert list(lost_hedges(text, cited(quote))) == []


def test_a_hedge_just_outside_the_span_counts() -> None:
    paragraph = "林一说，系统预计年底前完成。"
    assert list(lost_hedges("系统年底前完成。", cited("年底前完成", paragraph=paragraph))) == ["预计"]


def test_a_hedge_of_one_clause_is_not_lent_to_another() -> None:
    quote = "系统可能年底完成，票价预计减半。"
    assert list(lost_hedges("系统可能年底完成，票价减半。", cited(quote))) == ["预计"]
    assert list(lost_hedges("票价预计减半，系统可能年底完成。", cited(quote))) == []
    assert list(lost_hedges("系统有望年底完成，票价减半。", cited("系统预计年底完成，票价减半。"))) == []


def test_a_hedge_in_a_clause_that_is_not_told_does_not_count() -> None:
    assert list(lost_hedges("系统耗资一亿元。", cited("系统耗资一亿元，可能年底完工。"))) == []


@pytest.mark.parametrize("quote", ["苹果或香蕉都有。", "模拟考试结束。", "They met on 4 May 2026."])
def test_words_that_only_look_like_hedges_do_not_count(quote: str) -> None:
    assert list(lost_hedges(quote[:3], cited(quote))) == []


HEDGED = st.sampled_from([text for pair in PAIRS for text in pair])


@given(HEDGED, HEDGED)
def test_more_care_is_no_fault(text: str, quote: str) -> None:
    assert list(lost_hedges(text, cited(quote))) == []
