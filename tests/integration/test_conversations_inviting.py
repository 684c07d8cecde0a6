"""Deep links, the button that makes one, mistyped commands, and what changed since one last read."""

from collections.abc import AsyncIterator
from urllib.parse import parse_qs, urlsplit

import pytest

from bot.handlers.command_menu import EVERYONE
from bot.handlers.nearest import nearest
from digests.models import TOPICS
from digests.subscriptions.invitations import to_source, to_topic
from tests.acceptance.house import PIECES, House, open_house
from tests.factories import make_source
from tests.fakes.telegram_people import Person


@pytest.fixture
async def house() -> AsyncIterator[House]:
    async with open_house() as house:
        await house.publish("courier", *PIECES[:5])
        yield house


def test_every_payload_is_one_that_telegram_takes() -> None:
    """https://core.telegram.org/bots/features#deep-linking"""
    payloads = [to_topic(topic) for topic in TOPICS] + [to_source(make_source(1))]
    assert all(len(each) <= 64 and set(each) <= set("abcdefghijklmnopqrstuvwxyz0123456789_-") for each in payloads)


async def test_who_comes_for_a_topic_gets_that_topic_alone_and_who_was_here_gets_it_besides(
    house: House, lin: Person
) -> None:
    mei = house.server.person(8, language_code="en")
    await mei.ask("/start t_science")
    await house.server.wait_for_message(8, "Science", after=2)
    assert (await house.subscription(8)).topics == {"science"}
    await lin.ask("/unsubscribe science")
    await lin.ask("/start t_science")
    await house.server.wait_for_message(7, "/unsubscribe Science")
    assert (await house.subscription(7)).topics == set(TOPICS)


async def test_a_shared_source_comes_with_the_link_that_its_button_makes(house: House, lin: Person) -> None:
    await house.add_feed("diary")
    answer = await lin.ask("/subscribe diary")
    (share,) = (button for row in answer.keyboard for button in row)
    assert share.url is not None
    shared = parse_qs(urlsplit(share.url).query)
    link = urlsplit(shared["url"][0])
    assert (link.netloc, link.path) == ("t.me", "/yaowen_test_bot")
    payload = parse_qs(link.query)["start"][0]
    mei = house.server.person(8, language_code="en")
    await mei.ask(f"/start {payload}")
    await house.server.wait_for_message(8, "Diary")


@pytest.mark.parametrize("payload", ["x", "t_nothing", "s_0123456789abcdef", "s_", "t_" + "a" * 62, "<b>"])
async def test_an_invitation_that_is_none_is_a_plain_beginning(house: House, payload: str) -> None:
    mei = house.server.person(8, language_code="en")
    assert (await mei.ask(f"/start {payload}")).text.startswith("Hello.")
    await mei.ask("/privacy")
    assert len(house.texts(8)) == 2
    assert (await house.subscription(8)).topics == set(TOPICS)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("sched", "schedule"),
        ("settngs", "settings"),
        ("langauge", "language"),
        ("digests", "digest"),
        ("lates", "latest"),
    ],
)
async def test_a_mistyped_or_half_typed_command_is_answered_with_what_it_may_have_meant(
    lin: Person, typed: str, meant: str
) -> None:
    answer = (await lin.ask(f"/{typed}")).text
    assert f"There is no /{typed}" in answer
    assert f"/{meant}" in answer


async def test_a_command_like_no_other_leads_to_help_and_admins_commands_are_not_hinted_at(lin: Person) -> None:
    assert "/help" in (await lin.ask("/qqqqqq")).text
    assert "/broadcast" not in (await lin.ask("/broadcas")).text


@pytest.mark.parametrize("name", EVERYONE)
def test_a_command_means_itself_first(name: str) -> None:
    assert nearest(name, EVERYONE)[0] == name


async def test_since_tells_what_came_and_what_went_on_since_the_last_reading(house: House, lin: Person) -> None:
    said = await lin.say("/digest")
    await house.server.wait_for_message(7, "5 stories", after=said.message_id)
    assert (await lin.ask("/since")).text.startswith("No news since")
    await house.publish("courier", PIECES[5])
    first = await lin.ask("/since")
    assert "since you last read" in first.text
    assert "1 story" in first.text
    assert PIECES[5].title in first.text
    assert (await lin.ask("/since")).text.startswith("No news since"), "what was just shown is read"
    assert PIECES[5].title in (await lin.ask("/digest")).text, "but not told"


async def test_since_leads_back_from_a_story_to_its_list(house: House, lin: Person) -> None:
    message = await lin.ask("/since")
    await lin.tap("1", message=message)
    await house.server.wait_for_message(7, "Evidence")
    await lin.tap("‹ Back", message=message)
    await house.server.wait_for_message(7, lambda m: m.message_id == message.message_id and "since you last" in m.text)
