"""Every way in which a server can fail somebody, over real connections, ends in the trouble that it is."""

import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from aiohttp import web

from digests.errors import SourceError, Trouble
from digests.models import Validators
from digests.sources.fetch import HttpFetcher, Limits
from digests.sources.parse import parse_feed
from tests.factories import NOW
from tests.fakes.fake_clock import FakeClock
from tests.fakes.feed_server import FeedServer

UNTRUSTED = Path(__file__).parents[1] / "data" / "untrusted.pem"
"""A certificate that nobody trusts, for a name that nobody has; it opens nothing."""


@asynccontextmanager
async def open_untrusted() -> AsyncIterator[str]:
    """The address of a server with such a certificate."""

    async def answer(_: web.BaseRequest) -> web.Response:
        return web.Response(text="<rss/>")

    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(UNTRUSTED)
    runner = web.ServerRunner(web.Server(answer, access_log=None))
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0, ssl_context=context).start()
    try:
        yield f"https://127.0.0.1:{runner.addresses[0][1]}/feed"
    finally:
        await runner.cleanup()


async def trouble_at(address: str, *, allow_private: bool = True) -> Trouble:
    """What is wrong with a feed at `address`."""
    limits = Limits(total_s=1.0, max_bytes=100_000, redirects=2)
    async with HttpFetcher(clock=FakeClock(NOW), allow_private=allow_private, limits=limits) as fetcher:
        try:
            document = await fetcher.fetch(address, Validators())
            feed = parse_feed(document) if document else None
        except SourceError as error:
            return error.trouble
    raise AssertionError(f"{address} gave {feed}")


async def test_what_a_server_answers_is_told_for_what_it_is() -> None:
    async with FeedServer() as server:
        cases: dict[str, Trouble] = {
            server.put("/401", status=401): "login",
            server.put("/403", status=403): "forbidden",
            server.put("/404", status=404): "missing",
            server.put("/410", status=410): "gone",
            server.put("/429", status=429): "too-many",
            server.put("/500", status=500): "server",
            server.put("/204", status=204): "status",
            server.put("/page", "<!doctype html><html></html>", content_type="text/html"): "page",
            server.put("/nothing", ""): "empty",
            server.put("/json", "{}"): "no-feed",
            server.put("/text", "hello"): "no-feed",
            server.put("/broken", "<rss><chan"): "no-feed",
            server.put("/packed", b"no gzip", headers={"Content-Encoding": "gzip"}): "broken-off",
            server.large("/large", size_bytes=200_000): "too-large",
            server.gzip_bomb("/bomb", size_bytes=2_000_000): "too-large",
            server.reset("/reset"): "broken-off",
            server.silent("/silent"): "slow",
            server.drip("/drip"): "slow",
            server.redirect("/round", "/round"): "redirects",
            server.redirect("/off", "http://[bad"): "redirects",
            server.url.replace("http://", "https://"): "no-tls",
            server.redirect("/file", "file:///etc/hostname"): "malformed",
        }
        assert {address: await trouble_at(address) for address in cases} == cases


@pytest.mark.parametrize(("address", "trouble"), [
    ("http://127.0.0.1:1/", "down"), ("http://no-such-host.invalid/", "no-host"), ("http://[bad/", "malformed"),
    ("mailto:me@a.example", "malformed"),
])  # fmt: skip
async def test_what_does_not_answer_is_told_for_what_it_is(address: str, trouble: Trouble) -> None:
    assert await trouble_at(address) == trouble


async def test_a_certificate_that_nobody_trusts_is_refused() -> None:
    async with open_untrusted() as address:
        assert await trouble_at(address) == "certificate"


async def test_a_private_address_is_told_for_what_it_is() -> None:
    assert await trouble_at("http://127.0.0.1/", allow_private=False) == "private"
