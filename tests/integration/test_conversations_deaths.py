"""A source that died tells those who chose it and the operator, once, in words, with what to do."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta

import pytest

from digests.models import LANGUAGES, Language, SourceState
from digests.sources.addresses import make_source
from tests.acceptance.house import PIECES, House, open_house, rss
from tests.fakes.telegram_people import Person

CODES: dict[Language, str] = {"zh-Hans": "zh-hans", "zh-Hant": "zh-hant", "en": "en"}
DEAD: dict[Language, str] = {
    "zh-Hans": "“gazette”从 11月22日 起没有内容：服务器回答状态码 404。",
    "zh-Hant": "「gazette」從 11月22日 起沒有內容：伺服器回答狀態碼 404。",
    "en": "“gazette” has given nothing since 22 Nov: its server answers with status 404.",
}


@pytest.fixture
async def house() -> AsyncIterator[House]:
    async with open_house(admin_ids={1}) as house:
        await house.publish("courier", PIECES[0])
        yield house


async def reader(house: House, language: Language = "en", number: int = 7) -> Person:
    person = house.server.person(number, language_code=CODES[language])
    await person.ask("/start")
    return person


async def subscribed(house: House, language: Language = "en") -> Person:
    person = await reader(house, language)
    address = house.feeds.put("/gazette", rss("gazette", [(PIECES[1], house.clock.now())]).replace(
        "https://gazette.example/</link>", f"{house.feeds.url}/home</link>"))  # fmt: skip
    await person.ask(f"/subscribe {address}")
    await house.read()
    return person


async def days(house: House, count: int) -> None:
    """Days of the service: a look at every source, and one at the dead."""
    for _ in range(count):
        await house.clock.advance(days=1)
        await house.app.read()
        await house.app.watch()
    await house.tick()


def notices(house: House, chat_id: int, name: str = "gazette") -> list[str]:
    return [text for text in house.texts(chat_id) if text[1:].startswith(name)]


@pytest.mark.parametrize("language", LANGUAGES)
async def test_after_a_week_its_reader_is_told_once_since_when_and_why(house: House, language: Language) -> None:
    await subscribed(house, language)
    other, _admin = await reader(house, number=8), await reader(house, number=1)
    house.feeds.remove("/gazette")
    await days(house, 6)
    assert notices(house, 7) == []
    await days(house, 9)
    (told,) = notices(house, 7)
    assert told.startswith(DEAD[language])
    assert notices(house, other.id) == [], "who never chose it need not know of it"
    assert notices(house, 1) == [], "a feed that only some readers added is theirs to know of"


async def test_a_feed_that_the_site_offers_now_is_suggested_and_taken_by_a_tap(house: House) -> None:
    lin = await subscribed(house)
    house.feeds.remove("/gazette")
    page = '<link rel="alternate" type="application/rss+xml" href="/new"><p>moved</p>'
    house.feeds.put("/home", f"<html><head>{page}</head></html>", content_type="text/html")
    address = house.feeds.put("/new", rss("tribune", [(PIECES[2], house.clock.now())]))
    await days(house, 9)
    (told,) = notices(house, 7)
    assert "Its site offers this one now: tribune" in told
    await lin.tap("Read that one")
    await house.server.wait_for_message(7, "tribune is among your sources")
    assert (await house.subscription(7)).own_sources == {make_source(address).id}


async def test_a_dead_source_is_left_out_by_a_tap(house: House) -> None:
    lin = await subscribed(house)
    house.feeds.remove("/gazette")
    await days(house, 9)
    await lin.tap("Leave it out")
    await house.server.wait_for_message(7, "gazette is left out")
    assert (await house.subscription(7)).own_sources == frozenset()
    await lin.tap("Leave it out")
    await house.server.wait_for_message(7, "out of date")


async def test_gone_for_good_is_told_at_once(house: House) -> None:
    await subscribed(house)
    house.feeds.put("/gazette", status=410)
    await days(house, 2)
    assert "gone for good" in notices(house, 7)[0]


async def test_who_lived_meanwhile_may_die_again(house: House) -> None:
    await subscribed(house)
    feed = rss("gazette", [(PIECES[1], house.clock.now())])
    for _ in range(2):
        house.feeds.remove("/gazette")
        await days(house, 12)
        house.feeds.put("/gazette", feed)
        await days(house, 2)
    assert len(notices(house, 7)) == 2


async def test_the_operator_hears_of_everybodys_sources(house: House) -> None:
    house.feeds.remove("/courier")
    admin = await reader(house, number=1)
    await days(house, 9)
    (told,) = notices(house, admin.id, "Courier")
    assert "yaowen sources remove" in told
    assert house.server.messages(1)[-1].labels == []


async def test_titles_and_addresses_of_hostile_sources_stay_text(house: House) -> None:
    lin = await reader(house)
    source = replace(make_source("https://a.invalid/x", title='<b>"x</b>' + "长" * 99), shared=False)
    storage = house.app.newsroom.storage
    await storage.sources.add([source], house.clock.now())
    subscription = await house.subscription(lin.id)
    await storage.subscriptions.save(replace(subscription, own_sources=frozenset((source.id,))))
    failed = SourceState(house.clock.now() + timedelta(days=99), failures=9, error="The host name is not known.",
        last_success_at=house.clock.now() - timedelta(days=9))  # fmt: skip
    await storage.sources.settle({source.id: failed})
    await house.app.watch()
    await house.tick()
    assert any("its host name is not known any more" in text for text in house.texts(7))
