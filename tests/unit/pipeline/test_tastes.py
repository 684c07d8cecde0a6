"""Tastes learnt from what the database keeps."""

from datetime import timedelta

from digests.models import Reaction
from digests.pipeline.tastes import Tastes
from tests.factories import NOW, make_article, make_story, make_subscription
from tests.unit.pipeline.pressroom import open_press

READER, IDLE = make_subscription(1), make_subscription(2)


async def test_a_reader_who_saved_has_a_taste_and_one_who_did_nothing_has_none() -> None:
    ferry = make_story(1, (make_article(1),), headline="海港城恢复夜航渡轮")
    alike = make_story(2, (make_article(2),), headline="夜航渡轮首航提前")
    async with open_press() as press:
        await press.storage.articles.save([make_article(1)])
        await press.storage.stories.save([ferry], [])
        for subscription in (READER, IDLE):
            await press.storage.subscriptions.save(subscription)
        await press.storage.reactions.put(Reaction(READER.id, ferry.id, "saved", NOW - timedelta(days=1)))
        tastes = await Tastes(press.storage).of([READER.id, IDLE.id], NOW)
    assert tastes.keys() == {READER.id}
    assert tastes[READER.id].of(alike) > 0


async def test_what_was_done_long_ago_is_forgotten() -> None:
    async with open_press() as press:
        await press.storage.subscriptions.save(READER)
        await press.storage.reactions.put(Reaction(READER.id, make_story(1).id, "saved", NOW - timedelta(days=90)))
        assert await Tastes(press.storage).of([READER.id], NOW) == {}
