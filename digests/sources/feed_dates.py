"""Dates as feeds and saved posts write them, to aware UTC."""

import re
import time
from calendar import timegm
from datetime import UTC, datetime, timedelta, timezone
from email.utils import parsedate_to_datetime

CHINA_TIME = timezone(timedelta(hours=8))

# Older than the first news sites, or so late that it is a typing error: 0, 1970-01-01 and 9999-12-31 mean "unknown".
_FIRST_YEAR = 1990
_LAST_YEAR = 2100

_ISO_LIKE = re.compile(r"\d{4}-\d{2}-\d{2}(?:[T ]|$)")
_NUMBERS = re.compile(
    r"(?P<year>\d{4})\s*[-/.年]\s*(?P<month>\d{1,2})\s*[-/.月]\s*(?P<day>\d{1,2})(?:\s*日)?"
    r"(?:[T\s]*(?:星期.|周.|週.)?\s*(?P<half>上午|早上|凌晨|中午|下午|傍晚|晚上)?\s*"
    r"(?P<hour>\d{1,2})\s*[:：时時点點]\s*(?:(?P<minute>\d{1,2})\s*分?(?:[:：]?(?P<second>\d{1,2})秒?)?)?)?"
    r"\s*(?P<zone>Z|UTC|GMT|[+-]\d{2}:?\d{2})?",
    re.ASCII | re.IGNORECASE,
)
# RFC 822's form as a Chinese locale writes it: 周日, 22 十一月 2026 16:00:00 +0800
_LOCAL_MAIL = re.compile(
    r"(?:(?:星期|周|週)[一二三四五六日天][,，]?\s*)?(?P<day>\d{1,2})\s+(?P<month>\d{1,2}|十[一二]?|[一二三四五六七八九])月"
    r"[,，]?\s+(?P<year>\d{4})(?:\s+(?P<hour>\d{1,2}):(?P<minute>\d{1,2})(?::(?P<second>\d{1,2}))?)?"
    r"\s*(?P<zone>Z|UTC|GMT|[+-]\d{2}:?\d{2})?",
    re.ASCII | re.IGNORECASE,
)
_MONTHS = {name: str(number) for number, name in enumerate((*"一二三四五六七八九十", "十一", "十二"), start=1)}
_AFTERNOON = frozenset({"中午", "下午", "傍晚", "晚上"})
_FIELDS = ("year", "month", "day", "hour", "minute", "second")
_CHINA_STANDARD = re.compile(r"\bCST\b")


def parse_date(text: str, *, chinese: bool = False) -> datetime | None:
    """The moment that `text` names, in UTC, or None when it names none that news can have.

    Without a zone it is UTC; with `chinese` (the document is in Chinese) it is China's time, and so is "CST", which
    elsewhere is American Central Standard Time (RFC 5322, 4.3).
    """
    text = " ".join(text[:100].split())
    if chinese and _CHINA_STANDARD.search(text):
        text = _CHINA_STANDARD.sub("+0800", text)
    # Only mail's dates may begin otherwise than with the year, and its reader takes years for days.
    if re.match(r"\d{4}", text):
        moment = _parse_iso(text) or _from_match(_NUMBERS.match(text))
    else:
        moment = _parse_mail(text) or _from_match(_LOCAL_MAIL.match(text))
    if moment is None:
        return None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=CHINA_TIME if chinese else UTC)
    return plausible(moment)


def plausible(moment: datetime) -> datetime | None:
    """`moment` in UTC, or None when it is no time at which news can have appeared."""
    try:
        moment = moment.astimezone(UTC)
    except OverflowError:
        return None
    return moment if _FIRST_YEAR <= moment.year < _LAST_YEAR else None


def from_struct(parsed: time.struct_time) -> datetime | None:
    """A date that feedparser understood and we do not; its fields are in UTC."""
    try:
        return plausible(datetime.fromtimestamp(timegm(parsed), UTC))
    except (ValueError, OverflowError, OSError):
        return None


def from_epoch_ms(milliseconds: int) -> datetime | None:
    """Milliseconds since 1970-01-01 UTC."""
    try:
        return plausible(datetime.fromtimestamp(milliseconds / 1000, UTC))
    except (ValueError, OverflowError, OSError):
        return None


def _parse_iso(text: str) -> datetime | None:
    if not _ISO_LIKE.match(text):
        return None
    try:
        return datetime.fromisoformat(re.sub(r"\s+(?=[+-]\d|Z$)", "", text))
    except ValueError:
        return None


def _parse_mail(text: str) -> datetime | None:
    try:
        return parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def _from_match(match: re.Match[str] | None) -> datetime | None:
    if match is None:
        return None
    named = match.groupdict()
    named["month"] = _MONTHS.get(match["month"], match["month"])
    year, month, day, hour, minute, second = (int(named[name] or 0) for name in _FIELDS)
    hour += 12 if named.get("half") in _AFTERNOON and hour < (11 if named["half"] == "中午" else 12) else 0
    try:
        zone = _zone(match["zone"]) if match["zone"] else None
        return datetime(year, month, day, hour, minute, second, tzinfo=zone)
    except ValueError:
        return None


def _zone(text: str) -> timezone:
    if text[0] not in "+-":
        return UTC
    digits = text[1:].replace(":", "")
    offset = timedelta(hours=int(digits[:2]), minutes=int(digits[2:]))
    return timezone(-offset if text[0] == "-" else offset)
