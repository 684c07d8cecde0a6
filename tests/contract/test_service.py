"""The service about itself: what it forgets."""

from dataclasses import replace
from datetime import datetime, timedelta

from digests.models import (
    Article,
    DeliveryState,
    Edition,
    Reaction,
    Story,
    StoryId,
    Subject,
    Subscription,
    stable_id,
)
from digests.ports import ModelAnswer, Storage
from tests.factories import (
    NOW,
    make_article,
    make_edition,
    make_edition_item,
    make_new_delivery,
    make_source,
    make_story,
    make_subscription,
)

OLD = NOW - timedelta(days=40)
KEPT_SINCE = NOW - timedelta(days=30)


async def told_long_ago(storage: Storage, subscription: Subscription) -> Edition:
    """An edition that is to be forgotten, and one that is not."""
    await storage.subscriptions.save(subscription)
    old = make_edition(subscription_id=subscription.id, due_at=OLD)
    new = make_edition(subscription_id=subscription.id, due_at=NOW, items=(make_edition_item(4),))
    for edition in (old, new):
        assert await storage.editions.create(edition, [], next_due_at=None, mark_told=True)
    return old


async def store_stories(storage: Storage, *stories: tuple[Story, Article]) -> None:
    await storage.articles.save([article for _, article in stories])
    await storage.stories.save([story for story, _ in stories], [])


def story_of(number: int, last_at: datetime, line: int) -> tuple[Story, Article]:
    article = make_article(number)
    storyline = StoryId(stable_id("story", str(line)))
    return make_story(number, (article,), last_at=last_at, storyline_id=storyline), article


async def test_old_editions_are_forgotten_and_stories_that_go_on_stay_told(storage: Storage) -> None:
    subscription = make_subscription()
    old = await told_long_ago(storage, subscription)
    over, lives = story_of(1, OLD, 1), story_of(2, NOW, 2)
    await store_stories(storage, over, lives)
    await storage.service.tidy(KEPT_SINCE, limit=99)
    assert await storage.editions.find(old.id) is None
    assert await storage.editions.last(subscription.id) is not None
    told = await storage.editions.told(subscription.id, [over[0].id, lives[0].id, make_edition_item(4).story.id])
    assert told == {lives[0].id, make_edition_item(4).story.id}


async def test_what_is_followed_is_not_told_again_after_its_edition_was_forgotten(storage: Storage) -> None:
    subscription = make_subscription()
    followed, news = story_of(1, OLD - timedelta(days=1), 1), story_of(2, OLD, 1)
    await store_stories(storage, followed, news)
    await told_long_ago(storage, subscription)
    begun = OLD - timedelta(days=9)
    await storage.reactions.put(Reaction(subscription.id, followed[0].id, "followed", begun))
    await storage.service.tidy(KEPT_SINCE, limit=99)
    assert await storage.reactions.developments(limit=9) == []


async def test_answers_and_costs_of_a_model_are_kept_for_a_month(storage: Storage) -> None:
    for key, at in (("old", OLD), ("new", NOW)):
        await storage.usage.keep_answer(key, ModelAnswer("{}"), at)
        call = await storage.usage.reserve(Subject("question"), "small", at.date(), at, most_nusd=7, budget_nusd=None)
        assert call is not None
    await storage.service.tidy(KEPT_SINCE, limit=99)
    assert [await storage.usage.find_answer(key) for key in ("old", "new")] == [None, ModelAnswer("{}")]
    assert [(await storage.usage.usage(at.date())).spent.cost_nusd for at in (OLD, NOW)] == [0, 7]


async def test_so_much_at_once_is_forgotten_and_the_rest_the_next_time(storage: Storage) -> None:
    """Others wait to write meanwhile."""
    await storage.outbox.add([make_new_delivery(number, due_at=OLD) for number in range(5)])
    claimed = await storage.outbox.claim(NOW, limit=5, lease_s=60)
    await storage.outbox.settle([replace(each, state=DeliveryState.FAILED, lease_until=None) for each in claimed])
    counts = [await storage.service.tidy(KEPT_SINCE, limit=2) for _ in range(4)]
    assert counts == [2, 2, 1, 0]


async def test_an_old_message_is_forgotten_once_it_has_ended_and_not_before(storage: Storage) -> None:
    await storage.outbox.add([make_new_delivery(1, due_at=OLD), make_new_delivery(2, due_at=OLD)])
    first, second = await storage.outbox.claim(NOW, limit=2, lease_s=60)
    await storage.outbox.settle([replace(first, state=DeliveryState.SENT, message_id=1, lease_until=None)])
    await storage.service.tidy(KEPT_SINCE, limit=99)
    assert (await storage.outbox.tally(first.owner)).total == 0
    assert (await storage.outbox.tally(second.owner)).pending == 1


async def test_a_private_source_goes_when_the_last_who_had_it_left_it(storage: Storage) -> None:
    kept, left, shared = make_source(1, shared=False), make_source(2, shared=False), make_source(3)
    await storage.sources.add([kept, left, shared], NOW)
    await storage.subscriptions.save(make_subscription(own_sources=frozenset([kept.id])))
    await storage.service.tidy(KEPT_SINCE, limit=99)
    assert {source.id for source, _ in await storage.sources.all()} == {kept.id, shared.id}
