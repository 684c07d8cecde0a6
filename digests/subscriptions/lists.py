"""A reader's sources as other feed readers keep them (OPML): brought along, and taken along."""

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, replace

from digests.clock import Clock
from digests.errors import RequestError, SourceError
from digests.models import Source, Subscription, Topic
from digests.ports import Storage
from digests.sources.addresses import shown_address
from digests.sources.opml import read_opml, write_opml
from digests.subscriptions.choices import OWN_SOURCES_LIMIT, reads, with_source

LARGEST_BYTES = 2 * 1024 * 1024
"""Ten thousand feeds; no reader has more."""


@dataclass(frozen=True, slots=True)
class Brought:
    """What came of a list: the subscription as it should be stored, and how many sources of each topic are new to it.

    `known` were among its sources before, `over` found no place within the limit.
    """

    subscription: Subscription
    added: Mapping[Topic | None, int]
    known: int
    over: int


Read = Callable[[bytes], Awaitable[list[Source]]]
"""The feeds in an OPML file. Raises `SourceError`; what takes long should not happen in this process."""


async def _in_thread(data: bytes) -> list[Source]:
    return await asyncio.to_thread(read_opml, data)


class ListDesk:
    """Lists of sources, in and out. `read` reads what a stranger sent."""

    def __init__(self, storage: Storage, clock: Clock, read: Read | None = None) -> None:
        self._storage = storage
        self._read = read or _in_thread
        self._clock = clock

    async def bring(self, subscription: Subscription, data: bytes) -> Brought:
        """Take in the feeds of an OPML file, in its order; new ones are the reader's own, stored to be read soon.

        A folder that is named like a topic gives it. Raises `RequestError` (`import-not-opml`, `import-empty`).
        """
        try:
            listed = await self._read(data)
        except SourceError as error:
            raise RequestError("import-not-opml") from error
        if not listed:
            raise RequestError("import-empty")
        known = {source.id: source for source, _ in await self._storage.sources.all()}
        added: list[Source] = []
        before = over = 0
        for source in (known.get(each.id) or replace(each, shared=False) for each in listed):
            if source.id in known and reads(subscription, source):
                before += 1
            elif not source.shared and len(subscription.own_sources) >= OWN_SOURCES_LIMIT:
                over += 1
            else:
                subscription = with_source(subscription, source).subscription
                added.append(source)
        await self._storage.sources.add([each for each in added if each.id not in known], self._clock.now())
        return Brought(subscription, Counter(each.topic for each in added), before, over)

    async def take_along(
        self, subscription: Subscription, title: str, folders: Mapping[Topic, str]
    ) -> tuple[bytes, int]:
        """An OPML file of the feeds that reach the subscription, and how many they are; `folders` name the topics.

        The operator's addresses go out without user name and password.
        """
        read = [source for source, _ in await self._storage.sources.all() if reads(subscription, source)]
        feeds = [_public(source) for source in read if source.kind == "feed"]
        return write_opml(feeds, title, folders), len(feeds)


def _public(source: Source) -> Source:
    return replace(source, address=shown_address(source.address)) if source.shared else source
