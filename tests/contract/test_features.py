"""What grouping reads of articles is kept with where it put them, page by page."""

from dataclasses import replace
from datetime import timedelta

from digests.models import Placement
from digests.ports import Storage
from tests.factories import NOW, make_article, make_story

ARTICLES = tuple(make_article(number) for number in (1, 2, 3))
STORIES = tuple(make_story(number, (each,)) for number, each in enumerate(ARTICLES, start=1))
LONG_AGO = NOW - timedelta(days=30)


async def placements(storage: Storage, form: str = "1") -> list[Placement]:
    return await storage.features.placements(LONG_AGO, form=form, limit=9)


async def test_articles_come_with_their_stories_oldest_first_and_only_when_grouped(storage: Storage) -> None:
    await storage.articles.save(ARTICLES)
    await storage.stories.save([STORIES[0], replace(STORIES[2], storyline_id=STORIES[0].id)], [])
    await storage.features.keep({ARTICLES[0].id: b"one"}, form="1")
    first, last = ARTICLES[2], ARTICLES[0]
    assert await placements(storage) == [
        Placement(first.id, first.source_id, first.at, STORIES[2].id, STORIES[0].id, None),
        Placement(last.id, last.source_id, last.at, STORIES[0].id, STORIES[0].id, b"one"),
    ]


async def test_a_page_goes_on_behind_the_last_and_begins_at_the_moment_asked_for(storage: Storage) -> None:
    await storage.articles.save(ARTICLES)
    await storage.stories.save(STORIES, [])
    (first,) = await storage.features.placements(ARTICLES[1].at, form="1", limit=1)
    (second,) = await storage.features.placements(ARTICLES[1].at, form="1", after=first, limit=9)
    assert [first.article_id, second.article_id] == [ARTICLES[1].id, ARTICLES[0].id]


async def test_what_was_packed_in_another_form_is_not_there(storage: Storage) -> None:
    await storage.articles.save(ARTICLES[:1])
    await storage.stories.save(STORIES[:1], [])
    await storage.features.keep({ARTICLES[0].id: b"old"}, form="0")
    assert [each.features for each in await placements(storage)] == [None]
    await storage.features.keep({ARTICLES[0].id: b"new"}, form="1")
    assert [each.features for each in await placements(storage)] == [b"new"]


async def test_an_edited_article_is_read_anew(storage: Storage) -> None:
    await storage.articles.save(ARTICLES[:1])
    await storage.stories.save(STORIES[:1], [])
    await storage.features.keep({ARTICLES[0].id: b"before"}, form="1")
    await storage.articles.save([replace(ARTICLES[0], title="改过的标题", revision=2)])
    assert [each.features for each in await placements(storage)] == [None]


async def test_what_may_find_no_company_any_more_is_tidied_away(storage: Storage) -> None:
    await storage.articles.save(ARTICLES)
    await storage.stories.save(STORIES, [])
    await storage.features.keep({each.id: b"x" for each in ARTICLES}, form="1")
    assert await storage.service.tidy(ARTICLES[1].at, limit=9) == 1
    assert [each.features for each in await placements(storage)] == [None, b"x", b"x"]
