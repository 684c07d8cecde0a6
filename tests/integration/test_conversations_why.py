"""Asking how a digest or a story came to be, and what the model costs, as people do it in the chat."""

from collections.abc import AsyncIterator
from datetime import timedelta
from decimal import Decimal

import pytest

from bot.settings import Secret, Settings
from digests.models import GroupDecision
from tests.acceptance.house import PIECES, House, open_house
from tests.fakes.llm_server import LlmServer
from tests.fakes.telegram_people import Person
from tests.fakes.telegram_state import Message


def inventive(body: dict[str, object]) -> object:
    """A model whose answers never pass: each sentence has a number that nobody wrote."""
    article = str(body).split(" id=", 1)[1].split()[0]
    sentence = {
        "text": {"en": "Nine thousand came.", "zh-Hans": "来了九千人。"},
        "evidence": [{"article": article, "quote": "Four sailings a night resume next month."}],
        "new": True,
    }
    return {"topic": "world", "headline": {"en": "News", "zh-Hans": "消息"}, "sentences": [sentence]}


@pytest.fixture
async def house() -> AsyncIterator[House]:
    async with LlmServer(inventive) as llm:
        settings = Settings(
            refresh_seconds=1,
            openai_api_key=Secret(llm.api_key),
            openai_base_url=llm.base_url,
            openai_model=llm.model,
            llm_daily_budget_usd=Decimal(5),
            llm_price_input=Decimal(1),
            llm_price_output=Decimal(4),
        )
        async with open_house(admin_ids={99}, settings=settings) as house:
            await house.publish("courier", *PIECES[:1])
            yield house


async def _digest(house: House) -> tuple[Person, Message]:
    person = house.server.person(7, first_name="Lin", language_code="en")
    await person.ask("/start")
    said = await person.say("/digest")
    return person, await house.server.wait_for_message(
        7, lambda m: "1" in m.labels, after=said.message_id, timeout_s=20
    )


async def _ask(house: House, person: Person, about: Message) -> Message:
    said = await person.say("/why", reply_to=about)
    return await house.server.wait_for_message(person.id, after=said.message_id)


async def test_why_tells_of_the_last_digest_and_a_number_of_its_story(house: House) -> None:
    person, _ = await _digest(house)
    about = await person.ask("/why")
    assert "How the story of this digest" in about.text
    assert "did not pass the check" in about.text
    await person.tap("1", message=about)
    whole = await house.server.wait_for_message(7, lambda m: "Sources and grouping" in m.text)
    assert "Model loopback-small, prompt summary-2" in whole.text
    assert "2 requests" in whole.text
    assert "a number that its evidence does not hold “Nine thousand”" in whole.text
    assert "Courier" in whole.text


async def test_why_on_a_reply_is_about_that_message(house: House) -> None:
    person, digest = await _digest(house)
    assert "How the story" in (await _ask(house, person, digest)).text
    await person.tap("1", message=digest)
    story = await house.server.wait_for_message(7, lambda m: "Why" in m.labels)
    assert "Sources and grouping" in (await _ask(house, person, story)).text
    await person.tap("Why", message=story)
    assert (await house.server.wait_for_message(7, lambda m: "Sources and grouping" in m.text)).text


async def test_why_without_a_digest_says_so(house: House) -> None:
    person = house.server.person(8, language_code="en")
    await person.ask("/start")
    assert "no digest to explain yet" in (await person.ask("/why")).text


async def test_usage_is_for_administrators_alone_and_tells_tokens_and_money(house: House) -> None:
    person, _ = await _digest(house)
    assert "tokens" not in (await person.ask("/usage")).text
    admin = house.server.person(99, language_code="en")
    await admin.ask("/start")
    told = (await admin.ask("/usage")).text
    assert "Today: 2 requests" in told
    assert "Limit a day $5.00, left $" in told
    assert "Night ferries return to Haigang" in told
    assert "Courier" in told


async def test_a_story_that_goes_on_from_another_names_what_it_was_compared_with(house: House) -> None:
    """That article is of the earlier story, not of the one that is told."""
    await house.publish("herald", PIECES[1])
    services = house.app.services
    known = await services.storage.articles.since(house.clock.now() - timedelta(days=9))
    ids = {article.title: article.id for article, _ in known}
    own_id, other_id = ids[PIECES[0].title], ids[PIECES[1].title]
    story = (await services.storage.stories.of_articles([own_id]))[own_id]
    decision = GroupDecision(own_id, "later", story.id, other_id, 0.9)
    await services.storage.stories.save([], [decision])
    person, _ = await _digest(house)
    about = await person.ask("/why")
    number = next(n for n in (1, 2) if f"{n}. {PIECES[0].title[:20]}" in about.text)
    await person.tap(str(number), message=about)
    whole = await house.server.wait_for_message(7, lambda m: "Sources and grouping" in m.text)
    assert f"Later development: 90% like “{PIECES[1].title[:20]}" in whole.text
