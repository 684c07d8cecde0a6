"""Sources that died: their readers and the operator hear of it once, with a feed to read instead where there is one."""

import asyncio
import logging
from collections.abc import Callable, Collection
from dataclasses import replace
from datetime import datetime

from digests.clock import Clock
from digests.errors import SourceError
from digests.models import Death, Language, NewDelivery, Part, Source, Subscription, Urgency
from digests.ports import Storage
from digests.sources.addresses import canonical_address, is_web_address
from digests.sources.candidates import Finder
from digests.sources.health import health

log = logging.getLogger(__name__)

_AT_ONCE = 20
"""Deaths told at one look; a network that is down for a week is no news of two thousand sources."""

_SEARCH_S = 60.0

Obituary = Callable[[Death, Language], Part]
"""The message that tells of a death."""


class Watcher:
    """Looks after the sources. `readers_part` and `operator_part` write the messages; `operators` are chat ids."""

    def __init__(  # noqa: PLR0913 - every edge of the step
        self,
        storage: Storage,
        finder: Finder,
        clock: Clock,
        *,
        readers_part: Obituary,
        operator_part: Obituary,
        operators: Collection[int],
        language: Language,
    ) -> None:
        self._storage = storage
        self._finder = finder
        self._clock = clock
        self._readers_part = readers_part
        self._operator_part = operator_part
        self._operators = operators
        self._language = language

    async def watch(self) -> int:
        """Note who fails and who lives again, and put what is to be told into the outbox; returns how many died."""
        sources = await self._storage.sources.all()
        found = health(sources, await self._storage.deaths.failing(), self._clock.now())
        await self._storage.deaths.note(found.living, found.failing)
        for death in found.dead[:_AT_ONCE]:
            await self._tell(death)
        return len(found.dead[:_AT_ONCE])

    async def _tell(self, death: Death) -> None:
        death = replace(death, instead=await self._instead(death.source))
        now = self._clock.now()
        readers = await self._storage.deaths.readers(death.source.id)
        notices = [self._to_reader(death, reader, now) for reader in readers]
        if death.source.shared:  # a feed that only some readers added is theirs to know of
            told = {reader.chat_id for reader in readers}
            notices += [self._to_operator(death, each, now) for each in self._operators if each not in told]
        if await self._storage.deaths.tell(death.source.id, notices, now):
            log.info("a source is dead: %s: %d told", death.source.title, len(notices))

    async def _instead(self, source: Source) -> Source | None:
        """A feed that its homepage, or else its host, offers now; it can be taken from then on."""
        if source.kind != "feed" or not is_web_address(source.address):
            return None
        try:
            async with asyncio.timeout(_SEARCH_S):
                found = await self._finder.find(source.homepage or source.address, self._clock.now())
        except (SourceError, TimeoutError):
            return None
        others = [each.source for each in found if _differs(each.source, source)]
        await self._storage.offers.save(others[:1], self._clock.now())
        return others[0] if others else None

    def _to_reader(self, death: Death, reader: Subscription, now: datetime) -> NewDelivery:
        part = self._readers_part(death, reader.language)
        return replace(_notice(death, reader.chat_id, part, now), thread_id=reader.thread_id, subscription_id=reader.id)

    def _to_operator(self, death: Death, chat_id: int, now: datetime) -> NewDelivery:
        return _notice(death, chat_id, self._operator_part(death, self._language), now)


def _notice(death: Death, chat_id: int, part: Part, now: datetime) -> NewDelivery:
    owner = f"death:{death.source.id}/{int(death.since.timestamp())}"
    return NewDelivery(owner=owner, chat_id=chat_id, part=part, due_at=now, urgency=Urgency.DIGEST)


def _differs(a: Source, b: Source) -> bool:
    return canonical_address(a.address) != canonical_address(b.address)
