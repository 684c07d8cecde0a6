"""Whatever a server sends is read, or refused in a sentence: nothing else is raised, nothing gets out of hand."""

import random
from datetime import datetime

import pytest

from digests.errors import SourceError
from digests.models import Article, Document
from digests.pipeline.parsing import harvest_of
from digests.sources.addresses import make_source
from digests.sources.known_items import Asked
from digests.sources.parse import parse_feed
from tests.factories import NOW
from tests.malformed import ADDRESS, WELL_MADE, large, small

SOURCE = make_source(ADDRESS, title="海港日报")
DIALECTS = [*WELL_MADE]
EVERY = 4
"""One in four, for the sake of time; all of them pass (make it 1 to see)."""


def articles_of(document: Document, now: datetime = NOW) -> list[Article]:
    """What a reader would get; none where the document is refused, in a sentence that names it."""
    try:
        return harvest_of(document, SOURCE, Asked(b"", 250), now).articles
    except SourceError as error:
        told = error
    assert (told.source, told.reason[-1]) == (ADDRESS, ".")
    return []


def check(article: Article) -> None:
    """A database, a chat and a terminal can take it."""
    texts = [article.title, *article.paragraphs, *article.tags, *article.keys]
    texts += [each for each in (article.url, article.author, article.outlet) if each]
    for text in texts:
        text.encode()
        assert "\x00" not in text
        assert "\x1b" not in text
    assert len(article.title) <= 1000
    assert len(article.tags) <= 50
    assert all(len(key) <= 3 * 4000 + 100 for key in article.keys), (
        "signs that no address may hold are written as three"
    )
    assert len(article.url or "") <= 3 * 4000
    assert article.published_at is None or article.published_at.tzinfo is not None


@pytest.mark.parametrize("dialect", DIALECTS)
def test_a_feed_with_one_thing_wrong_is_read_or_refused(dialect: str) -> None:
    """Cut at every sign, tags lost, doubled and swapped, strange bytes in every place, every encoding and header."""
    documents = [document for name, document in small() if name.startswith(dialect)][::EVERY]
    assert len(documents) > 100 // EVERY, "the documents were made"
    for document in documents:
        for article in articles_of(document):
            check(article)


def test_most_of_what_has_one_thing_wrong_is_still_read() -> None:
    chosen = random.Random(7).sample([each for each in small() if each[0].startswith(("rss", "atom", "rdf"))], 300)
    read = [bool(articles_of(document)) for _, document in chosen]
    assert sum(read) / len(read) > 0.75


@pytest.mark.parametrize("part", range(3))
def test_what_wants_to_be_slow_or_huge_is_neither(part: int) -> None:
    documents = [document for _, document in large(8_000)]
    assert len(documents) > 200, "the documents were made"
    for document in documents[part::3]:
        for article in articles_of(document):
            check(article)


@pytest.mark.parametrize(
    "field", ["author", "dc:creator", "managingEditor", "webMaster", "itunes:author", "dc:publisher"]
)
def test_a_long_author_takes_no_longer_than_a_long_title(field: str) -> None:
    """feedparser's search for a mail address in it took half a minute, in which nobody was answered."""
    for text in ("a" * 60_000, f"{'a' * 1999}<!---->" * 30, "&#97;" * 12_000):
        author = f"<{field}>{text}</{field}>"
        body = f"<rss><channel>{author}<item><title>t</title>{author}</item></channel></rss>"
        (article,) = articles_of(Document(ADDRESS, body.encode(), "text/xml"))
        check(article)


@pytest.mark.parametrize("reference", ["&#x110000;", "&#99999999999999999999;", "&#00001114112;", "&#XFFFFFFF;"])
def test_a_reference_to_no_character_costs_only_itself(reference: str) -> None:
    item = (
        f"<rss><channel><item><title>夜航 {reference} 恢复</title><link>https://a.example/1</link><br></item></channel>"
    )
    (entry,) = parse_feed(Document(ADDRESS, item.encode(), "text/xml")).entries
    assert entry.title is not None
    assert entry.title.startswith("夜航")
    assert entry.title.endswith("恢复")


def test_an_id_longer_than_a_page_is_an_id_all_the_same() -> None:
    def guid(text: str) -> str | None:
        item = f"<rss><channel><item><title>t</title><guid isPermaLink='false'>{text}</guid></item></channel></rss>"
        return parse_feed(Document(ADDRESS, item.encode(), "text/xml")).entries[0].guid

    assert guid("a" * 1000) == "a" * 1000
    long, other = guid("a" * 1001), guid("a" * 1002)
    assert long is not None
    assert len(long) == 32
    assert long == guid("a" * 1001)
    assert long != other


def test_an_address_longer_than_a_page_is_none() -> None:
    item = f"<rss><channel><item><title>t</title><link>https://a.example/{'a' * 4000}</link></item></channel></rss>"
    assert parse_feed(Document(ADDRESS, item.encode(), "text/xml")).entries[0].url is None
