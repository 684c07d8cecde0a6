"""The demo's invented outlets and articles: as their files state them, and as they read when served.

The files say how many minutes before serving each article came out, so the demo never grows old.
In their texts `{date:N}` and `{weekday:N}` stand for the day N minutes before serving (after it when N is
negative): every outlet then names the same day for the same event, whenever the demo is started.
"""

import re
import tomllib
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from html import escape
from importlib.resources import files
from typing import Any, Literal

from digests.models import Language, Topic

FeedFormat = Literal["rss", "atom", "rdf", "json"]

_HAIGANG_TIME = timezone(timedelta(hours=8))
_DAY = re.compile(r"\{(date|weekday):(-?\d+)\}")
_ENGLISH_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_ENGLISH_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class SampleArticle:
    """One invented article.

    `minutes_ago` counts back from the moment of serving; None is an article without a date. `url` is a path
    below the outlet's homepage. `body` is paragraphs parted by blank lines, or HTML as the outlet would send it
    when `is_html`. `event`, `storyline` and `topic` are the grouping a reader would make; they are never served.
    """

    title: str
    url: str
    body: str
    topic: Topic
    minutes_ago: int | None = None
    author: str | None = None
    tags: tuple[str, ...] = ()
    event: str | None = None
    storyline: str | None = None
    is_html: bool = False


@dataclass(frozen=True, slots=True)
class SampleOutlet:
    """One invented outlet with its articles, newest first; `slug` is the name of its file."""

    slug: str
    name: str
    language: Language
    topic: Topic
    homepage: str
    format: FeedFormat
    encoding: str
    articles: tuple[SampleArticle, ...]


@dataclass(frozen=True, slots=True)
class ServedEntry:
    """What a feed says of one article: its days filled in and its link absolute. `published_at` is UTC."""

    title: str
    link: str
    html: str
    author: str | None
    tags: tuple[str, ...]
    published_at: datetime | None


def load_outlets() -> tuple[SampleOutlet, ...]:
    """Every outlet under `bot/samples`, by the name of its file."""
    folder = files("bot") / "samples"
    return tuple(
        _read_outlet(file.name.removesuffix(".toml"), file.read_text(encoding="utf-8"))
        for file in sorted(folder.iterdir(), key=lambda file: file.name)
        if file.name.endswith(".toml")
    )


def _read_outlet(slug: str, text: str) -> SampleOutlet:
    head = tomllib.loads(text)
    articles = (_read_article(row, head["topic"]) for row in head.pop("articles"))
    newest_first = sorted(articles, key=lambda article: (article.minutes_ago is None, article.minutes_ago))
    return SampleOutlet(slug=slug, articles=tuple(newest_first), **{"encoding": "UTF-8", **head})


def _read_article(row: dict[str, Any], topic: Topic) -> SampleArticle:
    fields = {"topic": topic, **row}
    fields["is_html"] = fields.pop("html", False)
    fields["tags"] = tuple(row.get("tags", ()))
    return SampleArticle(**fields)


def fill_days(text: str, language: Language, now: datetime) -> str:
    """`text` with `{date:N}` and `{weekday:N}` written out in `language`, as the calendar stands in Haigang."""

    def day(match: re.Match[str]) -> str:
        at = (now - timedelta(minutes=int(match[2]))).astimezone(_HAIGANG_TIME)
        if language == "en":
            date, weekday = f"{at.day} {_ENGLISH_MONTHS[at.month - 1]}", _ENGLISH_WEEKDAYS[at.weekday()]
        else:
            week = "周" if language == "zh-Hans" else "週"
            date, weekday = f"{at.month}月{at.day}日", week + "一二三四五六日"[at.weekday()]
        return date if match[1] == "date" else weekday

    return _DAY.sub(day, text)


def write_entries(outlet: SampleOutlet, now: datetime) -> tuple[ServedEntry, ...]:
    """What the feed of `outlet` says at `now`, newest first, undated articles last."""
    return tuple(_write_entry(outlet, article, now) for article in outlet.articles)


def _write_entry(outlet: SampleOutlet, article: SampleArticle, now: datetime) -> ServedEntry:
    body = fill_days(article.body, outlet.language, now).strip()
    paragraphs = (f"<p>{escape(paragraph, quote=False)}</p>" for paragraph in body.split("\n\n"))
    age = article.minutes_ago
    return ServedEntry(
        title=fill_days(article.title, outlet.language, now),
        link=outlet.homepage + article.url,
        html=body if article.is_html else "\n".join(paragraphs),
        author=article.author,
        tags=article.tags,
        published_at=None if age is None else (now - timedelta(minutes=age)).replace(microsecond=0),
    )
