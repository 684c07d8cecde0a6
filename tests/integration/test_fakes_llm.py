"""The chat completions server speaks OpenAI's form, and goes wrong in each way on request."""

import asyncio
import json
from collections.abc import AsyncIterator

import openai
import pytest
from aiohttp import ClientSession
from openai import AsyncOpenAI
from openai.types.chat import ChatCompletion

from tests.fakes import llm_answers
from tests.fakes.llm_answers import document, fenced, held, status, truncated, wrong_language
from tests.fakes.llm_server import Json, LlmServer, strict_faults

VALUE = {"headline": "夜航恢复", "ids": ["a1"], "n": 4}
STRICT = {
    "type": "object",
    "properties": {"headline": {"type": "string"}},
    "required": ["headline"],
    "additionalProperties": False,
}


@pytest.fixture
async def server() -> AsyncIterator[LlmServer]:
    async with LlmServer() as running:
        yield running


def connect(server: LlmServer, api_key: str = "") -> AsyncOpenAI:
    return AsyncOpenAI(base_url=server.base_url, api_key=api_key or server.api_key, max_retries=0)


async def complete(server: LlmServer, *, schema: Json | None = None, model: str = "") -> ChatCompletion:
    """Ask once; with a schema the request carries it, strictly."""
    async with connect(server) as client:
        messages = [{"role": "user", "content": "海港的消息"}]
        wrapper = {"name": "summary", "strict": True, "schema": schema}
        extra = {"response_format": {"type": "json_schema", "json_schema": wrapper}} if schema else {}
        return await client.post(
            "/chat/completions",
            cast_to=ChatCompletion,
            body={"model": model or server.model, "messages": messages, **extra},
        )


async def test_a_completion_has_content_and_usage_that_adds_up(server: LlmServer) -> None:
    server.queue("一则消息")
    answer = await complete(server)
    assert answer.choices[0].message.content == "一则消息"
    assert answer.choices[0].finish_reason == "stop"
    assert answer.usage is not None
    assert answer.usage.total_tokens == answer.usage.prompt_tokens + answer.usage.completion_tokens == 5


async def test_every_request_is_kept_with_its_headers_and_schema(server: LlmServer) -> None:
    server.queue(VALUE)
    answer = await complete(server, schema=STRICT)
    assert json.loads(answer.choices[0].message.content or "") == VALUE
    [seen] = server.requests
    assert (seen.prompt, seen.schema, server.call_count) == ("海港的消息", STRICT, 1)
    assert seen.headers["Authorization"] == f"Bearer {server.api_key}"


async def test_the_queue_comes_before_the_script_and_nothing_scripted_is_an_error() -> None:
    async with LlmServer(lambda body: f"model {body['model']}") as server:
        server.queue("first")
        contents = [(await complete(server)).choices[0].message.content for _ in range(2)]
        assert contents == ["first", f"model {server.model}"]
    async with LlmServer() as server:
        with pytest.raises(openai.InternalServerError, match="no answer is scripted"):
            await complete(server)


async def test_models_are_listed_and_other_paths_are_not_found(server: LlmServer) -> None:
    async with connect(server) as client:
        assert [model.id async for model in client.models.list()] == [server.model]
        with pytest.raises(openai.NotFoundError):
            await client.embeddings.create(model=server.model, input="x")
    assert server.call_count == 0


async def test_a_wrong_key_or_model_is_refused(server: LlmServer) -> None:
    async with connect(server, "wrong") as client:
        with pytest.raises(openai.AuthenticationError):
            await client.models.list()
    with pytest.raises(openai.BadRequestError, match="does not exist"):
        await complete(server, model="unknown")


async def test_a_request_that_is_no_completion_request_is_refused(server: LlmServer) -> None:
    """No JSON, no messages, a schema without its name: 400 with a reason."""
    server.queue("never sent")
    message = {"role": "user", "content": "x"}
    base: Json = {"model": server.model, "messages": [message]}
    bodies = [base | {"messages": []}, base | {"response_format": {"type": "json_schema"}}]
    headers = {"Authorization": f"Bearer {server.api_key}", "Content-Type": "application/json"}
    async with ClientSession(headers=headers) as client:
        for body in ["{", *(json.dumps(body) for body in bodies)]:
            async with client.post(f"{server.base_url}/chat/completions", data=body) as response:
                assert response.status == 400
                assert (await response.json())["error"]["message"]


