"""The StreamingModel port over any OpenAI-compatible chat completions server."""

import asyncio
import json
import logging
import re
from collections.abc import Awaitable, Callable, Mapping
from email.utils import parsedate_to_datetime
from enum import IntEnum
from typing import TYPE_CHECKING, TypeVar

from digests.errors import ModelError
from digests.llm.chunks import read_chunks
from digests.ports import ModelAnswer, OnText, Prompt, StreamingModel

if TYPE_CHECKING:
    from openai import AsyncOpenAI, AsyncStream, Omit, OpenAIError
    from openai.types.chat import ChatCompletion, ChatCompletionChunk, ChatCompletionMessageParam
    from openai.types.chat.completion_create_params import ResponseFormat

T = TypeVar("T")

OPENAI_URL = "https://api.openai.com/v1"

# Local servers take any key, and the client insists on one.
_NO_KEY = "none"
# What servers name when they refuse a `response_format`: OpenAI, vLLM, llama.cpp and their proxies.
_FORMAT_COMPLAINT = re.compile(r"response_format|json_schema|json_object|structured|schema|grammar", re.IGNORECASE)
_LONGEST_COMPLAINT = 500
_LONGEST_STREAM_S = 60.0  # who reads along waits as long as for a page, and no longer
# Failures of the server or of its configuration, and of these the ones that pass by themselves.
_SERVERS_OWN = frozenset((401, 403, 404, 408, 409, 429))
_PASSING = frozenset((408, 409, 429))
_ASK_AGAIN: Mapping[str, bool] = {"is_passing": True, "is_unbilled": True}
_REFUSALS = {
    401: "the model server does not accept the API key",
    403: "the model server does not let this API key use the model",
    404: "the model server knows no such model or address",
    429: "the model server's rate limit or quota is used up",
}


class _Form(IntEnum):
    """How an answer in JSON is asked for, the surest first. Not every server knows every form."""

    SCHEMA = 0
    OBJECT = 1
    PLAIN = 2


class OpenAIModel(StreamingModel):
    """`StreamingModel` over one `openai.AsyncOpenAI`, made at the first question and kept.

    `base_url` None is OpenAI's own. `api_key` may be empty for a local server. An answer is one request and may take
    `timeout_s`; who asks again, and when, is the caller's business. A server that refuses JSON schemas is asked for a
    JSON object from then on, and one that refuses that too for plain text, with the schema in the instructions; the
    same for the two names of the limit of an answer's length. Such a refusal is a passing failure.
    """

    def __init__(self, *, api_key: str, base_url: str | None, model: str, timeout_s: float = 30.0) -> None:
        self._api_key = api_key or _NO_KEY
        self._base_url = base_url or OPENAI_URL
        self._model = model
        self._timeout_s = timeout_s
        self._form = _Form.SCHEMA
        self._streams = True
        # OpenAI's newest models know only the second name, and most other servers only the first.
        self._limit_name = "max_completion_tokens" if self._base_url == OPENAI_URL else "max_tokens"
        self._client: AsyncOpenAI | None = None

    async def answer(self, prompt: Prompt) -> ModelAnswer:
        """A JSON text that should follow the prompt's schema, by one request.

        Raises `ModelError`, whose sentence holds neither the key nor any text sent or received: the server cannot be
        reached, says no, is too slow, or its answer is refused, empty, cut off or no completion.
        """
        return _read(await self._timely(lambda: self._ask(prompt)))

    async def stream(self, prompt: Prompt, on_text: OnText) -> ModelAnswer:
        """The same, while it is written: `on_text` gets every piece as it comes. Raises `ModelError`.

        A server that does not stream is asked for the whole from then on, which is then the one piece.
        """
        if not self._streams:
            whole = await self.answer(prompt)
            await on_text(whole.text)
            return whole
        chunks = await self._timely(lambda: self._ask_stream(prompt))
        try:
            async with asyncio.timeout(_LONGEST_STREAM_S):
                return await read_chunks(aiter(chunks), on_text)
        except TimeoutError:
            raise ModelError("the model server did not come to an end", is_servers=True) from None
        finally:
            await chunks.close()

    async def _timely(self, ask: Callable[[], Awaitable[T]]) -> T:
        """What `ask` gives within the time allowed. Raises `ModelError` for everything that goes wrong."""
        # Imported when first used: half a second and 49 MB, measured.
        from openai import OpenAIError

        try:
            self._opened()  # which takes its time at first, and none of the server's
            async with asyncio.timeout(self._timeout_s):  # a body that drips in takes no longer either
                return await ask()
        except TimeoutError:
            raise ModelError("the model server did not answer in time", is_servers=True, is_passing=True) from None
        except OpenAIError as error:
            if self._asks_otherwise(error):
                raise ModelError("the model server wants to be asked otherwise", **_ASK_AGAIN) from None
            raise _failure(error) from None
        except Exception:  # the client lets through what its transport raises for a body, address or key
            raise ModelError("the model server's address, key or answer cannot be read") from None

    async def aclose(self) -> None:
        """Close its connections; the next question opens new ones."""
        client, self._client = self._client, None
        if client is not None:
            await client.close()

    async def _ask(self, asked: Prompt) -> "ChatCompletion":
        return await self._opened().chat.completions.create(
            model=self._model,
            messages=_messages(self._form, asked),
            response_format=_response_format(self._form, asked.schema_name, asked.schema),
            extra_body={self._limit_name: asked.most_output_tokens},
        )

    async def _ask_stream(self, asked: Prompt) -> "AsyncStream[ChatCompletionChunk]":
        return await self._opened().chat.completions.create(
            model=self._model,
            messages=_messages(self._form, asked),
            response_format=_response_format(self._form, asked.schema_name, asked.schema),
            extra_body={self._limit_name: asked.most_output_tokens},
            stream=True,
            stream_options={"include_usage": True},
        )

    def _asks_otherwise(self, error: "OpenAIError") -> bool:
        """Whether the server understood the question and wants it in another form, which is taken from now on."""
        complaint = _complaint_of(error)
        if self._limit_name in complaint and len(complaint) < _LONGEST_COMPLAINT:
            self._limit_name = "max_tokens" if self._limit_name != "max_tokens" else "max_completion_tokens"
            return True
        if self._streams and "stream" in complaint.lower():
            self._streams = False
            return True
        if self._form is not _Form.PLAIN and _FORMAT_COMPLAINT.search(complaint):
            self._form = _Form(self._form + 1)
            return True
        return False

    def _opened(self) -> "AsyncOpenAI":
        if self._client is None:
            from openai import AsyncOpenAI

            _quieten()
            self._client = AsyncOpenAI(
                api_key=self._api_key, base_url=self._base_url, timeout=self._timeout_s, max_retries=0
            )
        return self._client


