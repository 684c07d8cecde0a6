"""Money, patience and memory around the model, over a real server on loopback and a real database."""

import asyncio
import random
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from digests.errors import BudgetSpent, ModelError
from digests.llm.openai_model import OpenAIModel
from digests.models import NANO, StoryId, Subject
from digests.pipeline.metering import CALLS_AT_ONCE, MeteredModel, Purse
from digests.ports import Prompt
from digests.storage import open_storage
from digests.summaries.budget import Prices
from tests.factories import NOW
from tests.fakes import llm_answers as answers
from tests.fakes.llm_server import LlmServer
from tests.unit.pipeline.pressroom import HastyClock

SCHEMA = {"type": "object", "properties": {}, "required": [], "additionalProperties": False}
STORY = Subject("summary", StoryId("0123456789abcdef"))
PRICES = Prices(Decimal(1), Decimal(4))


@asynccontextmanager
async def metered(
    server: LlmServer, *, budget_nusd: int | None = None, database: str = "sqlite://", timeout_s: float = 5.0
) -> AsyncIterator[MeteredModel]:
    model = OpenAIModel(api_key=server.api_key, base_url=server.base_url, model=server.model, timeout_s=timeout_s)
    async with open_storage(database) as storage:
        purse = Purse(UTC, PRICES, budget_nusd)
        yield MeteredModel(model, server.model, storage.usage, HastyClock(NOW), random.Random(1), purse)
    await model.aclose()


async def ask(model: MeteredModel, words: str = "渡轮", *, keep: bool = False) -> str:
    errand = model.errand(STORY)
    answer = await errand.answer(Prompt("Answer in JSON.", words, "test", SCHEMA))
    if keep:
        await errand.keep()
    return answer.text


async def spent_today(model: MeteredModel) -> int:
    return (await model.usage.usage(model.day(NOW))).spent.cost_nusd


@pytest.fixture
async def server() -> AsyncIterator[LlmServer]:
    async with LlmServer(lambda _: {"answer": "yes"}) as running:
        yield running


async def test_nothing_is_asked_again_after_a_restart(server: LlmServer, tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'yaowen.db'}"
    for _ in range(2):
        async with metered(server, database=url) as model:
            assert await ask(model, keep=True) == '{"answer": "yes"}'
    assert server.call_count == 1
    async with metered(server, database=url) as model:
        await ask(model, "矿井")
    assert server.call_count == 2, "another content is another question"


async def test_what_an_answer_cost_is_known_to_the_day_the_story_and_the_purpose(server: LlmServer) -> None:
    async with metered(server) as model:
        await ask(model)
        usage = await model.usage.usage(model.day(NOW))
        tokens = usage.spent.input_tokens, usage.spent.output_tokens
        assert min(tokens) > 0
        assert usage.spent.cost_nusd == PRICES.cost_nusd(*tokens)
        assert usage.by_story == ((STORY.story_id, usage.spent),)
        assert usage.by_purpose == {"summary": usage.spent}
        assert (await model.usage.month(model.day(NOW))) == usage.spent
        assert (await model.usage.usage(model.day(NOW) + timedelta(days=1))).spent.calls == 0


async def test_the_budget_holds_among_requests_that_go_out_at_once(server: LlmServer) -> None:
    """Forty at once, money for some: never more is set aside or spent than there is, and the rest send nothing."""
    budget = 30_000_000
    async with metered(server, budget_nusd=budget) as model:
        results = await asyncio.gather(*(ask(model, f"渡轮{n}") for n in range(40)), return_exceptions=True)
        refused = [each for each in results if isinstance(each, BudgetSpent)]
        assert 0 < len(refused) < 40
        assert len(results) - len(refused) == server.call_count
        assert await spent_today(model) <= budget


async def test_the_budget_holds_among_processes(server: LlmServer, tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'yaowen.db'}"
    budget = 30_000_000
    async with (
        metered(server, budget_nusd=budget, database=url) as one,
        metered(server, budget_nusd=budget, database=url) as other,
    ):
        asked = [ask(model, f"渡轮{n}") for n in range(20) for model in (one, other)]
        results = await asyncio.gather(*asked, return_exceptions=True)
        assert any(isinstance(each, BudgetSpent) for each in results)
        assert await spent_today(one) <= budget


