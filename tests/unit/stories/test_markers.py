"""What tells look-alikes apart."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest

from digests.stories.markers import difference, markers_of, other_figures
from tests.unit.stories.samples import article

SEEN_AT = datetime(2031, 6, 1, tzinfo=UTC)


def difference_of(one: str, other: str) -> str | None:
    marks, others = markers_of(article(one), ""), markers_of(article(other), "")
    return difference(marks, others) or other_figures(marks, others)


@pytest.mark.parametrize(
    ("one", "other", "said"),
    [
        ("第19轮会谈", "第二十轮会谈", "different ordinals (19 and 20)"),
        ("第3届海岬杯", "第4届海岬杯", "different ordinals (3 and 4)"),
        ("18死", "21死", "different figures in the titles (18 and 21 死)"),
        ("涨价8%", "涨价6%", "different figures in the titles (8 and 6 %)"),
        ("2031年3月1日停航", "2031年3月2日停航", "different dates in the titles (2031-03-01 and 2031-03-02)"),
    ],
)
def test_a_difference_is_said_in_words(one: str, other: str, said: str) -> None:
    assert difference_of(one, other) == said


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("第19轮会谈", "第十九轮會談"),
        ("第19轮会谈", "第3届海岬杯"),
        ("18死16伤", "18死"),
        ("约300人撤离", "312人撤离"),
        ("会谈开始", "第19轮会谈开始"),
        ("涨价8%", "涨到27元"),
    ],
)
def test_agreement_silence_and_other_units_are_no_difference(one: str, other: str) -> None:
    assert difference_of(one, other) is None


def test_a_difference_is_the_same_from_both_sides() -> None:
    assert (difference_of("9人失踪", "4人失踪") is None) == (difference_of("4人失踪", "9人失踪") is None)


def test_an_undated_text_is_as_old_as_the_newest_past_day_it_names() -> None:
    text = ("2031年初的计划推迟了。", "港务局4月9日说，3月12日的测量有误，2040年前都来得及。")
    undated = article("浮桥推迟", text, at=None, seen_at=SEEN_AT)
    implied_at = markers_of(undated, "").implied_at
    assert implied_at is not None
    assert implied_at.year == 2031
    assert implied_at < SEEN_AT


def test_a_text_without_any_year_says_nothing_about_when() -> None:
    assert markers_of(article("浮桥推迟", ("港务局4月9日说。",), at=None, seen_at=SEEN_AT), "").implied_at is None


def test_a_dated_article_needs_no_guess() -> None:
    assert markers_of(article("浮桥推迟", ("2029年的事。",)), "").implied_at is None


def test_figures_are_kept_by_what_they_count() -> None:
    found = markers_of(article("青禾水库溃坝 9人失踪，损失3.5亿元"), "").figures
    assert Decimal(9) in {value for values in found.values() for value in values}
    assert len(found) == 2
