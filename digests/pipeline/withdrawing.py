"""Withdraw: the pages of told articles are asked for now and then, and one that its publisher took away is withdrawn.

told articles ──> their pages, one a host after the other ──> HTTP 410, or 404 twice ──> withdrawn ──> `correcting`

A feed that lists an article no more says nothing: feeds keep their newest few. What a server answers for a page that it
serves, or that it could not serve just now, says nothing either.
"""

import asyncio
import logging
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from urllib.parse import urlsplit

from digests.clock import Clock
from digests.errors import SourceError, SourceUnreachable
from digests.models import Article, Validators
from digests.pipeline.completing import may_lead_to
from digests.ports import Fetcher, Storage
from digests.sources.robots import Robots

log = logging.getLogger(__name__)

_TOLD_WITHIN = timedelta(hours=48)
_GAP = timedelta(hours=6)
"""Between two looks at a page: eight in all at most."""

_AT_ONCE = 12
_LEAST_GAP_S, _MOST_GAP_S = 2.0, 30.0
_GONE_FOR_GOOD, _NOT_FOUND = 410, 404
_TWICE = 2


class Withdrawer:
    """Looks whether what was told still stands where it stood."""

    def __init__(self, storage: Storage, fetcher: Fetcher, clock: Clock) -> None:
        self._storage = storage
        self._fetcher = fetcher
        self._clock = clock
        self._robots = Robots(fetcher, clock)

    async def look(self) -> int:
        """Ask for the pages that are due, different hosts at once; returns how many articles were withdrawn."""
        now = self._clock.now()
        due = await self._storage.corrections.pages_due(now, told_since=now - _TOLD_WITHIN, gap=_GAP, limit=_AT_ONCE)
        hosts: dict[str, list[Article]] = {}
        for article in await self._allowed(await self._storage.articles.get(due)):
            hosts.setdefault(urlsplit(article.url or "").hostname or "", []).append(article)
        return sum(await asyncio.gather(*map(self._of_host, hosts.values())))

    async def _allowed(self, articles: Sequence[Article]) -> list[Article]:
        """Those whose source's word is enough to ask for the page; see `completing.may_lead_to`."""
        found = {each: await self._storage.sources.find(each) for each in {article.source_id for article in articles}}
        return [article for article in articles if may_lead_to(found[article.source_id], article)]

    async def _of_host(self, articles: Sequence[Article]) -> int:
        """One page after the other, with a gap."""
        count = 0
        for number, article in enumerate(articles):
            if number:
                gap_s = await self._robots.gap_s(article.url or "", least_s=_LEAST_GAP_S, most_s=_MOST_GAP_S)
                await self._clock.sleep(gap_s)
            count += await self._one(article)
        return count

    async def _one(self, article: Article) -> bool:
        """Whether the article turned out to be withdrawn. 404 may be a slip of the site, so it is believed twice."""
        status = await self._status(article.url or "")
        if status is None:
            return False
        times = await self._storage.corrections.page_gone(article.id, gone=status in (_GONE_FOR_GOOD, _NOT_FOUND))
        if status != _GONE_FOR_GOOD and times < _TWICE:
            return False
        now = self._clock.now()
        # First the text, whose story is told anew without it; what is flagged is not asked for again.
        await self._storage.articles.save([replace(article, paragraphs=(), revision=article.revision + 1, seen_at=now)])
        await self._storage.corrections.withdraw(article.id, now)
        log.info("article %s: its page is gone (HTTP %d), it counts as withdrawn", article.id, status)
        return True

    async def _status(self, address: str) -> int | None:
        """What the page's server says, 200 for a page; None where it says nothing, or is not to be asked."""
        try:
            if not await self._robots.allow(address):
                return None
            await self._fetcher.fetch(address, Validators())
        except SourceUnreachable as error:
            return error.status
        except SourceError:
            return None
        return 200
