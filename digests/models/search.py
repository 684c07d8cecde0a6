"""What full-text search is asked, and what it finds."""

from dataclasses import dataclass
from datetime import datetime

from digests.models.ids import ArticleId


@dataclass(frozen=True, slots=True)
class Phrase:
    """Terms that stand side by side (see `digests.language.terms`). `text` is what the person wrote.

    `open_ended`: the last term is only the beginning of one, as a single Chinese character is of its bigrams.
    `quoted`: the person put it in quotation marks and means it exactly.
    """

    text: str
    terms: tuple[str, ...]
    open_ended: bool = False
    quoted: bool = False


@dataclass(frozen=True, slots=True)
class SearchQuery:
    """One phrase of each group of `all_of`, and none of `none_of`. Without `all_of` it asks for nothing."""

    all_of: tuple[tuple[Phrase, ...], ...] = ()
    none_of: tuple[Phrase, ...] = ()

    @property
    def wanted(self) -> tuple[Phrase, ...]:
        """Every phrase that is looked for, in the order written."""
        return tuple(phrase for group in self.all_of for phrase in group)


@dataclass(frozen=True, slots=True)
class SearchHit:
    """An article that was found. `relevance` is above zero, the higher the better; `at` is `Article.at`."""

    article_id: ArticleId
    relevance: float
    at: datetime
