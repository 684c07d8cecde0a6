"""Dates in a hundred spellings come out as one moment in UTC, or not at all."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digests.sources.feed_dates import from_epoch_ms, parse_date

EIGHT = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)


@pytest.mark.parametrize("text", [
    "2026-11-22T08:00:00Z", "2026-11-22T16:00:00+08:00", "2026-11-22 16:00:00 +0800", "2026-11-22T08:00:00.000Z",
    "Sun, 22 Nov 2026 08:00:00 GMT", "Sun, 22 Nov 2026 16:00:00 +0800", "22 Nov 2026 08:00 UT", "2026/11/22 08:00",
    "2026年11月22日 08:00", "2026-11-22 08:00", "  2026-11-22\n08:00:00 ", "2026.11.22 16:00:00 +0800",
])  # fmt: skip
def test_one_moment_in_every_spelling(text: str) -> None:
    assert parse_date(text) == EIGHT


@pytest.mark.parametrize("text", ["2026-11-22 16:00:00", "2026年11月22日 16:00", "Sun, 22 Nov 2026 16:00:00 CST"])
def test_a_chinese_document_without_a_zone_means_chinas_time(text: str) -> None:
    assert parse_date(text, chinese=True) == EIGHT


def test_elsewhere_cst_is_american() -> None:
    assert parse_date("Sun, 22 Nov 2026 02:00:00 CST") == EIGHT


@pytest.mark.parametrize("text", [
    "", "yesterday", "1970-01-01T00:00:00Z", "Thu, 01 Jan 1970 00:00:00 GMT", "0001-01-01T00:00:00Z",
    "0000-00-00 00:00:00",
    "9999-12-31T23:59:59-14:00", "2026-13-40", "2026-11-22 25:61", "2026年11月22日 08:00 +99:00",
])  # fmt: skip
def test_a_date_that_news_cannot_have_is_none(text: str) -> None:
    assert parse_date(text) is None


def test_an_epoch_is_in_milliseconds() -> None:
    assert from_epoch_ms(1_795_334_400_000) == EIGHT
    assert from_epoch_ms(0) is None


MINUTES = st.integers(int(datetime(1990, 1, 1, tzinfo=UTC).timestamp()) // 60, int(EIGHT.timestamp()) // 60)
ZONES = st.integers(-14 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))


@given(st.builds(lambda minutes, zone: datetime.fromtimestamp(minutes * 60, zone), MINUTES, ZONES))
def test_every_iso_date_is_read_as_the_moment_it_is(moment: datetime) -> None:
    assert parse_date(moment.isoformat()) == moment


@given(st.text(alphabet="0123456789-/.:年月日 TZ+GMTcst,ovNSun", max_size=40), st.booleans())
def test_nothing_raises_and_what_comes_is_utc(text: str, chinese: bool) -> None:
    moment = parse_date(text, chinese=chinese)
    assert moment is None or moment.utcoffset() == EIGHT.utcoffset()
