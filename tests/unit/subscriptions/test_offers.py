"""From an address to the feeds on offer and the one that was taken, over a real database and real servers."""

from collections.abc import AsyncIterator
from dataclasses import replace

import pytest

from digests.errors import RequestError
from digests.models import Source, SourceId, Subscription
from digests.ports import Storage
from digests.sources.addresses import make_source as source_at
from digests.sources.candidates import Finder
from digests.sources.fetch import HttpFetcher, Limits
from digests.storage import open_storage
from digests.subscriptions.choices import OWN_SOURCES_LIMIT
from digests.subscriptions.offers import OfferDesk, looks_like_address
from tests.factories import NOW, make_subscription
from tests.fakes.fake_clock import FakeClock
from tests.fakes.feed_server import FeedServer

FEED = """<rss version="2.0"><channel><title>海港日报</title><link>https://haigang.example/</link>
<item><title>渡轮恢复</title><link>https://haigang.example/1</link><description>下月起。</description></item>
</channel></rss>"""
PAGE = '<html><head><link rel="alternate" type="application/rss+xml" href="/feed.xml"></head><body>港</body></html>'


READER = make_subscription()


@pytest.fixture
async def storage() -> AsyncIterator[Storage]:
    async with open_storage("sqlite://") as opened:
        yield opened


@pytest.fixture
async def server() -> AsyncIterator[FeedServer]:
    async with FeedServer() as running:
        yield running


@pytest.fixture
async def clock() -> AsyncIterator[FakeClock]:
    clock = FakeClock(NOW)
    async with clock.driven():
        yield clock


@pytest.fixture
async def desk(storage: Storage, clock: FakeClock) -> AsyncIterator[OfferDesk]:
    limits = Limits(total_s=5, max_bytes=100_000)
    async with HttpFetcher(clock=clock, allow_private=True, limits=limits) as fetcher:
        yield OfferDesk(storage, Finder(fetcher, clock.sleep), clock)


async def taken(desk: OfferDesk, address: str, reader: Subscription = READER) -> Source:
    """The source that a person gets who takes the first feed on offer."""
    known = await desk.known(reader, address)
    if known is not None:
        return known
    first, *_ = await desk.search(reader, address)
    return await desk.take(reader, first.source.id)


async def test_a_feed_is_taken_in_by_its_address_as_ones_own(
    desk: OfferDesk, storage: Storage, server: FeedServer
) -> None:
    source = await taken(desk, server.put("/feed.xml", FEED))
    assert (source.title, source.shared) == ("海港日报", False)
    assert await storage.sources.find(source.id) == source
    again = await taken(desk, f"{server.url}/feed.xml")
    assert again == source
    assert server.counts["/feed.xml"] == 1, "what is known is not asked for again"


async def test_a_page_leads_to_the_feed_that_it_offers(desk: OfferDesk, server: FeedServer) -> None:
    address = server.put("/feed.xml", FEED)
    page = server.put("/", PAGE, content_type="text/html")
    assert (await taken(desk, page)).address == address


async def test_a_shared_source_stays_as_it_is_configured_whoever_adds_its_page(
    desk: OfferDesk, storage: Storage, server: FeedServer
) -> None:
    """Its topic, title and language are the operator's, and it does not become anybody's own."""
    configured = source_at(server.put("/feed.xml", FEED), title="港报", topic="sports", language="zh-Hans")
    await storage.sources.add([configured], NOW)
    page = server.put("/", PAGE, content_type="text/html")
    assert await taken(desk, page) == configured
    assert await storage.sources.find(configured.id) == configured


async def test_nobody_adds_more_than_the_limit(desk: OfferDesk, server: FeedServer) -> None:
    many = frozenset(SourceId(str(number)) for number in range(OWN_SOURCES_LIMIT))
    with pytest.raises(RequestError, match="too-many-own-sources") as full:
        await taken(desk, server.put("/feed.xml", FEED), replace(READER, own_sources=many))
    assert full.value.values == {"count": 50}
    assert not server.requests


async def test_what_cannot_be_a_source_is_told_in_plain_words(desk: OfferDesk, server: FeedServer) -> None:
    wrong = {
        server.put("/page", "<html><body>港</body></html>", content_type="text/html"): "refused-page",
        server.url + "/nothing": "refused-missing",
        server.put("/broken", status=500): "refused-server",
        server.large("/large", size_bytes=200_000): "refused-too-large",
        server.reset("/reset"): "refused-broken-off",
        "http://127.0.0.1:1/feed": "refused-down",
        "ftp://a.example/feed": "refused-malformed",
        "http://": "refused-malformed",
        "http://[": "refused-malformed",
    }
    for address, key in wrong.items():
        with pytest.raises(RequestError) as refused:
            await taken(desk, address)
        assert refused.value.key == key, address


async def test_private_addresses_are_refused_and_never_asked(
    storage: Storage, server: FeedServer, clock: FakeClock
) -> None:
    async with HttpFetcher(clock=clock) as fetcher:
        careful = OfferDesk(storage, Finder(fetcher, clock.sleep), clock)
        port = server.url.rsplit(":", 1)[1]
        for host in ("127.0.0.1", "localhost", "[::1]", "2130706433", "0x7f.1"):
            with pytest.raises(RequestError, match="refused-private"):
                await taken(careful, f"http://{host}:{port}/feed.xml")
    assert not server.requests
    assert await storage.sources.all() == []


async def test_an_offer_is_stored_for_nobody_and_read_by_nobody(
    desk: OfferDesk, storage: Storage, server: FeedServer
) -> None:
    server.put("/feed.xml", FEED)
    (offer,) = await desk.search(READER, server.put("/", PAGE, content_type="text/html"))
    assert await storage.sources.all() == []
    assert await storage.offers.find(offer.source.id) == offer.source
    source = await desk.take(READER, offer.source.id)
    assert await storage.sources.find(source.id) == source


async def test_an_offer_that_nobody_made_or_that_is_old_cannot_be_taken(
    desk: OfferDesk, storage: Storage, server: FeedServer, clock: FakeClock
) -> None:
    (offer,) = await desk.search(READER, server.put("/feed.xml", FEED))
    await clock.advance(days=2)
    await storage.service.tidy(clock.now(), limit=99)
    for wrong in (offer.source.id, SourceId("0" * 16), SourceId("")):
        with pytest.raises(RequestError, match="unknown-button"):
            await desk.take(READER, wrong)


@pytest.mark.parametrize("text", [
    "haigang.example", "haigang.example:8080/feed", "港口.中国", "@lin@mastodon.example", "rsshub://telegram/channel/x",
    "t.me/haigang", "feed:https://a.example/x", "HTTPS://A.EXAMPLE", "a.example?feed=rss2",
])  # fmt: skip
def test_what_can_be_an_address_is_taken_for_one(text: str) -> None:
    assert looks_like_address(text)


@pytest.mark.parametrize("text", ["科技", "Haigang Daily", "technology", "", "a b.example", "what is a.example about"])
def test_words_are_no_address(text: str) -> None:
    assert not looks_like_address(text)
