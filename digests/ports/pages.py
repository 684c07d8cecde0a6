"""The store of pages that were asked for, to complete what feeds only begin."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from digests.models import Article, ArticleId, PageTry


class PageStore(Protocol):
    """Tries of pages: one row an article, so that no page is asked for again and again."""

    async def claim(self, articles: Sequence[Article], now: datetime, *, limit: int, lease_s: float) -> list[PageTry]:
        """Those of `articles`, in their order, whose page is to be asked for now, at most `limit`; nobody else gets
        them for `lease_s`. An article of a new revision begins anew.
        """
        ...

    async def settle(self, tried: PageTry) -> None:
        """Store what came of a try."""
        ...

    async def complete(self, article: Article) -> bool:
        """Put a page's text in the place of the teaser; its story is looked at again. The revision stays.

        False, and nothing changed, when the article was revised meanwhile or is gone.
        """
        ...

    async def find(self, article_id: ArticleId) -> PageTry | None: ...
