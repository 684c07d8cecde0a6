"""One event in two languages: a guess without a model; with one it is decided once, and kept over a restart."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.render_story import render_story
from digests.llm.openai_model import OpenAIModel
from digests.models import Article, ArticleId, Constraint, Language, Pairing, Story, StoryId, Summary
from digests.pipeline.across import AcrossLanguages
from digests.pipeline.grouping import Grouper
from tests.factories import NOW, make_source
from tests.fakes import llm_answers as answers
from tests.fakes.llm_server import LlmServer
from tests.unit.pipeline.pressroom import Press, open_press
from tests.unit.stories.samples import article

SHARED = replace(make_source(1), id=article("").source_id)
CABLE = "澳大利亚与日本签署420公里海底电缆协议，工程耗资36亿元，2029年完工。"
CABLE_EN = (
    "Australia and Japan signed a deal on a cable of 420 kilometres that will cost 3.6 billion and be done by 2029."
)


def told(title: str, text: str, outlet: str, language: Language, hour: float) -> Article:
    at = NOW - timedelta(hours=12 - hour)
    made = article(title, (text,), outlet=outlet, at=at, seen_at=at, language=language)
    return replace(made, keys=(f"key:{made.id}",))


CHINESE = told("澳大利亚与日本签署海底电缆协议", CABLE, "海港日报", "zh-Hans", 0)
RETOLD = told("澳日签署420公里海底电缆协议", f"{CABLE}两国外长出席了仪式。", "北方报", "zh-Hans", 2)
ENGLISH = told("Australia and Japan sign undersea cable deal", CABLE_EN, "Haigang Courier", "en", 1)
UNCLEAR = "澳日电缆工程何时动工"


@pytest.fixture
async def server() -> AsyncIterator[LlmServer]:
    async with LlmServer() as running:
        yield running


@asynccontextmanager
async def press_of(server: LlmServer | None, **limits: int) -> AsyncIterator[Press]:
    """A press with the event told in both languages, and grouped."""
    model = None
    if server is not None:
        model = OpenAIModel(api_key=server.api_key, base_url=server.base_url, model=server.model, timeout_s=5)
    async with open_press(model, **limits) as press:
        await press.storage.sources.add([SHARED], NOW)
        await press.storage.articles.save([CHINESE, ENGLISH])
        await press.grouper.group()
        yield press
        await press.summarizer.aclose()
    if model is not None:
        await model.aclose()


def across(press: Press) -> AcrossLanguages:
    """As a process that starts now has it."""
    return AcrossLanguages(press.storage, press.model, press.clock)


async def stories(press: Press) -> list[Story]:
    found = await press.storage.stories.of_articles([CHINESE.id, ENGLISH.id])
    return [found[CHINESE.id], found[ENGLISH.id]]


async def write(press: Press, *headlines: str) -> None:
    """Have the two summarized by a model, in Chinese."""
    for story, headline in zip(await stories(press), headlines, strict=True):
        written = Summary(story.id, story.revision, "zh-Hans", "zh-Hans", headline, (), "llm")
        await press.storage.summaries.save([written])


async def pairing(press: Press) -> Pairing:
    (found,) = await press.storage.pairings.of_articles([CHINESE.id])
    return found


async def shown(press: Press, story_id: StoryId, language: Language = "zh-Hans") -> str:
    view = await press.summarizer.view(story_id, language)
    assert view is not None
    return render_story(view, language, "Asia/Shanghai", None).text


async def test_without_a_model_a_guess_is_shown_from_both_sides_and_nothing_is_joined() -> None:
    async with press_of(None) as press:
        assert await across(press).look() == 0
        await press.grouper.group()
        chinese, english = await stories(press)
        assert chinese.id != english.id
        assert "可能是同一件事（英文）：Australia and Japan sign" in await shown(press, chinese.id)
        assert "Possibly the same" in await shown(press, english.id, "en")


async def test_headlines_in_one_language_decide_and_no_model_is_asked(server: LlmServer) -> None:
    async with press_of(server) as press:
        await write(press, "澳大利亚与日本签署海底电缆协议", "澳大利亚和日本签署海底电缆协议")
        assert await across(press).look() == 1
        assert ((await pairing(press)).verdict, (await pairing(press)).by) == ("same", "headlines")
        assert server.call_count == 0
        await press.grouper.group()
        chinese, english = await stories(press)
        assert chinese.id == english.id
        assert set(chinese.outlets) == {"海港日报", "Haigang Courier"}
        decisions = await press.storage.stories.decisions([CHINESE.id, ENGLISH.id])
        assert any("two languages" in reason for each in decisions for reason in each.reasons)


async def test_what_is_joined_in_two_languages_still_takes_in_what_comes(server: LlmServer) -> None:
    async with press_of(server) as press:
        await press.storage.pairings.propose([Pairing(CHINESE.id, ENGLISH.id, 9.0, NOW, "same", "model")])
        await press.storage.pairings.settle(Pairing(CHINESE.id, ENGLISH.id, 9.0, NOW, "same", "model"))
        await press.grouper.group()
        await press.storage.articles.save([RETOLD])
        await Grouper(press.storage, press.clock).group()
        found = await press.storage.stories.of_articles([CHINESE.id, ENGLISH.id, RETOLD.id])
        assert len({story.id for story in found.values()}) == 1


async def test_a_grey_case_is_asked_once_and_never_again_after_a_restart(server: LlmServer) -> None:
    server.queue(answers.document({"verdict": "later"}))
    async with press_of(server) as press:
        await write(press, CHINESE.title, UNCLEAR)
        assert await across(press).look() == 1
        assert await across(press).look() == 0
        assert ((await pairing(press)).verdict, (await pairing(press)).by, server.call_count) == ("later", "model", 1)
        assert UNCLEAR in server.requests[0].prompt
        usage = await press.storage.usage.usage(NOW.date())
        assert usage.by_purpose["pairing"].calls == 1
        await press.grouper.group()
        chinese, english = await stories(press)
        assert chinese.id != english.id
        assert "相关报道（英文）" in await shown(press, chinese.id)


async def test_what_the_model_calls_different_is_shown_no_more(server: LlmServer) -> None:
    server.queue(answers.document({"verdict": "different"}))
    async with press_of(server) as press:
        await write(press, CHINESE.title, UNCLEAR)
        await across(press).look()
        chinese, _ = await stories(press)
        assert "Australia" not in await shown(press, chinese.id)


async def test_without_an_answer_it_is_asked_again_later(server: LlmServer) -> None:
    server.queue(answers.text("yes"), answers.document({"verdict": "different"}))
    async with press_of(server) as press:
        await write(press, CHINESE.title, UNCLEAR)
        assert await across(press).look() == 0
        assert await across(press).look() == 0
        assert server.call_count == 1, "not before its time"
        press.clock.pass_time(minutes=2)
        assert await across(press).look() == 1
        assert (await pairing(press)).tries == 2


async def test_nothing_is_asked_beyond_the_days_budget(server: LlmServer) -> None:
    async with press_of(server, budget_nusd=1) as press:
        await write(press, CHINESE.title, UNCLEAR)
        assert await across(press).look() == 0
        assert server.call_count == 0
        retry_at = (await pairing(press)).retry_at
        assert retry_at is not None
        assert retry_at.date() > NOW.date()


async def test_people_who_part_two_languages_are_obeyed(server: LlmServer) -> None:
    async with press_of(server) as press:
        await write(press, CHINESE.title, CHINESE.title)
        await across(press).look()
        ruled = Constraint(CHINESE.id, ENGLISH.id, "different", by=1, is_admin=True, at=NOW)
        await press.storage.constraints.save([ruled])
        await press.grouper.group()
        chinese, english = await stories(press)
        assert chinese.id != english.id


async def test_a_readers_own_source_is_compared_with_nothing() -> None:
    async with press_of(None) as press:
        own = replace(ENGLISH, id=ArticleId("own"), source_id=make_source(2).id, keys=("own",))
        await press.storage.articles.save([own])
        await press.grouper.group()
        await across(press).look()
        assert await press.storage.pairings.of_articles([own.id]) == []
