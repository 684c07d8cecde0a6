"""A feed says in its headers or its head which hub pushes it; nothing else is taken for one."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digests.models import Document, Hub
from digests.sources.hubs import hub_in_feed, hub_in_headers
from digests.sources.parse import parse_feed

ADDRESS = "https://haigang.example/feed.xml"
HUB = Hub("https://hub.example/", "https://haigang.example/feed.xml")
SELF = '<atom:link rel="self" href="https://haigang.example/feed.xml"/>'


def rss(head: str, item: str = "<title>一</title>") -> str:
    return f'<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom"><channel>{head}<item>{item}</item></channel></rss>'


def offered(body: str, *links: str) -> Hub | None:
    return parse_feed(Document(ADDRESS, body.encode(), "text/xml", links=links)).wishes.hub


@pytest.mark.parametrize("head", [
    f'<atom:link rel="hub" href="https://hub.example/"/>{SELF}',
    f"{SELF}<atom:link href='https://hub.example/' rel='hub' />",
    f'<atom10:link xmlns:atom10="http://www.w3.org/2005/Atom" REL="HUB" href="https://hub.example/"></atom10:link>{SELF}',
    '<atom:link rel="hub" href="https://hub.example/"/><atom:link rel="self" href="/feed.xml"/>',
    '<atom:link rel="hub" href="https://hub.example/"/>',
])  # fmt: skip
def test_an_rss_feed_names_its_hub_and_else_is_known_by_its_address(head: str) -> None:
    assert offered(rss(head)) == HUB


def test_an_atom_feed_names_its_hub() -> None:
    head = '<link rel="hub" href="https://hub.example/"/><link rel="self" href="feed.xml"/><title>T</title>'
    assert offered(f'<feed xmlns="http://www.w3.org/2005/Atom">{head}<entry><title>一</title></entry></feed>') == HUB


def test_a_json_feed_names_its_hub() -> None:
    hubs = [{"type": "rssCloud", "url": "https://cloud.example/"}, {"type": "WebSub", "url": "https://hub.example/"}]
    feed = {"items": [], "hubs": hubs, "feed_url": ADDRESS}
    assert offered(json.dumps(feed)) == HUB


@pytest.mark.parametrize("links", [
    ('<https://hub.example/>; rel="hub"', f'<{ADDRESS}>; rel="self"'),
    (f'<{ADDRESS}>; rel=self, <https://hub.example/>; rel=hub; type="x"',),
    ('<https://hub.example/>; rel="preload hub"',),
])  # fmt: skip
def test_a_header_names_the_hub_and_goes_before_the_feed(links: tuple[str, ...]) -> None:
    assert offered(rss('<atom:link rel="hub" href="https://other.example/"/>'), *links) == HUB


@pytest.mark.parametrize("head", [
    "", SELF, '<atom:link rel="hub"/>', '<atom:link rel="hub" href=""/>', '<atom:link rel="hub" href="javascript:1"/>',
    '<atom:link rel="hub" href="ftp://hub.example/"/>', '<atom:link rel="hub" href="https://me:pw@hub.example/"/>',
    '<atom:link rel="hubs" href="https://hub.example/"/>',
    '<atom:link rel="hub" href="https://hub.example/' + "a" * 3000 + '"/>',
])  # fmt: skip
def test_what_names_no_hub_that_can_be_asked_names_none(head: str) -> None:
    assert offered(rss(head)) is None


def test_an_item_names_no_hub() -> None:
    assert offered(rss("", '<title>一</title><atom:link rel="hub" href="https://hub.example/"/>')) is None


def test_what_is_asked_for_with_tls_is_not_pushed_without() -> None:
    """Else whoever sits between the hub and us could write into a feed that nobody can tamper with."""
    plain = '<atom:link rel="hub" href="http://hub.example/"/>'
    assert hub_in_feed(plain, ADDRESS) is None
    assert hub_in_feed(plain, "http://haigang.example/f") == Hub("http://hub.example/", "http://haigang.example/f")


def test_a_hub_is_not_told_a_password() -> None:
    assert hub_in_feed('<atom:link rel="hub" href="https://hub.example/"/>', "https://me:pw@haigang.example/f") is None


PIECES = st.sampled_from(
    ["<", ">", ";", " rel=", '"', "hub", "self", ",", "https://hub.example/", "<link ", "href='", "&#0;", "]", "//["]
)


@given(st.lists(PIECES).map("".join), st.lists(PIECES).map("".join))
def test_nothing_raises_and_what_is_found_is_a_web_address(header: str, head: str) -> None:
    for hub in (hub_in_headers([header], ADDRESS), hub_in_feed(head, ADDRESS)):
        assert hub is None or hub.address.startswith("https://")