async def test_a_server_may_demand_or_refuse_a_schema() -> None:
    async with LlmServer(lambda _: VALUE, schema="required") as server:
        await complete(server, schema=STRICT)
        with pytest.raises(openai.BadRequestError, match="json_schema"):
            await complete(server)
    async with LlmServer(lambda _: VALUE, schema="refused") as server:
        await complete(server)
        with pytest.raises(openai.BadRequestError, match="not supported"):
            await complete(server, schema=STRICT)


async def test_a_strict_schema_must_close_every_object(server: LlmServer) -> None:
    server.queue(VALUE)
    with pytest.raises(openai.BadRequestError, match="additionalProperties"):
        await complete(server, schema=STRICT | {"additionalProperties": True})
    nested: Json = {"type": "array", "items": STRICT | {"required": []}}
    assert list(strict_faults(nested)) == [
        "In context=(/items), 'required' must be an array including every key in properties."
    ]


@pytest.mark.parametrize("name", ["malformed", "essay", "html_page", "empty"])
async def test_an_answer_that_is_no_json_does_not_parse(server: LlmServer, name: str) -> None:
    server.queue(getattr(llm_answers, name)())
    answer = await complete(server)
    with pytest.raises(json.JSONDecodeError):
        json.loads(answer.choices[0].message.content or "")


async def test_json_may_come_fenced_cut_off_or_in_another_language(server: LlmServer) -> None:
    server.queue(fenced(VALUE), truncated(VALUE), wrong_language(VALUE))
    first, second, third = [(await complete(server)).choices[0] for _ in range(3)]
    assert (first.message.content or "").split("```")[1] == "json\n" + (document(VALUE).content or "") + "\n"
    assert second.finish_reason == "length"
    assert (document(VALUE).content or "").startswith(second.message.content or "no content")
    assert json.loads(third.message.content or "") == VALUE | {"headline": llm_answers.FOREIGN}


async def test_a_refusal_has_no_content_and_a_page_is_no_completion(server: LlmServer) -> None:
    server.queue(llm_answers.refusal(), llm_answers.no_choices(), llm_answers.web_page())
    refused = (await complete(server)).choices[0].message
    assert (refused.content, bool(refused.refusal)) == (None, True)
    assert (await complete(server)).choices == []
    assert "<html>" in str(await complete(server))


async def test_an_error_carries_its_status_and_when_to_try_again(server: LlmServer) -> None:
    server.queue(status(429, retry_after_s=3), status(500))
    with pytest.raises(openai.RateLimitError) as caught:
        await complete(server)
    assert caught.value.response.headers["Retry-After"] == "3"
    with pytest.raises(openai.InternalServerError):
        await complete(server)


async def test_a_held_answer_comes_when_it_is_released(server: LlmServer) -> None:
    release = asyncio.Event()
    server.queue(held(release, document(VALUE)))
    waiting = asyncio.create_task(complete(server))
    await server.wait_for_request()
    assert not waiting.done()
    release.set()
    assert (await waiting).choices[0].message.content == document(VALUE).content


async def test_an_answer_never_released_times_out(server: LlmServer) -> None:
    server.queue(held(asyncio.Event()))
    async with AsyncOpenAI(base_url=server.base_url, api_key=server.api_key, max_retries=0, timeout=0.05) as client:
        with pytest.raises(openai.APITimeoutError):
            await client.chat.completions.create(model=server.model, messages=[{"role": "user", "content": "x"}])


async def test_a_dropped_connection_is_a_connection_error(server: LlmServer) -> None:
    server.queue(llm_answers.dropped())
    with pytest.raises(openai.APIConnectionError):
        await complete(server)
