"""Full text: where a feed gave only a teaser, the article's page is asked for, once.

stories that a digest may tell ──> their teasers ──> claimed ──> robots.txt ──> page ──> text ──> article, same revision
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from urllib.parse import urlsplit

from digests.articles.repeats import FEWEST, lines_of, repeated_marks, without_repeated
from digests.articles.teaser import is_teaser, with_page_text
from digests.clock import Clock
from digests.errors import SourceError, SourceForbidden, SourceUnreachable, kind_and_place
from digests.models import Article, ArticleId, Document, PageTry, Source, Story, Validators
from digests.ports import Fetcher, Storage
from digests.sources.robots import Robots
from digests.stories.rank import rank

log = logging.getLogger(__name__)

_WINDOW = timedelta(hours=36)
"""Older stories are in no digest of one that gets them daily (`digests.editions.compose.WINDOW_MIN`)."""

_STORIES = 40
_OF_ONE_STORY = 3
_AT_ONCE = 12
_LEASE_S = 600.0
_TRIES = 3
_FIRST_WAIT = timedelta(hours=1)
_LEAST_GAP_S, _MOST_GAP_S = 2.0, 30.0
"""Between two pages of one host."""

_MOST_BYTES = 3 * 1024 * 1024
"""The text of an article with its page around it is below one; trafilatura needs seconds for more."""

# Pages that hold no article: a message, a film, a repository, a list of comments.
_NO_ARTICLES = ("t.me", "youtube.com", "youtu.be", "reddit.com", "github.com", "bsky.app", "x.com", "twitter.com")

Extract = Callable[[Document, str], Awaitable[tuple[str, ...]]]
"""The paragraphs of the article on a page, which has this title. May raise `SourceError`."""


class Completer:
    """Asks for the pages of teasers, a few at a time, and never twice without need."""

    def __init__(self, storage: Storage, fetcher: Fetcher, clock: Clock, *, extract: Extract) -> None:
        self._storage = storage
        self._fetcher = fetcher
        self._clock = clock
        self._extract = extract
        self._robots = Robots(fetcher, clock)

    async def complete(self) -> int:
        """Ask for the pages that are due, different hosts at once; returns how many articles got their text."""
        wanted = {article.id: article for article in await self._wanted()}
        now = self._clock.now()
        claimed = await self._storage.pages.claim(list(wanted.values()), now, limit=_AT_ONCE, lease_s=_LEASE_S)
        hosts: dict[str, list[tuple[PageTry, Article]]] = {}
        for tried in claimed:
            article = wanted[tried.article_id]
            hosts.setdefault(_host(article), []).append((tried, article))
        return sum(await asyncio.gather(*map(self._of_host, hosts.values())))

    async def _wanted(self) -> list[Article]:
        """The teasers among the articles of the best stories, those of the best story first."""
        now = self._clock.now()
        stories = rank(await self._storage.stories.since(now - _WINDOW), now)[:_STORIES]
        articles = await self._storage.articles.get([each for story in stories for each in story.article_ids])
        by_id = {article.id: article for article in articles if is_teaser(article) and _may_be_article(article)}
        chosen = [article for story in stories for article in _newest(story, by_id)]
        sources = {source.id: source for source, _ in await self._storage.sources.all()} if chosen else {}
        return [each for each in chosen if may_lead_to(sources.get(each.source_id), each)]

    async def _of_host(self, tries: Sequence[tuple[PageTry, Article]]) -> int:
        """One page after the other, with a gap: the host did not ask for us."""
        count = 0
        for number, (tried, article) in enumerate(tries):
            if number:
                gap_s = await self._robots.gap_s(article.url or "", least_s=_LEAST_GAP_S, most_s=_MOST_GAP_S)
                await self._clock.sleep(gap_s)
            count += await self._one(tried, article)
        return count

    async def _one(self, tried: PageTry, article: Article) -> bool:
        """Whether the article got its text. What goes wrong is noted with the try, and costs nobody else theirs."""
        completed: Article | None = None
        error: SourceError | None = None
        try:
            completed = with_page_text(article, await self._own_words(article, await self._paragraphs(article)))
        except SourceError as refused:
            error = refused
        except Exception as unforeseen:
            log.error("a page was not understood: %s", kind_and_place(unforeseen))
            error = SourceError(article.url or "", "Reading it went wrong in a way nobody foresaw.")
        if completed is not None and await self._storage.pages.complete(completed):
            await self._storage.pages.settle(replace(tried, next_try_at=None, error=None))
            return True
        await self._storage.pages.settle(self._failed(tried, error))
        return False

    async def _own_words(self, article: Article, paragraphs: tuple[str, ...]) -> tuple[str, ...]:
        """The paragraphs without the lines that this source's pages repeat, which are learnt on the way."""
        page = replace(article, paragraphs=paragraphs)
        lines = await asyncio.to_thread(lines_of, [page])
        learnt = await self._storage.repeats.learn(
            {article.source_id: lines}, self._clock.now(), fewest=FEWEST, from_page=True
        )
        return without_repeated(page, repeated_marks(learnt[article.source_id])).paragraphs

    async def _paragraphs(self, article: Article) -> tuple[str, ...]:
        address = article.url or ""
        if not await self._robots.allow(address):
            raise SourceForbidden(address, "The site does not let programs ask for its pages.")
        page = await self._fetcher.fetch(address, Validators())
        if page is None or len(page.body) > _MOST_BYTES or not _is_page(page):
            raise SourceError(address, "There is no web page at this address, or it is too large.")
        return await self._extract(page, article.title)

    def _failed(self, tried: PageTry, error: SourceError | None) -> PageTry:
        """A server that did not answer is asked again, three times in all; any other answer is final."""
        reason = error.reason if error else "The page holds no more of the article."
        wait = _FIRST_WAIT * 4 ** (tried.tries - 1)
        again = _is_passing(error) and tried.tries < _TRIES
        return replace(tried, next_try_at=self._clock.now() + wait if again else None, error=reason)


def _newest(story: Story, teasers: Mapping[ArticleId, Article]) -> list[Article]:
    found = [teasers[each] for each in story.article_ids if each in teasers]
    return sorted(found, key=lambda article: (article.at, article.id), reverse=True)[:_OF_ONE_STORY]


def _may_be_article(article: Article) -> bool:
    return not _is_of(_host(article), _NO_ARTICLES)


def may_lead_to(source: Source | None, article: Article) -> bool:
    """Whether a source's word is enough to ask for a page: the operator's may name any, a reader's only its own site.

    Else anybody's feed could send us to whatever host its author likes.
    """
    if source is None:
        return False
    host, own = _host(article), (urlsplit(source.address).hostname or "").removeprefix("www.")
    return source.shared or _is_of(host, (own,)) or _is_of(own, (host,))


def _host(article: Article) -> str:
    return (urlsplit(article.url or "").hostname or "").removeprefix("www.")


def _is_of(host: str, domains: Iterable[str]) -> bool:
    return any(host == domain or host.endswith(f".{domain}") for domain in domains)


def _is_page(page: Document) -> bool:
    kind = (page.content_type or "text/html").partition(";")[0].strip().lower()
    return kind in {"text/html", "application/xhtml+xml", ""}


def _is_passing(error: SourceError | None) -> bool:
    return isinstance(error, SourceUnreachable) and (
        error.status is None or error.status in {429} or error.status >= 500
    )
