"""What a feed says of how often to ask for it: `ttl`, `skipHours`, `skipDays` (RSS 2.0) and `sy:updatePeriod`
(RSS 1.0, Syndication).
"""

import re

from digests.models import Wishes

# Where a channel speaks of itself. Items come after it.
_LOOKED_AT = 20_000
_ITEM = re.compile(r"<(?:\w+:)?(?:item|entry)[\s>]", re.IGNORECASE)
_TTL = re.compile(r"<ttl>\s*(\d{1,6})\s*</ttl>", re.IGNORECASE)
_PERIOD = re.compile(r"<(?:\w+:)?updatePeriod>\s*(hourly|daily|weekly|monthly|yearly)\s*<", re.IGNORECASE)
_FREQUENCY = re.compile(r"<(?:\w+:)?updateFrequency>\s*(\d{1,4})\s*<", re.IGNORECASE)
_SKIP_HOURS = re.compile(r"<skipHours>(.{0,2000}?)</skipHours>", re.IGNORECASE | re.DOTALL)
_SKIP_DAYS = re.compile(r"<skipDays>(.{0,2000}?)</skipDays>", re.IGNORECASE | re.DOTALL)
_HOUR = re.compile(r"<hour>\s*(\d{1,2})\s*</hour>", re.IGNORECASE)
_DAY = re.compile(r"<day>\s*(mon|tues|wednes|thurs|fri|satur|sun)day\s*</day>", re.IGNORECASE)

_DAYS = ("mon", "tues", "wednes", "thurs", "fri", "satur", "sun")
_PERIODS_S = {"hourly": 3600.0, "daily": 86400.0, "weekly": 604800.0, "monthly": 2592000.0, "yearly": 31536000.0}


def wishes_of(text: str) -> Wishes:
    """The wishes in the head of the feed `text`. What makes no sense is not wished.

    Hours are GMT and count from 0 to 23; the older "24" is midnight (https://www.rssboard.org/skip-hours-days).
    """
    head = head_of(text)
    ttl = _TTL.search(head)
    return Wishes(
        ttl_s=int(ttl[1]) * 60.0 if ttl and int(ttl[1]) else None,
        period_s=_period_s(head),
        skip_hours=frozenset(int(hour) % 24 for hour in _listed(_SKIP_HOURS, _HOUR, head) if int(hour) <= 24),
        skip_days=frozenset(_DAYS.index(day.lower()) for day in _listed(_SKIP_DAYS, _DAY, head)),
    )


def head_of(text: str) -> str:
    """Where the feed `text` speaks of itself."""
    head = text[:_LOOKED_AT]
    item = _ITEM.search(head)
    return head[: item.start()] if item else head


def _period_s(head: str) -> float | None:
    period, frequency = _PERIOD.search(head), _FREQUENCY.search(head)
    if period is None:
        return None
    return _PERIODS_S[period[1].lower()] / max(1, int(frequency[1]) if frequency else 1)


def _listed(block: re.Pattern[str], item: re.Pattern[str], head: str) -> list[str]:
    found = block.search(head)
    return item.findall(found[1]) if found else []
