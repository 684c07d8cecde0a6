"""The LanguageModel port over any OpenAI-compatible chat completions server."""

import asyncio
import json
import logging
import re
from collections.abc import Mapping
from enum import IntEnum
from typing import TYPE_CHECKING

from digests.errors import ModelError
from digests.ports import LanguageModel, ModelAnswer

if TYPE_CHECKING:
    from openai import AsyncOpenAI, Omit, OpenAIError
    from openai.types.chat import ChatCompletion
    from openai.types.chat.completion_create_params import ResponseFormat

OPENAI_URL = "https://api.openai.com/v1"

_MAX_RETRIES = 2
_DEADLINE_S = 120.0  # retries and the waits that a server asks for included: a reader may be waiting for the digest

# Local servers take any key, and the client insists on one.
_NO_KEY = "none"
# What servers name when they refuse a `response_format`: OpenAI, vLLM, llama.cpp and their proxies.
_FORMAT_COMPLAINT = re.compile(r"response_format|json_schema|json_object|structured|schema|grammar", re.IGNORECASE)
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


class OpenAIModel(LanguageModel):
    """`LanguageModel` over one `openai.AsyncOpenAI`, made at the first question and kept.

    `base_url` None is OpenAI's own. `api_key` may be empty for a local server. Each try may take `timeout_s`; two
    retries honour Retry-After; the whole takes two minutes at most. A server that refuses JSON schemas is asked for a
    JSON object from then on, and one that refuses that too for plain text, with the schema in the instructions.
    """

    def __init__(self, *, api_key: str, base_url: str | None, model: str, timeout_s: float = 30.0) -> None:
        self._api_key = api_key or _NO_KEY
        self._base_url = base_url or OPENAI_URL
        self._model = model
        self._timeout_s = timeout_s
        self._form = _Form.SCHEMA
        self._client: AsyncOpenAI | None = None

    async def answer(self, system: str, user: str, *, schema_name: str, schema: Mapping[str, object]) -> ModelAnswer:
        """A JSON text that should follow `schema`.

        Raises `ModelError`, whose sentence holds neither the key nor any text sent or received: the server cannot be
        reached, says no, is too slow, or its answer is refused, empty, cut off or no completion.
        """
        try:
            async with asyncio.timeout(_DEADLINE_S):
                return _read(await self._complete(system, user, schema_name, schema))
        except TimeoutError:
            raise ModelError(f"the model server took longer than {_DEADLINE_S:.0f} seconds") from None

    async def aclose(self) -> None:
        """Close its connections; the next question opens new ones."""
        client, self._client = self._client, None
        if client is not None:
            await client.close()

    async def _complete(self, system: str, user: str, name: str, schema: Mapping[str, object]) -> "ChatCompletion":
        # Imported when first used: half a second and 49 MB, measured.
        from openai import OpenAIError

        form = self._form
        while True:
            try:
                return await self._ask(form, system, user, name, schema)
            except OpenAIError as error:
                if form is _Form.PLAIN or not _complains_of_format(error):
                    raise ModelError(_reason(error)) from None
                form = _Form(form + 1)
                self._form = max(self._form, form)
            except Exception:  # the client lets through what its transport raises for a body, address or key
                raise ModelError("the model server's address, key or answer cannot be read") from None

    async def _ask(
        self, form: _Form, system: str, user: str, name: str, schema: Mapping[str, object]
    ) -> "ChatCompletion":
        if form is not _Form.SCHEMA:
            system = f"{system}\n\nThe JSON schema:\n{json.dumps(schema, ensure_ascii=False)}"
        return await self._opened().chat.completions.create(
            model=self._model,
            messages=[{"role": "system", "content": system}, {"role": "user", "content": user}],
            response_format=_response_format(form, name, schema),
        )

    def _opened(self) -> "AsyncOpenAI":
        if self._client is None:
            from openai import AsyncOpenAI

            _quieten()
            self._client = AsyncOpenAI(
                api_key=self._api_key, base_url=self._base_url, timeout=self._timeout_s, max_retries=_MAX_RETRIES
            )
        return self._client


def _quieten() -> None:
    """Their debug lines hold headers and whole addresses, and an address may hold a password."""
    for name in ("openai", "httpx2", "httpcore2"):
        logging.getLogger(name).setLevel(logging.WARNING)


def _response_format(form: _Form, name: str, schema: Mapping[str, object]) -> "ResponseFormat | Omit":
    from openai import omit

    if form is _Form.SCHEMA:
        return {"type": "json_schema", "json_schema": {"name": name, "schema": dict(schema), "strict": True}}
    return {"type": "json_object"} if form is _Form.OBJECT else omit


def _complains_of_format(error: "OpenAIError") -> bool:
    """Whether the server understood the question and cannot answer in the form asked for."""
    from openai import APIStatusError

    return (
        isinstance(error, APIStatusError)
        and error.status_code in (400, 422)
        and _FORMAT_COMPLAINT.search(error.message) is not None
    )


def _reason(error: "OpenAIError") -> str:
    """One sentence of ours: theirs may quote the key, and the server's may quote the question."""
    from openai import APIConnectionError, APIStatusError, APITimeoutError

    if isinstance(error, APITimeoutError):
        return "the model server did not answer in time"
    if isinstance(error, APIConnectionError):
        return "the model server cannot be reached, or it broke the connection"
    if isinstance(error, APIStatusError):
        return _REFUSALS.get(error.status_code, f"the model server answered with HTTP status {error.status_code}")
    return "the model server's answer cannot be used"


def _read(completion: "ChatCompletion") -> ModelAnswer:
    """The text of a completion. The client builds one of whatever JSON came, so nothing is taken for granted."""
    choices = getattr(completion, "choices", None)
    if not isinstance(choices, list) or not choices:
        raise ModelError("the model server answered with something that is no completion")
    choice = choices[0]
    message = getattr(choice, "message", None)
    content = getattr(message, "content", None)
    if getattr(message, "refusal", None) or getattr(choice, "finish_reason", None) == "content_filter":
        raise ModelError("the model refused to answer")
    if getattr(choice, "finish_reason", None) == "length":
        raise ModelError("the model's answer was cut off at its length limit")
    if not isinstance(content, str) or not content.strip():
        raise ModelError("the model's answer was empty")
    usage = getattr(completion, "usage", None)
    return ModelAnswer(content, _tokens(usage, "prompt_tokens"), _tokens(usage, "completion_tokens"))


def _tokens(usage: object, name: str) -> int:
    count = getattr(usage, name, None)
    return count if isinstance(count, int) and count > 0 else 0
