"""An article is edited or withdrawn: who was told what it no longer says is told so, once, and nobody else."""

from collections.abc import AsyncIterator
from dataclasses import replace

import pytest

from digests.deliveries.dispatch import LEASE_S
from tests.acceptance.house import House, Piece, open_house

MINE = Piece("Mine rescue continues at Beishan", "Eleven miners were rescued on Saturday. Two are missing.")
SAID_NOW = "Nine miners were rescued on Saturday. Two are missing."


@pytest.fixture
async def house() -> AsyncIterator[House]:
    async with open_house(admin_ids={99}) as house:
        await house.publish("courier", MINE)
        yield house


async def _told(house: House, user_id: int) -> int:
    """A person who got the digest; the message that told it."""
    person = house.server.person(user_id, language_code="en")
    await person.ask("/start")
    said = await person.say("/digest")
    return (
        await house.server.wait_for_message(user_id, lambda m: "1" in m.labels, after=said.message_id, timeout_s=20)
    ).message_id


async def _edit(house: House, text: str, title: str = MINE.title) -> None:
    _, at = house.published["courier"][0]
    house.published["courier"][0] = replace(MINE, text=text, title=title), at
    house._serve("courier")
    await house.read()
    await house.app.correct()
    await house.tick()


async def test_a_changed_fact_edits_the_message_and_answers_to_it_once(house: House) -> None:
    message_id = await _told(house, 7)
    person = house.server.person(8, language_code="en")
    await person.ask("/start")
    before = house.texts(8)
    await _edit(house, SAID_NOW)
    for _ in range(3):
        await house.app.correct()
        await house.tick()
    digest = next(m for m in house.server.messages(7) if m.message_id == message_id)
    assert "Nine miners" in digest.text
    assert "Eleven" not in digest.text
    corrections = [m for m in house.server.messages(7, from_bot=True) if m.text.startswith("Correction:")]
    assert len(corrections) == 1
    assert "item 1" in corrections[0].text
    assert "said “Eleven”; its source, Courier, now says “Nine”" in corrections[0].text
    assert house.texts(8) == before, "who was not told it is not told of its correction"


async def test_what_was_corrected_stays_marked_in_the_digest_and_in_its_other_language(house: House) -> None:
    await _told(house, 7)
    await _edit(house, SAID_NOW)
    [digest] = [m for m in house.server.messages(7, from_bot=True) if "※" in m.text]
    assert "1. ※ " in digest.text
    await house.server.person(7).tap("中文", message=digest)
    await house.server.wait_for_message(7, lambda m: m is digest and "要闻" in m.text)
    assert "1. ※ " in digest.text


async def test_another_wording_is_no_correction(house: House) -> None:
    await _told(house, 7)
    before = house.texts(7)
    await _edit(house, "On Saturday, eleven miners were rescued. Two are still missing.")
    assert house.texts(7) == before


async def test_a_withdrawn_article_is_told_to_be_withdrawn(house: House) -> None:
    await _told(house, 7)
    await _edit(house, "This story has been withdrawn. The reported rescue could not be confirmed.", "Withdrawn")
    assert any("has withdrawn the article that item 1" in text for text in house.texts(7))


async def test_a_correction_is_told_after_a_restart(house: House) -> None:
    """What was edited is in the database: the process that noticed it need not be the one that tells it."""
    await _told(house, 7)
    _, at = house.published["courier"][0]
    house.published["courier"][0] = replace(MINE, text=SAID_NOW), at
    house._serve("courier")
    await house.read()
    assert not any("Correction" in text for text in house.texts(7))
    storage = house.app.newsroom.storage
    assert await storage.corrections.edited(limit=9)
    await house.app.correct()
    assert await storage.corrections.edited(limit=9) == []
    await house.tick()
    assert sum(text.startswith("Correction:") for text in house.texts(7)) == 1


async def test_a_correction_whose_sender_died_between_storing_and_sending_is_told_once(house: House) -> None:
    await _told(house, 7)
    _, at = house.published["courier"][0]
    house.published["courier"][0] = replace(MINE, text=SAID_NOW), at
    house._serve("courier")
    await house.read()
    await house.app.correct()
    outbox = house.app.newsroom.storage.outbox
    stored = await outbox.claim(house.clock.now(), limit=9, lease_s=LEASE_S)
    assert [each.part.edit_of is None for each in stored] == [False], "the answer waits for the edit"
    await house.tick()
    assert not any("Nine miners" in text for text in house.texts(7)), "what another has claimed was sent"
    await house.clock.advance(seconds=LEASE_S + 1)
    for _ in range(3):
        await house.app.correct()
        await house.tick()
    assert sum("Nine miners" in text for text in house.texts(7)) == 1
    assert sum(text.startswith("Correction:") for text in house.texts(7)) == 1
