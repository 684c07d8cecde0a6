"""Real feeds and posts, by path: what the parsers make of what publishers really send."""

import re
from functools import cache
from pathlib import Path

import pytest

from digests.language.script import to_hant
from digests.models import Document
from digests.sources.decoding import declared_encodings, decode_text
from digests.sources.documents import entries_of, find_documents
from digests.sources.opml import read_opml, write_opml
from digests.sources.outlets import outlet_name
from digests.sources.parse import parse_feed

DECLARATION = re.compile(r'encoding="[^"]*"')


def files(folder: Path, pattern: str = "*") -> list[Path]:
    found = sorted(path for path in folder.glob(pattern) if path.is_file())
    assert found, f"{folder} holds nothing"
    return found


def test_every_feed_gives_entries_with_text_title_address_and_date(shared: Path) -> None:
    entries = [entry for path in files(shared / "data/feeds_zh") for entry in entries_of(path).entries]
    assert len(entries) > 400
    for share, count in {
        0.99: sum(bool(entry.title and entry.url and entry.body) for entry in entries),
        0.98: sum(entry.published_at is not None for entry in entries),
    }.items():
        assert count / len(entries) > share


@pytest.mark.parametrize("codec", ["gbk", "gb18030", "big5"])
@pytest.mark.parametrize("declared", ["in HTTP", "in XML", "wrongly", "as Latin 1", "not at all"])
def test_an_encoding_makes_no_difference_however_it_is_declared(shared: Path, codec: str, declared: str) -> None:
    said = {"in XML": f'encoding="{codec}"', "not at all": ""}.get(declared, 'encoding="utf-8"')
    charsets = {"in HTTP": codec, "wrongly": "utf-8", "as Latin 1": "iso-8859-1"}
    header = f"text/xml; charset={charsets[declared]}" if declared in charsets else "text/xml"
    for path in files(shared / "data/feeds_zh"):
        text = DECLARATION.sub(said, with_only_characters_of(codec, path), count=1)
        body = text.encode(codec)
        assert decode_text(body, declared_encodings(body, header)) == text, path.name


def test_a_feed_served_without_a_declaration_gives_the_same_entries(shared: Path) -> None:
    for number, path in enumerate(files(shared / "data/feeds_zh")):
        codec = ("gbk", "gb18030", "big5")[number % 3]
        text = with_only_characters_of(codec, path)
        body = DECLARATION.sub("", text, count=1).encode(codec)
        in_utf8 = parse_feed(Document(path.name, text.encode(), "text/xml; charset=utf-8"))
        assert parse_feed(Document(path.name, body, "text/xml")) == in_utf8, path.name


@pytest.mark.parametrize("declared", ["gbk", "big5", "utf-8", None])
@pytest.mark.parametrize("codec", ["big5", "gbk", "gb18030"])
def test_traditional_text_is_read_also_where_the_other_chinese_encoding_is_declared(
    shared: Path, codec: str, declared: str | None
) -> None:
    """As publishers in Taiwan and Hong Kong write it, and as a server set up for the mainland announces it."""
    header = f"text/xml; charset={declared}" if declared else "text/xml"
    for path in files(shared / "data/feeds_zh"):
        text = in_traditional(path).encode(codec, "ignore").decode(codec)
        body = text.encode(codec)
        assert decode_text(body, declared_encodings(body, header)) == text, path.name


@pytest.mark.parametrize(("codec", "declared"), [("gbk", "big5"), ("gb18030", "big5"), ("big5", "gb18030")])
def test_simplified_text_is_read_also_where_the_other_chinese_encoding_is_declared(
    shared: Path, codec: str, declared: str
) -> None:
    for path in files(shared / "data/feeds_zh"):
        text = with_only_characters_of(codec, path)
        body = text.encode(codec)
        assert decode_text(body, declared_encodings(body, f"text/xml; charset={declared}")) == text, path.name


@cache
def in_traditional(path: Path) -> str:
    return to_hant(DECLARATION.sub("", path.read_text(encoding="utf-8"), count=1))


def with_only_characters_of(codec: str, path: Path) -> str:
    return path.read_text(encoding="utf-8").encode(codec, "ignore").decode(codec)


def test_every_poll_of_a_feed_is_read(shared: Path) -> None:
    for path in files(shared / "data/polls", "*/*.xml"):
        assert entries_of(path).title


def test_every_saved_post_gives_title_address_time_and_one_outlet_however_it_is_told(shared: Path) -> None:
    names = set()
    for path in find_documents(shared / "data/posts"):
        (entry,) = entries_of(path).entries
        assert entry.title, path
        assert entry.url, path
        assert entry.published_at, path
        assert entry.is_html, path
        assert not entry.body.lstrip().startswith(("---", "[", "<!--1")), path
        name = outlet_name(entry.outlet, entry.url, None)
        assert name == outlet_name(None, entry.url, None) == outlet_name(entry.author, None, None), path
        names.add(name)
    assert len(names) == 10


def test_the_seeds_give_what_they_say_and_nothing_more(shared: Path) -> None:
    entries = [entries_of(path).entries[0] for path in find_documents(shared / "seeds")]
    told = [(bool(e.title), bool(e.url), bool(e.published_at), e.author, e.outlet, e.is_html) for e in entries]
    zaobao = (True, True, True, "联合早报", "联合早报", True)
    assert told == [
        zaobao,
        (False, False, False, None, None, False),
        zaobao,
        (True, True, True, None, None, True),
        zaobao,
    ]


def test_every_list_of_feeds_survives_going_in_and_out(shared: Path) -> None:
    for path in files(shared / "data/opml"):
        sources = read_opml(path.read_bytes(), path.name)
        assert sources
        assert [s.address for s in read_opml(write_opml(sources))] == [s.address for s in sources]
