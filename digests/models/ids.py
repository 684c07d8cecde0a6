"""Stable ids, and the words that stand for languages and topics."""

import hashlib
from typing import Literal, NewType, get_args

SourceId = NewType("SourceId", str)
ArticleId = NewType("ArticleId", str)
StoryId = NewType("StoryId", str)
SubscriptionId = NewType("SubscriptionId", str)
EditionId = NewType("EditionId", str)
DeliveryId = NewType("DeliveryId", int)
BroadcastId = NewType("BroadcastId", int)

Language = Literal["zh-Hans", "zh-Hant", "en"]
LANGUAGES: tuple[Language, ...] = get_args(Language)

Topic = Literal["world", "china", "business", "technology", "science", "health", "society", "culture", "sports"]
TOPICS: tuple[Topic, ...] = get_args(Topic)


def stable_id(*parts: str) -> str:
    """Sixteen hexadecimal digits that depend on `parts` alone: the same thing has the same id on every machine.

    64 bits of BLAKE2b: a chance collision among a million ids has a probability of 3 in 100 million.
    """
    return hashlib.blake2b("\x1f".join(parts).encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()
