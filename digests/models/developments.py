"""What a story says beyond, and against, what was reported before in its storyline."""

from dataclasses import dataclass
from datetime import datetime

from digests.models.ids import ArticleId, Language


@dataclass(frozen=True, slots=True)
class Told:
    """A verbatim sentence of an article in `language`, with who published it.

    `at` is the publication; None where the article is undated.
    """

    text: str
    article_id: ArticleId
    language: Language
    outlet: str | None = None
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Two sentences that do not go together: what was reported, and what is reported now."""

    earlier: Told
    later: Told


@dataclass(frozen=True, slots=True)
class Development:
    """How a story goes beyond the stories before it: what is `new`, best first, and what it `contradicts`."""

    new: tuple[Told, ...] = ()
    contradicts: tuple[Contradiction, ...] = ()
