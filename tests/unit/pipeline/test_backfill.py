"""What a new source has said for days is stored and never pushed; what it says from now on is."""

from collections.abc import Sequence

from digests.models import Schedule, Subscription
from digests.sources.addresses import make_source
from tests.factories import NOW, make_subscription
from tests.fakes.feed_server import FeedServer
from tests.unit.pipeline.pressroom import TEXTS, Press, rss


async def publish(press: Press, server: FeedServer, numbers: Sequence[int], texts: Sequence[str] = TEXTS) -> None:
    """The feed has these items, the n-th from n hours ago, and what is due has been read and grouped."""
    source = make_source(server.put("/feed.xml", rss(numbers, texts=texts)), title="海港日报")
    await press.storage.sources.add([source], press.clock.now())
    await press.reader.refresh()
    await press.grouper.group()
    press.clock.pass_time(minutes=20)


async def pushed(press: Press) -> list[str]:
    """The texts that the instant reader gets now."""
    await press.storage.subscriptions.wake_instant(press.clock.now())
    await press.composer.compose_due()
    return [each.part.text for each in await press.storage.outbox.claim(press.clock.now(), limit=9, lease_s=9999)]


async def subscribe(press: Press) -> Subscription:
    subscription = make_subscription(schedule=Schedule("instant", ()), next_due_at=None)
    await press.storage.subscriptions.save(subscription)
    return subscription


async def test_the_backlog_of_a_new_source_is_not_pushed_and_what_comes_later_is(
    press: Press, server: FeedServer
) -> None:
    await subscribe(press)
    await publish(press, server, [1, 2, 3])
    assert await pushed(press) == []
    await publish(press, server, [0, 1, 2, 3])
    (text,) = await pushed(press)
    assert "夜航渡轮" in text
    assert "矿井" not in text


async def test_what_a_new_source_published_a_moment_ago_is_news(press: Press, server: FeedServer) -> None:
    await subscribe(press)
    await publish(press, server, [0, 1])
    (text,) = await pushed(press)
    assert ("夜航渡轮" in text, "矿井" in text) == (True, False)


async def test_an_edit_of_the_backlog_does_not_make_it_news(press: Press, server: FeedServer) -> None:
    await subscribe(press)
    await publish(press, server, [1])
    await publish(press, server, [1], texts=(TEXTS[0], TEXTS[1].replace("十一人", "九人")))
    (article,) = await press.articles()
    assert article.revision == 2
    assert await pushed(press) == []


async def test_who_asks_is_told_the_backlog(press: Press, server: FeedServer) -> None:
    reader = await subscribe(press)
    await publish(press, server, [1, 2, 3])
    edition = await press.composer.digest_now(reader)
    assert edition is not None
    assert len(edition.items) == 3
    assert all(article.seen_at == NOW for article in await press.articles())
