"""What HTTP headers say about asking again."""

from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digests.sources.freshness import fresh_s, retry_after_s

NOW = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)


def at(**after: float) -> str:
    return format_datetime(NOW + timedelta(**after), usegmt=True)


@pytest.mark.parametrize(("headers", "seconds"), [
    ({}, None),
    ({"Cache-Control": "max-age=600"}, 600),
    ({"Cache-Control": 'public, Max-Age = "60"'}, 60),
    ({"Cache-Control": "max-age=600", "Age": "200"}, 400),
    ({"Cache-Control": "max-age=600", "Age": "900"}, 0),
    ({"Cache-Control": "s-maxage=600"}, None),
    ({"Cache-Control": "no-cache, max-age=600"}, 0),
    ({"Cache-Control": "no-store"}, 0),
    ({"Cache-Control": "private"}, None),
    ({"Cache-Control": "max-age=soon"}, None),
    ({"Expires": at(hours=1)}, 3600),
    ({"Expires": at(hours=1), "Date": at(minutes=30)}, 1800),
    ({"Expires": at(hours=-1)}, 0),
    ({"Expires": "0"}, None),
    ({"Expires": at(hours=1), "Cache-Control": "max-age=60"}, 60),
])  # fmt: skip
def test_how_long_an_answer_holds(headers: dict[str, str], seconds: float | None) -> None:
    assert fresh_s(headers, NOW) == seconds


@pytest.mark.parametrize(("text", "seconds"), [
    (None, None), ("", None), ("120", 120), (" 120 ", 120), (at(hours=1), 3600), (at(hours=-1), 0), ("soon", None),
    ("-5", None), ("99999999999", None), ("١٢٠", None),
])  # fmt: skip
def test_retry_after_is_seconds_or_a_date(text: str | None, seconds: float | None) -> None:
    assert retry_after_s(text, NOW) == seconds


@given(st.text(max_size=60), st.text(max_size=60), st.text(max_size=60))
def test_no_header_breaks_anything(control: str, expires: str, age: str) -> None:
    seconds = fresh_s({"Cache-Control": control, "Expires": expires, "Age": age}, NOW)
    assert seconds is None or seconds >= 0
    assert (retry_after_s(expires, NOW) or 0) >= 0
