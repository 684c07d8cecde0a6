"""Quarters, and the years of the Republic of China (民国115年 is 2026), as days of the calendar."""

import re
from calendar import monthrange
from datetime import date

ROC_EPOCH = 1911
"""Year 1 of the Republic is 1912 (ISO 8601 has no name for it; Taiwan's offices date by it)."""

_QUARTERS = {"一": 1, "二": 2, "三": 3, "四": 4, "首": 1, "first": 1, "second": 2, "third": 3, "fourth": 4, "last": 4}

# 第三季 alone is a season of a programme.
ZH_QUARTER = (
    r"(?:第(?P<quarter>[一二三四1-4])季(?:度|(?=财|业绩|营|获利|净利|利润|销|经济|出货|GDP))"
    r"|(?P<short>[一二三四首])季度)"
)
EN_QUARTER = (
    r"\b(?:(?P<short>first|second|third|fourth|1st|2nd|3rd|4th)[ -]quarter(?: of| in)?|[Qq](?P<quarter>[1-4]))\b"
    r"(?:,? (?:of )?(?P<year>(?:19|20)\d\d)\b)?"
)


def month_days(year: int, month: int, last_month: int | None = None) -> tuple[date, date]:
    """The first day of a month, and the last one of it or of `last_month`."""
    last = last_month or month
    return date(year, month, 1), date(year, last, monthrange(year, last)[1])


def quarter_number(written: str) -> int:
    """Which quarter 三, 3, third, 3rd or 首 names."""
    word = written.lower()
    return _QUARTERS.get(word) or int(re.sub(r"\D", "", word))


def quarter_days(quarter: int, year: int | None, today: date | None) -> tuple[date, date] | None:
    """The days of a quarter; without a year of the one begun last, for news tells of figures that are known."""
    if year is None:
        if today is None:
            return None
        year = today.year if 3 * quarter - 2 <= today.month else today.year - 1
    return month_days(year, 3 * quarter - 2, 3 * quarter)