def _messages(form: _Form, asked: Prompt) -> "list[ChatCompletionMessageParam]":
    system = asked.system
    if form is not _Form.SCHEMA:
        system = f"{system}\n\nThe JSON schema:\n{json.dumps(asked.schema, ensure_ascii=False)}"
    return [{"role": "system", "content": system}, {"role": "user", "content": asked.user}]


def _quieten() -> None:
    """Their debug lines hold headers and whole addresses, and an address may hold a password."""
    for name in ("openai", "httpx2", "httpcore2"):
        logging.getLogger(name).setLevel(logging.WARNING)


def _response_format(form: _Form, name: str, schema: Mapping[str, object]) -> "ResponseFormat | Omit":
    from openai import omit

    if form is _Form.SCHEMA:
        return {"type": "json_schema", "json_schema": {"name": name, "schema": dict(schema), "strict": True}}
    return {"type": "json_object"} if form is _Form.OBJECT else omit


def _complaint_of(error: "OpenAIError") -> str:
    """What the server says of a question that it does not take; empty for every other error."""
    from openai import APIStatusError

    return error.message if isinstance(error, APIStatusError) and error.status_code in (400, 422) else ""


def _failure(error: "OpenAIError") -> ModelError:
    """One sentence of ours: theirs may quote the key, and the server's may quote the question."""
    from openai import APIConnectionError, APIStatusError, APITimeoutError

    if isinstance(error, APITimeoutError):
        return ModelError("the model server did not answer in time", is_servers=True, is_passing=True)
    if isinstance(error, APIConnectionError):
        reason = "the model server cannot be reached, or it broke the connection"
        return ModelError(reason, is_servers=True, is_passing=True)
    if not isinstance(error, APIStatusError):
        return ModelError("the model server's answer cannot be used")
    status = error.status_code
    return ModelError(
        _REFUSALS.get(status, f"the model server answered with HTTP status {status}"),
        is_servers=status in _SERVERS_OWN or status >= 500,
        is_passing=status in _PASSING or status >= 500,
        is_unbilled=True,
        retry_after_s=_retry_after_s(error.response.headers),
    )


def _retry_after_s(headers: Mapping[str, str]) -> float | None:
    """Seconds, or a date, counted from the server's own; None where the server says neither (RFC 9110, 10.2.3)."""
    wanted = headers.get("retry-after", "")
    if re.fullmatch(r"\d{1,6}(?:\.\d+)?", wanted):
        return float(wanted)
    try:
        wait = parsedate_to_datetime(wanted) - parsedate_to_datetime(headers.get("date", ""))
    except (TypeError, ValueError):  # no date, or one with a zone and one without
        return None
    return max(0.0, wait.total_seconds())


def _read(completion: "ChatCompletion") -> ModelAnswer:
    """The text of a completion. The client builds one of whatever JSON came, so nothing is taken for granted."""
    usage = getattr(completion, "usage", None)
    tokens = _tokens(usage, "prompt_tokens"), _tokens(usage, "completion_tokens")
    choices = getattr(completion, "choices", None)
    if not isinstance(choices, list) or not choices:
        raise _useless("the model server answered with something that is no completion", tokens)
    choice = choices[0]
    message = getattr(choice, "message", None)
    content = getattr(message, "content", None)
    if getattr(message, "refusal", None) or getattr(choice, "finish_reason", None) == "content_filter":
        raise _useless("the model refused to answer", tokens)
    if getattr(choice, "finish_reason", None) == "length":
        raise _useless("the model's answer was cut off at its length limit", tokens)
    if not isinstance(content, str) or not content.strip():
        raise _useless("the model's answer was empty", tokens)
    return ModelAnswer(content, *tokens)


def _useless(reason: str, tokens: tuple[int, int]) -> ModelError:
    """An answer that came and was paid for."""
    return ModelError(reason, input_tokens=tokens[0], output_tokens=tokens[1])


def _tokens(usage: object, name: str) -> int:
    count = getattr(usage, name, None)
    return count if isinstance(count, int) and count > 0 else 0
