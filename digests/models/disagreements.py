"""What outlets of one story state differently of the same thing."""

from dataclasses import dataclass

from digests.models.ids import ArticleId


@dataclass(frozen=True, slots=True)
class Position:
    """What one outlet states: `value` is the figure with its unit, and with what became of those counted where that
    follows (9人获救), the day, or who is quoted, as it stands in `sentence`; both verbatim.

    `sentence` is the title or of the opening of the article, that of a quotation anywhere in it; `url` is the
    article's, where it has one.
    """

    article_id: ArticleId
    outlet: str
    url: str | None
    value: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Disagreement:
    """What two or more outlets state of one thing and what cannot all be right, the least or earliest first."""

    positions: tuple[Position, ...]
