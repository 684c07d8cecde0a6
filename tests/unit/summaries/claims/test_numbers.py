"""A figure passes in whatever form the evidence holds it, and in no other amount, unit or currency."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from digests.summaries.claims import unsupported_money, unsupported_numbers, unsupported_percentages
from tests.unit.summaries.claims.evidence import cited


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("贸易额达1.5万亿。", "Trade reached 1.5 trillion."),
        ("约一万二千人参加。", "About 12,000 people took part."),
        ("两地每晚开行四班。", "The two sides run four a night."),
        ("利率上调25个基点。", "The rate rose by 0.25 percentage points."),
        ("第二十轮会谈", "the 20th round of talks"),
        ("受灾面积3公顷。", "It covered three hectares."),
    ],
)
def test_a_number_passes_in_the_other_language(one: str, other: str) -> None:
    assert list(unsupported_numbers(one, cited(other))) == []
    assert list(unsupported_numbers(other, cited(one))) == []


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("耗资1.2亿元人民币。", "It cost 120 million yuan."),
        ("投资三十亿美元。", "An investment of $3 billion."),
        ("罚款500万欧元。", "A fine of 5 million euros."),
    ],
)
def test_money_passes_in_the_other_language(one: str, other: str) -> None:
    assert list(unsupported_money(one, cited(other))) == []
    assert list(unsupported_money(other, cited(one))) == []


@pytest.mark.parametrize(
    ("one", "other"),
    [("三成受访者反对。", "30 % of those asked objected."), ("百分之五", "5 per cent"), ("增长2.5%", "up 2.5 percent")],
)
def test_a_percentage_passes_in_the_other_language(one: str, other: str) -> None:
    assert list(unsupported_percentages(one, cited(other))) == []
    assert list(unsupported_percentages(other, cited(one))) == []


def test_a_share_is_a_percentage_in_other_words() -> None:
    assert list(unsupported_percentages("50%的人", cited("半数人"))) == []
    assert list(unsupported_percentages("50% of them", cited("half a million"))) == ["50%"]


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("耗资1.2亿美元。", "耗资1.2亿元。"),
        ("It cost $120 million.", "耗资1.2亿元人民币。"),
        ("罚款500万英镑。", "A fine of 5 million euros."),
        ("耗资12亿元。", "耗资1.2亿元。"),
        ("耗资三亿元。", "三亿人观看。"),
    ],
)
def test_another_amount_or_currency_fails(text: str, quote: str) -> None:
    assert len(list(unsupported_money(text, cited(quote)))) == 1


def test_an_amount_without_its_currency_is_carried_by_the_quotation_around_it() -> None:
    assert list(unsupported_money("增至1.2亿元。", cited("投资从1亿元增至1.2亿。"))) == []
    assert list(unsupported_money("增至1.2亿元。", cited("人口增至1.2亿。"))) == ["1.2亿元"]


def test_percentage_points_are_not_per_cent() -> None:
    assert list(unsupported_percentages("上升3%", cited("上升3个百分点"))) == ["3%"]
    assert list(unsupported_percentages("up 3 percent", cited("up 3 percentage points"))) == ["3 percent"]


@settings(deadline=None, max_examples=50)  # the first example loads the dictionaries
@given(st.integers(13, 10**12), st.integers(13, 10**12))
def test_exactly_the_same_number_passes(claimed: int, held: int) -> None:
    for text, quote in (
        (f"共有{claimed}人。", f"{held:,} people came."),
        (f"{claimed:,} people came.", f"共有{held}人。"),
    ):
        assert (list(unsupported_numbers(text, cited(quote))) == []) == (claimed == held)
