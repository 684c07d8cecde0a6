"""Grouping, summarizing and composing over a real database: who is told what, once, and when."""

import asyncio
import json
from dataclasses import replace
from datetime import datetime, time, timedelta
from pathlib import Path

import pytest

from digests.llm.openai_model import OpenAIModel
from digests.models import (
    Delivery,
    DeliveryState,
    Edition,
    Language,
    Part,
    Schedule,
    Subscription,
    SubscriptionState,
    Urgency,
)
from digests.pipeline.composing import Composer
from digests.pipeline.oneshot import OneShot, Wish
from digests.sources.addresses import make_source
from tests.factories import NOW, make_subscription
from tests.fakes.feed_server import FeedServer
from tests.fakes.llm_server import Json, LlmServer
from tests.unit.pipeline.pressroom import TEXTS, Press, open_press, rss

MORNING = datetime.fromisoformat("2026-11-23T00:00:00+00:00")
"""08:00 in Shanghai, the slot after the one at `NOW`'s evening."""
EVENING = NOW + timedelta(hours=4)


async def read(
    press: Press, server: FeedServer, *numbers: int, name: str = "/feed.xml", title: str = "海港日报"
) -> None:
    """Publish these items, and read and group them."""
    address = server.put(name, rss(numbers, title=title))
    await press.storage.sources.add([make_source(address, title=title)], press.clock.now())
    press.clock.pass_time(seconds=1)
    await press.reader.read_now(make_source(address, title=title))
    await press.grouper.group()


async def subscribe(press: Press, **fields: object) -> Subscription:
    subscription = replace(make_subscription(), **fields)  # type: ignore[arg-type]  # names of fields
    await press.storage.subscriptions.save(subscription)
    return subscription


async def now_of(press: Press, subscription: Subscription) -> Subscription:
    found = await press.storage.subscriptions.find(subscription.id)
    assert found is not None
    return found


async def outbox(press: Press) -> list[Delivery]:
    return await press.storage.outbox.claim(press.clock.now(), limit=100, lease_s=1)


async def test_every_article_is_in_exactly_one_story(press: Press, server: FeedServer) -> None:
    await read(press, server, 1, 2, 3)
    await read(press, server, 1, name="/other.xml", title="对岸电台")
    stories = await press.storage.stories.since(NOW - timedelta(days=9))
    placed = [article_id for story in stories for article_id in story.article_ids]
    assert len(placed) == len(set(placed)) == len(await press.articles())
    assert await press.grouper.group() == 0


async def test_grouping_goes_on_where_another_process_left_off(press: Press, server: FeedServer) -> None:
    """A fresh grouper that loads what is stored puts the next outlet's article where the old one would."""
    await read(press, server, 1, 2)
    other = server.put("/other.xml", rss([1], title="对岸电台").replace("haigang.example", "duian.example"))
    source = make_source(other, title="对岸电台")
    await press.storage.sources.add([source], press.clock.now())
    await press.reader.read_now(source)
    assert await type(press.grouper)(press.storage, press.clock).group() == 1
    stories = await press.storage.stories.since(NOW - timedelta(days=9))
    assert sorted(len(story.outlets) for story in stories) == [1, 2]


async def test_a_slot_brings_what_is_unread_and_the_next_slot(press: Press, server: FeedServer) -> None:
    subscription = await subscribe(press)
    await read(press, server, 1, 2, 3)
    assert await press.composer.compose_due() == 1
    (delivery,) = await outbox(press)
    assert (delivery.chat_id, delivery.urgency) == (subscription.chat_id, Urgency.DIGEST)
    assert "3 件事" in delivery.part.text
    assert (await now_of(press, subscription)).next_due_at == EVENING


async def test_a_digest_leaves_out_what_only_the_article_and_not_its_headline_names_as_muted(
    press: Press, server: FeedServer
) -> None:
    await subscribe(press, muted=("两名矿工",))
    await read(press, server, 1, 2, 3)
    assert await press.composer.compose_due() == 1
    (delivery,) = await outbox(press)
    assert "2 件事" in delivery.part.text
    assert "矿" not in delivery.part.text


async def test_a_told_story_is_never_told_again_and_nothing_new_is_no_edition(press: Press, server: FeedServer) -> None:
    subscription = await subscribe(press)
    await read(press, server, 1, 2)
    await press.composer.compose_due()
    (digest,) = await press.storage.outbox.claim(press.clock.now(), limit=10, lease_s=60)
    await press.storage.outbox.settle([replace(digest, state=DeliveryState.SENT, message_id=1, lease_until=None)])
    press.clock.moment = EVENING
    assert await press.composer.compose_due() == 0
    assert (await now_of(press, subscription)).next_due_at == MORNING
    await read(press, server, 1, 2, 3)
    press.clock.moment = MORNING
    assert await press.composer.compose_due() == 1
    texts = [delivery.part.text for delivery in await outbox(press)]
    assert sum("1 件事" in text for text in texts) == 1


