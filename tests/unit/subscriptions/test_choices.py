"""Choosing topics and sources by name and by address, over a real database and real servers."""

from collections.abc import AsyncIterator
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digests.clock import SystemClock
from digests.errors import RequestError
from digests.models import TOPICS, Source, SourceId, SourceState, Subscription, Topic
from digests.ports import Storage
from digests.sources.addresses import make_source as source_at
from digests.sources.fetch import HttpFetcher, Limits
from digests.storage import open_storage
from digests.subscriptions.choices import (
    OWN_SOURCES_LIMIT,
    SourceDesk,
    reads,
    with_source,
    with_topic,
    without_source,
    without_topic,
)
from tests.factories import NOW, make_source, make_subscription
from tests.fakes.feed_server import FeedServer

FEED = """<rss version="2.0"><channel><title>海港日报</title><link>https://haigang.example/</link>
<item><title>渡轮恢复</title><link>https://haigang.example/1</link><description>下月起。</description></item>
</channel></rss>"""
PAGE = '<html><head><link rel="alternate" type="application/rss+xml" href="/feed.xml"></head><body>港</body></html>'


@pytest.fixture
async def storage() -> AsyncIterator[Storage]:
    async with open_storage("sqlite://") as opened:
        yield opened


@pytest.fixture
async def server() -> AsyncIterator[FeedServer]:
    async with FeedServer() as running:
        yield running


@pytest.fixture
async def desk(storage: Storage) -> AsyncIterator[SourceDesk]:
    limits = Limits(total_s=5, max_bytes=100_000)
    async with HttpFetcher(clock=SystemClock(), allow_private=True, limits=limits) as fetcher:
        yield SourceDesk(storage, fetcher, SystemClock())


READER = make_subscription()
TOPIC = st.sampled_from(TOPICS)
SOURCE = st.builds(
    lambda number, topic, shared: make_source(number, topic=topic, shared=shared),
    st.integers(1, 4),
    st.one_of(st.none(), TOPIC),
    st.booleans(),
)
WANTED = st.frozensets(TOPIC).map(lambda topics: replace(READER, topics=topics))


@given(WANTED, TOPIC)
def test_a_topic_taken_in_and_left_out_is_as_before(reader: Subscription, topic: Topic) -> None:
    taken = with_topic(reader, topic).subscription
    assert taken.topics == reader.topics | {topic}
    assert without_topic(taken, topic).subscription.topics == reader.topics - {topic}


@given(WANTED, SOURCE)
def test_a_source_that_was_chosen_is_read_and_one_left_out_is_not(reader: Subscription, source: Source) -> None:
    taken = with_source(reader, source).subscription
    left = without_source(taken, source).subscription
    assert reads(taken, source)
    assert not reads(left, source)
    assert reads(with_source(left, source).subscription, source)


async def test_private_sources_are_seen_by_their_owner_only(desk: SourceDesk, storage: Storage) -> None:
    shared, private = make_source(1, title="海港日报"), make_source(2, title="内部通讯", shared=False)
    await storage.sources.add([shared, private], NOW)
    owner = replace(READER, own_sources=frozenset((private.id,)))
    assert {each.id for each in await desk.offered(owner)} == {shared.id, private.id}
    assert [each.id for each in await desk.offered(READER)] == [shared.id]
    assert (await desk.named(owner, "内部")).id == private.id
    with pytest.raises(RequestError, match="subscribe-unknown"):
        await desk.named(READER, "内部通讯")


@pytest.mark.parametrize("name", ["海港日报", "海港日報", " 海港日报 ", "https://source1.example/feed.xml"])
async def test_a_source_is_found_in_either_script_and_by_its_address(
    desk: SourceDesk, storage: Storage, name: str
) -> None:
    await storage.sources.add([make_source(1, title="海港日报"), make_source(2, title="海港日报·周末")], NOW)
    assert (await desk.named(READER, name)).title == "海港日报"


