"""Laws of `digests.language.dates`."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digests.language.dates import DateMention, find_dates

# Friday noon in Shanghai.
PUBLISHED_AT = datetime(2021, 11, 5, 4, tzinfo=UTC)
PIECES = st.sampled_from(
    [
        "昨天",
        "（4日）",
        "下周一",
        "周三",
        "11月",
        "31日",
        "2月30日",
        "至",
        "2021年",
        "年底",
        "去年",
        "Nov",
        " 4",
        ", 2021",
        "May ",
        "next ",
        "Monday",
        "last week",
        "0000年",
        "9999年",
        "99日",
        " ",
        "三十一日",
        "上个月",
        "İ",
    ]
)


def only(text: str, published_at: datetime | None = PUBLISHED_AT) -> DateMention:
    (mention,) = find_dates(text, published_at)
    return mention


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("昨天", date(2021, 11, 4)),
        ("昨天（4日）", date(2021, 11, 4)),
        ("昨晚", date(2021, 11, 4)),
        ("后天", date(2021, 11, 7)),
        ("下周一（15日）", date(2021, 11, 15)),
        ("下周一", date(2021, 11, 8)),
        ("上週五", date(2021, 10, 29)),
        ("周三", date(2021, 11, 3)),
        ("星期天", date(2021, 10, 31)),
        ("将于周一启程", date(2021, 11, 8)),
        ("周一还将启程", date(2021, 11, 8)),
        ("2020 年 7 月 24 日", date(2020, 7, 24)),
        ("6日在海港城", date(2021, 11, 6)),
        ("30日", date(2021, 10, 30)),
        ("11月4日", date(2021, 11, 4)),
        ("十一月四日", date(2021, 11, 4)),
        ("1月2日", date(2022, 1, 2)),
        ("去年11月30日", date(2020, 11, 30)),
        ("２０２０年７月２４日", date(2020, 7, 24)),
        ("二〇二一年十一月四日", date(2021, 11, 4)),
        ("2021-11-04", date(2021, 11, 4)),
        ("Nov. 4", date(2021, 11, 4)),
        ("November 4th, 2020", date(2020, 11, 4)),
        ("4 November 2021", date(2021, 11, 4)),
        ("yesterday", date(2021, 11, 4)),
        ("next Monday", date(2021, 11, 8)),
        ("last Friday", date(2021, 10, 29)),
        ("on Wednesday", date(2021, 11, 3)),
        ("will sail on Wednesday", date(2021, 11, 10)),
    ],
)
def test_a_day_is_counted_from_the_publication(text: str, day: date) -> None:
    mention = only(text)
    assert (mention.first, mention.last) == (day, day)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2021年年底", date(2021, 11, 1), date(2021, 12, 31)),
        ("年底前", date(2021, 11, 1), date(2021, 12, 31)),
        ("去年", date(2020, 1, 1), date(2020, 12, 31)),
        ("2月份", date(2022, 2, 1), date(2022, 2, 28)),
        ("11月2日至4日", date(2021, 11, 2), date(2021, 11, 4)),
        ("2日至4日", date(2021, 11, 2), date(2021, 11, 4)),
        ("上个月", date(2021, 10, 1), date(2021, 10, 31)),
        ("下周", date(2021, 11, 8), date(2021, 11, 14)),
        ("last week", date(2021, 10, 25), date(2021, 10, 31)),
        ("May 2020", date(2020, 5, 1), date(2020, 5, 31)),
        ("in 2030", date(2030, 1, 1), date(2030, 12, 31)),
    ],
)
def test_a_span_of_days_has_its_first_and_last(text: str, first: date, last: date) -> None:
    mention = only(text)
    assert (mention.first, mention.last) == (first, last)


@pytest.mark.parametrize("text", ["昨天（4日）", "周三", "11月4日", "去年", "下个月", "next Monday", "Nov 4", "6日"])
def test_a_relative_date_stays_open_without_a_publication(text: str) -> None:
    mention = only(text, None)
    assert (mention.first, mention.last) == (None, None)


def test_a_full_date_needs_no_publication() -> None:
    assert only("2020年7月24日", None).first == only("24 July 2020", None).first == date(2020, 7, 24)


def test_today_is_the_day_in_the_given_zone() -> None:
    late = datetime(2021, 11, 5, 20, tzinfo=UTC)
    assert find_dates("今天", late)[0].first == date(2021, 11, 6)
    assert find_dates("今天", late, "America/New_York")[0].first == date(2021, 11, 5)


@pytest.mark.parametrize("text", ["3个月", "10日内", "2月30日", "13月4日", "may 4", "三年", "日前", "星期"])
def test_what_only_looks_like_a_date_is_none(text: str) -> None:
    assert find_dates(text, PUBLISHED_AT) == []


def test_a_day_of_the_month_in_the_text_is_exact() -> None:
    assert only("昨天（4日）").exact
    assert only("11月4日").exact
    assert not only("昨天").exact
    assert not only("11月份").exact


@given(
    st.lists(PIECES, max_size=20).map("".join) | st.text(),
    st.none() | st.datetimes(timezones=st.just(UTC)),
)
def test_mentions_are_verbatim_slices_in_order_and_spans_run_forward(text: str, published_at: datetime | None) -> None:
    end = 0
    for mention in find_dates(text, published_at):
        assert mention.text == text[mention.start : mention.end] != ""
        assert mention.start >= end
        end = mention.end
        assert mention.text == mention.text.strip()
        if mention.first is not None and mention.last is not None:
            assert mention.first <= mention.last
