"""Invitations: what a deep link says after `start=`, and what follows from it.

Telegram takes 64 characters of A-Z, a-z, 0-9, _ and - (https://core.telegram.org/bots/features#deep-linking).
"""

import re
from dataclasses import replace

from digests.models import TOPICS, Source, SourceId, Subscription, Topic
from digests.ports import Storage
from digests.subscriptions.choices import Choice, with_source, with_topic

_SOURCE = re.compile(r"s_([0-9a-f]{16})")


def to_topic(topic: Topic) -> str:
    """The payload that invites to a topic."""
    return f"t_{topic}"


def to_source(source: Source) -> str:
    """The payload that invites to a source. Its id is a hash: nobody finds another's feed by guessing."""
    return f"s_{source.id}"


async def accept(storage: Storage, subscription: Subscription, payload: str, *, new: bool) -> Choice | None:
    """What the invitation adds; None for one that is none of ours, or of a source that is not there any more.

    Who comes for a topic and has chosen nothing yet gets that topic alone.
    """
    topic = next((each for each in TOPICS if payload == to_topic(each)), None)
    if topic is not None:
        return with_topic(replace(subscription, topics=frozenset()) if new else subscription, topic)
    found = _SOURCE.fullmatch(payload)
    source = await storage.sources.find(SourceId(found[1])) if found else None
    return with_source(subscription, source) if source else None
