"""Search over stored articles gives stories: one event is one result, and nobody sees what is not theirs."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from digests.models import Article, Story
from digests.pipeline.searching import MOST_STORIES, Searcher
from digests.ports import Storage
from digests.search.query import parse_query
from digests.storage import open_storage
from tests.factories import NOW, make_article, make_source, make_story, make_subscription
from tests.unit.pipeline.pressroom import HandClock

DAY = timedelta(days=1)


@pytest.fixture
async def storage() -> AsyncIterator[Storage]:
    async with open_storage("sqlite://") as storage:
        await storage.sources.add([make_source(1), make_source(2), make_source(3, topic="sports")], NOW)
        yield storage


async def tell(storage: Storage, number: int, *articles: Article) -> Story:
    story = make_story(number, articles)
    await storage.articles.save(articles)
    await storage.stories.save([story], [])
    return story


async def found(storage: Storage, typed: str, **choice: Any) -> list[Story]:
    result = await Searcher(storage, HandClock()).find(parse_query(typed), make_subscription(**choice))
    return [each.story for each in result.stories]


async def test_two_reports_on_one_event_are_one_result(storage: Storage) -> None:
    story = await tell(storage, 1, make_article(2, title="夜航渡轮复航"), make_article(1, title="渡轮复航了"))
    assert await found(storage, "渡轮 复航") == [story]


async def test_what_tells_it_as_well_and_later_stands_first(storage: Storage) -> None:
    old = await tell(storage, 1, make_article(1, title="渡轮票价", published_at=NOW - 60 * DAY))
    new = await tell(storage, 2, make_article(2, title="渡轮票价", published_at=NOW - DAY))
    assert await found(storage, "渡轮") == [new, old]


async def test_who_names_an_old_event_exactly_finds_it_first(storage: Storage) -> None:
    old = await tell(storage, 1, make_article(1, title="海港号渡轮触礁", published_at=NOW - 300 * DAY))
    for number in range(2, 9):
        title = f"渡轮第{number}次检修"
        await tell(
            storage, number, make_article(number % 2 + 10 * number + 1, source_id=make_source(1).id, title=title)
        )
    assert (await found(storage, "海港号渡轮 OR 触礁 OR 渡轮"))[0] == old


async def test_every_topic_is_searched_but_no_excluded_source(storage: Storage) -> None:
    sports = await tell(storage, 3, make_article(3, title="渡轮杯帆船赛", topic="sports"))
    assert await found(storage, "渡轮", topics=frozenset({"world"})) == [sports]
    assert await found(storage, "渡轮", excluded_sources=frozenset({make_source(3).id})) == []


async def test_a_persons_own_feed_is_found_by_that_person_alone(storage: Storage) -> None:
    private = replace(make_source(8), shared=False)
    await storage.sources.add([private], NOW)
    story = await tell(storage, 8, make_article(8, source_id=private.id, title="渡轮日记"))
    assert await found(storage, "渡轮", own_sources=frozenset({private.id})) == [story]
    assert await found(storage, "渡轮") == []
    assert (await Searcher(storage, HandClock()).find(parse_query("渡轮"), None)).stories == ()


async def test_a_name_that_stands_nowhere_in_one_piece_is_looked_for_word_by_word(storage: Storage) -> None:
    story = await tell(storage, 1, make_article(1, title="海港城与对岸恢复夜航渡轮"))
    result = await Searcher(storage, HandClock()).find(parse_query("海港城夜航渡轮"), make_subscription())
    assert ([each.story for each in result.stories], result.is_loose) == ([story], True)
    exact = await Searcher(storage, HandClock()).find(parse_query("夜航渡轮"), make_subscription())
    assert not exact.is_loose
    nothing = await Searcher(storage, HandClock()).find(parse_query("火山喷发警报"), make_subscription())
    assert (nothing.stories, nothing.is_loose) == ((), False)


async def test_an_article_that_belongs_to_no_story_yet_is_not_shown(storage: Storage) -> None:
    await storage.articles.save([make_article(1, title="渡轮")])
    assert await found(storage, "渡轮") == []


async def test_results_are_bounded(storage: Storage) -> None:
    articles = [make_article(n, source_id=make_source(1).id, title=f"渡轮第{n}次检修") for n in range(1, 61)]
    await storage.articles.save(articles)
    await storage.stories.save([make_story(n, (article,)) for n, article in enumerate(articles)], [])
    assert len(await found(storage, "渡轮")) == MOST_STORIES
