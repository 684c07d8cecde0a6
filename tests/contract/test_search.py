"""Full-text search over stored articles."""

from collections.abc import Collection
from dataclasses import replace
from pathlib import Path

import pytest
import sqlite_utils

from digests.language.script import to_hant
from digests.models import Article, ArticleId, SourceId
from digests.ports import Storage
from digests.search.query import parse_query
from digests.storage import open_storage
from tests.factories import NOW, make_article, make_source

FERRY = make_article(1, title="海港城与对岸恢复夜航渡轮", paragraphs=("首月票价减半。", "司机欧阳文山说船票当天售完。"))
MINE = make_article(2, title="北山礦井透水", paragraphs=("十一人獲救。",), language="zh-Hant")
ENGLISH = make_article(
    3,
    language="en",
    title="Night ferries return",
    paragraphs=("O’Sullivan said 1,200 tickets were sold at half price.",),
)
ALL = (FERRY, MINE, ENGLISH)


@pytest.fixture(autouse=True)
async def news(storage: Storage) -> None:
    await storage.sources.add([make_source(number) for number in (1, 2, 3)], NOW)
    await storage.articles.save(ALL)


async def found(
    storage: Storage, typed: str, *, own: Collection[SourceId] = (), excluded: Collection[SourceId] = ()
) -> set[ArticleId]:
    hits = await storage.search.find(parse_query(typed), own=own, excluded=excluded, limit=99)
    assert all(hit.relevance > 0 for hit in hits)
    return {hit.article_id for hit in hits}


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ("渡轮", FERRY),
        ("渡輪", FERRY),
        ("矿井", MINE),
        ("獲救", MINE),
        ("欧阳文山", FERRY),
        ("歐陽文山", FERRY),
        ("岸恢复夜", FERRY),
        ("轮", FERRY),
        ("礦", MINE),
        ("ferry", ENGLISH),
        ("FERRIES", ENGLISH),
        ("ｆｅｒｒｙ", ENGLISH),
        ("o'sullivan", ENGLISH),
        ("1200", ENGLISH),
        ('"half price"', ENGLISH),
        ("渡轮 票价", FERRY),
        ("矿井 OR 矿山", MINE),
        ("渡轮 -矿井", FERRY),
    ],
)
async def test_it_is_found_in_either_script_width_and_case(storage: Storage, typed: str, wanted: Article) -> None:
    assert await found(storage, typed) == {wanted.id}


@pytest.mark.parametrize(
    "typed", ["渡轮票价", "轮渡", "渡轮 矿井", "渡轮 -票价", '"price half"', "ferr", "", "的", "-渡轮", "海轮"]
)
async def test_what_no_article_says_is_not_found(storage: Storage, typed: str) -> None:
    assert await found(storage, typed) == set()


async def test_every_word_of_two_and_name_of_four_characters_is_found(storage: Storage) -> None:
    """Recall is 1: no dictionary decides what may be looked for."""
    title = FERRY.title
    for size in (2, 3, 4):
        for start in range(len(title) - size + 1):
            piece = title[start : start + size]
            assert FERRY.id in await found(storage, f'"{piece}"'), piece
            assert FERRY.id in await found(storage, f'"{to_hant(piece)}"'), piece


async def test_a_revised_article_is_found_by_its_new_words_alone(storage: Storage) -> None:
    await storage.articles.save([replace(FERRY, revision=2, title="渡轮延期", paragraphs=("改到年底。",))])
    assert await found(storage, "延期 年底") == {FERRY.id}
    assert await found(storage, "夜航 OR 票价 OR 欧阳文山") == set()
    assert len(await storage.search.find(parse_query("渡轮"), own=(), excluded=(), limit=9)) == 1


async def test_saving_again_or_an_older_revision_finds_the_same_once(storage: Storage) -> None:
    await storage.articles.save([FERRY, replace(FERRY, title="别的标题")])
    hits = await storage.search.find(parse_query("渡轮"), own=(), excluded=(), limit=9)
    assert [hit.article_id for hit in hits] == [FERRY.id]
    assert await found(storage, "别的标题") == set()


async def test_articles_of_a_source_that_is_not_shared_are_found_by_its_own_readers_alone(storage: Storage) -> None:
    private = make_source(9, shared=False)
    diary = make_article(9, source_id=private.id, title="渡轮日记")
    await storage.sources.add([private], NOW)
    await storage.articles.save([diary])
    assert await found(storage, "渡轮") == {FERRY.id}
    assert await found(storage, "渡轮", own=[private.id]) == {FERRY.id, diary.id}


async def test_an_excluded_source_is_not_searched_unless_it_is_ones_own(storage: Storage) -> None:
    assert await found(storage, "渡轮", excluded=[FERRY.source_id]) == set()
    assert await found(storage, "渡轮", excluded=[FERRY.source_id], own=[FERRY.source_id]) == {FERRY.id}


async def test_what_a_removed_source_said_is_not_found(storage: Storage) -> None:
    await storage.sources.remove(FERRY.source_id)
    assert await found(storage, "渡轮") == set()


async def test_a_word_in_the_title_counts_for_more_than_one_in_the_text(storage: Storage) -> None:
    other = make_article(4, source_id=FERRY.source_id, title="北山公园开放", paragraphs=("也有渡轮经过那里。",) * 2)
    await storage.articles.save([other])
    relevance = {
        hit.article_id: hit.relevance
        for hit in await storage.search.find(parse_query("渡轮"), own=(), excluded=(), limit=9)
    }
    assert relevance[FERRY.id] > relevance[other.id]


async def test_where_more_match_than_are_wanted_the_latest_stored_are_found(storage: Storage) -> None:
    more = [make_article(number, source_id=FERRY.source_id, title="渡轮消息") for number in (30, 20, 10)]
    await storage.articles.save(more)
    hits = await storage.search.find(parse_query("渡轮"), own=(), excluded=(), limit=2)
    assert {hit.article_id for hit in hits} == {make_article(20).id, make_article(10).id}


async def test_what_was_stored_before_there_was_an_index_is_found_after_portions(tmp_path: Path) -> None:
    path = tmp_path / "old.db"
    await _without_index(path, [make_article(number, title=f"渡轮消息第{number}号") for number in range(1, 8)])
    async with open_storage(f"sqlite:///{path}") as storage:
        assert await found(storage, "渡轮") == set()
        await storage.articles.save([make_article(99, source_id=make_source(1).id, title="渡轮新消息")])
        await storage.articles.save([replace(make_article(5, title="航班消息"), revision=2)])
        assert [await storage.search.index_backlog(limit=3) for _ in range(4)] == [3, 3, 1, 0]
        expected = {make_article(n).id for n in (1, 2, 3, 4, 6, 7, 99)}
        assert await found(storage, "渡轮") == expected
        newest = await storage.search.find(parse_query("渡轮"), own=(), excluded=(), limit=2)
        assert {hit.article_id for hit in newest} == {make_article(99).id, make_article(1).id}


async def _without_index(path: Path, articles: list[Article]) -> None:
    """A database as it was before the index was there, with these articles."""
    async with open_storage(f"sqlite:///{path}") as storage:
        await storage.sources.add([make_source(number) for number in range(1, 9)], NOW)
        await storage.articles.save(articles)
    db = sqlite_utils.Database(path)
    db.execute("INSERT INTO search_index (search_index) VALUES ('delete-all')")
    db.execute("DELETE FROM search_documents")
    db.execute("INSERT INTO search_backlog (at, article_id) SELECT at, id FROM articles")
    db.conn.commit()
    db.close()
