"""A page leads to its feeds."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digests.sources.discover import FeedLink, feed_links, usual_feeds

BASE = "https://haigang.example/news/"


def links(head: str, body: str = "") -> list[FeedLink]:
    return feed_links(f"<!doctype html><html><head>{head}</head><body>{body}</body></html>".encode(), BASE)


def test_feeds_come_in_the_pages_order_each_once_with_titles() -> None:
    rss = '<link rel="alternate" type="application/rss+xml" title="海港 &amp; 要闻" href="feed.xml">'
    atom = '<LINK REL="ALTERNATE home" TYPE="application/atom+xml; charset=utf-8" HREF="//b.example/atom">'
    assert links(rss + atom + rss) == [FeedLink(f"{BASE}feed.xml", "海港 & 要闻"), FeedLink("https://b.example/atom")]


@pytest.mark.parametrize("head", [
    '<link rel="alternate" type="text/html" href="a">', '<link rel="stylesheet" type="application/rss+xml" href="a">',
    '<link rel="alternate" type="application/rss+xml">',
    '<link rel="alternate" type="application/rss+xml" href="javascript:x">', "",
])  # fmt: skip
def test_other_links_are_no_feeds(head: str) -> None:
    assert links(head) == []


def test_the_pages_base_counts() -> None:
    head = '<base href="/x/"><link rel="alternate" type="application/feed+json" href="f.json">'
    assert links(head) == [FeedLink("https://haigang.example/x/f.json")]


def test_comment_feeds_come_last() -> None:
    head = "".join(
        f'<link rel="alternate" type="application/rss+xml" href="{name}">' for name in ("comments/feed", "feed")
    )
    assert [link.address for link in links(head)] == [f"{BASE}feed", f"{BASE}comments/feed"]


@pytest.mark.parametrize("href", [
    "/feed", "/feed/", "/rss.xml", "/index.rdf", "atom.xml", "/?feed=rss2", "/rss/world.xml", "https://feeds.b.example/x",
    "/news.rss", "/blog-feed.xml", "/rss2", "https://rsshub.app/haigang/news", "/category/science/feed/",
])  # fmt: skip
def test_a_link_that_looks_like_a_feed_is_taken_for_one_that_nobody_declared(href: str) -> None:
    found = links("", f'<a href="{href}">全部</a>')
    assert [(link.title, link.declared) for link in found] == [("全部", False)]


@pytest.mark.parametrize("anchor", [
    '<a href="/feedback">意见</a>', '<a href="/2026/ferries.html">渡轮</a>', '<a href="/rss.png">RSS</a>',
    '<a href="https://feedly.com/i/subscription/feed/https://a.example/rss">Feedly</a>', '<a href="#rss">RSS</a>',
    '<a href="mailto:rss@a.example">RSS</a>', '<a href="/about/rss">RSS</a>', '<a href="http://a.example:x/feed">x</a>',
])  # fmt: skip
def test_links_that_only_speak_of_feeds_are_none(anchor: str) -> None:
    assert [link for link in links("", anchor) if link.address != BASE] == []


def test_what_is_declared_stands_before_what_looks_like_a_feed_and_each_once() -> None:
    found = links(
        '<link rel="alternate" type="application/rss+xml" href="/feed/">',
        '<a href="/rss">RSS</a><a href="/feed/">x</a>',
    )
    assert [(link.address, link.declared) for link in found] == [
        ("https://haigang.example/feed/", True), ("https://haigang.example/rss", False),
    ]  # fmt: skip


@given(st.text(max_size=30))
def test_guesses_are_few_and_on_the_same_host(path: str) -> None:
    guesses = usual_feeds(f"https://haigang.example/{path}")
    assert 0 < len(guesses) <= 12
    assert all(guess.startswith("https://haigang.example/") for guess in guesses)


@given(st.binary(max_size=300))
def test_no_page_raises(page: bytes) -> None:
    assert feed_links(page, BASE) == []
