"""What readers do with stories and digests is kept, counted, moved and forgotten with their subscription."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from digests.models import (
    Act,
    EditionId,
    Rating,
    Reaction,
    ReadingFigures,
    Sign,
    StoryId,
    Subscription,
    SubscriptionState,
    Verdict,
)
from digests.ports import Storage
from tests.factories import NOW, make_article, make_edition, make_edition_item, make_story, make_subscription

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
READER = make_subscription(1)
FERRY, MINE = make_story(1).id, make_story(2).id


def reaction(act: Act = "opened", story: StoryId = FERRY, *, minutes: int = 0, **fields: object) -> Reaction:
    given = Reaction(READER.id, story, act, NOW + minutes * MINUTE)
    return replace(given, **fields)  # type: ignore[arg-type]  # the fields of the test


async def put(storage: Storage, *reactions: Reaction) -> list[bool]:
    return [await storage.reactions.put(each) for each in reactions]


async def test_reactions_come_back_newest_first_and_by_act(storage: Storage) -> None:
    await storage.subscriptions.save(READER)
    opened, saved = reaction("opened"), reaction("saved", minutes=1, message_id=55)
    liked = reaction("liked", MINE, minutes=2)
    assert await put(storage, opened, saved, liked) == [True, True, True]
    of = storage.reactions.of
    assert await of(READER.id, limit=9) == [liked, saved, opened]
    assert await of(READER.id, acts=["saved", "opened"], limit=9) == [saved, opened]
    assert await of(READER.id, limit=1, offset=1) == [saved]
    assert await of(make_subscription(2).id, limit=9) == []
    assert await storage.reactions.acts_on(READER.id, FERRY) == {"opened", "saved"}
    assert await storage.reactions.count(READER.id, "saved") == 1


async def test_done_again_an_act_has_the_new_time_and_stands_once(storage: Storage) -> None:
    await storage.subscriptions.save(READER)
    await put(storage, reaction("followed", message_id=5), reaction("followed", minutes=3))
    assert await storage.reactions.of(READER.id, limit=9) == [reaction("followed", minutes=3, message_id=5)]


@pytest.mark.parametrize(("first", "second"), [("liked", "disliked"), ("disliked", "liked")])
async def test_liking_ends_disliking_and_the_other_way_round(storage: Storage, first: Act, second: Act) -> None:
    await storage.subscriptions.save(READER)
    await put(storage, reaction("saved"), reaction(first), reaction(second))
    assert await storage.reactions.acts_on(READER.id, FERRY) == {"saved", second}


async def test_what_is_taken_back_is_gone_and_only_once(storage: Storage) -> None:
    await storage.subscriptions.save(READER)
    await put(storage, reaction("saved"), reaction("liked"))
    assert await storage.reactions.take_back(READER.id, FERRY, "saved")
    assert not await storage.reactions.take_back(READER.id, FERRY, "saved")
    assert await storage.reactions.acts_on(READER.id, FERRY) == {"liked"}


async def test_nothing_is_kept_about_who_is_not_subscribed(storage: Storage) -> None:
    assert await put(storage, reaction()) == [False]
    assert not await storage.reactions.rate(Rating(READER.id, make_edition(READER).id, True, NOW))
    assert await storage.reactions.figures(NOW) == ReadingFigures({})


async def test_forgetting_takes_reactions_and_ratings_along(storage: Storage) -> None:
    other = make_subscription(2)
    edition = make_edition(READER)
    for subscription in (READER, other):
        await storage.subscriptions.save(subscription)
    await storage.editions.create(edition, [], next_due_at=None, mark_told=True)
    await put(storage, reaction(), reaction(subscription_id=other.id))
    assert await storage.reactions.rate(Rating(READER.id, edition.id, True, NOW))
    await storage.subscriptions.forget(READER.chat_id)
    assert await storage.reactions.of(READER.id, limit=9) == []
    assert await storage.reactions.figures(NOW) == ReadingFigures({"opened": 1}, readers=1)


async def test_a_chat_that_moved_keeps_its_reactions_but_not_its_messages(storage: Storage) -> None:
    """A supergroup counts its messages anew: the old number would be another message there."""
    await storage.subscriptions.save(READER)
    await put(storage, reaction("followed", message_id=5))
    await storage.subscriptions.move(READER.chat_id, -100_5)
    moved = make_subscription(chat_id=-100_5)
    assert await storage.reactions.of(moved.id, limit=9) == [reaction("followed", subscription_id=moved.id)]


async def test_where_the_new_chat_has_settings_the_reactions_are_joined(storage: Storage) -> None:
    new = make_subscription(chat_id=-100_5)
    for subscription in (READER, new):
        await storage.subscriptions.save(subscription)
    await put(storage, reaction("saved"), reaction("saved", MINE), reaction("saved", subscription_id=new.id, minutes=2))
    await storage.subscriptions.move(READER.chat_id, -100_5)
    kept = await storage.reactions.of(new.id, limit=9)
    assert [(each.story_id, each.at) for each in kept] == [(FERRY, NOW + 2 * MINUTE), (MINE, NOW)]


async def test_a_rating_is_one_verdict_on_ones_own_digest(storage: Storage) -> None:
    other, edition = make_subscription(2), make_edition(READER)
    for subscription in (READER, other):
        await storage.subscriptions.save(subscription)
    await storage.editions.create(edition, [], next_due_at=None, mark_told=True)
    rate, rating = storage.reactions.rate, storage.reactions.rating
    assert await rating(READER.id, edition.id) is None
    for liked in (True, False):
        assert await rate(Rating(READER.id, edition.id, liked, NOW))
        assert await rating(READER.id, edition.id) is liked
    assert not await rate(Rating(other.id, edition.id, True, NOW)), "another's digest"
    assert not await rate(Rating(READER.id, EditionId("none"), True, NOW))
    assert await storage.reactions.figures(NOW) == ReadingFigures({}, disliked=1)
    await storage.reactions.withdraw_rating(READER.id, edition.id)
    assert await rating(READER.id, edition.id) is None


async def test_figures_count_what_was_done_since_then(storage: Storage) -> None:
    other = make_subscription(2)
    for subscription in (READER, other):
        await storage.subscriptions.save(subscription)
    await put(
        storage,
        reaction(minutes=-1),
        reaction(story=MINE),
        reaction("saved", minutes=1),
        reaction(subscription_id=other.id),
    )
    assert await storage.reactions.figures(NOW) == ReadingFigures({"opened": 2, "saved": 1}, readers=2)


async def followed_line(storage: Storage, reader: Subscription = READER) -> list[StoryId]:
    """The ferry story, followed by `reader`, and a development an hour later: the ids of both."""
    first, second = make_article(1), make_article(2, published_at=NOW + 60 * MINUTE, seen_at=NOW + 61 * MINUTE)
    told = make_story(1, (first,))
    news = make_story(2, (second,), storyline_id=told.storyline_id, follows=told.id)
    await storage.articles.save([first, second])
    await storage.stories.save([told, news], [])
    await storage.subscriptions.save(reader)
    await put(storage, reaction("followed", told.id, message_id=5))
    return [told.id, news.id]


async def test_a_development_of_a_followed_story_is_found_until_it_was_told(storage: Storage) -> None:
    told, news = await followed_line(storage)
    assert await storage.reactions.developments(limit=9) == [(reaction("followed", told, message_id=5), news)]
    edition = make_edition(READER)
    items = tuple(replace(item, story=replace(item.story, id=news)) for item in edition.items[:1])
    await storage.editions.create(replace(edition, items=items), [], next_due_at=None, mark_told=True)
    assert await storage.reactions.developments(limit=9) == []


async def test_a_development_that_was_told_under_a_name_it_has_no_more_is_told(storage: Storage) -> None:
    _, news = await followed_line(storage)
    edition = make_edition(READER)
    items = tuple(replace(item, story=replace(item.story, id=StoryId("old name"))) for item in edition.items[:1])
    await storage.editions.create(replace(edition, items=items), [], next_due_at=None, mark_told=True)
    assert len(await storage.reactions.developments(limit=9)) == 1
    await storage.stories.save([], [], absorbed={StoryId("old name"): news})
    assert await storage.reactions.developments(limit=9) == []


async def test_nothing_develops_for_the_paused_nor_of_what_was_known_when_it_was_followed(storage: Storage) -> None:
    told, _ = await followed_line(storage, replace(READER, state=SubscriptionState.PAUSED))
    assert await storage.reactions.developments(limit=9) == []
    await storage.subscriptions.save(READER)
    assert len(await storage.reactions.developments(limit=9)) == 1
    await put(storage, reaction("followed", told, minutes=62))
    assert await storage.reactions.developments(limit=9) == []


async def tell(storage: Storage, subscription: Subscription, *numbers: int, seen_at: datetime = NOW) -> None:
    """Have these stories seen, and told to the subscription."""
    articles = [make_article(number, seen_at=seen_at) for number in numbers]
    stories = [make_story(number, (each,)) for number, each in zip(numbers, articles, strict=True)]
    await storage.articles.save(articles)
    await storage.stories.save(stories, [])
    edition = make_edition(
        subscription,
        due_at=seen_at,
        items=tuple(make_edition_item(n, story=each) for n, each in zip(numbers, stories, strict=True)),
    )
    assert await storage.editions.create(edition, [], next_due_at=None, mark_told=True)


async def test_signs_are_what_was_done_and_what_was_passed_over(storage: Storage) -> None:
    await storage.subscriptions.save(READER)
    await tell(storage, READER, 1, 2, seen_at=NOW - HOUR)
    await tell(storage, READER, 3, seen_at=NOW - 9 * DAY)
    await put(storage, reaction("opened"), reaction("saved", minutes=1), reaction("liked", StoryId("old"), minutes=-99))
    found = await storage.reactions.signs([READER.id], since=NOW - MINUTE, passed_since=NOW - DAY)
    assert found == {
        READER.id: [Sign(MINE, None, NOW - HOUR), Sign(FERRY, "opened", NOW), Sign(FERRY, "saved", NOW + MINUTE)]
    }, "what was seen long ago counts neither way"


async def test_who_opens_nothing_passes_nothing_over_and_who_does_nothing_gives_no_sign(storage: Storage) -> None:
    idle = make_subscription(2)
    for subscription in (READER, idle):
        await storage.subscriptions.save(subscription)
    await tell(storage, READER, 1, 2)
    await tell(storage, idle, 3, 4)
    await put(storage, reaction("saved"))
    found = await storage.reactions.signs([READER.id, idle.id], since=NOW - DAY, passed_since=NOW - DAY)
    assert found == {READER.id: [Sign(FERRY, "saved", NOW)]}


@pytest.mark.parametrize(("liked", "act"), [(True, "rated up"), (False, "rated down")])
async def test_a_rated_digest_is_a_sign_for_each_of_its_stories_until_the_verdict_is_taken_back(
    storage: Storage, liked: bool, act: Verdict
) -> None:
    other, edition = make_subscription(2), make_edition(READER)
    for subscription in (READER, other):
        await storage.subscriptions.save(subscription)
    await storage.editions.create(edition, [], next_due_at=None, mark_told=True)
    await storage.editions.create(make_edition(other), [], next_due_at=None, mark_told=True)
    await storage.reactions.rate(Rating(READER.id, edition.id, liked, NOW))
    signs, both = storage.reactions.signs, [READER.id, other.id]
    stories = sorted(item.story.id for item in edition.items)
    found = await signs(both, since=NOW, passed_since=NOW - DAY)
    assert found == {READER.id: [Sign(story, act, NOW) for story in stories]}
    assert await signs(both, since=NOW + MINUTE, passed_since=NOW - DAY) == {}, "a verdict of long ago"
    await storage.reactions.withdraw_rating(READER.id, edition.id)
    assert await signs(both, since=NOW, passed_since=NOW - DAY) == {}
