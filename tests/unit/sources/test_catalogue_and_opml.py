"""Lists of sources: the built-in one, and files that people bring and take along."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digests.errors import NotAFeed, SourceError
from digests.models import LANGUAGES, TOPICS, Topic
from digests.sources.addresses import make_source
from digests.sources.catalogue import built_in, read_catalogue
from digests.sources.opml import read_opml, write_opml
from digests.sources.outlets import outlet_name

TWO = b"""[[source]]
title = "A"
address = "https://a.example/feed"
topic = "world"
language = "en"
homepage = "https://a.example/"
[[source]]
address = "https://b.example/feed"
"""


def test_the_catalogue_covers_every_topic_and_language_with_sources_of_one_address_each() -> None:
    sources = built_in()
    assert len(sources) >= 24
    assert {source.topic for source in sources} == set(TOPICS)
    assert {source.language for source in sources} == set(LANGUAGES)
    assert len({source.id for source in sources}) == len({source.title for source in sources}) == len(sources)
    assert all(source.homepage and source.kind == "feed" and source.shared for source in sources)


def test_every_source_of_the_catalogue_has_a_known_outlet() -> None:
    for source in built_in():
        name = outlet_name(None, source.homepage, None)
        assert name is not None
        assert "." not in name, f"{source.homepage} is in no place of outlets.toml"


def test_a_toml_list_is_read_in_its_order() -> None:
    expected = make_source(
        "https://a.example/feed", title="A", topic="world", language="en", homepage="https://a.example/"
    )
    assert read_catalogue(TWO, "my.toml") == [expected, make_source("https://b.example/feed")]


def test_an_opml_list_is_a_catalogue_too() -> None:
    assert read_catalogue(b"\n" + write_opml(built_in()), "my.opml") != []


@pytest.mark.parametrize(("data", "reason"), [
    (b"", "names no source"), (b"x", "neither OPML nor TOML"), (b"\x89PNG\x00", "names no source"),
    (b"<html/>", "no OPML"),
    (b"[[source]]\ntitle = 'a'", "Source 1 has no address"),
    (TWO.replace(b"world", b"wrld"), "Source 1 has an unknown topic"),
    (TWO.replace(b'"en"', b'"fr"'), "Source 1 has an unknown language"),
    (b"[[source]]\naddress = 'http://[x'", "malformed"),
])  # fmt: skip
def test_a_wrong_list_is_told_in_a_sentence(data: bytes, reason: str) -> None:
    with pytest.raises(NotAFeed, match=reason) as caught:
        read_catalogue(data, "my.toml")
    assert caught.value.source == "my.toml"


def test_a_list_survives_going_out_and_in() -> None:
    sources = built_in()
    assert sorted(read_opml(write_opml(sources)), key=str) == sorted(sources, key=str)


@given(st.text(min_size=1, max_size=40), st.sampled_from([None, *TOPICS]))
def test_whatever_a_source_is_called_its_list_can_be_read(title: str, topic: Topic | None) -> None:
    source = replace(make_source("https://a.example/f?x=1&y=2"), title=title, topic=topic)
    (back,) = read_opml(write_opml([source], title))
    assert (back.id, back.address, back.topic) == (source.id, source.address, topic)


@pytest.mark.parametrize(
    ("folder", "topic"), [("科技", "technology"), ("Sports", "sports"), ("News/World", "world"), ("ios", None)]
)
def test_a_folder_that_is_named_like_a_topic_gives_it(folder: str, topic: Topic | None) -> None:
    folders = f'<outline text="{folder}"><outline text="x"><outline xmlurl="a.example/f"/></outline></outline>'
    (source,) = read_opml(f"<opml><body>{folders}</body></opml>".encode())
    assert (source.topic, source.address) == (topic, "https://a.example/f")


def test_what_cannot_be_fetched_is_left_out_and_what_stands_twice_is_one() -> None:
    urls = ["file:///etc/passwd", "http://a.example/f", "https://a.example/f", ""]
    body = "".join(f'<outline text="&amp; b" xmlUrl="{url}" htmlUrl="javascript:x"/>' for url in urls)
    (source,) = read_opml(f"<opml><body>{body}</body></opml>".encode())
    assert (source.address, source.title, source.homepage) == ("http://a.example/f", "& b", None)


def test_entities_of_the_file_are_not_expanded(tmp_path: Path) -> None:
    (tmp_path / "more").write_text('<outline xmlUrl="https://evil.example/f"/>', encoding="utf-8")
    entity = f'<!DOCTYPE o [<!ENTITY x SYSTEM "{(tmp_path / "more").as_uri()}">]>'
    data = f'{entity}<opml><body><outline xmlUrl="https://a.example/f"/>&x;</body></opml>'
    assert [source.address for source in read_opml(data.encode())] == ["https://a.example/f"]


@given(st.binary(max_size=200) | st.text(alphabet="<opml>outine xmlUr=\"'/&;", max_size=200).map(str.encode))
def test_no_bytes_raise_anything_but_a_source_error(data: bytes) -> None:
    for read in (read_opml, read_catalogue):
        try:
            sources = read(data, "x")
        except SourceError:
            continue
        assert all(source.address for source in sources)
