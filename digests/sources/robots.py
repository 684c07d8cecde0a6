"""Whether a site lets programs ask for a page (RFC 9309, the Robots Exclusion Protocol).

Feeds are published for programs and need no leave; pages are not.
"""

from collections import OrderedDict
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from protego import Protego

from digests.clock import Clock
from digests.errors import SourceError, SourceUnreachable
from digests.models import Validators
from digests.ports import Fetcher

AGENT = "Yaowen"
_KEPT = timedelta(hours=24)  # RFC 9309, 2.4
_MOST_BYTES = 500 * 1024  # RFC 9309, 2.5: what stands behind need not be read
_MOST_SITES = 2000
_NOTHING_FORBIDDEN, _ALL_FORBIDDEN = "", "User-agent: *\nDisallow: /"


@dataclass(frozen=True, slots=True)
class _Rules:
    rules: Protego
    until: datetime


class Robots:
    """Asks each site once a day for its `robots.txt` and keeps its rules."""

    def __init__(self, fetcher: Fetcher, clock: Clock) -> None:
        self._fetcher = fetcher
        self._clock = clock
        self._sites: OrderedDict[str, _Rules] = OrderedDict()

    async def allow(self, address: str) -> bool:
        """Whether a page may be asked for. A site that gives no rules allows all; one whose rules cannot be had now
        allows nothing (RFC 9309, 2.3.1).
        """
        rules = await self._rules(address)
        return rules.can_fetch(address, AGENT)

    async def gap_s(self, address: str, *, least_s: float, most_s: float) -> float:
        """How long to wait between two pages of its site: what the site asks for, within bounds, in seconds."""
        asked = (await self._rules(address)).crawl_delay(AGENT) or 0.0
        return min(max(asked, least_s), most_s)

    async def _rules(self, address: str) -> Protego:
        parts = urlsplit(address)
        site = f"{parts.scheme}://{parts.netloc}"
        known = self._sites.get(site)
        now = self._clock.now()
        if known is None or known.until <= now:
            known = _Rules(Protego.parse(await self._text(site)), now + _KEPT)
            self._sites[site] = known
            while len(self._sites) > _MOST_SITES:
                self._sites.popitem(last=False)
        return known.rules

    async def _text(self, site: str) -> str:
        try:
            document = await self._fetcher.fetch(f"{site}/robots.txt", Validators())
        except SourceUnreachable as error:
            refused = error.status is not None and 400 <= error.status < 500
            return _NOTHING_FORBIDDEN if refused else _ALL_FORBIDDEN
        except SourceError:
            return _ALL_FORBIDDEN
        return document.body[:_MOST_BYTES].decode("utf-8", "replace") if document else _NOTHING_FORBIDDEN
