"""The store of lines that repeat across a source's articles."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Protocol

from digests.models import Repeated, SourceId


class RepeatStore(Protocol):
    """How often each line stood in a source's articles."""

    async def learn(
        self,
        lines: Mapping[SourceId, Sequence[Mapping[str, str]]],
        now: datetime,
        *,
        fewest: int,
        from_page: bool = False,
    ) -> dict[SourceId, list[Repeated]]:
        """Count the lines of each source's new articles, each article's by their marks; gives what `lines` gives for
        each of these sources, also for one without new articles. `fewest` is at least two.

        What pages say is counted apart: a page hangs on more than the feed, and only some are asked for.
        """
        ...

    async def lines(self, source_id: SourceId, *, fewest: int, from_page: bool = False) -> list[Repeated]:
        """The lines that stood in at least `fewest` articles, the commonest first."""
        ...
