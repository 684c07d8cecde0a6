"""A page leads to its feeds."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digests.sources.discover import FeedLink, feed_links

BASE = "https://haigang.example/news/"


def links(head: str) -> list[FeedLink]:
    return feed_links(f"<!doctype html><html><head>{head}</head><body></body></html>".encode(), BASE)


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


@given(st.binary(max_size=300))
def test_no_page_raises(page: bytes) -> None:
    assert feed_links(page, BASE) == []
