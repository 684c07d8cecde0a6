"""What people say of the stories that articles were put into."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from digests.models.ids import ArticleId

ConstraintVerdict = Literal["same", "different"]


@dataclass(frozen=True, slots=True)
class Constraint:
    """What a person said of two articles: they tell of one event, or not. `by` is the person's id, `at` when."""

    article_id: ArticleId
    other_id: ArticleId
    verdict: ConstraintVerdict
    by: int
    is_admin: bool
    at: datetime
