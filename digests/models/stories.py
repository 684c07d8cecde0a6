"""Stories with the decisions that made them, and their summaries with the evidence."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from digests.models.ids import ArticleId, Language, SourceId, StoryId, Topic


@dataclass(frozen=True, slots=True)
class GroupDecision:
    """Where an article was put and why.

    `same`: into `story_id`. `later`: a new story of `story_id`'s storyline. `new`: a storyline of its own.
    `member_id` is the article that matched best, `score` its similarity (0 to 1), `reasons` words for people.
    """

    article_id: ArticleId
    verdict: Literal["same", "later", "new"]
    story_id: StoryId | None = None
    member_id: ArticleId | None = None
    score: float = 0.0
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Story:
    """The articles on one event, oldest first.

    `first_at` and `last_at` are those of its dated articles (of all, where none is dated); `seen_at` is when its newest
    article came to us. `origins` are who reported first. `follows` is the story before it in its storyline.
    `revision` rises with every change of its articles.
    """

    id: StoryId
    storyline_id: StoryId
    headline: str
    article_ids: tuple[ArticleId, ...]
    source_ids: tuple[SourceId, ...]
    outlets: tuple[str, ...]
    origins: tuple[str, ...]
    first_at: datetime
    last_at: datetime
    seen_at: datetime
    language: Language
    topic: Topic | None = None
    follows: StoryId | None = None
    revision: int = 1


@dataclass(frozen=True, slots=True)
class Evidence:
    """A verbatim span of one paragraph of an article."""

    article_id: ArticleId
    quote: str


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of a summary with what carries it; never without evidence.

    `is_new`: readers of the story's last revision, or of the story before it, were not told this.
    """

    text: str
    evidence: tuple[Evidence, ...]
    is_new: bool = False


Method = Literal["llm", "extract"]

Missing = Literal["budget", "failed", "rejected", "late"]
"""Why a summary is an extract though there is a model: its money was spent, it gave no usable answer, nothing of it
passed the check, or the digest could not wait for it any longer."""


@dataclass(frozen=True, slots=True)
class Summary:
    """A story's text for readers of `language`.

    `text_language` is the language the text is really in: an extract that could not be translated keeps its own.
    `missing` says why a model that there is did not write it.
    """

    story_id: StoryId
    story_revision: int
    language: Language
    text_language: Language
    headline: str
    sentences: tuple[Sentence, ...]
    method: Method
    missing: Missing | None = None
