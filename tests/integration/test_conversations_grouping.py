"""People correct the grouping, as they meet it in the chat."""

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from digests.errors import RequestError
from digests.models import ArticleId, Constraint
from digests.subscriptions.groupings import MOST_A_DAY, Speaker
from tests.acceptance.house import PIECES, House, open_house
from tests.fakes.telegram_people import Person
from tests.fakes.telegram_state import Message

ADMIN = 1
READERS = (11, 12, 13)


@pytest.fixture
async def house() -> AsyncIterator[House]:
    async with open_house(admin_ids=frozenset([ADMIN])) as house:
        for number in READERS:
            await house.server.person(number, language_code="en").ask("/start")
        await house.clock.advance(days=4)
        await house.publish("courier", *PIECES)
        await house.publish("herald", PIECES[0])
        yield house


async def tap(house: House, person: Person, label: str, message: Message, *, then: str) -> Message:
    """The same message after the tap, when it has a button of the label `then`."""
    await person.tap(label, message=message)
    return await house.server.wait_for_message(
        message.chat_id, lambda m: m.message_id == message.message_id and then in m.labels
    )


async def grouping(house: House, number: int) -> tuple[Person, Message]:
    """A person, and the message in which they see how the story of two outlets was put together."""
    person = house.server.person(number, language_code="en")
    await person.ask("/start")
    said = await person.say("/digest")
    digest = await house.server.wait_for_message(number, lambda m: "1" in m.labels, after=said.message_id)
    story = await tap(house, person, "1", digest, then="Follow")
    await person.tap("Why", message=story)
    why = await house.server.wait_for_message(number, lambda m: "Wrongly grouped?" in m.labels)
    return person, await tap(house, person, "Wrongly grouped?", why, then="2")


async def stories(house: House) -> int:
    """In how many stories the first piece is told."""
    storage = house.app.services.storage
    found = await storage.stories.since(house.clock.now() - timedelta(days=9))
    articles = await storage.articles.get([article_id for story in found for article_id in story.article_ids])
    told = [article.id for article in articles if article.title == PIECES[0].title]
    assert len(told) == 2
    return len(set((await storage.stories.of_articles(told)).values()))


async def test_an_administrators_tap_parts_a_story_at_once(house: House) -> None:
    assert await stories(house) == 1
    admin, message = await grouping(house, ADMIN)
    word = await (await admin.tap("2", message=message)).wait()
    assert word == "Done. They are regrouped in a moment."
    await house.app.group()
    assert await stories(house) == 2


async def test_a_readers_word_alone_is_noted_and_three_readers_part_a_story(house: House) -> None:
    for number in READERS:
        assert await stories(house) == 1
        reader, message = await grouping(house, number)
        word = await (await reader.tap("2", message=message)).wait()
        await house.app.group()
        assert word is not None
        assert word.startswith("Done." if number == 13 else "Noted.")
    assert await stories(house) == 2


async def test_the_way_back_leads_to_how_the_story_came_to_be(house: House) -> None:
    reader, message = await grouping(house, 11)
    assert PIECES[0].title in message.text
    await tap(house, reader, "‹ Back", message, then="Wrongly grouped?")


async def test_a_newcomers_word_is_not_taken(house: House) -> None:
    reader, message = await grouping(house, 99)
    await reader.tap("2", message=message)
    await house.server.wait_for_message(99, "at least three days ago")
    assert await house.app.services.storage.constraints.last_at() is None


async def test_stories_that_are_not_near_are_never_joined_whatever_a_button_says(house: House) -> None:
    """Anybody can send any button's data."""
    groupings, storage = house.app.services.groupings, house.app.services.storage
    one, other = (await storage.stories.since(house.clock.now() - timedelta(days=9)))[:2]
    with pytest.raises(RequestError, match="grouping-together"):
        await groupings.join(one.id, other.id, Speaker(READERS[0], is_admin=False))
    assert await storage.constraints.last_at() is None


async def test_a_reader_says_so_much_a_day(house: House) -> None:
    storage, now = house.app.services.storage, house.clock.now()
    ids = [(ArticleId(f"a{n}"), ArticleId(f"b{n}"), now - timedelta(minutes=n)) for n in range(MOST_A_DAY)]
    await storage.constraints.save([Constraint(a, b, "same", READERS[0], is_admin=False, at=at) for a, b, at in ids])
    reader, message = await grouping(house, READERS[0])
    await reader.tap("2", message=message)
    await house.server.wait_for_message(READERS[0], f"{MOST_A_DAY} corrections a day")
