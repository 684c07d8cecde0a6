"""The JSON of a digest has the promised shape, and its page is whole, escaped and needs no network."""

import json
from dataclasses import replace
from datetime import datetime
from random import Random
from typing import Any

from hypothesis import given, settings
from lxml import html

from bot.digest_json import to_json
from bot.digest_page import to_page
from digests.models import Edition, Problem
from digests.pipeline.oneshot import Outcome
from tests.factories import make_article, make_disagreement, make_edition, make_story
from tests.unit.bot import hostile

SHAPE = {
    "digest": {"language", "at", "items"},
    "items": {"story", "headline", "sentences", "method", "language"},
    "stories": {
        "id",
        "storyline",
        "headline",
        "articles",
        "first_at",
        "last_at",
        "origins",
        "follows",
        "similar_earlier",
    },
    "articles": {
        *("id", "path_or_url", "url", "title", "source", "author", "published_at", "seen_at", "language", "paragraphs"),
    },
    "problems": {"source", "error"},
}
TAGS = frozenset(["html", "head", "meta", "title", "style", "body", "h1", "h2", "p", "a", "i", "br"]) | {
    "section",
    "details",
    "summary",
    "blockquote",
}
ATTRIBUTES = frozenset(("lang", "charset", "name", "content", "class", "href"))
ARTICLES = tuple(make_article(number) for number in (1, 2, 3))
BARE = make_article(4, url=None, author=None, published_at=None, outlet=None, path="posts/001.txt")
STORIES = (
    *(make_story(number, (article,)) for number, article in enumerate(ARTICLES, start=1)),
    make_story(4, (BARE,)),
)


def outcome(edition: Edition | None = None) -> Outcome:
    problem = Problem("https://gone.example/<feed>", "There is nothing at this address & more.")
    return Outcome(edition or make_edition(), STORIES, (*ARTICLES, BARE), (problem,))


def as_json(edition: Edition | None = None) -> dict[str, Any]:
    return json.loads(to_json(outcome(edition)))  # type: ignore[no-any-return]  # JSON is anything


def test_json_has_exactly_the_promised_members() -> None:
    document = as_json()
    assert set(document) == {"digest", "stories", "articles", "problems"}
    assert set(document["digest"]) == SHAPE["digest"]
    listed = {"items": document["digest"]["items"], **{k: document[k] for k in ("stories", "articles", "problems")}}
    for name, values in listed.items():
        assert values, f"{name} has something to look at"
        assert all(set(value) == SHAPE[name] for value in values)
    for sentence in document["digest"]["items"][0]["sentences"]:
        assert set(sentence) == {"text", "evidence"}
        assert all(set(each) == {"article", "quote"} for each in sentence["evidence"])


def test_what_a_source_did_not_give_is_null() -> None:
    bare = as_json()["articles"][-1]
    assert [bare[name] for name in ("url", "author", "published_at", "source")] == [None] * 4
    assert bare["path_or_url"] == "posts/001.txt"
    assert as_json()["articles"][0]["path_or_url"] == ARTICLES[0].url
    assert as_json()["stories"][0]["follows"] is None


def test_times_are_iso_8601_with_their_zone() -> None:
    document = as_json()
    moments = [document["digest"]["at"], *(each["first_at"] for each in document["stories"])]
    assert all(datetime.fromisoformat(moment).utcoffset() is not None for moment in moments)


def test_an_items_language_is_that_of_its_text() -> None:
    edition = make_edition()
    item = edition.items[0]
    foreign = replace(item, summary=replace(item.summary, language="en", text_language="zh-Hans"))
    assert as_json(replace(edition, language="en", items=(foreign,)))["digest"]["items"][0]["language"] == "zh-Hans"


def test_what_outlets_state_differently_stands_side_by_side_with_its_sentences() -> None:
    edition = make_edition()
    differing = replace(edition.items[0], disagreements=(make_disagreement(),))
    first, second, _ = as_json(replace(edition, items=(differing, *edition.items[1:])))["digest"]["items"]
    assert "disagreements" not in second
    assert [
        (each["outlet"], each["value"], each["quote"])
        for found in first["disagreements"]
        for each in found["positions"]
    ] == [("北方报", "九人获救", "矿业局称九人获救。"), ("海港日报", "十一人获救", "北山矿井透水，十一人获救")]


def test_every_quote_is_a_span_of_one_paragraph_of_its_article() -> None:
    document = as_json()
    paragraphs = {article["id"]: article["paragraphs"] for article in document["articles"]}
    quotes = [e for i in document["digest"]["items"] for s in i["sentences"] for e in s["evidence"]]
    assert quotes
    assert all(any(each["quote"] in text for text in paragraphs[each["article"]]) for each in quotes)


@given(hostile.seeds)
@settings(deadline=None, max_examples=40)
def test_a_page_is_well_formed_and_shows_every_text_as_it_is(chance: Random) -> None:
    edition = hostile.edition(chance, 1, 4)
    tree = html.document_fromstring(to_page(outcome(edition)))
    assert len(tree.findall(".//section")) == len(edition.items)
    for section, item in zip(tree.findall(".//section"), edition.items, strict=True):
        heading = section.find("h2")
        assert heading is not None
        assert item.summary.headline[:3] in "".join(map(str, heading.itertext()))
        assert len(section.findall(".//blockquote")) == sum(len(s.evidence) for s in item.summary.sentences)
    tags = {str(element.tag) for element in tree.iter()}
    assert tags <= TAGS


@given(hostile.seeds)
@settings(deadline=None, max_examples=40)
def test_a_page_needs_no_network(chance: Random) -> None:
    """Nothing is loaded, nothing is run: addresses stand in links only."""
    tree = html.document_fromstring(to_page(outcome(hostile.edition(chance, 4))))
    found = [(str(element.tag), str(name), str(value)) for element in tree.iter() for name, value in element.items()]
    addresses = [(tag, value) for tag, name, value in found if name == "href"]
    assert {name for _, name, _ in found} <= ATTRIBUTES
    assert all(tag == "a" and value.startswith(("http://", "https://")) for tag, value in addresses)


def test_a_page_tells_the_problems_what_is_left_and_what_is_not_translated() -> None:
    text = "".join(map(str, html.document_fromstring(to_page(outcome())).itertext()))
    assert "https://gone.example/<feed>" in text
    assert "There is nothing at this address & more." in text
    assert "还有 4 件" in text
    english = to_page(outcome(make_edition(language="en")))
    assert english.count("not translated") == 3
