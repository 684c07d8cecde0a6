"""Pages of teasers: asked for once, by one process, and put in the place of the teaser without an edit."""

from dataclasses import replace
from datetime import timedelta

from digests.models import Article, GroupDecision
from digests.ports import Storage
from tests.factories import NOW, make_article, make_story


async def stored(storage: Storage, *numbers: int) -> list[Article]:
    articles = [make_article(number, paragraphs=("A teaser …",)) for number in numbers]
    await storage.articles.save(articles)
    return articles


async def test_a_page_is_claimed_once_in_the_order_given(storage: Storage) -> None:
    first, second, third = await stored(storage, 1, 2, 3)
    claimed = await storage.pages.claim([third, first, second], NOW, limit=2, lease_s=60)
    assert [tried.article_id for tried in claimed] == [third.id, first.id]
    again = await storage.pages.claim([third, first, second], NOW, limit=9, lease_s=60)
    assert [tried.article_id for tried in again] == [second.id]


async def test_a_claim_that_nobody_settled_comes_back_and_counts_as_a_try(storage: Storage) -> None:
    (article,) = await stored(storage, 1)
    await storage.pages.claim([article], NOW, limit=1, lease_s=60)
    assert await storage.pages.claim([article], NOW + timedelta(seconds=59), limit=1, lease_s=60) == []
    (tried,) = await storage.pages.claim([article], NOW + timedelta(seconds=60), limit=1, lease_s=60)
    assert tried.tries == 2


async def test_what_is_settled_for_good_is_never_claimed_again_but_for_a_new_revision(storage: Storage) -> None:
    (article,) = await stored(storage, 1)
    (tried,) = await storage.pages.claim([article], NOW, limit=1, lease_s=60)
    await storage.pages.settle(replace(tried, next_try_at=None, error="No."))
    assert await storage.pages.find(article.id) == replace(tried, next_try_at=None, error="No.")
    later = NOW + timedelta(days=9)
    assert await storage.pages.claim([article], later, limit=1, lease_s=60) == []
    (again,) = await storage.pages.claim([replace(article, revision=2)], later, limit=1, lease_s=60)
    assert (again.tries, again.revision, again.error) == (1, 2, None)


async def test_the_pages_text_is_the_articles_without_a_revision_and_its_story_is_looked_at_again(
    storage: Storage,
) -> None:
    (article,) = await stored(storage, 1)
    story = make_story(1, article_ids=(article.id,))
    await storage.stories.save([story], [GroupDecision(article.id, "new", story.id)])
    full = replace(article, paragraphs=("The whole article.", "All of it."), teaser="0123456789abcdef")
    assert await storage.pages.complete(full)
    assert await storage.articles.get([article.id]) == [full]
    after = await storage.stories.find(story.id)
    assert after is not None
    assert after.revision == story.revision + 1


async def test_an_article_that_was_revised_meanwhile_keeps_what_its_publisher_says_now(storage: Storage) -> None:
    (article,) = await stored(storage, 1)
    revised = replace(article, paragraphs=("Another teaser …",), revision=2)
    await storage.articles.save([revised])
    assert not await storage.pages.complete(replace(article, paragraphs=("The old page.",)))
    assert await storage.articles.get([article.id]) == [revised]
    assert not await storage.pages.complete(make_article(9))
