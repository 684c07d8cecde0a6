"""From whatever a person writes to the feeds it means, over real servers on loopback."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest

from digests.errors import NotAFeed, SourceError, SourceUnreachable
from digests.sources.candidates import MOST_CANDIDATES, Finder
from digests.sources.fetch import HttpFetcher, Limits
from tests.fakes.fake_clock import FakeClock
from tests.fakes.feed_server import FeedServer

NOW = datetime(2026, 11, 22, tzinfo=UTC)


def feed(title: str, *items: str, every: timedelta = timedelta(hours=12)) -> str:
    """A feed whose items are `every` apart, the newest an hour old."""
    rows = "".join(
        f"<item><title>{item}</title><link>https://haigang.example/{title}/{number}</link>"
        f"<pubDate>{format_datetime(NOW - timedelta(hours=1) - number * every)}</pubDate></item>"
        for number, item in enumerate(items)
    )
    return f"<rss version='2.0'><channel><title>{title}</title>{rows}</channel></rss>"


def page(*links: str, body: str = "") -> str:
    heads = "".join(f'<link rel="alternate" type="application/rss+xml" href="{link}">' for link in links)
    return f"<!doctype html><html><head>{heads}</head><body>{body}</body></html>"


@pytest.fixture
async def server() -> AsyncIterator[FeedServer]:
    async with FeedServer() as running:
        yield running


@pytest.fixture
async def finder() -> AsyncIterator[Finder]:
    clock = FakeClock(NOW)
    limits = Limits(total_s=5, max_bytes=100_000)
    async with clock.driven(), HttpFetcher(clock=clock, allow_private=True, limits=limits) as fetcher:
        yield Finder(fetcher, clock.sleep)


async def test_a_feeds_own_address_gives_it_alone_with_what_a_person_needs(finder: Finder, server: FeedServer) -> None:
    address = server.put("/feed", feed("海港日报", "渡轮恢复夜航", "矿井透水", "旧书市搬迁"))
    (found,) = await finder.find(address, NOW)
    assert (found.source.address, found.source.title, found.source.shared) == (address, "海港日报", False)
    assert found.source.language == "zh-Hans"
    assert found.newest_at == NOW - timedelta(hours=1)
    assert found.posts_a_day == pytest.approx(3 / (25 / 24))
    assert server.counts == {"/feed": 1}


async def test_a_page_offers_its_feeds_comments_last_and_copies_once(finder: Finder, server: FeedServer) -> None:
    server.put("/feed", feed("News", "Night ferries return"))
    server.put("/atom", feed("News", "Night ferries return"))
    server.put("/comments/feed", feed("Comments", "I like ferries"))
    server.put("/sport", feed("Sport", "The club was sold"))
    links = page("/comments/feed", "/feed", "/atom", "/sport", "/gone")
    found = await finder.find(server.put("/", links, content_type="text/html"), NOW)
    assert [each.source.title for each in found] == ["News", "Sport", "Comments"]
    assert all(each.declared for each in found)


async def test_where_a_page_declares_none_links_and_then_usual_paths_are_tried(
    finder: Finder, server: FeedServer
) -> None:
    address = server.put("/", page(body='<a href="/news/rss.xml">RSS</a>'), content_type="text/html")
    server.put("/news/rss.xml", feed("Linked", "One"))
    assert [(each.source.title, each.declared) for each in await finder.find(address, NOW)] == [("Linked", False)]
    bare = server.put("/bare/", page(), content_type="text/html")
    server.put("/atom.xml", feed("Guessed", "Two"))
    assert [(each.source.title, each.declared) for each in await finder.find(bare, NOW)] == [("Guessed", False)]


async def test_guessing_is_bounded_and_ends_with_the_pages_own_refusal(finder: Finder, server: FeedServer) -> None:
    address = server.put("/a/b/", page(), content_type="text/html")
    with pytest.raises(NotAFeed, match="web page"):
        await finder.find(address, NOW)
    assert len(server.requests) <= 13


async def test_a_refused_page_may_stand_beside_a_feed(finder: Finder, server: FeedServer) -> None:
    address = server.put("/", status=403)
    server.put("/feed", feed("Beside", "One"))
    assert [each.source.title for each in await finder.find(address, NOW)] == ["Beside"]


async def test_a_bare_host_is_asked_without_tls_where_it_has_none(finder: Finder, server: FeedServer) -> None:
    address = server.put("/feed", feed("Plain", "One"))
    (found,) = await finder.find(address.removeprefix("http://"), NOW)
    assert found.source.address == address


async def test_hosts_in_chinese_are_understood(finder: Finder) -> None:
    with pytest.raises(SourceUnreachable, match=r"host name is not known|not reachable"):
        await finder.find("港口.invalid/feed", NOW)


async def test_a_dead_server_is_asked_once_and_not_guessed_at(finder: Finder, server: FeedServer) -> None:
    with pytest.raises(SourceUnreachable):
        await finder.find(server.reset("/"), NOW)
    assert set(server.counts) == {"/"}


@pytest.mark.parametrize("written", ["ftp://haigang.example/", "http://", "https://[::1", "javascript:alert(1)", ""])
async def test_what_is_no_address_is_refused_by_its_name(finder: Finder, written: str) -> None:
    with pytest.raises(SourceError):
        await finder.find(written, NOW)


async def test_a_page_full_of_feeds_offers_a_handful(finder: Finder, server: FeedServer) -> None:
    for number in range(30):
        server.put(f"/{number}/feed", feed(f"Feed {number}", f"Item {number}"))
    links = page(*(f"/{number}/feed" for number in range(30)))
    found = await finder.find(server.put("/", links, content_type="text/html"), NOW)
    assert len(found) == MOST_CANDIDATES
    assert len(server.requests) <= 9


async def test_a_feed_that_fell_silent_slows_down(finder: Finder, server: FeedServer) -> None:
    address = server.put("/feed", feed("Silent", "One", "Two"))
    now, later = await finder.find(address, NOW), await finder.find(address, NOW + timedelta(days=100))
    assert (now[0].posts_a_day or 0) > 1 > 20 * (later[0].posts_a_day or 0) > 0
