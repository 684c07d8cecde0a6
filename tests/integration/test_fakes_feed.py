"""The feed server keeps the rules of HTTP where it should, and breaks them where it is asked to."""

import asyncio
import gzip
import zlib
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest
from aiohttp import ClientConnectionError, ClientPayloadError, ClientSession, ClientTimeout, TooManyRedirects

from tests.fakes.feed_server import FeedServer, gzip_zeros

FEED = "<rss><channel><title>海港日报</title></channel></rss>"
MOMENT = datetime(2026, 11, 22, 8, 0, 0, 500_000, tzinfo=UTC)


@pytest.fixture
async def server() -> AsyncIterator[FeedServer]:
    async with FeedServer() as running:
        yield running


@pytest.fixture
async def client() -> AsyncIterator[ClientSession]:
    async with ClientSession(auto_decompress=False) as session:
        yield session


async def test_a_document_is_served_as_put(server: FeedServer, client: ClientSession) -> None:
    """Body, type and headers arrive unchanged, a wrong charset too; each request is counted with its headers."""
    body = FEED.encode("gb18030")
    address = server.put("/a.xml", body, content_type="text/xml; charset=utf-8", headers={"X-Own": "1"})
    async with client.get(address, headers={"User-Agent": "reader"}) as response:
        assert await response.read() == body
        assert response.headers["Content-Type"] == "text/xml; charset=utf-8"
        assert response.headers["X-Own"] == "1"
    assert server.counts == {"/a.xml": 1}
    assert server.requests[0].headers["User-Agent"] == "reader"
    assert server.requests[0].status == 200


def since(moment: datetime) -> dict[str, str]:
    return {"If-Modified-Since": format_datetime(moment, usegmt=True)}


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 200),
        ({"If-None-Match": '"1"'}, 304),
        ({"If-None-Match": '"0", W/"1"'}, 304),
        ({"If-None-Match": "*"}, 304),
        ({"If-None-Match": '"2"'}, 200),
        (since(MOMENT), 304),
        (since(MOMENT - timedelta(seconds=1)), 200),
        ({"If-Modified-Since": "yesterday"}, 200),
        ({"If-None-Match": '"2"'} | since(MOMENT), 200),
    ],
)
async def test_matching_validators_get_304_without_a_body(
    server: FeedServer, client: ClientSession, headers: dict[str, str], status: int
) -> None:
    address = server.put("/a.xml", FEED, etag='"1"', last_modified=MOMENT)
    async with client.get(address, headers=headers) as response:
        assert response.status == status
        assert await response.text() == ("" if status == 304 else FEED)
        assert response.headers["ETag"] == '"1"'


async def test_a_document_put_again_is_a_new_one(server: FeedServer, client: ClientSession) -> None:
    """Old validators no longer match, and a removed document is a 404."""
    server.put("/a.xml", FEED, etag='"1"')
    address = server.put("/a.xml", FEED, etag='"2"')
    async with client.get(address, headers={"If-None-Match": '"1"'}) as response:
        assert response.status == 200
    server.remove("/a.xml")
    async with client.get(address) as response:
        assert response.status == 404


async def test_redirects_lead_on_and_loops_never_end(server: FeedServer, client: ClientSession) -> None:
    server.put("/new.xml", FEED)
    async with client.get(server.redirect("/old.xml", "/new.xml", status=308)) as response:
        assert (response.url.path, [seen.status for seen in response.history]) == ("/new.xml", [308])
    server.redirect("/b", "/a")
    with pytest.raises(TooManyRedirects):
        await client.get(server.redirect("/a", "/b"))


@pytest.mark.parametrize("status", [404, 410, 500, 503])
async def test_an_error_is_answered_with_its_status(server: FeedServer, client: ClientSession, status: int) -> None:
    address = server.put("/a.xml", "gone", status=status, headers={"Retry-After": "30"}, etag='"1"')
    async with client.get(address, headers={"If-None-Match": '"1"'}) as response:
        assert (response.status, response.headers["Retry-After"]) == (status, "30")


async def test_a_drip_begins_and_never_ends(server: FeedServer, client: ClientSession) -> None:
    async with client.get(server.drip("/drip", interval_s=0.001)) as response:
        assert await response.content.readexactly(5) == b" " * 5
        assert not response.content.at_eof()


async def test_a_large_body_is_as_large_as_it_says_each_time(server: FeedServer, client: ClientSession) -> None:
    address = server.large("/large", size_bytes=1_000_001)
    for _ in range(2):
        async with client.get(address) as response:
            assert response.content_length == len(await response.read()) == 1_000_001


async def test_a_bomb_is_small_on_the_wire(server: FeedServer, client: ClientSession) -> None:
    async with client.get(server.gzip_bomb("/bomb", size_bytes=10_000_000)) as response:
        packed = await response.read()
    assert response.headers["Content-Encoding"] == "gzip"
    assert len(packed) < 20_000
    assert gzip.decompress(packed) == bytes(10_000_000)


def test_a_bomb_of_any_size_unpacks_to_that_size() -> None:
    assert [len(zlib.decompress(b"".join(gzip_zeros(size)), 31)) for size in (0, 1, 65_536, 65_537)] == [
        0,
        1,
        65_536,
        65_537,
    ]


async def test_a_reset_connection_is_an_error_for_the_client(server: FeedServer, client: ClientSession) -> None:
    """Before the answer there is none; in the middle of a body the body is short."""
    with pytest.raises(ClientConnectionError):
        await client.post(server.reset("/reset"))
    assert server.requests[-1].status is None
    async with client.post(server.reset("/half", after_bytes=10)) as response:
        with pytest.raises((ClientPayloadError, ClientConnectionError)):
            await response.read()


async def test_silence_lasts_until_the_client_gives_up_or_the_server_closes(client: ClientSession) -> None:
    async with FeedServer() as server:
        address = server.silent("/silent")
        with pytest.raises(TimeoutError):
            await client.get(address, timeout=ClientTimeout(total=0.02))
        waiting = asyncio.create_task(client.post(address))
        await server.wait_for_request("/silent", count=2)
    with pytest.raises(ClientConnectionError):
        await waiting


async def test_a_delay_passes_before_the_answer(server: FeedServer, client: ClientSession) -> None:
    began = asyncio.get_running_loop().time()
    async with client.get(server.put("/slow.xml", FEED, delay_s=0.05)) as response:
        assert response.status == 200
    assert asyncio.get_running_loop().time() - began >= 0.05


def test_a_server_that_is_not_running_has_no_address() -> None:
    with pytest.raises(RuntimeError, match="async with"):
        _ = FeedServer().url
