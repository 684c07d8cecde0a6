"""Search: what a person may see of what was found, as stories, best first."""

from dataclasses import dataclass

from digests.clock import Clock
from digests.models import ArticleId, SearchQuery, Story, Subscription
from digests.ports import Storage
from digests.search.query import loosened
from digests.search.rank import FoundStory, best_first, stories_of

MOST_STORIES = 50
"""Ten pages of five: who has not found it by then needs other words."""

_CANDIDATES = 2000
_WEIGHED = 400
"""Articles whose stories are looked up: enough for fifty stories of eight articles each."""


@dataclass(frozen=True, slots=True)
class Found:
    """The stories found, best first. `query` is what found them; `is_loose` when it had to be loosened for that."""

    query: SearchQuery
    stories: tuple[FoundStory, ...] = ()
    is_loose: bool = False


class Searcher:
    """Searches for a subscription: it finds what `/latest` may show, on every topic and of any age."""

    def __init__(self, storage: Storage, clock: Clock) -> None:
        self._storage = storage
        self._clock = clock

    async def find(self, query: SearchQuery, subscription: Subscription | None) -> Found:
        """The stories with all that `query` asks for, or, where there is none, with its words apart.

        Without a subscription only stories of shared sources are found.
        """
        found = await self._stories(query, subscription)
        looser = None if found else loosened(query)
        if looser is None:
            return Found(query, found)
        loose = await self._stories(looser, subscription)
        return Found(looser, loose, is_loose=True) if loose else Found(query)

    async def _stories(self, query: SearchQuery, subscription: Subscription | None) -> tuple[FoundStory, ...]:
        hits = await self._storage.search.find(
            query,
            own=subscription.own_sources if subscription else (),
            excluded=subscription.excluded_sources if subscription else (),
            limit=_CANDIDATES,
        )
        now = self._clock.now()
        best = best_first(hits, now)[:_WEIGHED]
        by_article: dict[ArticleId, Story] = {}
        if best:
            by_article = await self._storage.stories.of_articles([hit.article_id for hit in best])
        return stories_of(best, by_article, now)[:MOST_STORIES]
