"""What grouping reads of an article outlives the process."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from digests.models import ArticleId
from digests.stories.features import features_of
from digests.stories.packed import pack, unpack
from tests.unit.stories.samples import DAM, MONDAY, article

FULL = article(
    "第19轮会谈2031年3月3日举行 9人失踪 涨价8.5%",
    (*DAM, "据《河谷晚报》报道，会谈持续12.5小时，花费3,000万元。"),
    at=None,
    seen_at=MONDAY + timedelta(days=9),
)


@given(st.text(max_size=40), st.text(max_size=400), st.booleans())
@example(FULL.title, FULL.text, True)
@settings(deadline=None)
def test_what_is_packed_comes_back_whole(title: str, text: str, dated: bool) -> None:
    given_at = MONDAY if dated else None
    features = features_of(replace(FULL, title=title, paragraphs=(text,), published_at=given_at))
    assert unpack(features.article_id, pack(features)) == features


def test_marks_of_every_kind_come_back() -> None:
    features = features_of(FULL)
    marks = unpack(FULL.id, pack(features)).markers
    assert all((marks.ordinals, marks.figures, marks.title_days, marks.told, features.origins))
    assert marks == features.markers


def test_a_word_said_very_often_counts_as_255() -> None:
    features = features_of(replace(FULL, paragraphs=("水库" * 900,)))
    assert max(unpack(FULL.id, pack(features)).body.values()) == 255


@pytest.mark.parametrize("damaged", [b"", b"\x00" * 32, pack(features_of(FULL))[:-3], b"\xff" * 400])
def test_what_is_damaged_is_refused(damaged: bytes) -> None:
    with pytest.raises(ValueError, match="no packed features"):
        unpack(ArticleId("a"), damaged)


@given(st.binary(max_size=300))
def test_no_octets_do_more_than_be_refused(octets: bytes) -> None:
    with pytest.raises(ValueError, match="no packed features"):
        unpack(ArticleId("a"), octets)
