"""Choosing topics and sources by name."""

from dataclasses import dataclass, replace
from typing import Literal
from urllib.parse import urlsplit

from digests.errors import RequestError, SourceError
from digests.language.script import fold
from digests.models import Source, SourceId, Subscription, Topic
from digests.ports import Storage

OWN_SOURCES_LIMIT = 50
"""How many feed addresses one subscription may add: one person cannot make the bot poll the whole web."""

SourceWish = Literal["brief", "instant", "preferred"]
SOURCE_WISHES: tuple[SourceWish, ...] = ("brief", "instant", "preferred")
"""What may be wished of a source: its headlines alone, its news at once, its stories in front."""


@dataclass(frozen=True, slots=True)
class Choice:
    """What was chosen, and the subscription as it should be stored."""

    subscription: Subscription
    kind: Literal["topic", "source"]
    topic: Topic | None = None
    source: Source | None = None


def with_topic(subscription: Subscription, topic: Topic) -> Choice:
    return Choice(replace(subscription, topics=subscription.topics | {topic}), "topic", topic)


def without_topic(subscription: Subscription, topic: Topic) -> Choice:
    return Choice(replace(subscription, topics=subscription.topics - {topic}), "topic", topic)


def with_source(subscription: Subscription, source: Source) -> Choice:
    """A shared source is taken back in; any other, or one outside the chosen topics, becomes one's own."""
    excluded = subscription.excluded_sources - {source.id}
    seen_by_topic = source.shared and (source.topic is None or source.topic in subscription.topics)
    own = subscription.own_sources if seen_by_topic else subscription.own_sources | {source.id}
    return Choice(replace(subscription, excluded_sources=excluded, own_sources=own), "source", source=source)


def without_source(subscription: Subscription, source: Source) -> Choice:
    own = subscription.own_sources - {source.id}
    excluded = subscription.excluded_sources | ({source.id} if source.shared else frozenset[SourceId]())
    return Choice(replace(subscription, excluded_sources=excluded, own_sources=own), "source", source=source)


def wished(subscription: Subscription, source: Source) -> frozenset[SourceWish]:
    """What the reader wishes of this source beyond reading it."""
    return frozenset(wish for wish in SOURCE_WISHES if source.id in getattr(subscription, f"{wish}_sources"))


def with_wish(subscription: Subscription, source: Source, wish: SourceWish) -> Subscription:
    """Wish this of a source as well; it is read from then on where it was left out."""
    chosen = with_source(subscription, source).subscription
    return _with_wish_set(chosen, wish, getattr(chosen, f"{wish}_sources") | {source.id})


def without_wishes(subscription: Subscription, source: Source, *wishes: SourceWish) -> Subscription:
    """Wish none of these of a source any more."""
    for wish in wishes:
        subscription = _with_wish_set(subscription, wish, getattr(subscription, f"{wish}_sources") - {source.id})
    return subscription


def _with_wish_set(subscription: Subscription, wish: SourceWish, ids: frozenset[SourceId]) -> Subscription:
    match wish:
        case "brief":
            return replace(subscription, brief_sources=ids)
        case "preferred":
            return replace(subscription, preferred_sources=ids)
        case "instant":
            return replace(subscription, instant_sources=ids)


def reads(subscription: Subscription, source: Source) -> bool:
    """Whether articles of this source can reach the subscription."""
    if source.id in subscription.own_sources:
        return True
    in_topics = source.topic is None or source.topic in subscription.topics
    return source.shared and in_topics and source.id not in subscription.excluded_sources


class SourceDesk:
    """Finds the sources that people name."""

    def __init__(self, storage: Storage) -> None:
        self._storage = storage

    async def offered(self, subscription: Subscription) -> list[tuple[Source, bool]]:
        """Every source this subscription may choose, and whether it fails at present: the shared ones and its own.

        Nobody sees another's.
        """
        return await self._storage.sources.offered(subscription.own_sources)

    async def named(self, subscription: Subscription, name: str) -> Source:
        """The one source that `name` means. Raises `RequestError` when none or several match."""
        wanted = fold(name)
        offered = [source for source, _ in await self.offered(subscription)]
        exact = [source for source in offered if wanted in (fold(source.title), fold(source.address))]
        matches = exact or [source for source in offered if wanted and wanted in fold(source.title)]
        if not matches:
            raise RequestError("subscribe-unknown", {"name": name})
        if len({source.title for source in matches}) > 1:
            titles = " · ".join(source.title for source in matches[:5])
            raise RequestError("subscribe-ambiguous", {"name": name, "names": titles})
        return matches[0]


def host_of(address: str) -> str:
    """The host of an address, for people; the address itself where it has none."""
    try:
        return urlsplit(address).hostname or address
    except ValueError:
        return address


def refusal(error: SourceError, address: str) -> RequestError:
    """A source's error in a person's words, with what to do."""
    return RequestError(f"refused-{error.trouble}", {"host": host_of(address), "status": str(error.status or "")})
