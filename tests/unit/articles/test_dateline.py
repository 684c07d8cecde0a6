"""Laws of datelines: a moment only where the zone is named."""

from datetime import UTC, datetime

import pytest

from digests.articles.dateline import find_moment


@pytest.mark.parametrize(
    "dateline",
    [
        "2021-06-24T20:25:47Z",
        "2021-06-25 04:25:47 +0800",
        "Thu, 24 Jun 2021 20:25:47 GMT",
        "发布于 2021-06-24T20:25:47.000Z",
    ],
)
def test_a_date_with_a_zone_is_a_moment(dateline: str) -> None:
    assert find_moment(dateline) == datetime(2021, 6, 24, 20, 25, 47, tzinfo=UTC)


@pytest.mark.parametrize(
    "dateline",
    ["25/06/2021 - 00:06", "2021-06-24 20:25", "30 分钟前", "2021-13-45T00:00:00Z", "Thu, 99 Jun 2021 20:25:47 GMT",
     "0001-01-01T00:00:00+14:00"],
)  # fmt: skip
def test_any_other_is_none(dateline: str) -> None:
    assert find_moment(dateline) is None
