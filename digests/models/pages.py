"""Pages of articles of which the feed gave only a teaser."""

from dataclasses import dataclass
from datetime import datetime

from digests.models.ids import ArticleId


@dataclass(frozen=True, slots=True)
class PageTry:
    """That an article's page was asked for: of which revision, how often, and what came of it.

    `next_try_at` is None when it will not be asked for again: its text was taken, or there is none to be had.
    `error` is one sentence, None when the text was taken.
    """

    article_id: ArticleId
    revision: int
    tries: int = 1
    next_try_at: datetime | None = None
    error: str | None = None
