"""A story of somebody's own feed is theirs alone, whatever button another person presses."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from datetime import timedelta

import pytest

from digests.models import SourceId, Story
from tests.acceptance.house import PIECES, House, Piece, open_house
from tests.fakes.telegram_people import Person
from tests.fakes.telegram_state import Message

DIARY = Piece("My zeppelin diary", "I saw a silver zeppelin above the pier. It hummed.")


@dataclass(frozen=True)
class Secret:
    """A story that only Lin's own feed has, one that everybody has, and a message under which Max can tap."""

    house: House
    lin: Person
    max: Person
    own: Story
    shared: Story
    menu: Message


@pytest.fixture
async def secret() -> AsyncIterator[Secret]:
    async with open_house() as house:
        await house.publish("courier", *PIECES)
        lin, stranger = (house.server.person(number, language_code="en") for number in (7, 8))
        for person in (lin, stranger):
            await person.ask("/start")
        house.published["own"] = [(DIARY, house.clock.now())]
        await lin.ask(f"/subscribe {house._serve('own')}")
        await house.server.wait_for_message(lin.id, "among your sources", timeout_s=30)  # not only that it is looked at
        for _ in range(2):  # a source that has not answered within its patience is of the next round
            await house.read()
        stories = await house.app.services.storage.stories.since(house.clock.now() - timedelta(days=9))
        own = next(story for story in stories if story.headline == DIARY.title)
        shared = next(story for story in stories if story.headline == PIECES[0].title)
        yield Secret(house, lin, stranger, own, shared, await stranger.ask("/settings"))


async def tap(secret: Secret, data: str) -> str:
    """What Max's tap on a button with this data says: as a word on the tap, or as a message."""
    secret.menu.keyboard = ((type(secret.menu.keyboard[0][0])("x", data),),)
    before = len(secret.house.server.messages(8))
    word = await (await secret.max.tap("x", message=secret.menu)).wait()
    if not word:
        await secret.house.server.wait_for_message(8, after=secret.house.server.messages(8)[before - 1].message_id)
    return f"{word or ''}\n{secret.house.server.messages(8)[-1].text}"


@pytest.mark.parametrize(
    "data",
    [
        "o:{own}",
        "v:{own}:0",
        "why:{own}",
        "because:{own}",
        "group:{own}",
        "join:{own}:{shared}",
        "join:{shared}:{own}",
        "ask:s:{own}",
        "act:saved:{own}:",
    ],
)
async def test_no_button_opens_a_story_of_anothers_own_feed(secret: Secret, data: str) -> None:
    said = await tap(secret, data.format(own=secret.own.id, shared=secret.shared.id))
    assert "no longer kept" in said
    assert not any("zeppelin" in text for text in secret.house.texts(8))
    storage = secret.house.app.services.storage
    assert not await storage.reactions.acts_on((await secret.house.subscription(8)).id, secret.own.id)
    assert await storage.constraints.of_articles(secret.own.article_ids) == []


async def test_who_reads_the_feed_opens_its_story_and_keeps_it_after_giving_the_feed_up(secret: Secret) -> None:
    storage = secret.house.app.services.storage
    for own_sources in ((await secret.house.subscription(7)).own_sources, frozenset[SourceId]()):
        await storage.subscriptions.save(replace(await secret.house.subscription(7), own_sources=own_sources))
        menu = await secret.lin.ask("/settings")
        menu.keyboard = ((type(menu.keyboard[0][0])("x", f"o:{secret.own.id}"),),)
        await secret.lin.tap("x", message=menu)
        await secret.house.server.wait_for_message(7, "silver zeppelin", after=menu.message_id)


async def test_a_story_of_everybodys_sources_opens_for_anybody(secret: Secret) -> None:
    assert PIECES[0].title in await tap(secret, f"o:{secret.shared.id}")
