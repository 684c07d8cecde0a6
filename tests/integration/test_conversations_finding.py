"""Subscribing to whatever a person sends: one feed at once, several by a tap, none in one sentence."""

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from digests.models import LANGUAGES, Language
from digests.subscriptions.offers import LOOKUPS_PER_HOUR
from tests.acceptance.house import PIECES, House, open_house, rss
from tests.fakes.telegram_people import Person

CODES: dict[Language, str] = {"zh-Hans": "zh-hans", "zh-Hant": "zh-hant", "en": "en"}
SEVERAL: dict[Language, str] = {
    "zh-Hans": "这个网页有 2 个订阅源", "zh-Hant": "這個網頁有 2 個訂閱源", "en": "This page has 2 feeds",
}  # fmt: skip
NEAR: dict[Language, str] = {
    "zh-Hans": "这个网页没有提供订阅源。找到 1 个相近的：", "zh-Hant": "這個網頁沒有提供訂閱源。找到 1 個相近的：",
    "en": "This page offers no feed. I found one near it:",
}  # fmt: skip
NONE: dict[Language, str] = {"zh-Hans": "没有提供订阅源", "zh-Hant": "沒有提供訂閱源", "en": "offers no feed"}
TAKEN: dict[Language, str] = {"zh-Hans": "已加上来源", "zh-Hant": "已加上來源", "en": "is among your sources now"}


@pytest.fixture
async def house() -> AsyncIterator[House]:
    async with open_house() as house:
        yield house


async def reader(house: House, language: Language) -> Person:
    person = house.server.person(7, language_code=CODES[language])
    await person.ask("/start")
    return person


def page(house: House, *links: str, body: str = "") -> str:
    heads = "".join(f'<link rel="alternate" type="application/rss+xml" href="{link}">' for link in links)
    return house.feeds.put("/", f"<html><head>{heads}</head><body>{body}</body></html>", content_type="text/html")


@pytest.mark.parametrize("language", LANGUAGES)
async def test_several_feeds_are_offered_with_what_one_needs_to_choose_and_taken_by_a_tap(
    house: House, language: Language
) -> None:
    lin = await reader(house, language)
    house.feeds.put("/a", rss("gazette", [(PIECES[0], house.clock.now())]))
    house.feeds.put("/b", rss("sport", [(PIECES[1], house.clock.now()), (PIECES[2], house.clock.now())]))
    offer = await lin.ask(f"/subscribe {page(house, '/a', '/b')}")
    assert offer.text.startswith(SEVERAL[language])
    assert offer.labels == ["1. gazette", "2. sport"]
    assert ("English" if language == "en" else "英文") in offer.text
    assert {"zh-Hans": "最近一篇 11月22日", "zh-Hant": "最近一篇 11月22日", "en": "last on 22 Nov"}[
        language
    ] in offer.text
    await lin.tap("2. sport")
    await house.server.wait_for_message(7, TAKEN[language])
    (own,) = (await house.subscription(7)).own_sources
    source = await house.app.newsroom.storage.sources.find(own)
    assert source is not None
    assert (source.title, source.shared) == ("sport", False)


@pytest.mark.parametrize("language", LANGUAGES)
async def test_a_feed_that_the_page_does_not_name_is_offered_and_not_taken(house: House, language: Language) -> None:
    lin = await reader(house, language)
    house.feeds.put("/feed", rss("gazette", [(PIECES[0], house.clock.now())]))
    offer = await lin.ask(f"/subscribe {page(house)}")
    assert offer.text.startswith(NEAR[language])
    assert (await house.subscription(7)).own_sources == frozenset()


@pytest.mark.parametrize("language", LANGUAGES)
async def test_no_feed_anywhere_is_said_in_one_sentence_and_changes_nothing(house: House, language: Language) -> None:
    lin = await reader(house, language)
    before = await house.subscription(7)
    assert NONE[language] in (await lin.ask(f"/subscribe {page(house)}")).text
    assert await house.subscription(7) == before


async def test_a_bare_host_will_do_after_subscribe(house: House) -> None:
    lin = await reader(house, "en")
    address = house.feeds.put("/feed", rss("gazette", [(PIECES[0], house.clock.now())]))
    answer = await lin.ask(f"/subscribe {address.removeprefix('http://')}")
    assert answer.text.startswith("gazette is among your sources")


async def test_a_name_goes_before_an_address(house: House) -> None:
    await house.publish("haigang.example", PIECES[0])
    lin = await reader(house, "en")
    assert (await lin.ask("/subscribe haigang.example")).text.startswith("Haigang.example is among")


async def test_a_slow_site_is_said_to_be_looked_at_and_the_message_becomes_the_answer(house: House) -> None:
    lin = await reader(house, "en")
    address = house.feeds.put("/slow", rss("gazette", [(PIECES[0], house.clock.now())]), delay_s=1.5)
    answer = await lin.ask(f"/subscribe {address}")
    assert answer.text == "Looking at 127.0.0.1 …"
    changed = await house.server.wait_for_message(7, "among your sources")
    assert changed.message_id == answer.message_id


async def test_titles_of_hostile_feeds_stay_text(house: House) -> None:
    lin = await reader(house, "en")
    for name in "ab":
        item = f"<item><title>{name}</title></item>"
        title = f"{name} &lt;b&gt;&amp;lt;a href=x&gt; \n\n" + "长" * 300
        house.feeds.put(f"/{name}", f"<rss version='2.0'><channel><title>{title}</title>{item}</channel></rss>")
    offer = await lin.ask(f"/subscribe {page(house, '/a', '/b')}")
    assert len(offer.labels) == 2
    assert all(len(label) < 40 for label in offer.labels)


async def test_what_was_published_before_is_not_pushed(house: House) -> None:
    """Also a reader who wants stories at once gets none of the feed's past from before the last day and a half."""
    lin = await reader(house, "en")
    await lin.ask("/schedule instant")
    address = house.feeds.put(
        "/gazette", rss("gazette", [(piece, house.clock.now() - timedelta(hours=37)) for piece in PIECES[:5]])
    )
    await lin.ask(f"/subscribe {address}")
    before = len(house.texts(7))
    await house.read()
    await house.tick()
    assert len(house.texts(7)) == before


async def test_one_person_has_only_so_many_addresses_looked_for(house: House) -> None:
    """Each may ask a site for two dozen documents. Nobody else's are counted, and an hour later it goes on."""
    lin, mei = await reader(house, "en"), house.server.person(9, language_code="en")
    await mei.ask("/start")
    for number in range(LOOKUPS_PER_HOUR):
        await lin.ask(f"/subscribe ftp://a.example/{number}")
    before = len(house.feeds.requests)
    refused = (await lin.ask(f"/subscribe {house.feeds.url}/other")).text
    assert refused.startswith("I look up 30 addresses an hour for one person. Ask again in ")
    assert len(house.feeds.requests) == before
    assert "has nothing at this address" in (await mei.ask(f"/subscribe {house.feeds.url}/other")).text
    await house.clock.advance(hours=1)
    assert "has nothing at this address" in (await lin.ask(f"/subscribe {house.feeds.url}/other")).text
