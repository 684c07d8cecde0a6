"""Pushed feeds: hubs are asked to tell what is new, confirm it, push documents, and are told when nobody reads them.

sources that name a hub ──> push wished ──> hub asked ──> confirmed ──> documents pushed ──> read like any other
"""

import asyncio
import logging
import random
from datetime import datetime

from digests.clock import Clock
from digests.errors import SourceError
from digests.models import Document, Push, PushId
from digests.pipeline.reading import Reader
from digests.ports import Poster, Storage
from digests.sources import pushes
from digests.sources.addresses import shown_address

log = logging.getLogger(__name__)

PATH = "/hub"
"""Where hubs reach us, below the public address."""

_AT_ONCE = 50
_LEASE_S = 600.0


class Pusher:
    """Keeps what is agreed with hubs. `public_url` is the address under which the world reaches this service."""

    def __init__(  # noqa: PLR0913 - every edge of the step
        self,
        storage: Storage,
        poster: Poster,
        reader: Reader,
        clock: Clock,
        rng: random.Random,
        *,
        public_url: str,
    ) -> None:
        self._storage = storage
        self._poster = poster
        self._reader = reader
        self._clock = clock
        self._rng = rng
        self._base = f"{public_url.rstrip('/')}{PATH}"
        self._key: bytes | None = None

    async def tend(self) -> int:
        """Ask the hubs that are to be asked: for the first time, before a lease ends, or to stop; how many it were."""
        now = self._clock.now()
        await self._storage.pushes.arrange(self._base, now)
        due = await self._storage.pushes.claim_due(now, limit=_AT_ONCE, lease_s=_LEASE_S)
        await asyncio.gather(*(self._ask(push, now) for push in due))
        return len(due)

    async def _ask(self, push: Push, now: datetime) -> None:
        """What is stored before is what holds if the hub never answers; it may confirm while it is being asked."""
        if pushes.is_over(push, now):
            await self._storage.pushes.end(push.id)
            return
        await self._storage.pushes.settle(pushes.asked(push, now, self._rng))
        key = await self._made_from()
        callback = f"{self._base}/{pushes.token_of(key, push.id)}"
        try:
            await self._poster.post(push.hub.address, pushes.request_of(push, callback, pushes.secret_of(key, push.id)))
        except SourceError as error:
            log.info("a hub refuses: %s: %s", shown_address(push.hub.address), error.reason)

    async def named(self, token: str) -> PushId | None:
        """The push whose callback address ends with `token`; None for one that we did not make."""
        return pushes.push_of(await self._made_from(), token)

    async def find(self, push_id: PushId) -> Push | None:
        return await self._storage.pushes.find(push_id)

    async def confirm(self, push: Push, mode: str, feed: str, lease_s: int) -> bool:
        """Whether we want what the hub says it was asked for (`subscribe` or `unsubscribe`), which then holds."""
        if not pushes.is_ours(push, mode, feed):
            return False
        if push.phase == "leaving":
            await self._storage.pushes.end(push.id)
        else:
            await self._storage.pushes.settle(pushes.confirmed(push, lease_s, self._clock.now(), self._rng))
        return True

    async def deny(self, push: Push, feed: str) -> None:
        """The hub says that it does not push this feed, or not any more."""
        if feed == push.hub.feed and push.phase == "wanted":
            await self._storage.pushes.settle(pushes.denied(push, self._clock.now()))

    async def is_from_hub(self, push: Push, signature: str, body: bytes) -> bool:
        """Whether the hub, and nobody else, sent `body`."""
        return pushes.is_signed(pushes.secret_of(await self._made_from(), push.id), signature, body)

    async def take(self, push: Push, body: bytes, content_type: str | None) -> None:
        """Read what was pushed the same way as what is asked for. What belongs to no source any more is dropped."""
        target = await self._storage.pushes.target(push.source_id)
        if target is None or push.phase == "leaving":
            return
        source, state = target
        await self._reader.take(source, state, Document(push.hub.feed, body, content_type), until=push.until)

    async def _made_from(self) -> bytes:
        self._key = self._key or await self._storage.pushes.key()
        return self._key
