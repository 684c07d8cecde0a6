"""What becomes of a summary when its model fails, is slow or out of money: a right digest now, a better one later."""

import asyncio
import json
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import timedelta

import pytest

from digests.llm.openai_model import OpenAIModel
from digests.models import Story, Summary
from tests.factories import NOW, make_source, make_story
from tests.fakes import llm_answers as answers
from tests.fakes.llm_server import Json, LlmServer
from tests.unit.pipeline.pressroom import Press, open_press
from tests.unit.summaries.samples import FERRY, ferry

ARTICLE = ferry(1)
SPANS = (FERRY[0], FERRY[4])


def verbatim(body: Json) -> object:
    """A model that repeats two sentences of whatever articles it is shown."""
    asked = json.dumps(body, ensure_ascii=False)
    article = asked.split(" id=", 1)[1].split()[0]
    sentences = [
        {"text": {"zh-Hans": span}, "evidence": [{"article": article, "quote": span}], "new": True} for span in SPANS
    ]
    return {"topic": "society", "headline": {"zh-Hans": "海港城与对岸恢复夜航渡轮"}, "sentences": sentences}


@asynccontextmanager
async def press_of(server: LlmServer, **limits: int) -> AsyncIterator[Press]:
    model = OpenAIModel(api_key=server.api_key, base_url=server.base_url, model=server.model, timeout_s=5)
    async with open_press(model, **limits) as press:
        await press.storage.sources.add([make_source(1)], NOW)
        await press.storage.articles.save([ARTICLE])
        await press.storage.stories.save([make_story(1, (ARTICLE,), topic=None)], [])
        yield press
        await press.summarizer.aclose()
    await model.aclose()


@pytest.fixture
async def server() -> AsyncIterator[LlmServer]:
    async with LlmServer(verbatim) as running:
        yield running


async def _story(press: Press) -> Story:
    found = await press.storage.stories.find(make_story(1).id)
    assert found is not None
    return found


async def _summary(press: Press, **until: float) -> Summary:
    deadline = press.clock.now() + timedelta(**until) if until else None
    return await press.summarizer.summary(await _story(press), "zh-Hans", until=deadline)


async def test_how_a_summary_came_to_be_is_kept_with_it(server: LlmServer) -> None:
    async with press_of(server) as press:
        assert (await _summary(press)).method == "llm"
        story = await _story(press)
        report = await press.storage.summaries.find_report(story.id, story.revision)
        assert report is not None
        assert (report.outcome, report.model, report.prompt) == ("written", server.model, "summary-2")
        assert (report.spent.calls, report.sentences, report.replaced, report.retry_at) == (1, 2, 0, None)
        assert story.topic == "society", "no source gave it one"


async def test_an_extract_kept_after_a_failure_is_written_anew_when_its_time_comes(server: LlmServer) -> None:
    async with press_of(server) as press:
        server.queue(answers.status(400))
        assert (await _summary(press)).missing == "failed"
        assert (await _summary(press)).missing == "failed"
        assert server.call_count == 1, "not before its time"
        press.clock.pass_time(minutes=1)
        assert (await _summary(press)).method == "llm"
        press.clock.pass_time(days=1)
        await _summary(press)
        assert server.call_count == 2, "and then never again"


async def test_a_model_that_fails_for_good_is_asked_ever_more_seldom_and_then_no_more(server: LlmServer) -> None:
    async with press_of(server) as press:
        server.queue(*[answers.status(400) for _ in range(9)])
        for _ in range(24 * 60):
            await _summary(press)
            press.clock.pass_time(minutes=1)
        assert server.call_count == 6


async def test_an_extract_of_a_day_without_money_is_written_anew_on_the_next(server: LlmServer) -> None:
    async with press_of(server, budget_nusd=1) as press:
        assert (await _summary(press)).missing == "budget"
        press.clock.pass_time(hours=1)
        await _summary(press)
        assert server.call_count == 0
        assert press.model is not None
        press.model.purse = replace(press.model.purse, budget_nusd=None)
        press.clock.pass_time(days=1)
        assert (await _summary(press)).method == "llm"


async def test_a_reader_does_not_wait_for_a_slow_model_and_the_next_one_has_its_summary() -> None:
    gate = asyncio.Event()
    slow = LlmServer(lambda body: replace(answers.document(verbatim(body)), wait_for=gate))
    async with slow as server, press_of(server) as press:
        late = await _summary(press, seconds=0.2)
        assert (late.method, late.missing) == ("extract", "late")
        gate.set()
        assert (await _summary(press)).method == "llm"
        assert server.call_count == 1


async def test_no_edition_waits_longer_for_a_silent_model_than_a_digest_may_be_late() -> None:
    """The slot was forty seconds ago: what is not written by now is an extract."""
    async with LlmServer(lambda _: answers.held(asyncio.Event())) as server, press_of(server) as press:
        items = await press.summarizer.items([await _story(press)], "zh-Hans", until=press.clock.now())
        assert [item.summary.missing for item in items] == ["late"]


async def test_over_a_fifth_replaced_in_a_day_is_warned_of_once(
    server: LlmServer, caplog: pytest.LogCaptureFixture
) -> None:
    def invents(body: Json) -> object:
        good = dict(verbatim(body))  # type: ignore[call-overload]
        bad = {"text": {"zh-Hans": "渡轮售出九千张票。"}, "evidence": good["sentences"][0]["evidence"], "new": True}
        return good | {"sentences": [good["sentences"][0], bad]}

    async with LlmServer(invents) as inventive, press_of(inventive) as press:
        with caplog.at_level(logging.WARNING):
            for revision in range(1, 25):
                await press.summarizer.summary(replace(await _story(press), revision=revision), "zh-Hans")
        alerts = [each.getMessage() for each in caplog.records if "of today's summaries" in each.getMessage()]
        assert alerts == ["10 of 20 sentences of today's summaries failed their check"]


async def test_the_prices_of_the_day_add_up_to_what_the_stories_cost(server: LlmServer) -> None:
    async with press_of(server) as press:
        assert press.model is not None
        await _summary(press)
        usage = await press.storage.usage.usage(press.model.day(press.clock.now()))
        assert usage.by_source == ((ARTICLE.source_id, usage.spent.cost_nusd),)
        assert usage.by_story[0][1] == usage.spent
