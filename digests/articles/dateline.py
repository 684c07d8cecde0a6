"""The moment that a dateline tells, where it tells one moment and not a local time of unknown place."""

import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

_ISO = re.compile(r"\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(?::\d{2})?(?:\.\d+)?\s*(?:Z|[+-]\d{2}:?\d{2})")
_RFC_2822 = re.compile(r"(?:[A-Z][a-z]{2}, )?\d{1,2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} (?:GMT|UTC|[+-]\d{4})")


def find_moment(dateline: str) -> datetime | None:
    """The moment in UTC that an ISO 8601 or RFC 2822 date with its zone names; None for any other."""
    try:
        if found := _ISO.search(dateline):
            return datetime.fromisoformat(found.group().replace(" ", "T", 1)).astimezone(UTC)
        if found := _RFC_2822.search(dateline):
            return parsedate_to_datetime(found.group()).astimezone(UTC)
    except (ValueError, OverflowError):
        return None
    return None
