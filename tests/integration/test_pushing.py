"""Feeds that are pushed, from the feed that names a hub to the reader's story and to the goodbye, over real HTTP."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import timedelta

import pytest

from bot.doors import open_doors
from bot.hub_door import HubDoor
from bot.settings import Settings
from digests.models import Push, Source
from digests.sources.addresses import make_source
from tests.acceptance.house import House, open_house
from tests.factories import make_subscription
from tests.fakes.feed_server import gzip_zeros
from tests.fakes.hub_server import Answer, HubServer, call
from tests.unit.pipeline.pressroom import rss

PUBLIC = "https://bot.example/yaowen"


@dataclass(frozen=True, slots=True)
class Town:
    """A house that hubs can reach, and a hub."""

    house: House
    hub: HubServer
    hubs: HubDoor

    async def add(self, *numbers: int, shared: bool = True) -> Source:
        """A feed that names the hub, read once."""
        source = replace(make_source(self.publish(*numbers), title="海港日报"), shared=shared)
        await self.house.app.newsroom.storage.sources.add([source], self.house.clock.now())
        await self.house.app.read()
        return source

    def publish(self, *numbers: int, hub: bool = True) -> str:
        return self.house.feeds.put("/daily", self.document(*numbers, hub=hub))

    def document(self, *numbers: int, hub: bool = True) -> bytes:
        address = f"{self.house.feeds.url}/daily"
        links = f'<atom:link rel="hub" href="{self.hub.url}/hub"/><atom:link rel="self" href="{address}"/>'
        document = rss(numbers).replace('version="2.0"', 'version="2.0" xmlns:atom="http://www.w3.org/2005/Atom"')
        return document.replace("<language>", f"{links if hub else ''}<language>").encode()

    async def agree(self) -> None:
        """The hub is asked, asks back, and pushes from then on."""
        await self.house.app.push()
        assert [answer.status for answer in await self.hub.verify()] == [200]

    async def pass_time(self, **units: float) -> None:
        await self.house.clock.advance(**units)
        await self.house.app.push()

    async def arrived(self, body: bytes) -> Answer:
        """Push, and let it be read."""
        answer = await self.hub.push(body)
        await self.hubs.close()
        await self.house.app.group()
        return answer

    async def articles(self) -> int:
        storage = self.house.app.newsroom.storage
        stories = await storage.stories.since(self.house.clock.now() - timedelta(days=400))
        return sum(len(story.article_ids) for story in stories)

    async def push_of(self, source: Source) -> Push | None:
        """What is agreed about a source."""
        pushes = await self.house.app.newsroom.storage.pushes.claim_due(
            self.house.clock.now() + timedelta(days=400), limit=99, lease_s=0
        )
        return next((push for push in pushes if push.source_id == source.id), None)


@asynccontextmanager
async def open_town(**hub: int) -> AsyncIterator[Town]:
    settings = Settings(public_url=PUBLIC, public_listen=("127.0.0.1", 0), language="zh-Hans")
    async with (
        open_house(settings=settings, listens=False) as house,
        HubServer(**hub) as hub_server,
        open_doors(house.app, ["refresh"], "secret") as doors,
    ):
        assert doors.hubs is not None
        hub_server.proxy = ("https://bot.example", f"http://127.0.0.1:{doors.ports[0]}")
        yield Town(house, hub_server, doors.hubs)


@pytest.fixture
async def town() -> AsyncIterator[Town]:
    async with open_town() as opened:
        yield opened


async def test_what_is_pushed_is_news_at_once_and_asked_for_no_more(town: Town) -> None:
    """One item, or the whole document again: what is known stays one."""
    source = await town.add(1)
    await town.agree()
    assert (await town.arrived(town.document(2))).status == 202
    assert await town.articles() == 2
    assert (await town.arrived(town.document(3, 2, 1))).status == 202
    assert await town.articles() == 3
    before = town.house.feeds.counts["/daily"]
    town.publish(3, 2, 1)
    await town.house.clock.advance(minutes=90)
    await town.house.app.read()
    assert town.house.feeds.counts["/daily"] == before, "polling is rare"
    await town.house.clock.advance(hours=2)
    await town.house.app.read()
    assert town.house.feeds.counts["/daily"] == before + 1, "and goes on"
    assert await town.articles() == 3
    assert source.title == "海港日报"


async def test_polling_is_as_it_was_once_a_look_finds_what_was_not_pushed(town: Town) -> None:
    await town.add(1)
    await town.agree()
    await town.arrived(town.document(2, 1))
    town.publish(3, 2, 1)
    await town.house.clock.advance(hours=3)
    await town.house.app.read()
    assert await town.articles() == 3
    before = town.house.feeds.counts["/daily"]
    await town.house.clock.advance(minutes=20)
    await town.house.app.read()
    assert town.house.feeds.counts["/daily"] == before + 1


async def test_a_lease_is_renewed_before_it_ends(town: Town) -> None:
    await town.add(1)
    await town.agree()
    await town.pass_time(days=6)
    assert len(town.hub.asked) == 1
    await town.pass_time(days=2.5)
    assert [each.mode for each in town.hub.asked] == ["subscribe"] * 2
    assert town.hub.asked[0].form == town.hub.asked[1].form


@pytest.mark.parametrize("accepts", [202, 400, 503])
async def test_a_hub_that_does_not_confirm_is_asked_again_ever_more_rarely(accepts: int) -> None:
    async with open_town(accepts=accepts) as town:
        await town.add(1)
        await town.house.app.push()
        for _ in range(24):
            await town.pass_time(hours=1)
        assert 4 <= len(town.hub.asked) <= 6
        assert (await town.push_of(make_source(f"{town.house.feeds.url}/daily"))) is not None


async def test_the_hub_is_told_when_the_last_reader_leaves(town: Town) -> None:
    subscriptions = town.house.app.newsroom.storage.subscriptions
    source = await town.add(1, shared=False)
    await town.house.app.push()
    assert town.hub.asked == [], "nobody reads it"
    reader = make_subscription(own_sources=frozenset({source.id}))
    await subscriptions.save(reader)
    await town.agree()
    await subscriptions.save(replace(reader, own_sources=frozenset()))
    await town.pass_time(minutes=1)
    assert town.hub.asked[-1].mode == "unsubscribe"
    assert (await call("POST", town.hub.callback(town.hub.asked[0]), body=b"x")).status == 410
    assert [answer.text for answer in await town.hub.verify()] == ["c-1"]
    assert await town.push_of(source) is None
    await town.pass_time(days=3)
    assert len(town.hub.asked) == 2


async def test_a_hub_that_says_no_is_left_alone_for_a_week(town: Town) -> None:
    await town.add(1)
    await town.house.app.push()
    await town.hub.verify(mode="denied")
    await town.pass_time(days=6.9)
    assert len(town.hub.asked) == 1
    await town.pass_time(days=0.2)
    assert len(town.hub.asked) == 2


@pytest.mark.parametrize("changed", [{"topic": "https://victim.example/feed"}, {"mode": "unsubscribe"}, {"mode": ""}])
async def test_what_nobody_wanted_is_not_confirmed(town: Town, changed: dict[str, str]) -> None:
    """Anybody can ask a hub in our name, or ask it to stop."""
    await town.add(1)
    await town.house.app.push()
    assert [answer.status for answer in await town.hub.verify(**changed)] == [404]


async def test_whoever_does_not_know_the_secret_changes_nothing(town: Town) -> None:
    await town.add(1)
    await town.agree()
    callback = town.hub.callback(town.hub.asked[0])
    assert (await town.hub.push(town.document(2), secret="guessed")).status == 403
    assert (await call("POST", callback, body=town.document(2))).status == 403
    assert (await call("PUT", callback, body=b"x")).status == 405
    stranger = callback[:-40] + "0" * 40
    for method in ("GET", "POST"):
        assert (await call(method, stranger, query={"hub.mode": "subscribe"})).status == 404
    assert (await call("GET", callback.rpartition("/")[0])).status == 404
    await town.house.app.group()
    assert await town.articles() == 1


async def test_a_giant_body_is_cut_off_packed_or_not(town: Town) -> None:
    await town.add(1)
    await town.agree()
    callback = town.hub.callback(town.hub.asked[0])
    bomb = b"".join(gzip_zeros(100_000_000))
    assert (await call("POST", callback, body=bomb, headers={"Content-Encoding": "gzip"})).status == 413
    assert (await call("POST", callback, body=bytes(11_000_000))).status == 413
    assert (await town.arrived(town.document(2))).status == 202
    assert await town.articles() == 2


async def test_a_flood_is_turned_away_and_costs_no_other_source_anything(town: Town) -> None:
    await town.add(1)
    await town.agree()
    statuses = [(await town.hub.push(b"nonsense")).status for _ in range(12)]
    assert statuses[-4:] == [503] * 4
    await town.house.clock.advance(minutes=1)
    assert (await town.arrived(town.document(2))).status == 202
    assert await town.articles() == 2


async def test_what_is_pushed_and_is_no_feed_does_not_make_the_source_fail(town: Town) -> None:
    source = await town.add(1)
    await town.agree()
    assert (await town.arrived(b"<html>no feed</html>")).status == 202
    target = await town.house.app.newsroom.storage.pushes.target(source.id)
    assert target is not None
    assert (target[1].error, target[1].failures) == (None, 0)


async def test_without_a_public_address_no_hub_is_asked() -> None:
    settings = Settings()
    async with (
        open_house(settings=settings, listens=False) as house,
        HubServer() as hub,
        open_doors(house.app, ["refresh"], "s") as doors,
    ):
        feed = rss([1]).replace("<language>", f'<atom:link rel="hub" href="{hub.url}/hub"/><language>')
        source = make_source(house.feeds.put("/daily", feed))
        await house.app.newsroom.storage.sources.add([source], house.clock.now())
        await house.app.read()
        await house.app.push()
        assert (hub.asked, doors.ports) == ([], ())
