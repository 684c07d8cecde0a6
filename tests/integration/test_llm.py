"""The OpenAI-compatible model: every failure is one plain sentence, and nothing secret leaves it."""

import asyncio
import logging
import subprocess
import sys
from dataclasses import replace

import pytest

from digests.errors import ModelError
from digests.llm.openai_model import OpenAIModel
from digests.ports import Prompt
from tests.fakes import llm_answers as answers
from tests.fakes.llm_server import LlmServer

KEY = "loopback-secret-0123456789"
SCHEMA = {
    "type": "object",
    "properties": {"headline": {"type": "string"}},
    "required": ["headline"],
    "additionalProperties": False,
}
SYSTEM, USER = "Answer in JSON.", "海港城的渡轮"
PROMPT = Prompt(SYSTEM, USER, "test", SCHEMA)


def _model(server: LlmServer, key: str = KEY) -> OpenAIModel:
    return OpenAIModel(api_key=key, base_url=server.base_url, model=server.model)


async def _ask(model: OpenAIModel) -> str:
    return (await model.answer(PROMPT)).text


async def _error(model: OpenAIModel) -> str:
    with pytest.raises(ModelError) as raised:
        await _ask(model)
    await model.aclose()
    return str(raised.value)


async def test_an_answer_comes_with_its_cost() -> None:
    async with LlmServer(api_key=KEY, schema="required") as server:
        server.queue({"headline": "x"})
        model = _model(server)
        answer = await model.answer(PROMPT)
        await model.aclose()
    assert answer.text == '{"headline": "x"}'
    assert (answer.input_tokens, answer.output_tokens) > (0, 0)
    assert server.requests[0].schema == SCHEMA
    assert server.requests[0].prompt == f"{SYSTEM}\n{USER}"


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (answers.refusal(), "refused"),
        (answers.Answer("x", finish_reason="content_filter"), "refused"),
        (answers.empty(), "empty"),
        (answers.text("  \n"), "empty"),
        (answers.truncated({"headline": "x"}), "cut off"),
        (answers.no_choices(), "no completion"),
        (answers.web_page(), "no completion"),
        (answers.Answer(raw="null"), "no completion"),
        (answers.status(400, message=f"bad {KEY}: {USER}"), "HTTP status 400"),
        (answers.status(401, message=f"bad {KEY}"), "API key"),
        (answers.status(403), "API key"),
        (answers.status(404), "no such model"),
    ],
)
async def test_a_useless_answer_is_one_sentence_without_secrets(answer: answers.Answer, words: str) -> None:
    async with LlmServer(api_key=KEY) as server:
        server.queue(answer)
        said = await _error(_model(server))
    assert words in said
    assert KEY not in said
    assert USER not in said
    assert "\n" not in said


@pytest.mark.parametrize(
    ("failure", "retry_after_s", "is_unbilled"),
    [
        (answers.status(429, retry_after_s=7), 7.0, True),
        (answers.status(429, retry_after_s=0), 0.0, True),
        (answers.status(500), None, True),
        (answers.status(503), None, True),
        (answers.dropped(), None, False),
        (answers.interrupted({"headline": "x"}), None, False),
    ],
)
async def test_a_passing_failure_of_the_server_says_so_and_when_to_ask_again(
    failure: answers.Answer, retry_after_s: float | None, *, is_unbilled: bool
) -> None:
    """One request each: who asks again, and whether it can be paid, is decided elsewhere."""
    async with LlmServer(api_key=KEY) as server:
        server.queue(failure, failure)
        model = _model(server)
        with pytest.raises(ModelError) as raised:
            await _ask(model)
        await model.aclose()
        assert server.call_count == 1
    error = raised.value
    assert (error.is_servers, error.is_passing, error.retry_after_s) == (True, True, retry_after_s)
    assert error.is_unbilled == is_unbilled


@pytest.mark.parametrize("answer", [answers.refusal(), answers.truncated({"headline": "x"}), answers.empty()])
async def test_a_useless_answer_tells_the_tokens_that_it_cost(answer: answers.Answer) -> None:
    async with LlmServer(api_key=KEY) as server:
        server.queue(answer)
        model = _model(server)
        with pytest.raises(ModelError) as raised:
            await _ask(model)
        await model.aclose()
    assert raised.value.input_tokens > 0
    assert (raised.value.is_servers, raised.value.is_passing) == (False, False)


