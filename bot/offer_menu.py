"""What the bot says of the feeds that it found at an address, with a button for each. Pure; knows no transport."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.markup import cut, escape, link
from bot.texts import Texts, texts_for
from digests.models import Button, Candidate, Part, Subscription

_TITLE_UNITS = 60
_LABEL_UNITS = 30
_SILENT = timedelta(days=300)
"""From here on a day without its year would mislead."""


def offers(subscription: Subscription, found: Sequence[Candidate], now: datetime) -> Part:
    """The feeds to choose from, numbered: title, language, rhythm, and when the last item came.

    They say whether the page named them or they were only found near it.
    """
    texts = texts_for(subscription.language)
    key = "offers-declared" if any(each.declared for each in found) else "offers-near"
    lines = [texts(key, count=len(found)), ""]
    for number, candidate in enumerate(found, start=1):
        title = _title(candidate, _TITLE_UNITS)
        details = _details(candidate, texts, ZoneInfo(subscription.timezone), now)
        lines.append(f"{number}. {link(title, candidate.source.address)}\n<i>{escape(details)}</i>")
    buttons = (
        (Button(f"{number}. {_title(candidate, _LABEL_UNITS)}", f"take:{candidate.source.id}"),)
        for number, candidate in enumerate(found, start=1)
    )
    return Part("\n".join(lines), tuple(buttons))


def rhythm(posts_a_day: float | None, texts: Texts) -> str | None:
    """How often something comes, in the unit a person would use."""
    if posts_a_day is None:
        return None
    if posts_a_day >= 1:
        return texts.plain("rhythm-daily", count=round(posts_a_day))
    if posts_a_day * 7 >= 1:
        return texts.plain("rhythm-weekly", count=round(posts_a_day * 7))
    return texts.plain("rhythm-rare")


def _details(candidate: Candidate, texts: Texts, zone: ZoneInfo, now: datetime) -> str:
    language = candidate.source.language
    newest = candidate.newest_at
    last = None
    if newest is not None and now - newest > _SILENT:
        last = texts.plain("newest-long-ago", year=str(newest.astimezone(zone).year))
    elif newest is not None:
        last = texts.plain("newest", day=texts.day(newest, zone, short=True))
    known = (texts.plain(f"language-{language}") if language else None, rhythm(candidate.posts_a_day, texts), last)
    return " · ".join(each for each in known if each)


def _title(candidate: Candidate, limit_units: int) -> str:
    """On one line and short: whoever made the feed wrote it."""
    return cut(" ".join(candidate.source.title.split()), limit_units)
