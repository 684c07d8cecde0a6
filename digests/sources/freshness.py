"""What HTTP headers say about asking again (RFC 9110, 10.2.3; RFC 9111, 4.2.1). Pure."""

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

_MAX_AGE = re.compile(r"(?:^|,)\s*max-age\s*=\s*\"?(\d{1,10})", re.IGNORECASE)
_NOT_KEPT = re.compile(r"(?:^|,)\s*(?:no-cache|no-store)\s*(?:,|$)", re.IGNORECASE)


def fresh_s(headers: Mapping[str, str], now: datetime) -> float | None:
    """For how many seconds the answer holds, None when the server does not say.

    `max-age` goes before `Expires`, and what stood in caches on the way (`Age`) counts as past. What must not be kept
    holds for no time at all.
    """
    control = headers.get("Cache-Control", "")
    if _NOT_KEPT.search(control):
        return 0.0
    max_age = _MAX_AGE.search(control)
    if max_age:
        return max(0.0, float(max_age[1]) - (_seconds(headers.get("Age")) or 0.0))
    expires_at = _date(headers.get("Expires"))
    if expires_at is None:
        return None
    # Both by the server's clock, which may be wrong.
    return max(0.0, (expires_at - (_date(headers.get("Date")) or now)).total_seconds())


def retry_after_s(text: str | None, now: datetime) -> float | None:
    """Seconds from a Retry-After header, which holds seconds or a date; None for what is neither."""
    seconds = _seconds(text)
    if seconds is not None:
        return seconds
    moment = _date(text)
    return None if moment is None else max(0.0, (moment - now).total_seconds())


def _seconds(text: str | None) -> float | None:
    return float(text) if text and re.fullmatch(r"\s*\d{1,9}\s*", text, re.ASCII) else None


def _date(text: str | None) -> datetime | None:
    try:
        moment = parsedate_to_datetime(text) if text else None
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return moment.replace(tzinfo=UTC) if moment and moment.tzinfo is None else moment
