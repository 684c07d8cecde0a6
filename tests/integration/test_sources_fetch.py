"""Documents over real HTTP: polite, bounded, and never from where they must not come."""

import asyncio
import gzip
from collections.abc import AsyncIterator, Callable
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import brotli
import pytest
from aiohttp import web

from digests.clock import FixedClock
from digests.errors import SourceError, SourceForbidden, SourceTooLarge, SourceUnreachable
from digests.models import Validators
from digests.sources.fetch import HttpFetcher, Limits
from digests.sources.guard import is_forbidden
from tests.fakes.feed_server import FeedServer

NOW = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)
NONE = Validators()
PUBLIC = "127.0.0.2"
"""Stands for the one server that may be asked."""
BODY = "<rss><channel><title>海港日报</title></channel></rss>"


@pytest.fixture
async def server() -> AsyncIterator[FeedServer]:
    async with FeedServer() as server:
        yield server


@pytest.fixture
async def fetcher() -> AsyncIterator[HttpFetcher]:
    async with HttpFetcher(clock=FixedClock(NOW), allow_private=True) as fetcher:
        yield fetcher


@pytest.fixture
async def hasty() -> AsyncIterator[HttpFetcher]:
    limits = Limits(total_s=1.0, max_bytes=1024 * 1024)
    async with HttpFetcher(clock=FixedClock(NOW), allow_private=True, limits=limits) as fetcher:
        yield fetcher


@pytest.fixture
async def guarded() -> AsyncIterator[HttpFetcher]:
    async with HttpFetcher(clock=FixedClock(NOW), allow_private=False) as fetcher:
        yield fetcher


async def failure(fetcher: HttpFetcher, address: str) -> SourceError:
    with pytest.raises(SourceError) as caught:
        await fetcher.fetch(address, NONE)
    assert caught.value.reason.endswith(".")
    assert "://" not in caught.value.reason
    return caught.value


async def test_a_document_comes_with_what_is_needed_to_ask_again(server: FeedServer, fetcher: HttpFetcher) -> None:
    address = server.put("/f", BODY, content_type="text/xml; charset=gbk", etag='"1"', last_modified=NOW)
    document = await fetcher.fetch(address, NONE)
    assert document is not None
    assert (document.address, document.body, document.content_type) == (address, BODY.encode(), "text/xml; charset=gbk")
    assert document.validators.etag == '"1"'
    assert document.validators.last_modified == format_datetime(NOW, usegmt=True)
    assert document.validators.body_hash


async def test_who_asks_is_said_clearly_and_no_cookie_is_kept(server: FeedServer, fetcher: HttpFetcher) -> None:
    address = server.put("/f", BODY, headers={"Set-Cookie": "reader=7"})
    await fetcher.fetch(address, NONE)
    await fetcher.fetch(address, NONE)
    assert server.requests[1].headers["User-Agent"].startswith("Yaowen/")
    assert "Cookie" not in server.requests[1].headers


@pytest.mark.parametrize("tagged", [True, False])
async def test_an_unchanged_document_is_not_sent_again(server: FeedServer, fetcher: HttpFetcher, tagged: bool) -> None:
    address = server.put("/f", BODY, etag='"1"') if tagged else server.put("/f", BODY, last_modified=NOW)
    document = await fetcher.fetch(address, NONE)
    assert document is not None
    assert await fetcher.fetch(address, document.validators) is None
    assert [request.status for request in server.requests] == [200, 304]


async def test_the_same_body_from_a_server_without_validators_is_unchanged(
    server: FeedServer, fetcher: HttpFetcher
) -> None:
    address = server.put("/f", BODY)
    document = await fetcher.fetch(address, NONE)
    assert document is not None
    assert await fetcher.fetch(address, document.validators) is None
    server.put("/f", BODY.replace("海港", "对岸"))
    assert await fetcher.fetch(address, document.validators) is not None


@pytest.mark.parametrize(("coding", "pack"), [("gzip", gzip.compress), ("br", brotli.compress)])
async def test_compressed_answers_are_asked_for_and_unpacked(
    server: FeedServer, fetcher: HttpFetcher, coding: str, pack: Callable[[bytes], bytes]
) -> None:
    address = server.put("/f", pack(BODY.encode()), headers={"Content-Encoding": coding})
    document = await fetcher.fetch(address, NONE)
    assert document is not None
    assert document.body == BODY.encode()
    assert coding in server.requests[0].headers["Accept-Encoding"]


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
async def test_redirects_are_followed_to_the_address_that_answers(
    server: FeedServer, fetcher: HttpFetcher, status: int
) -> None:
    address = server.put("/f", BODY)
    server.redirect("/b", "/f", status=status)
    document = await fetcher.fetch(server.redirect("/a", "b", status=status), NONE)
    assert document is not None
    assert document.address == address


