"""Corrections reach whoever was told, however they were told, and nobody twice: /latest, unanswered sends, restarts."""

from dataclasses import replace
from pathlib import Path

import pytest

from digests.sources.addresses import make_source
from tests.acceptance.house import House, Piece, open_house, rss
from tests.fakes.telegram_state import Message

MINE = Piece("Mine rescue continues at Beishan", "Eleven miners were rescued on Saturday. Two are missing.")
NOW_SAYS = "Nine miners were rescued on Saturday. Two are missing."
GONE_PAGE = "/mine.html"


def _corrections(house: House, chat_id: int) -> list[Message]:
    return [m for m in house.server.messages(chat_id, from_bot=True) if m.text.startswith("Correction:")]


async def _edit(house: House) -> None:
    """The outlet changes the figure, and the bot has read it."""
    _, at = house.published["courier"][0]
    house.published["courier"][0] = replace(MINE, text=NOW_SAYS), at
    house._serve("courier")
    await house.read()


@pytest.mark.parametrize("command", ["/latest", "/since"])
async def test_an_answer_that_passed_by_the_outbox_is_edited_and_answered_to_once(command: str) -> None:
    async with open_house() as house:
        await house.publish("courier", MINE)
        person = house.server.person(7, language_code="en")
        await person.ask("/start")
        told = await person.ask(command)
        assert "Eleven" in told.text
        await _edit(house)
        for _ in range(3):
            await house.app.correct()
            await house.tick()
        (correction,) = _corrections(house, 7)
        assert correction.reply_to is not None
        assert "now says “Nine”" in correction.text
        edited = next(m for m in house.server.messages(7) if m.message_id == told.message_id)
        assert "Nine" in edited.text
        assert "Eleven" not in edited.text


async def test_who_may_have_got_a_message_without_an_answer_is_told_once_without_one() -> None:
    async with open_house() as house:
        await house.publish("courier", MINE)
        person = house.server.person(7, language_code="en")
        await person.ask("/start")
        subscription = await house.subscription(7)
        assert await house.app.newsroom.composer.digest_now(subscription) is not None
        outbox = house.app.newsroom.storage.outbox
        for _ in range(25):  # the sender dies each time: nobody knows whether the message went out
            await outbox.claim(house.clock.now(), limit=9, lease_s=1)
            await house.clock.advance(seconds=2)
        await house.tick()
        await _edit(house)
        for _ in range(3):
            await house.app.correct()
            await house.tick()
        (correction,) = _corrections(house, 7)
        assert correction.reply_to is None


async def test_a_correction_that_was_stored_and_not_sent_is_sent_once_after_a_kill(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/news.db"
    async with open_house(database_url=url) as house:
        await house.publish("courier", MINE)
        person = house.server.person(7, language_code="en")
        await person.ask("/start")
        await person.ask("/latest")
        await _edit(house)
        await house.app.correct()  # stored; the process ends before anything of it is sent
        assert _corrections(house, 7) == []
        now = house.clock.now()
    async with open_house(database_url=url, begin=now) as again:
        again.server.person(7, language_code="en")
        for _ in range(3):
            await again.app.correct()
            await again.tick()
        assert len(_corrections(again, 7)) == 1


async def _told_from_a_page(house: House) -> None:
    """A person has a digest of an article whose page stands on loopback."""
    page = house.feeds.put(GONE_PAGE, "<html><body><p>Eleven miners were rescued.</p></body></html>")
    await house.add_feed("courier")
    now = house.clock.now()
    document = rss("courier", [(MINE, now - MINE.age)]).replace("https://courier.example/0", page)
    house.feeds.put("/courier", document)
    await house.read()
    person = house.server.person(7, language_code="en")
    await person.ask("/start")
    await person.ask("/latest")


async def _look(house: House) -> None:
    await house.clock.advance(seconds=7 * 3600)
    async with house.clock.driven():
        await house.app.look_for_withdrawn()
    await house.app.correct()
    await house.tick()


@pytest.mark.parametrize(("status", "looks"), [(410, 1), (404, 2)])
async def test_a_page_that_its_publisher_took_away_withdraws_the_article(status: int, looks: int) -> None:
    """HTTP 410 is a publisher's word; 404 may be a slip, and is believed the second time."""
    async with open_house() as house:
        await _told_from_a_page(house)
        house.feeds.put(GONE_PAGE, "gone", status=status)
        for _ in range(looks - 1):
            await _look(house)
            assert _corrections(house, 7) == []
        for _ in range(3):
            await _look(house)
        (correction,) = _corrections(house, 7)
        assert "has withdrawn the article" in correction.text


async def test_a_readers_own_feed_has_no_pages_of_other_hosts_asked_for() -> None:
    """Else whoever makes a feed could send the bot wherever they like, eight times a page."""
    async with open_house() as house:
        elsewhere = house.feeds.put(GONE_PAGE, "<p>Eleven miners were rescued.</p>").replace("127.0.0.1", "localhost")
        document = rss("own", [(MINE, house.clock.now() - MINE.age)]).replace("https://own.example/0", elsewhere)
        source = replace(make_source(house.feeds.put("/own", document), topic="world", language="en"), shared=False)
        person = house.server.person(7, language_code="en")
        await person.ask("/start")
        services, reader = house.app.services, await house.subscription(7)
        await services.storage.sources.add([source], house.clock.now())
        await services.desk.change(replace(reader, own_sources=frozenset({source.id})))
        await house.read()
        assert "Eleven" in (await person.ask("/latest")).text
        await _look(house)
        assert house.feeds.counts[GONE_PAGE] == 0


@pytest.mark.parametrize("status", [200, 403, 429, 500])
async def test_a_page_that_stands_or_could_not_be_served_withdraws_nothing(status: int) -> None:
    async with open_house() as house:
        await _told_from_a_page(house)
        house.feeds.put(GONE_PAGE, "<html><body><p>Please wait.</p></body></html>", status=status)
        for _ in range(3):
            await _look(house)
        assert _corrections(house, 7) == []


async def test_an_item_that_leaves_its_feed_is_not_withdrawn() -> None:
    async with open_house() as house:
        await _told_from_a_page(house)
        other = Piece("Another day", "Other news of the harbour.")
        document = rss("courier", [(other, house.clock.now())])
        house.feeds.put("/courier", document.replace("courier-0", "courier-1").replace("example/0", "example/1"))
        await house.read()
        for _ in range(3):
            await _look(house)
        assert _corrections(house, 7) == []
