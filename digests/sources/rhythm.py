"""How often a feed has something new, by the dates of its entries. Pure."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from digests.models import Entry

_LOOKED_AT = 30
_AHEAD = timedelta(days=1)


def newest_date(entries: Sequence[Entry], now: datetime) -> datetime | None:
    """When the latest entry appeared; dates more than a day ahead of `now` are slips."""
    return max(_dates(entries, now), default=None)


def posts_a_day(entries: Sequence[Entry], now: datetime) -> float | None:
    """Entries a day over the latest thirty, up to `now`: a feed that fell silent slows down with every day.

    None with fewer than two dates, or when all are the same.
    """
    dates = sorted(_dates(entries, now))[-_LOOKED_AT:]
    if len(dates) < 2 or dates[0] == dates[-1]:
        return None
    days = (max(now, dates[-1]) - dates[0]) / timedelta(days=1)
    return len(dates) / days


def _dates(entries: Sequence[Entry], now: datetime) -> list[datetime]:
    return [at for entry in entries if (at := entry.published_at) and at <= now + _AHEAD]
