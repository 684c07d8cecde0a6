"""Choosing topics and sources, by name or by the address of a feed."""

from dataclasses import dataclass, replace
from typing import Literal
from urllib.parse import urlsplit

from digests.clock import Clock
from digests.errors import (
    NotAFeed,
    RequestError,
    SourceError,
    SourceForbidden,
    SourceTooLarge,
    SourceUnreachable,
)
from digests.language.script import fold
from digests.models import Source, SourceId, Subscription, Topic, Validators
from digests.ports import Fetcher, Storage
from digests.sources.addresses import feed_address, make_source
from digests.sources.discover import feed_links
from digests.sources.outlets import outlet_name
from digests.sources.parse import parse_feed

OWN_SOURCES_LIMIT = 50
"""How many feed addresses one subscription may add: one person cannot make the bot poll the whole web."""


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


def reads(subscription: Subscription, source: Source) -> bool:
    """Whether articles of this source can reach the subscription."""
    if source.id in subscription.own_sources:
        return True
    in_topics = source.topic is None or source.topic in subscription.topics
    return source.shared and in_topics and source.id not in subscription.excluded_sources


class SourceDesk:
    """Finds the sources that people name, and takes in the feeds whose address they send."""

    def __init__(self, storage: Storage, fetcher: Fetcher, clock: Clock) -> None:
        self._storage = storage
        self._fetcher = fetcher
        self._clock = clock

    async def offered(self, subscription: Subscription) -> list[Source]:
        """Every source this subscription may choose: the shared ones and its own. Nobody sees another's."""
        known = [source for source, _ in await self._storage.sources.all()]
        return [source for source in known if source.shared or source.id in subscription.own_sources]

    async def failing(self, subscription: Subscription) -> list[Source]:
        """Those of its sources that do not answer at present."""
        return [
            source for source, state in await self._storage.sources.all() if state.error and reads(subscription, source)
        ]

    async def named(self, subscription: Subscription, name: str) -> Source:
        """The one source that `name` means. Raises `RequestError` when none or several match."""
        wanted = fold(name)
        offered = await self.offered(subscription)
        exact = [source for source in offered if wanted in (fold(source.title), fold(source.address))]
        matches = exact or [source for source in offered if wanted and wanted in fold(source.title)]
        if not matches:
            raise RequestError("subscribe-unknown", {"name": name})
        if len({source.title for source in matches}) > 1:
            titles = " · ".join(source.title for source in matches[:5])
            raise RequestError("subscribe-ambiguous", {"name": name, "names": titles})
        return matches[0]

    async def at_address(self, subscription: Subscription, address: str) -> Source:
        """The feed at an address, or the one that the page there offers; new ones are stored and read soon.

        Raises `RequestError` saying in a person's words why not.
        """
        if len(subscription.own_sources) >= OWN_SOURCES_LIMIT:
            raise RequestError("too-many-own-sources", {"count": OWN_SOURCES_LIMIT})
        try:
            address = feed_address(address)
            known = await self._storage.sources.find(make_source(address).id)
            found = known or await self._read(address)
        except SourceError as error:
            raise refusal(error, address) from error
        # A page may lead to a source that is known: what is configured stays as it is.
        source = await self._storage.sources.find(found.id) or found
        await self._storage.sources.add([source], self._clock.now())
        return source

    async def _read(self, address: str, *, follow_page: bool = True) -> Source:
        document = await self._fetcher.fetch(address, Validators())
        if document is None:  # a server that answers 304 to a question without validators
            raise NotAFeed(address, "the server sent no document")
        try:
            feed = parse_feed(document)
        except NotAFeed:
            links = feed_links(document.body, document.address) if follow_page else ()
            if not links:
                raise
            return await self._read(links[0].address, follow_page=False)
        title = outlet_name(None, feed.homepage or address, feed.title) or host_of(address)
        source = make_source(address, title=title, homepage=feed.homepage, language=feed.language)
        return replace(source, shared=False)


def host_of(address: str) -> str:
    """The host of an address, for people; the address itself where it has none."""
    try:
        return urlsplit(address).hostname or address
    except ValueError:
        return address


def refusal(error: SourceError, address: str) -> RequestError:
    """A source's error in a person's words."""
    if isinstance(error, SourceForbidden):
        return RequestError("address-forbidden")
    if isinstance(error, NotAFeed):
        return RequestError("not-a-feed")
    if isinstance(error, SourceTooLarge):
        return RequestError("address-too-large", {"host": host_of(address)})
    status = error.status if isinstance(error, SourceUnreachable) else None
    if status is not None:
        return RequestError("address-refused", {"host": host_of(address), "status": str(status)})
    return RequestError("address-unreachable", {"host": host_of(address)})