async def test_five_redirects_are_followed_and_no_sixth(server: FeedServer, fetcher: HttpFetcher) -> None:
    server.put("/0", BODY)
    for number in range(1, 7):
        server.redirect(f"/{number}", f"/{number - 1}")
    assert await fetcher.fetch(f"{server.url}/5", NONE) is not None
    assert "more than 5 times" in (await failure(fetcher, f"{server.url}/6")).reason


async def test_a_password_is_sent_but_never_told(server: FeedServer, fetcher: HttpFetcher) -> None:
    address = server.put("/f", BODY).replace("http://", "http://me:secret@")
    document = await fetcher.fetch(address, NONE)
    assert document is not None
    assert "Authorization" in server.requests[0].headers
    assert "secret" not in document.address
    server.put("/f", status=500)
    assert "secret" not in str(await failure(fetcher, address))


@pytest.mark.parametrize("target", ["file:///etc/passwd", "ftp://a.example/", "gopher://127.0.0.1/"])
async def test_a_redirect_out_of_the_web_is_refused(server: FeedServer, fetcher: HttpFetcher, target: str) -> None:
    assert isinstance(await failure(fetcher, server.redirect("/a", target)), SourceForbidden)


SPELLINGS = (
    "127.0.0.1", "127.1", "127.0.1", "2130706433", "0x7f000001", "0x7f.0.0.1", "0177.0.0.1", "017700000001",
    "0177.0.0.0x1", "00000127.0.0.1", "[::1]", "[0:0:0:0:0:0:0:1]", "[::ffff:127.0.0.1]", "[::ffff:7f00:1]",
    "[::127.0.0.1]", "[::ffff:0:127.0.0.1]", "[64:ff9b::127.0.0.1]", "[2002:7f00:1::]", "[2001:0:0:0:0:0:80ff:fffe]",
    "[fec0::1]", "[fe80::1%25lo]", "localhost", "LOCALHOST", "ⓛⓞⓒⓐⓛⓗⓞⓢⓣ", "0.0.0.0", "0", "127.0.0.1.",
    "１２７.0.0.1", "①②⑦.0.0.1", "127。0。0。1", "127．0．0．1", "127｡0｡0｡1", "169.254.169.254",
    "[fd00:ec2::254]", "user:pw@127.0.0.1", "8.8.8.8@127.0.0.1", "8.8.8.8%40@127.0.0.1", "a.example:80@127.0.0.1",
)  # fmt: skip


@pytest.mark.parametrize("host", SPELLINGS)
async def test_no_redirect_leads_to_a_private_address(server: FeedServer, host: str) -> None:
    """From a server that may be asked: every other address of this machine is as forbidden as ever."""
    server.put("/f", BODY)

    async def answer(_: web.BaseRequest) -> web.StreamResponse:
        return web.Response(status=302, headers={"Location": server.url.replace("127.0.0.1", host) + "/f"})

    runner = web.ServerRunner(web.Server(answer, access_log=None))
    await runner.setup()
    await web.TCPSite(runner, PUBLIC, 0).start()
    try:
        async with HttpFetcher(
            clock=FixedClock(NOW), forbids=lambda address: address != PUBLIC and is_forbidden(address)
        ) as fetcher:
            error = await failure(fetcher, f"http://{PUBLIC}:{runner.addresses[0][1]}/")
    finally:
        await runner.cleanup()
    assert (error.trouble, server.requests) == ("private", [])


@pytest.mark.parametrize("host", [
    "127%2e0%2e0%2e1", "%31%32%37.0.0.1", "127.0.0.1%00.example", "127.0.0.1\\@8.8.8.8", "8.8.8.8\\@127.0.0.1",
    "127.0.0.1:80:80", "localhost.", "[::1].", "٠.٠.٠.٠", "127.0.0.1..", " 127.0.0.1",
])  # fmt: skip
async def test_no_trick_with_a_host_reaches_this_machine(server: FeedServer, guarded: HttpFetcher, host: str) -> None:
    server.put("/f", BODY)
    error = await failure(guarded, server.url.replace("127.0.0.1", host) + "/f")
    assert error.trouble in {"private", "malformed", "no-host", "down"}
    assert not server.requests