async def test_a_request_without_an_answer_costs_all_that_was_set_aside(server: LlmServer) -> None:
    """It may have been billed: so the budget is never exceeded by what nobody saw."""
    never = asyncio.Event()
    async with metered(server, budget_nusd=NANO, timeout_s=0.2) as model:
        server.queue(*[answers.held(never) for _ in range(3)])
        with pytest.raises(ModelError):
            await ask(model)
        assert await spent_today(model) > 3 * PRICES.cost_nusd(0, 2000)


async def test_a_refused_request_costs_nothing(server: LlmServer) -> None:
    async with metered(server) as model:
        server.queue(answers.status(401))
        with pytest.raises(ModelError):
            await ask(model)
        assert await spent_today(model) == 0


async def test_a_new_day_has_new_money(server: LlmServer) -> None:
    async with metered(server, budget_nusd=10_000_000) as model:
        results = [each async for each in _until_spent(model)]
        assert isinstance(results[-1], BudgetSpent)
        calls = server.call_count
        assert isinstance(model.clock, HastyClock)
        model.clock.pass_time(days=1)
        await ask(model, "翌日")
        assert server.call_count == calls + 1


async def _until_spent(model: MeteredModel) -> AsyncIterator[object]:
    for number in range(1000):
        try:
            yield await ask(model, f"渡轮{number}")
        except BudgetSpent as spent:
            yield spent
            return


async def test_a_passing_failure_is_waited_out_as_the_server_says(server: LlmServer) -> None:
    async with metered(server) as model:
        server.queue(answers.status(429, retry_after_s=7), answers.status(500))
        assert await ask(model) == '{"answer": "yes"}'
        assert server.call_count == 3
        assert model.clock.now() - NOW >= timedelta(seconds=7 + 1)


async def test_a_wait_that_no_digest_can_wait_for_is_not_waited(server: LlmServer) -> None:
    async with metered(server) as model:
        server.queue(answers.status(429, retry_after_s=3600))
        with pytest.raises(ModelError):
            await ask(model)
        assert (server.call_count, model.clock.now()) == (1, NOW)


async def test_three_requests_are_the_most_whatever_fails(server: LlmServer) -> None:
    async with metered(server) as model:
        server.queue(*[answers.status(503) for _ in range(9)])
        with pytest.raises(ModelError):
            await ask(model)
        assert server.call_count == 3


async def test_a_server_without_schemas_or_objects_is_still_asked_within_three_requests() -> None:
    def refuses_forms(body: dict[str, object]) -> object:
        if "response_format" in body:
            return answers.status(400, message="response_format is not supported")
        return {"answer": "yes"}

    async with LlmServer(refuses_forms) as server, metered(server) as model:
        assert await ask(model) == '{"answer": "yes"}'
        assert server.call_count == 3
        await ask(model, "矿井")
        assert server.call_count == 4


async def test_a_server_that_fails_again_and_again_is_left_alone_for_a_while(server: LlmServer) -> None:
    async with metered(server) as model:
        server.queue(*[answers.status(401) for _ in range(5)])
        for _ in range(8):
            with pytest.raises(ModelError):
                await ask(model)
        assert server.call_count == 5
        model.breaker.open_until_s = model.clock.monotonic()  # its rest is over
        assert await ask(model) == '{"answer": "yes"}'


async def test_a_few_requests_at_most_are_under_way_at_once() -> None:
    gate = asyncio.Event()
    async with LlmServer(lambda _: replace(answers.document({}), wait_for=gate)) as server, metered(server) as model:
        asked = [asyncio.create_task(ask(model, f"渡轮{n}")) for n in range(12)]
        await server.wait_for_request(count=CALLS_AT_ONCE)
        await asyncio.sleep(0)
        assert server.call_count == CALLS_AT_ONCE
        gate.set()
        await asyncio.gather(*asked)
        assert server.call_count == 12
