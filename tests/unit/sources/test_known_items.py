"""Known items are cut away before the slow parser: what is left says what it would have said in the whole."""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from digests.models import Document, Entry, Feed
from digests.sources.known_items import EVERYTHING, Asked, without_known
from digests.sources.parse import parse_feed

ADDRESS = "https://haigang.example/rss/feed.xml"
MARK_BYTES = 8


def parse(text: str, asked: Asked = EVERYTHING) -> Feed:
    return parse_feed(Document(ADDRESS, text.encode()), asked)


def rss(*items: str) -> str:
    rows = "".join(f"<item>{item}</item>" for item in items)
    return f"<rss version='2.0'><channel><title>海港日报</title><language>zh-cn</language>{rows}</channel></rss>"


def atom(*items: str) -> str:
    rows = "".join(f"<entry><id>{n}</id>{item}</entry>" for n, item in enumerate(items))
    return f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="zh">{rows}<title>t</title></feed>'


def rdf(*items: str) -> str:
    rows = "".join(f"<item rdf:about='{n}'>{item}</item>" for n, item in enumerate(items))
    names = 'xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"'
    return f"<rdf:RDF {names}><channel><title>t</title></channel>{rows}</rdf:RDF>"


def json_feed(*items: str) -> str:
    return json.dumps({"title": "t", "items": [{"id": item, "title": item} for item in items]})


FORMS = pytest.mark.parametrize("form", [rss, atom, rdf, json_feed])


@FORMS
def test_a_feed_read_again_gives_nothing_and_an_added_item_alone(form: Callable[..., str]) -> None:
    items = ["<title>一</title>", "<title>二</title>"]
    known = Asked(parse(form(*items)).items, 99)
    again = parse(form(*items), known)
    assert (again.entries, len(again.items)) == ((), 2 * MARK_BYTES)
    added = parse(form(*items, "<title>三</title>"), known)
    assert [entry.title for entry in added.entries] == [parse(form(*items, "<title>三</title>")).entries[2].title]


@FORMS
def test_an_edited_item_is_read_again(form: Callable[..., str]) -> None:
    known = Asked(parse(form("<title>一</title>", "<title>二</title>")).items, 99)
    assert len(parse(form("<title>一</title>", "<title>二 更正</title>"), known).entries) == 1


@FORMS
def test_what_is_more_than_asked_for_comes_the_next_time(form: Callable[..., str]) -> None:
    text = form(*(f"<title>{number}</title>" for number in range(5)))
    items, found, more = b"", list[Entry](), True
    while more:
        feed = parse(text, Asked(items, 2))
        found += feed.entries
        items, more = feed.items, feed.more
    assert found == [*parse(text).entries]


@pytest.mark.parametrize("broken", [
    "<title>未完", "<title>a & b</title>", "<title>&nbsp;</title>", "<x:y>a</x:y>", "<title>a</b></title>",
])  # fmt: skip
def test_a_feed_that_is_not_well_formed_is_read_as_a_whole(broken: str) -> None:
    text = rss("<title>一</title>", broken)
    feed = parse(text)
    assert feed.items == b""
    assert parse(text, Asked(b"12345678", most=1)).entries == feed.entries


def test_what_looks_like_an_item_inside_of_one_is_part_of_it() -> None:
    inner = "<title>一</title><description><![CDATA[<item><title>二</title></item>]]></description><!-- </item> -->"
    feed = parse(rss(inner, "<title>三</title>"))
    assert len(feed.items) == 2 * MARK_BYTES
    (entry,) = parse(rss(inner, "<title>四</title>"), Asked(feed.items, 9)).entries
    assert entry.title == "四"


def test_entities_are_not_expanded_and_nothing_is_loaded() -> None:
    bomb = b'<!DOCTYPE r [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;"><!ENTITY x SYSTEM "file:///etc/hostname">]>'
    data = bomb + rss("<title>&b;&x;</title>").encode()
    rest, selection = without_known(data, EVERYTHING)
    assert rest == data
    assert b"aaaaaaaaaa" not in selection.marks


TITLES = st.text(st.characters(exclude_categories=("Cs", "Cc", "Cn")), min_size=1, max_size=30)


@settings(deadline=None, max_examples=60)
@given(st.lists(TITLES, max_size=8), st.sets(st.integers(0, 7)), st.sampled_from([rss, atom, rdf]))
def test_the_rest_is_what_the_whole_gives_of_it(
    titles: list[str], known_numbers: set[int], form: Callable[..., str]
) -> None:
    """For any items and any known part of them."""
    items = [f"<title><![CDATA[{n} {title.replace(']]', '')}]]></title>" for n, title in enumerate(titles)]
    whole = parse(form(*items))
    marks = [whole.items[at : at + MARK_BYTES] for at in range(0, len(whole.items), MARK_BYTES)]
    known = frozenset(mark for number, mark in enumerate(marks) if number in known_numbers)
    rest = parse(form(*items), Asked(b"".join(known)))
    assert rest.entries == tuple(e for n, e in enumerate(whole.entries) if n not in known_numbers)
    assert replace(rest, entries=()) == replace(whole, entries=())


def test_of_every_real_feed_the_rest_is_what_the_whole_gives(shared: Path) -> None:
    """Every third item known, then all but one."""
    paths = sorted((shared / "data/feeds_zh").glob("*.xml"))
    assert paths
    cut = 0
    for path in paths:
        document = Document(ADDRESS, path.read_bytes())
        whole = parse_feed(document)
        marks = [whole.items[at : at + MARK_BYTES] for at in range(0, len(whole.items), MARK_BYTES)]
        for known in (marks[::3], marks[:1] + marks[2:]):
            rest = parse_feed(document, Asked(b"".join(known)))
            expected = [entry for mark, entry in zip(marks, whole.entries, strict=True) if mark not in known]
            assert list(rest.entries) == (expected if marks else list(whole.entries)), path.name
        cut += bool(marks)
    assert cut >= 0.8 * len(paths)
