"""What an administrator writes before the text of a broadcast: whom it goes to, and when. Pure.

    /broadcast to:en,group,7d at:08:00 The text

`to:` takes languages, topics, kinds of chats and a number of days in which somebody read; `at:` takes a local time, a
date with a time, or a span such as 2h.
"""

import re
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.texts import find_language, find_topic
from digests.errors import RequestError
from digests.models import CHAT_KINDS, EVERYBODY, Audience

_WORD = re.compile(r"(to|at):(\S+)\s*", re.IGNORECASE)
_DAYS = re.compile(r"(\d{1,3})d")
_SPAN = re.compile(r"(\d{1,3})([mh])")
_TIME = re.compile(r"(\d{1,2}):(\d{2})")
LONGEST_AHEAD = timedelta(days=60)


@dataclass(frozen=True, slots=True)
class Orders:
    """What was ordered, and the text that followed."""

    text: str
    audience: Audience = EVERYBODY
    at: datetime | None = None


def orders_in(text: str, now: datetime, timezone: str) -> Orders:
    """Read the orders in front of `text`. Raises `RequestError` for an audience or a moment that is not understood."""
    orders = Orders(text)
    while match := _WORD.match(orders.text):
        rest, word = orders.text[match.end() :], match[2]
        if match[1].lower() == "to":
            orders = replace(orders, text=rest, audience=audience_of(word, orders.audience))
        else:
            orders = replace(orders, text=rest, at=moment_of(word, now, timezone))
    return orders


def without_orders(markup: str) -> str:
    """The markup of a text without the orders in front of it."""
    while match := _WORD.match(markup):
        markup = markup[match.end() :]
    return markup


def audience_of(words: str, audience: Audience = EVERYBODY) -> Audience:
    """`audience`, narrowed by each of the words between commas. Raises `RequestError` (`audience-unknown`)."""
    for word in words.split(","):
        kind = next((each for each in CHAT_KINDS if each == word.casefold()), None)
        language, topic, days = find_language(word), find_topic(word), _DAYS.fullmatch(word)
        if kind is not None:
            audience = replace(audience, chat_kind=kind)
        elif language is not None:
            audience = replace(audience, language=language)
        elif topic is not None:
            audience = replace(audience, topic=topic)
        elif days is not None:
            audience = replace(audience, active_days=int(days[1]))
        elif word.casefold() != "all":
            raise RequestError("audience-unknown", {"word": word})
    return audience


def moment_of(word: str, now: datetime, timezone: str) -> datetime:
    """The moment that is meant, later than `now` and within 60 days: `2h`, `08:00` (the next one), `2026-11-24T08:00`.

    Raises `RequestError` (`moment-unknown`).
    """
    moment = _moment(word, now, ZoneInfo(timezone))
    if moment is None or not now < moment <= now + LONGEST_AHEAD:
        raise RequestError("moment-unknown", {"word": word})
    return moment


def _moment(word: str, now: datetime, zone: ZoneInfo) -> datetime | None:
    span, time = _SPAN.fullmatch(word), _TIME.fullmatch(word)
    try:
        if span is not None:
            return now + (timedelta(hours=int(span[1])) if span[2] == "h" else timedelta(minutes=int(span[1])))
        if time is not None:
            local = now.astimezone(zone).replace(hour=int(time[1]), minute=int(time[2]), second=0, microsecond=0)
            return (local if local > now else local + timedelta(days=1)).astimezone(now.tzinfo)
        given = datetime.fromisoformat(word)
        return (given if given.tzinfo else given.replace(tzinfo=zone)).astimezone(now.tzinfo)
    except (ValueError, OverflowError):
        return None
