"""Two articles in different languages that may tell one event, and what became of that guess."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from digests.models.ids import ArticleId

PairingVerdict = Literal["same", "later", "different"]


@dataclass(frozen=True, slots=True)
class Pairing:
    """The first articles of a Chinese and of an English story, found at `at`; `score` says how much speaks for it.

    `verdict` is None as long as nobody has decided; `by` whose it is: that of two headlines in one language, or a
    model's. A model that gave no answer so far was asked `tries` times and is asked again at `retry_at`, never where
    that is None.
    """

    article_id: ArticleId
    other_id: ArticleId
    score: float
    at: datetime
    verdict: PairingVerdict | None = None
    by: Literal["headlines", "model"] | None = None
    tries: int = 0
    retry_at: datetime | None = None
