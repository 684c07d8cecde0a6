"""The same wording long after is linked and no more."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digests.models import Article
from digests.stories.echoes import is_echo, sketch, wording_in_common
from tests.unit.stories.samples import CHESS, DAM, DAM_RETOLD, FERRY_EN, article, hours

YEAR = 24 * 365
FLOOD = article("青禾水库溃坝 三个村庄被淹", DAM)
AGAIN = article(
    "白石水库溃坝 三个村庄被淹", tuple(text.replace("青禾", "白石") for text in DAM), outlet="河谷晚报", at=hours(YEAR)
)
FERRY = article("Night ferry to Marrow Point returns in June", FERRY_EN, language="en")


def test_the_same_words_a_year_later_echo_and_are_found_again_by_their_sketch() -> None:
    assert is_echo(AGAIN, FLOOD)
    assert set(sketch(AGAIN)) & set(sketch(FLOOD))
    ferry = replace(FERRY, paragraphs=(*FERRY_EN, "Tickets go on sale in May."), published_at=hours(YEAR))
    assert is_echo(replace(ferry, seen_at=hours(YEAR)), FERRY)


@pytest.mark.parametrize(
    "other",
    [
        article("青禾水库溃坝 三个村庄被淹", DAM, outlet="河谷晚报", at=hours(24 * 20)),
        article("青禾水库溃坝 三个村庄被淹", DAM, outlet="河谷晚报", at=None, seen_at=hours(YEAR)),
        article("柳河县居民在体育馆过夜", DAM_RETOLD, at=hours(YEAR)),
        article("顾晚秋夺海岬杯", CHESS, at=hours(YEAR)),
    ],
    ids=["of these weeks", "undated", "in other words", "of something else"],
)
def test_what_is_near_in_time_undated_or_told_otherwise_is_no_echo(other: Article) -> None:
    assert not is_echo(other, FLOOD)


def test_an_earlier_text_never_echoes_a_later_one() -> None:
    assert not is_echo(FLOOD, AGAIN)


@given(st.text(max_size=80))
def test_any_text_has_a_sketch_that_a_database_can_keep_and_all_its_wording_in_common_with_itself(text: str) -> None:
    made = article(text, (text,))
    assert all(0 <= band < 2**63 for band in sketch(made))
    assert wording_in_common(made, made) in (0.0, 1.0)
    assert sketch(made) == sketch(replace(made, outlet="河谷晚报", seen_at=made.seen_at + timedelta(days=9)))