async def test_composing_twice_at_once_sends_one_edition(press: Press, server: FeedServer) -> None:
    await subscribe(press)
    await read(press, server, 1)
    await asyncio.gather(press.composer.compose_due(), press.composer.compose_due())
    assert len(await outbox(press)) == 1


async def test_a_digest_asked_for_is_what_is_unread_at_once(press: Press, server: FeedServer) -> None:
    subscription = await subscribe(press, next_due_at=EVENING)
    await read(press, server, 1, 2)
    edition = await press.composer.digest_now(subscription)
    assert edition is not None
    assert len(edition.items) == 2
    (delivery,) = await outbox(press)
    assert delivery.urgency is Urgency.INSTANT
    assert (await now_of(press, subscription)).next_due_at == EVENING, "the next slot stays"
    assert await press.composer.digest_now(subscription) is None


async def test_who_wants_news_at_once_gets_it_when_it_is_seen(press: Press, server: FeedServer) -> None:
    subscription = await subscribe(press, schedule=Schedule("instant", ()), next_due_at=None)
    await read(press, server, 1)
    assert await press.composer.compose_due() == 0
    await press.storage.subscriptions.wake_instant(press.clock.now())
    assert await press.composer.compose_due() == 1
    (delivery,) = await outbox(press)
    assert delivery.urgency is Urgency.INSTANT
    assert (await now_of(press, subscription)).next_due_at is None


@pytest.mark.parametrize("state", [SubscriptionState.PAUSED, SubscriptionState.BLOCKED])
async def test_who_sleeps_gets_nothing(press: Press, server: FeedServer, state: SubscriptionState) -> None:
    await subscribe(press, state=state)
    await read(press, server, 1)
    assert await press.composer.compose_due() == 0


async def test_one_subscription_that_cannot_be_composed_costs_nobody_else_anything(
    press: Press, server: FeedServer
) -> None:
    """It is tried again later."""
    broken = await subscribe(press)
    await press.storage.subscriptions.save(make_subscription(2))
    await read(press, server, 1)
    render = press.composer._renderer

    def renderer(edition: Edition) -> tuple[Part, ...]:
        if edition.subscription_id == broken.id:
            raise RuntimeError(edition.id)
        return render(edition)

    composer = Composer(press.storage, press.summarizer, renderer, press.clock, translates=False)
    assert await composer.compose_due() == 1
    assert [delivery.chat_id for delivery in await outbox(press)] == [1002]
    again = (await now_of(press, broken)).next_due_at
    assert again is not None
    press.clock.moment = again
    assert await press.composer.compose_due() == 1


async def test_a_schedule_that_is_set_while_its_digest_is_composed_stays(press: Press, server: FeedServer) -> None:
    subscription = await subscribe(press)
    await read(press, server, 1)
    render = press.composer._renderer
    setting: list[asyncio.Task[None]] = []

    def renderer(edition: Edition) -> tuple[Part, ...]:
        changed = replace(subscription, schedule=Schedule(times=(time(9),)), next_due_at=MORNING)
        setting.append(asyncio.get_running_loop().create_task(press.storage.subscriptions.save(changed)))
        return render(edition)

    composer = Composer(press.storage, press.summarizer, renderer, press.clock, translates=False)
    await press.storage.subscriptions.save(make_subscription(2))
    assert await composer.compose_due() == 2
    await asyncio.gather(*setting)
    assert (await now_of(press, subscription)).next_due_at == MORNING


async def test_news_that_comes_while_an_instant_digest_is_composed_is_told_too(
    press: Press, server: FeedServer
) -> None:
    """Woken again in the middle of being told the first story, the subscription stays due for the second."""
    subscription = await subscribe(press, schedule=Schedule("instant", ()), next_due_at=NOW)
    await read(press, server, 1)
    news = await press.composer._news(NOW - timedelta(days=2))
    await read(press, server, 1, 2)
    await press.storage.subscriptions.wake_instant(press.clock.now())
    assert await press.composer._compose_batch([subscription], news) == 1
    assert await press.composer.compose_due() == 1
    assert sum(text.count("矿井") > 0 for text in [each.part.text for each in await outbox(press)]) == 1


async def test_many_with_equal_choices_get_equal_texts_and_buttons_of_their_own(
    press: Press, server: FeedServer
) -> None:
    for number in range(1, 121):
        language: Language = "en" if number % 2 else "zh-Hans"
        await press.storage.subscriptions.save(make_subscription(number, language=language))
    await read(press, server, 1, 2, 3)
    assert await press.composer.compose_due() == 120
    deliveries = await press.storage.outbox.claim(press.clock.now(), limit=500, lease_s=1)
    assert len({each.chat_id for each in deliveries}) == 120
    assert len({each.part.text for each in deliveries}) == 2
    opened = [each.part.buttons[0][0].data for each in deliveries]
    assert opened == [f"s:{each.owner}:1" for each in deliveries]


