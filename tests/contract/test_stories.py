"""Stories, storylines, decisions, summaries."""

from dataclasses import replace
from datetime import timedelta

import pytest

from digests.errors import StorageError
from digests.models import GroupDecision, StoryId, in_time_order
from digests.ports import Storage
from tests.factories import NOW, make_article, make_edition, make_story, make_subscription, make_summary

HOUR = timedelta(hours=1)
ARTICLES = tuple(make_article(number) for number in (5, 4, 3, 2, 1))


@pytest.fixture(autouse=True)
async def saved_articles(storage: Storage) -> None:
    await storage.articles.save(ARTICLES)


async def test_a_story_comes_back_as_it_was_saved_its_articles_oldest_first(storage: Storage) -> None:
    undated = make_article(7, published_at=None, seen_at=NOW - 9 * HOUR)
    await storage.articles.save([undated])
    members = tuple(in_time_order([undated, *ARTICLES[:3]]))
    story = make_story(1, members, follows=StoryId("earlier"), topic=None, revision=3)
    await storage.stories.save([replace(story, article_ids=story.article_ids[::-1])], [])
    assert await storage.stories.find(story.id) == story
    assert await storage.stories.find(StoryId("unknown")) is None


async def test_stories_come_in_the_order_asked_for_without_the_unknown(storage: Storage) -> None:
    one, two = make_story(1, ARTICLES[:1]), make_story(2, ARTICLES[1:2])
    for _ in range(2):
        await storage.stories.save([one, two], [])
    assert await storage.stories.get([two.id, StoryId("unknown"), one.id]) == [two, one]


async def test_an_article_is_in_one_story_the_last_that_took_it(storage: Storage) -> None:
    one, two = make_story(1, ARTICLES[:3]), make_story(2, ARTICLES[2:])
    await storage.stories.save([one, two], [])
    assert await storage.stories.get([one.id, two.id]) == [replace(one, article_ids=one.article_ids[:2]), two]
    found = await storage.stories.of_articles([article.id for article in ARTICLES])
    assert [found[article.id].id for article in ARTICLES] == [one.id] * 2 + [two.id] * 3


async def test_an_article_that_its_story_let_go_is_ungrouped_again(storage: Storage) -> None:
    story = make_story(1, ARTICLES)
    await storage.stories.save([story], [])
    await storage.stories.save([make_story(1, ARTICLES[1:])], [])
    assert await storage.articles.ungrouped(limit=9) == [ARTICLES[0]]
    assert await storage.stories.of_articles([ARTICLES[0].id]) == {}


async def test_a_storys_revision_never_goes_back(storage: Storage) -> None:
    story = make_story(1, ARTICLES[:1], revision=4)
    await storage.stories.save([story], [])
    await storage.stories.save([replace(story, revision=2, headline="新的标题")], [])
    assert await storage.stories.find(story.id) == replace(story, headline="新的标题")


async def test_a_story_with_an_unknown_article_is_refused_and_nothing_is_stored(storage: Storage) -> None:
    good, bad = make_story(1, ARTICLES[:1]), make_story(2, (make_article(99),))
    with pytest.raises(StorageError, match="not stored"):
        await storage.stories.save([good, bad], [])
    assert await storage.stories.get([good.id, bad.id]) == []


async def test_the_name_of_an_absorbed_story_leads_to_the_one_that_took_it_in(storage: Storage) -> None:
    first, second, third = (make_story(number, (article,)) for number, article in enumerate(ARTICLES[:3], start=1))
    await storage.stories.save([first, second, third], [GroupDecision(ARTICLES[3].id, "later", second.id)])
    both = replace(first, article_ids=make_story(1, ARTICLES[:2]).article_ids)
    await storage.stories.save([both], [], absorbed={second.id: first.id})
    assert await storage.stories.find(second.id) == both
    assert await storage.stories.get([second.id, first.id, third.id]) == [both, third]
    assert [each.story_id for each in await storage.stories.decisions([ARTICLES[3].id])] == [first.id]
    everything = replace(third, article_ids=make_story(1, ARTICLES[:3]).article_ids)
    await storage.stories.save([everything], [], absorbed={first.id: third.id})
    assert await storage.stories.find(second.id) == everything, "names are led on"
    await storage.stories.save([replace(third), second], [])
    assert await storage.stories.find(second.id) == second, "a story that stands again bears its name itself"


