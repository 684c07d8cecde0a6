"""Where grouping has put an article, with what grouping reads of it."""

from dataclasses import dataclass
from datetime import datetime

from digests.models.ids import ArticleId, SourceId, StoryId


@dataclass(frozen=True, slots=True)
class Placement:
    """An article of a story, without its text. `features` are packed as they were kept; None where none are, or in
    another form.
    """

    article_id: ArticleId
    source_id: SourceId
    at: datetime
    story_id: StoryId
    storyline_id: StoryId
    features: bytes | None
