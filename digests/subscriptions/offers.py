"""From an address that a person sends to the feeds they may choose from, and the choice."""

import asyncio
import re

from digests.clock import Clock
from digests.errors import RequestError, SourceError, SourceUnreachable
from digests.models import Candidate, Source, SourceId, Subscription
from digests.ports import Storage
from digests.sources.addresses import feed_address, make_source
from digests.sources.candidates import Finder
from digests.sources.known_sites import as_page
from digests.subscriptions.choices import OWN_SOURCES_LIMIT, refusal

LOOKUPS_PER_HOUR = 30
"""Addresses that one person may have looked for: each may ask a site for two dozen documents."""

_LONGEST_S = 60.0
"""A person waits; a site that answers every question slowly is given up."""

# A host with or without a path, an address of any scheme, @name@host.
_ADDRESS_LIKE = re.compile(
    r"[a-z][a-z0-9+.-]*://\S+|feed:\S+|@?[\w.-]+@[\w-]+(?:\.[\w-]+)+"
    r"|[\w-]+(?:\.[\w-]+)+(?::\d+)?(?:[/?]\S*)?",
    re.IGNORECASE,
)


def looks_like_address(text: str) -> bool:
    """Whether a text can stand for an address: it has no spaces, and a dot or a scheme."""
    return _ADDRESS_LIKE.fullmatch(text.strip()) is not None


class OfferDesk:
    """Looks for feeds and takes in the one that was chosen. New ones are stored and read soon."""

    def __init__(self, storage: Storage, finder: Finder, clock: Clock) -> None:
        self._storage = storage
        self._finder = finder
        self._clock = clock

    async def known(self, subscription: Subscription, address: str) -> Source | None:
        """The source at exactly this address, where somebody has it already: it is not asked again.

        Raises `RequestError` (`too-many-own-sources`), whether it is known or not.
        """
        _refuse_too_many(subscription)
        try:
            return await self._storage.sources.find(make_source(feed_address(as_page(address))).id)
        except SourceError:
            return None

    async def search(self, subscription: Subscription, text: str) -> list[Candidate]:
        """The feeds that an address may mean, at least one; they can be taken by their id from now on.

        Raises `RequestError` saying in a person's words why there is none.
        """
        try:
            async with asyncio.timeout(_LONGEST_S):
                found = await self._finder.find(text, self._clock.now())
        except TimeoutError as error:
            raise refusal(SourceUnreachable(text, "Looking for feeds took too long.", "slow"), as_page(text)) from error
        except SourceError as error:
            raise refusal(error, error.source) from error
        await self._storage.offers.save([candidate.source for candidate in found], self._clock.now())
        return found

    async def take(self, subscription: Subscription, source_id: SourceId) -> Source:
        """The source that was offered under this id, stored to be read soon.

        What is configured stays as it is. Raises `RequestError`: the offer is too old, or there are too many.
        """
        known = await self._storage.sources.find(source_id)
        offered = await self._storage.offers.find(source_id)
        if offered is None:
            raise RequestError("unknown-button")
        source = known or offered
        if not source.shared and source.id not in subscription.own_sources:
            _refuse_too_many(subscription)
        await self._storage.sources.add([source], self._clock.now())
        return source


def _refuse_too_many(subscription: Subscription) -> None:
    if len(subscription.own_sources) >= OWN_SOURCES_LIMIT:
        raise RequestError("too-many-own-sources", {"count": OWN_SOURCES_LIMIT})
