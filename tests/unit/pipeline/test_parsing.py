"""Large documents are read apart, for so long and no longer."""

import asyncio
import os
from dataclasses import replace
from pathlib import Path

import pytest

from digests.errors import NotAFeed, SourceError, SourceTooLarge
from digests.models import Document
from digests.pipeline.parsing import Parsers, harvest_of
from digests.pipeline.worker import Worker
from digests.sources.addresses import make_source
from digests.sources.known_items import EVERYTHING
from digests.sources.parse import parse_feed
from tests.factories import NOW
from tests.unit.pipeline.pressroom import TEXTS, rss

SOURCE = make_source("https://haigang.example/feed", title="海港日报")
LARGE = Document(SOURCE.address, rss(range(600)).encode())
# Ampersands cost the lenient parser the square of their number: minutes.
ENDLESS = Document(SOURCE.address, b"<rss><channel><item><description>" + b"&" * 9_000_000)


async def test_a_large_document_gives_the_same_articles_apart_as_here() -> None:
    async with Parsers(limit_s=60) as parsers:
        assert await parsers.harvest(LARGE, SOURCE, EVERYTHING, NOW) == harvest_of(LARGE, SOURCE, EVERYTHING, NOW)


async def test_a_document_that_takes_too_long_is_given_up_and_the_next_one_is_read() -> None:
    async with Parsers(limit_s=60) as patient, Parsers(limit_s=0.5) as parsers:
        with pytest.raises(SourceTooLarge):
            await parsers.harvest(ENDLESS, SOURCE, EVERYTHING, NOW)
        small = Document(SOURCE.address, rss([1]).encode())
        assert [article.paragraphs for article in (await parsers.harvest(small, SOURCE, EVERYTHING, NOW)).articles] == [
            (TEXTS[1],)
        ]
        assert len((await patient.harvest(LARGE, SOURCE, EVERYTHING, NOW)).articles) == 600


async def test_a_readers_endless_feed_keeps_the_operators_sources_waiting_for_nothing() -> None:
    async with Parsers(limit_s=60) as parsers:
        hostile = asyncio.create_task(parsers.harvest(ENDLESS, replace(SOURCE, shared=False), EVERYTHING, NOW))
        assert len((await parsers.harvest(LARGE, SOURCE, EVERYTHING, NOW)).articles) == 600
        assert not hostile.done()
        hostile.cancel()
        with pytest.raises(asyncio.CancelledError):
            await hostile


async def test_nothing_large_is_read_in_this_process_and_of_what_a_reader_added_not_even_what_is_middling() -> None:
    """There is always one more way to be slow."""
    small = Document(SOURCE.address, rss(range(50)).encode())
    page = Document(
        SOURCE.address, b"<html><link rel=alternate type=application/rss+xml href=/f></html>" + b" " * 70_000
    )
    own = replace(SOURCE, shared=False)
    before = children()
    async with Parsers(limit_s=60) as parsers:
        await parsers.harvest(small, SOURCE, EVERYTHING, NOW)
        assert children() == before, "the operator's are read here"
        assert await parsers.harvest(small, own, EVERYTHING, NOW) == harvest_of(small, own, EVERYTHING, NOW)
        assert await parsers.feed(small) == parse_feed(small)
        assert len(children()) == len(before) + 1
        assert [link.address for link in await parsers.links(page)] == ["https://haigang.example/f"]
        with pytest.raises(NotAFeed, match="web page") as refused:
            await parsers.feed(page)
        assert refused.value.trouble == "page"
        assert len(children()) == len(before) + 2


async def test_what_wants_more_memory_than_there_is_ends_in_a_sentence() -> None:
    worker = Worker(60)
    try:
        with pytest.raises(SourceError, match="MemoryError"):
            await worker.run("a", bytes, 3 * 1024**3)
        assert await worker.run("a", bytes, 3) == bytes(3)
    finally:
        await worker.stop()


async def test_what_is_no_feed_is_an_error_of_its_source_in_one_sentence() -> None:
    page = Document(SOURCE.address, b"<html><body>" + b"<p>text</p>" * 10_000)
    async with Parsers(limit_s=60) as parsers:
        with pytest.raises(SourceError, match="web page"):
            await parsers.harvest(page, SOURCE, EVERYTHING, NOW)
        assert len((await parsers.harvest(LARGE, SOURCE, EVERYTHING, NOW)).articles) == 600


def children() -> list[str]:
    return Path(f"/proc/self/task/{os.getpid()}/children").read_text().split()


async def test_no_worker_outlives_its_service() -> None:
    before = children()
    async with Parsers(limit_s=60) as parsers:
        await parsers.harvest(LARGE, SOURCE, EVERYTHING, NOW)
        assert len(children()) == len(before) + 1
    assert children() == before


async def test_small_documents_are_read_here_while_they_are_few_and_apart_when_many_come() -> None:
    """Many threads that read beside each other would hold up everything else."""
    small = Document(SOURCE.address, rss([1]).encode())
    expected = harvest_of(small, SOURCE, EVERYTHING, NOW)
    before = children()
    async with Parsers(limit_s=60) as parsers:
        for count, started in ((1, 0), (4, 0), (12, 1), (1, 1)):
            found = await asyncio.gather(*(parsers.harvest(small, SOURCE, EVERYTHING, NOW) for _ in range(count)))
            assert found == [expected] * count
            assert (len(children()) > len(before)) == started


async def test_a_hostile_list_of_feeds_is_given_up_and_the_next_one_is_read() -> None:
    """The square of a tag's attributes: minutes for two megabytes."""
    attributes = " ".join(f"a{number}='>'" for number in range(140_000))
    hostile = f"<opml><body><outline {attributes} xmlUrl='https://a.example/'/></body></opml>".encode()
    listed = "".join(f"<outline xmlUrl='https://a.example/{number}'/>" for number in range(2000))
    async with Parsers(limit_s=60) as patient, Parsers(limit_s=0.5) as parsers:
        with pytest.raises(SourceTooLarge):
            await parsers.opml(hostile)
        assert await parsers.opml(b"<opml><body><outline xmlUrl='https://a.example/'/></body></opml>")
        assert len(await patient.opml(f"<opml><body>{listed}</body></opml>".encode())) == 2000
