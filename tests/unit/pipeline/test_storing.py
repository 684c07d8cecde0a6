"""What many sources bring at one time is stored together, and each is answered for itself."""

import asyncio
from collections.abc import AsyncIterator, Sequence

import pytest

from digests.errors import StorageError
from digests.models import Article, Source
from digests.pipeline.storing import Intake, Storing
from digests.ports import Storage
from digests.storage import open_storage
from tests.factories import NOW, make_article, make_source
from tests.unit.pipeline.pressroom import TEXTS, HandClock

TEXT = tuple(text * 3 for text in TEXTS)


@pytest.fixture
async def storage() -> AsyncIterator[Storage]:
    async with open_storage("sqlite://") as opened:
        yield opened


def intake(source: Source, *articles: Article) -> Intake:
    return Intake(source, articles, [{} for _ in articles])


def article(number: int, source: Source, **fields: object) -> Article:
    return make_article(number, source_id=source.id, **fields)  # type: ignore[arg-type]  # names of fields


async def put_all(storage: Storage, intakes: Sequence[Intake]) -> list[int | BaseException]:
    storing = Storing(storage, HandClock())
    try:
        return await asyncio.gather(*map(storing.put, intakes), return_exceptions=True)
    finally:
        await storing.finish()


async def test_what_comes_at_one_time_is_stored_with_its_own_count(storage: Storage) -> None:
    sources = [make_source(number) for number in range(80)]
    await storage.sources.add(sources, NOW)
    brought = [intake(each, *(article(10 * n + k, each) for k in range(n % 3))) for n, each in enumerate(sources)]
    assert await put_all(storage, brought) == [n % 3 for n in range(80)]
    stored = await storage.articles.ungrouped(limit=999)
    assert {each.id for each in stored} == {each.id for one in brought for each in one.articles}
    assert await put_all(storage, brought) == [0] * 80


async def test_what_cannot_be_stored_costs_no_other_anything(storage: Storage) -> None:
    """Half a character is what no database takes."""
    sources = [make_source(number) for number in range(3)]
    brought = [
        intake(source, article(n, source, title="半\ud800" if n == 1 else "整")) for n, source in enumerate(sources)
    ]
    first, second, third = await put_all(storage, brought)
    assert (first, third) == (1, 1)
    assert isinstance(second, StorageError)
    assert len(await storage.articles.ungrouped(limit=9)) == 2


async def test_a_copy_that_comes_at_the_same_time_is_the_same_article_among_shared_sources_only(
    storage: Storage,
) -> None:
    one, other, own = make_source(1), make_source(2), make_source(3, shared=False)
    await storage.sources.add([one, other, own], NOW)
    copies = [
        article(n, each, keys=(f"url:{n}",), outlet="海港日报", paragraphs=TEXT, title="渡轮", fingerprint="0" * 16)
        for n, each in enumerate((one, other, own))
    ]
    brought = [intake(each, copy) for each, copy in zip((one, other, own), copies, strict=True)]
    assert await put_all(storage, brought) == [1, 0, 1]
    assert {each.source_id for each in await storage.articles.ungrouped(limit=9)} == {one.id, own.id}


async def test_who_stops_waiting_does_not_stop_the_others(storage: Storage) -> None:
    sources = [make_source(number) for number in range(2)]
    storing = Storing(storage, HandClock())
    putting = [asyncio.create_task(storing.put(intake(each, article(n, each)))) for n, each in enumerate(sources)]
    await asyncio.sleep(0)
    putting[0].cancel()
    assert await putting[1] == 1
    await storing.finish()
    assert len(await storage.articles.ungrouped(limit=9)) == 2
