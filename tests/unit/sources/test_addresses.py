"""One source has one id, and nobody is shown a password."""

from pathlib import Path

import pytest

from digests.errors import SourceForbidden
from digests.models import Source
from digests.sources.addresses import feed_address, make_source, shown_address, source_id, web_address


@pytest.mark.parametrize("spelling", [
    "https://A.example/feed", "http://a.example/feed", "https://a.example:443/feed", "HTTP://a.example:80/feed#top",
    "https://a.example./feed",
])  # fmt: skip
def test_spellings_of_one_address_are_one_source(spelling: str) -> None:
    assert source_id(spelling) == source_id("https://a.example/feed")


@pytest.mark.parametrize("other", [
    "https://a.example/Feed", "https://a.example/feed?x=1", "https://a.example:8443/feed", "https://me@a.example/feed",
    "/feed",
])  # fmt: skip
def test_another_address_is_another_source(other: str) -> None:
    assert source_id(other) != source_id("https://a.example/feed")


@pytest.mark.parametrize(("written", "address"), [
    (" a.example/feed ", "https://a.example/feed"), ("feed://a.example/x", "http://a.example/x"),
    ("a.example:81/x", "https://a.example:81/x"),
    ("feed:https://a.example/x", "https://a.example/x"), ("HTTP://a.example", "HTTP://a.example"),
    ("要闻.example", "https://要闻.example"),
])  # fmt: skip
def test_what_people_write_becomes_a_whole_address(written: str, address: str) -> None:
    assert feed_address(written) == address


@pytest.mark.parametrize(
    "written",
    ["", "file:///etc/passwd", "ftp://a.example", "javascript:alert(1)", "http://", "http://[x", "http://a:9x/"],
)
def test_what_cannot_be_fetched_is_refused(written: str) -> None:
    with pytest.raises(SourceForbidden):
        feed_address(written)


def test_a_password_is_never_shown() -> None:
    assert shown_address("https://me:p@ss@a.example/x@y?z=@") == "https://a.example/x@y?z=@"
    assert shown_address("posts/a@b") == "posts/a@b"


def test_a_web_address_is_a_feed_called_by_its_host() -> None:
    source = make_source("https://www.a.example/feed", topic="world")
    assert source == Source(
        source_id("http://www.a.example/feed"), "https://www.a.example/feed", "feed", "a.example", "world"
    )


def test_a_path_is_a_source_of_posts_called_by_its_last_part(tmp_path: Path) -> None:
    source = make_source(str(tmp_path / "早报"))
    assert (source.kind, source.title) == ("posts", "早报")
    assert source.id == make_source(f"{tmp_path}/x/../早报/").id


def test_a_relative_address_is_resolved_and_others_are_refused() -> None:
    assert web_address("https://a.example/x/", "../y") == "https://a.example/y"
    assert [web_address("https://a.example/", text) for text in (None, "", "data:,x", "http://[b")] == [None] * 4


@pytest.mark.parametrize("address", [f"https://a.example/{'a' * 4000}", f"https://a.example/{'港' * 500}"])
def test_an_address_longer_than_a_page_is_none(address: str) -> None:
    with pytest.raises(SourceForbidden):
        feed_address(address)
    assert web_address("https://a.example/", address) is None
    assert feed_address(address[:300]) == address[:300]