async def test_topics_and_private_sources_decide_what_is_seen(press: Press, server: FeedServer) -> None:
    """A private source is read by its owner only; a topic that nobody wants is not told."""
    private = replace(make_source(server.put("/own.xml", rss([1], title="内部通讯"))), shared=False)
    sports = make_source(server.put("/sports.xml", rss([2], title="体坛")), topic="sports")
    await press.storage.sources.add([private, sports], press.clock.now())
    for source in (private, sports):
        await press.reader.read_now(source)
    await press.grouper.group()
    owner = await subscribe(press, own_sources=frozenset((private.id,)), topics=frozenset(("world",)))
    stranger = replace(make_subscription(2), topics=frozenset(("sports",)))
    await press.storage.subscriptions.save(stranger)
    for reader, number in ((owner, 1), (stranger, 2)):
        edition = await press.composer.unread(reader, NOW)
        assert edition is not None
        assert [TEXTS[number][:10] in item.summary.headline for item in edition.items] == [True]


async def test_latest_marks_nothing_as_told(press: Press, server: FeedServer) -> None:
    subscription = await subscribe(press)
    await read(press, server, 1, 2, 3)
    whole = await press.composer.latest(subscription, size=2)
    assert whole is not None
    assert (len(whole.items), whole.more, whole.kind) == (2, 1, "latest")
    unread = await press.composer.unread(subscription, NOW)
    assert unread is not None
    assert len(unread.items) == 3


def quoting(body: Json) -> object:
    """A model that repeats one sentence of the one article it is shown, in Simplified Chinese."""
    asked = json.dumps(body, ensure_ascii=False)
    text = next(text for text in TEXTS if text in asked)
    article = asked.split(" id=", 1)[1].split()[0]
    sentence = {"text": {"zh-Hans": text}, "evidence": [{"article": article, "quote": text}], "new": True}
    return {"topic": "world", "headline": {"zh-Hans": text[:12]}, "sentences": [sentence]}


async def test_a_model_is_asked_once_for_a_story_however_many_read_it(server: FeedServer) -> None:
    """In either script, at once or later; only another revision is asked for anew."""
    async with LlmServer(quoting) as llm:
        model = OpenAIModel(api_key=llm.api_key, base_url=llm.base_url, model=llm.model)
        async with open_press(model) as press:
            await read(press, server, 1)
            (story,) = await press.storage.stories.since(NOW - timedelta(days=9))
            scripts: tuple[Language, ...] = ("zh-Hans", "zh-Hant", "zh-Hans")
            for number, language in enumerate(scripts, start=1):
                await press.storage.subscriptions.save(replace(make_subscription(number), language=language))
            written = await asyncio.gather(*(press.summarizer.summary(story, "zh-Hans") for _ in range(5)))
            hant = await press.summarizer.summary(story, "zh-Hant")
            await press.composer.prepare()
            assert await press.composer.compose_due() == 3
            assert llm.call_count == 1
            assert {summary.method for summary in (*written, hant)} == {"llm"}
            assert hant.sentences[0].evidence == written[0].sentences[0].evidence
            await press.summarizer.summary(replace(story, revision=2), "zh-Hans")
            assert llm.call_count == 2
        await model.aclose()


async def test_one_run_gives_everything_that_was_read_and_every_problem(
    press: Press, server: FeedServer, tmp_path: Path
) -> None:
    (tmp_path / "a.md").write_text(f"---\ntitle: 北山矿井透水\ndate: 2026-11-21\n---\n{TEXTS[1]}\n", "utf-8")
    addresses = (server.put("/feed.xml", rss([2, 3])), str(tmp_path), server.url + "/nothing")
    once = OneShot(press.storage, press.reader, press.grouper, press.summarizer)
    wish = Wish("zh-Hans", "Asia/Shanghai", 2, NOW)
    outcome = await once.digest([make_source(address) for address in addresses], wish, lambda *_: None)
    assert len(outcome.articles) == len({i for story in outcome.stories for i in story.article_ids}) == 3
    assert (len(outcome.edition.items), outcome.edition.more) == (2, 1)
    assert [problem.source for problem in outcome.problems] == [addresses[2]]
    assert outcome.edition.due_at == NOW


async def test_since_chooses_and_hides_nothing_from_what_was_read(press: Press, server: FeedServer) -> None:
    once = OneShot(press.storage, press.reader, press.grouper, press.summarizer)
    wish = Wish("zh-Hans", "Asia/Shanghai", 10, NOW, since=NOW - timedelta(hours=2, minutes=30))
    feed = make_source(server.put("/feed.xml", rss([1, 2, 3])))
    outcome = await once.digest([feed], wish, lambda *_: None)
    assert (len(outcome.edition.items), len(outcome.stories)) == (2, 3)


async def test_a_schedule_of_one_time_comes_once_a_day(press: Press, server: FeedServer) -> None:
    subscription = await subscribe(press, schedule=Schedule(times=(time(16),)))
    await read(press, server, 1)
    assert await press.composer.compose_due() == 1
    assert (await now_of(press, subscription)).next_due_at == NOW + timedelta(days=1)
