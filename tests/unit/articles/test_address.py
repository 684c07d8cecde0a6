"""Laws of addresses: one spelling that still opens the page, one key for all addresses of a page."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digests.articles.address import canonical_url, is_web_address, url_key


@pytest.mark.parametrize(
    ("url", "canonical"),
    [
        ("HTTP://Www.Harbour.Example:80", "http://www.harbour.example/"),
        ("https://harbour.example:443/a/", "https://harbour.example/a/"),
        ("https://harbour.example:8443/a", "https://harbour.example:8443/a"),
        ("https://harbour.example//cn//ferry", "https://harbour.example/cn/ferry"),
        ("https://cache.example/web/https://harbour.example/a", "https://cache.example/web/https://harbour.example/a"),
        ("https://harbour.example/a?utm_source=rss&id=7&fbclid=x#top", "https://harbour.example/a?id=7"),
        ("https://harbour.example/a?spm=1.2&from=weixin", "https://harbour.example/a"),
        ("https://harbour.example/a?from=2021-06-25", "https://harbour.example/a?from=2021-06-25"),
        ("https://harbour.example/#!/story/7", "https://harbour.example/#!/story/7"),
        ("https://harbour.example/%e6%b8%af/%7Euser", "https://harbour.example/%E6%B8%AF/~user"),
        ("https://harbour.example/港?词=口", "https://harbour.example/%E6%B8%AF?%E8%AF%8D=%E5%8F%A3"),
        ("https://海港.example/a b", "https://xn--90w6o.example/a%20b"),
        ("  https://harbour.example/a\n", "https://harbour.example/a"),
        ("https://[2001:DB8::1]:443/a", "https://[2001:db8::1]/a"),
        ("javascript:alert(1)", "javascript:alert(1)"),
        ("https://[::1", "https://[::1"),
        ("", ""),
    ],
)
def test_an_address_has_one_spelling(url: str, canonical: str) -> None:
    assert canonical_url(url) == canonical


@pytest.mark.parametrize(
    "url",
    [
        "http://harbour.example/a",
        "https://www.harbour.example/a/",
        "https://m.harbour.example/a/index.html",
        "https://harbour.example/a?utm_medium=feed#x",
    ],
)
def test_all_addresses_of_a_page_have_one_key(url: str) -> None:
    assert url_key(url) == "https://harbour.example/a"


@pytest.mark.parametrize(
    "url",
    [
        "https://harbour.example/b",
        "https://harbour.example/a?id=7",
        "https://news.harbour.example/a",
        "https://m.example/a",
    ],
)
def test_addresses_of_other_pages_have_other_keys(url: str) -> None:
    assert url_key(url) != url_key("https://harbour.example/a")


def test_the_order_of_parameters_makes_no_other_page() -> None:
    assert url_key("https://harbour.example/?a=1&b=2") == url_key("https://harbour.example/?b=2&a=1")


@pytest.mark.parametrize(
    ("url", "expected"),
    [("https://a.example", True), ("ftp://a.example", False), ("//a.example", False), ("https://", False)],
)
def test_only_http_addresses_with_a_host_are_web_addresses(url: str, expected: bool) -> None:
    assert is_web_address(url) is expected


URLS = st.builds(
    "{}://{}{}?{}#{}".format,
    st.sampled_from(["http", "https", "HTTPS"]),
    st.sampled_from(
        ["a.example", "WWW.b.example:80", "海港.example.", "m.c.example:0443", "x_y.example", "[::1]", "a..b", ""]
    ),
    st.text("/ab%2Ff~港 ..:", max_size=12).map("/{}".format),
    st.text("a=1&utm_id%E6港 +?", max_size=16),
    st.text("!/a港%", max_size=5),
)


@given(URLS | st.text())
def test_spelling_an_address_twice_changes_nothing(url: str) -> None:
    once = canonical_url(url)
    assert canonical_url(once) == once
    assert url_key(url_key(url)) == url_key(url) == url_key(once)


@given(URLS)
def test_a_canonical_web_address_is_plain_ascii(url: str) -> None:
    if is_web_address(url):
        assert canonical_url(url).isascii()
        assert " " not in canonical_url(url)