async def test_a_date_to_ask_again_counts_from_the_servers_own() -> None:
    wait = {"Retry-After": "Sun, 22 Nov 2026 08:00:30 GMT", "Date": "Sun, 22 Nov 2026 08:00:00 GMT"}
    async with LlmServer(api_key=KEY) as server:
        server.queue(replace(answers.status(503), headers=wait))
        model = _model(server)
        with pytest.raises(ModelError) as raised:
            await _ask(model)
        await model.aclose()
    assert raised.value.retry_after_s == 30.0


async def test_a_server_that_does_not_answer_is_waited_for_as_long_as_said() -> None:
    async with LlmServer(api_key=KEY) as server:
        never = asyncio.Event()
        server.queue(answers.held(never))
        impatient = OpenAIModel(api_key=KEY, base_url=server.base_url, model=server.model, timeout_s=0.1)
        assert "in time" in await _error(impatient)
        assert server.call_count == 1


async def test_an_answer_is_asked_for_under_the_name_of_the_limit_that_the_server_knows() -> None:
    complaint = "Unsupported parameter: 'max_tokens' is not supported with this model. Use 'max_completion_tokens'."
    async with LlmServer(api_key=KEY) as server:
        server.queue(answers.status(400, message=complaint), {"headline": "x"})
        model = _model(server)
        await _otherwise(model)
        assert await _ask(model) == '{"headline": "x"}'
        await model.aclose()
        assert server.requests[0].body["max_tokens"] == 2000
        assert server.requests[1].body["max_completion_tokens"] == 2000


async def _otherwise(model: OpenAIModel) -> None:
    """A question that the server wants in another form: it costs nothing and is asked again at once."""
    with pytest.raises(ModelError) as raised:
        await _ask(model)
    assert (raised.value.is_passing, raised.value.is_unbilled, raised.value.is_servers) == (True, True, False)


async def test_a_server_that_is_not_there_is_one_sentence() -> None:
    async with LlmServer() as server:
        gone = _model(server)
    assert "cannot be reached" in await _error(gone)


@pytest.mark.parametrize("base_url", ["http://[", "nonsense", "http://127.0.0.1:99999/v1", "ftp://127.0.0.1/"])
async def test_an_address_that_is_none_is_one_sentence(base_url: str) -> None:
    assert "model server" in await _error(OpenAIModel(api_key=KEY, base_url=base_url, model="m"))


async def test_a_key_that_no_header_can_hold_is_one_sentence() -> None:
    async with LlmServer() as server:
        assert "钥匙" not in await _error(_model(server, "钥匙\n"))


async def test_a_local_server_needs_no_key() -> None:
    async with LlmServer(api_key="none") as server:
        server.queue({"headline": "x"})
        model = _model(server, "")
        assert await _ask(model) == '{"headline": "x"}'
        await model.aclose()


async def test_a_server_without_schemas_is_asked_for_an_object_from_then_on() -> None:
    async with LlmServer(api_key=KEY, schema="refused") as server:
        server.queue({"headline": "a"}, {"headline": "b"})
        model = _model(server)
        await _otherwise(model)
        assert [await _ask(model), await _ask(model)] == ['{"headline": "a"}', '{"headline": "b"}']
        await model.aclose()
        forms = [request.body.get("response_format") for request in server.requests]
    assert forms[1:] == [{"type": "json_object"}] * 2
    assert '"headline"' in server.requests[-1].prompt


async def test_a_closed_model_opens_again() -> None:
    async with LlmServer(api_key=KEY) as server:
        server.queue({"headline": "a"}, {"headline": "b"})
        model = _model(server)
        await _ask(model)
        await model.aclose()
        assert await _ask(model) == '{"headline": "b"}'
        await model.aclose()


async def test_no_log_line_at_any_level_holds_the_key_or_an_address(caplog: pytest.LogCaptureFixture) -> None:
    async with LlmServer(api_key=KEY) as server:
        server.queue({"headline": "x"}, answers.status(500))
        model = _model(server)
        with caplog.at_level(logging.DEBUG):
            await _ask(model)
            assert "HTTP status 500" in await _error(model)
        assert server.call_count == 2
        told = [str(vars(record)) for record in caplog.records]
        assert not [line for line in told if KEY in line or server.base_url in line or USER in line]


def test_openai_is_imported_only_when_a_model_is_asked() -> None:
    program = """if True:
        import sys
        from digests.llm.openai_model import OpenAIModel
        OpenAIModel(api_key="", base_url=None, model="m")
        print("openai" in sys.modules)
    """
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)  # noqa: S603 - our own program
    assert done.stdout.strip() == "False"