async def test_a_name_that_fits_several_is_asked_back_and_one_that_fits_none_is_told(
    desk: SourceDesk, storage: Storage
) -> None:
    await storage.sources.add([make_source(1, title="Haigang Daily"), make_source(2, title="Haigang Courier")], NOW)
    with pytest.raises(RequestError, match="subscribe-ambiguous") as several:
        await desk.named(READER, "haigang")
    assert several.value.values["names"] == "Haigang Courier · Haigang Daily"
    for name in ("海", "", "  "):
        with pytest.raises(RequestError, match="subscribe-unknown"):
            await desk.named(READER, name)


async def test_a_failing_source_is_told_to_those_who_read_it(desk: SourceDesk, storage: Storage) -> None:
    source = make_source(1, topic="sports")
    await storage.sources.add([source], NOW)
    await storage.sources.settle(source.id, SourceState(NOW, failures=3, error="There is nothing at this address."))
    assert [each.id for each in await desk.failing(READER)] == [source.id]
    assert await desk.failing(replace(READER, topics=frozenset(("world",)))) == []


async def test_a_feed_is_taken_in_by_its_address_as_ones_own(
    desk: SourceDesk, storage: Storage, server: FeedServer
) -> None:
    source = await desk.at_address(READER, server.put("/feed.xml", FEED))
    assert (source.title, source.shared) == ("海港日报", False)
    assert await storage.sources.find(source.id) == source
    again = await desk.at_address(READER, f"{server.url}/feed.xml")
    assert again == source
    assert server.counts["/feed.xml"] == 1, "what is known is not asked for again"


async def test_a_page_leads_to_the_feed_that_it_offers(desk: SourceDesk, server: FeedServer) -> None:
    address = server.put("/feed.xml", FEED)
    page = server.put("/", PAGE, content_type="text/html")
    assert (await desk.at_address(READER, page)).address == address


async def test_a_shared_source_stays_as_it_is_configured_whoever_adds_its_page(
    desk: SourceDesk, storage: Storage, server: FeedServer
) -> None:
    """Its topic, title and language are the operator's, and it does not become anybody's own."""
    configured = source_at(server.put("/feed.xml", FEED), title="港报", topic="sports", language="zh-Hans")
    await storage.sources.add([configured], NOW)
    page = server.put("/", PAGE, content_type="text/html")
    assert await desk.at_address(READER, page) == configured
    assert await storage.sources.find(configured.id) == configured


async def test_nobody_adds_more_than_the_limit(desk: SourceDesk, server: FeedServer) -> None:
    many = frozenset(SourceId(str(number)) for number in range(OWN_SOURCES_LIMIT))
    with pytest.raises(RequestError, match="too-many-own-sources") as full:
        await desk.at_address(replace(READER, own_sources=many), server.put("/feed.xml", FEED))
    assert full.value.values == {"count": 50}
    assert not server.requests


async def test_what_cannot_be_a_source_is_told_in_plain_words(desk: SourceDesk, server: FeedServer) -> None:
    wrong = {
        server.put("/page", "<html><body>港</body></html>", content_type="text/html"): "not-a-feed",
        server.url + "/nothing": "address-refused",
        server.put("/broken", status=500): "address-refused",
        server.large("/large", size_bytes=200_000): "address-too-large",
        server.reset("/reset"): "address-unreachable",
        "http://127.0.0.1:1/feed": "address-unreachable",
        "ftp://a.example/feed": "address-forbidden",
        "http://": "address-forbidden",
        "http://[": "address-forbidden",
    }
    for address, key in wrong.items():
        with pytest.raises(RequestError) as refused:
            await desk.at_address(READER, address)
        assert refused.value.key == key, address


async def test_private_addresses_are_refused_and_never_asked(storage: Storage, server: FeedServer) -> None:
    async with HttpFetcher(clock=SystemClock()) as fetcher:
        careful = SourceDesk(storage, fetcher, SystemClock())
        port = server.url.rsplit(":", 1)[1]
        for host in ("127.0.0.1", "localhost", "[::1]", "2130706433", "0x7f.1"):
            with pytest.raises(RequestError, match="address-forbidden"):
                await careful.at_address(READER, f"http://{host}:{port}/feed.xml")
    assert not server.requests
    assert await storage.sources.all() == []