async def test_who_was_told_of_a_story_was_told_of_what_it_became(storage: Storage) -> None:
    reader = make_subscription()
    await storage.subscriptions.save(reader)
    old, heir, part = (make_story(number, (article,)) for number, article in enumerate(ARTICLES[:3], start=1))
    await storage.stories.save([old, heir], [])
    item = replace(make_edition().items[0], story=old)
    edition = replace(make_edition(), subscription_id=reader.id, items=(item,))
    await storage.editions.create(edition, [], next_due_at=None, mark_told=True)
    assert await storage.editions.told(reader.id, [heir.id, part.id]) == frozenset()
    await storage.stories.save([part], [], parted={part.id: old.id})
    assert await storage.editions.told(reader.id, [old.id, heir.id, part.id]) == {old.id, part.id}
    whole = replace(heir, article_ids=make_story(1, ARTICLES[:2]).article_ids)
    await storage.stories.save([whole], [], absorbed={old.id: heir.id})
    assert await storage.editions.told(reader.id, [heir.id, part.id]) == {heir.id, part.id}


async def test_a_storyline_is_told_oldest_first(storage: Storage) -> None:
    first = make_story(1, ARTICLES[:1])
    later = make_story(2, ARTICLES[1:2], storyline_id=first.id, follows=first.id)
    await storage.stories.save([later, first, make_story(3, ARTICLES[2:3])], [])
    assert await storage.stories.storyline(first.id) == [first, later]


async def test_since_gives_stories_by_their_newest_article_newest_first_the_moment_included(storage: Storage) -> None:
    stories = [make_story(number, (article,)) for number, article in enumerate(ARTICLES)]
    await storage.stories.save(stories, [])
    assert await storage.stories.since(ARTICLES[2].at) == [stories[4], stories[3], stories[2]]
    assert await storage.stories.since(ARTICLES[2].at, limit=1) == [stories[4]]


async def test_the_last_decision_on_an_article_is_kept(storage: Storage) -> None:
    first = GroupDecision(ARTICLES[0].id, "new", reasons=("no match",))
    last = GroupDecision(ARTICLES[0].id, "later", StoryId("s"), ARTICLES[1].id, 0.625, ("标题相近", "later date"))
    for decision in (first, last, last):
        await storage.stories.save([], [decision])
    assert await storage.stories.decisions([ARTICLES[1].id, ARTICLES[0].id]) == [last]


async def test_a_summary_is_one_of_its_story_revision_and_language(storage: Storage) -> None:
    zh, newer = make_summary(1), make_summary(1, story_revision=2, headline="修订")
    en = make_summary(1, language="en", method="llm")
    await storage.summaries.save([zh, newer, en])
    await storage.summaries.save([zh])
    assert await storage.summaries.find(zh.story_id, 1, "zh-Hans") == zh
    assert await storage.summaries.find(zh.story_id, 2, "zh-Hans") == newer
    assert await storage.summaries.find(zh.story_id, 1, "en") == en
    assert await storage.summaries.find(zh.story_id, 1, "zh-Hant") is None


async def test_the_summaries_of_several_stories_are_found_as_they_stand(storage: Storage) -> None:
    one, other = make_story(1), make_story(2, revision=3)
    await storage.summaries.save([make_summary(1), make_summary(2)])
    assert await storage.summaries.of([one, other], "zh-Hans") == {one.id: make_summary(1)}
    assert await storage.summaries.of([one], "en") == {}


async def test_a_summary_saved_again_replaces_the_one_before(storage: Storage) -> None:
    written = make_summary(1, headline="模型写的标题", method="llm")
    await storage.summaries.save([make_summary(1)])
    await storage.summaries.save([written])
    assert await storage.summaries.find(written.story_id, 1, "zh-Hans") == written