@pytest.mark.parametrize("host", SPELLINGS)
async def test_no_spelling_of_a_private_address_is_asked(server: FeedServer, guarded: HttpFetcher, host: str) -> None:
    server.put("/f", BODY)
    error = await failure(guarded, server.url.replace("127.0.0.1", host) + "/f")
    assert isinstance(error, SourceForbidden)
    assert error.reason == "The address is in a private network."
    assert not server.requests


@pytest.mark.parametrize(
    "address", ["", "x", "file:///etc/passwd", "http://", "http://[bad", f"http://{'a' * 300}.example/"]
)
async def test_what_is_no_web_address_is_refused(fetcher: HttpFetcher, address: str) -> None:
    assert isinstance(await failure(fetcher, address), SourceForbidden)


@pytest.mark.parametrize("kind", ["large", "gzip_bomb", "br_bomb"])
async def test_an_answer_over_the_limit_is_cut_off(server: FeedServer, fetcher: HttpFetcher, kind: str) -> None:
    give = {"large": server.large, "gzip_bomb": server.gzip_bomb, "br_bomb": server.br_bomb}[kind]
    address = give("/f", size_bytes=30_000_000)
    error = await failure(fetcher, address)
    assert isinstance(error, SourceTooLarge)
    assert error.reason == "The answer is over 10 MB."


@pytest.mark.parametrize("kind", ["silent", "drip"])
async def test_a_server_that_never_ends_is_given_up(server: FeedServer, hasty: HttpFetcher, kind: str) -> None:
    address = server.silent("/f") if kind == "silent" else server.drip("/f")
    assert (await failure(hasty, address)).reason == "The server did not answer within 1 seconds."


async def test_the_time_limit_spans_all_redirects(server: FeedServer, hasty: HttpFetcher) -> None:
    for number in range(5):
        server.put(f"/{number}", status=302, headers={"Location": f"/{number + 1}"}, delay_s=0.3)
    assert "within 1 seconds" in (await failure(hasty, f"{server.url}/0")).reason


@pytest.mark.parametrize(
    ("status", "words"), [(404, "nothing at this address"), (410, "gone for good"), (503, "has a problem")]
)
async def test_a_refusal_is_told_with_its_status(
    server: FeedServer, fetcher: HttpFetcher, status: int, words: str
) -> None:
    error = await failure(fetcher, server.put("/f", status=status))
    assert isinstance(error, SourceUnreachable)
    assert (error.status, words in error.reason) == (status, True)


@pytest.mark.parametrize(("header", "seconds"), [
    ("120", 120.0), (format_datetime(NOW + timedelta(hours=1), usegmt=True), 3600.0), ("soon", None), ("-5", None),
    (format_datetime(NOW - timedelta(hours=1), usegmt=True), 0.0),
])  # fmt: skip
async def test_a_server_may_say_when_to_come_again(
    server: FeedServer, fetcher: HttpFetcher, header: str, seconds: float | None
) -> None:
    error = await failure(fetcher, server.put("/f", status=429, headers={"Retry-After": header}))
    assert isinstance(error, SourceUnreachable)
    assert error.retry_after_s == seconds


async def test_every_failure_of_the_network_is_one_sentence(server: FeedServer, fetcher: HttpFetcher) -> None:
    damaged = server.put("/z", b"no gzip", headers={"Content-Encoding": "gzip"})
    reasons = {
        server.reset("/r"): "The connection broke off.",
        server.reset("/s", after_bytes=10): "The answer broke off or is damaged.",
        damaged: "The answer broke off or is damaged.",
        server.url.replace("http", "https"): "No secure connection could be made.",
        "http://127.0.0.1:1/": "The server refuses connections.",
        "http://no-such-host.invalid/": "The host name is not known.",
    }
    assert {address: (await failure(fetcher, address)).reason for address in reasons} == reasons


async def test_a_server_that_hangs_keeps_no_other_waiting(server: FeedServer, hasty: HttpFetcher) -> None:
    hanging = [hasty.fetch(server.silent(f"/{number}"), NONE) for number in range(2)]
    good = hasty.fetch(server.put("/f", BODY), NONE)
    *failed, document = await asyncio.gather(*hanging, good, return_exceptions=True)
    assert [type(error) for error in failed] == [SourceUnreachable] * 2
    assert document is not None
    assert not isinstance(document, BaseException)


async def test_a_fetcher_that_is_not_open_says_so() -> None:
    with pytest.raises(RuntimeError, match="async with"):
        await HttpFetcher(clock=FixedClock(NOW)).fetch("http://a.example/", NONE)
