"""A chat completions server on loopback, in OpenAI's form, that answers what a test scripts.

    async with LlmServer() as server:             # OPENAI_BASE_URL = server.base_url, OPENAI_API_KEY = server.api_key
        server.queue(document({"headline": "..."}), status(429, retry_after_s=1))
        ...
        server.requests[-1].body["messages"]          # what was asked; also .headers, .path, .schema
        server.call_count                             # completions asked for, refused ones too

Answers come from the queue first, then from `LlmServer(answer=callable)`, which gets the request's JSON and returns
an `Answer`, a text, or a value that becomes JSON; without either the answer is a 500 that says so. Ways to go wrong:
`tests.fakes.llm_answers`. `schema="required"` refuses requests without a JSON schema, `schema="refused"` those with
one, as many servers do; a strict schema must obey OpenAI's rules (every property required, `additionalProperties`
false) or gets a 400. `streams=False` refuses to stream. Served: POST `/v1/chat/completions`, GET `/v1/models`.
"""

import asyncio
import json
from collections import deque
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from aiohttp import web

from tests.fakes.llm_answers import Answer, document, error, status, text
from tests.fakes.llm_stream import stream
from tests.fakes.loopback import LoopbackServer, cut

Json = dict[str, object]
Script = Callable[[Json], object]
API_KEY = "loopback-key-of-the-tests"
MODEL = "loopback-small"
CREATED_AT = 1_700_000_000
CHARACTERS_A_TOKEN = 2


@dataclass(frozen=True, slots=True)
class Request:
    """One request as it came."""

    path: str
    headers: dict[str, str]
    body: Json

    @property
    def schema(self) -> Json | None:
        """The JSON schema that the answer shall have, or None."""
        wanted = _mapping(_mapping(self.body.get("response_format")).get("json_schema")).get("schema")
        return wanted if isinstance(wanted, dict) else None

    @property
    def prompt(self) -> str:
        """The contents of all messages, one after another."""
        return "\n".join(_contents(self.body))


class LlmServer(LoopbackServer):
    """See the module's description."""

    def __init__(
        self,
        answer: Script | None = None,
        *,
        schema: Literal["accepted", "required", "refused"] = "accepted",
        api_key: str = API_KEY,
        model: str = MODEL,
        streams: bool = True,
        port: int = 0,
    ) -> None:
        super().__init__(port=port)
        self.api_key = api_key
        self.model = model
        self.requests: list[Request] = []
        self._answer = answer
        self._schema = schema
        self._streams = streams
        self._queue: deque[object] = deque()

    @property
    def base_url(self) -> str:
        """What OPENAI_BASE_URL is set to."""
        return f"{self.url}/v1"

    @property
    def call_count(self) -> int:
        return sum(request.path == "/v1/chat/completions" for request in self.requests)

    def queue(self, *answers: object) -> None:
        """The next answers, in order: `Answer`s, texts, or values that become JSON."""
        self._queue.extend(answers)

    async def wait_for_request(self, *, count: int = 1, timeout_s: float = 5.0) -> Request:
        """The `count`-th request, as soon as it came, answered or not."""
        async with asyncio.timeout(timeout_s):
            while len(self.requests) < count:
                await self.changes.next()
        return self.requests[count - 1]

    async def handle(self, request: web.Request) -> web.StreamResponse:
        seen = Request(request.path, dict(request.headers), _read(await request.text()))
        self.requests.append(seen)
        self.changes.ring()
        if request.headers.get("Authorization") != f"Bearer {self.api_key}":
            return _respond(status(401, message="Incorrect API key provided."))
        if (request.method, request.path) == ("GET", "/v1/models"):
            model = {"id": self.model, "object": "model", "created": CREATED_AT, "owned_by": "loopback"}
            return web.json_response({"object": "list", "data": [model]})
        if (request.method, request.path) != ("POST", "/v1/chat/completions"):
            return _respond(status(404, message=f"Unknown request URL: {request.method} {request.path}."))
        complaint = self._complaint(seen)
        return await self._complete(request, seen, status(400, message=complaint) if complaint else self._next(seen))

    async def _complete(self, request: web.Request, seen: Request, answer: Answer) -> web.StreamResponse:
        released = answer.wait_for is None or await self.until(answer.wait_for)
        if answer.dropped or not released:
            return cut(request)
        if answer.status != 200 or answer.raw is not None:
            return _respond(answer)
        completion = self._completion(seen, answer)
        if answer.interrupted:
            return await self._break_off(request, json.dumps(completion))
        if seen.body.get("stream"):
            return await stream(request, completion, answer, self.until)
        return web.json_response(completion)

    async def _break_off(self, request: web.Request, body: str) -> web.StreamResponse:
        response = web.StreamResponse(headers={"Content-Type": "application/json", "Content-Length": str(len(body))})
        await response.prepare(request)
        await response.write(body[: len(body) // 2].encode())
        return cut(request)

    def _next(self, seen: Request) -> Answer:
        if self._queue:
            return _as_answer(self._queue.popleft())
        if self._answer is not None:
            return _as_answer(self._answer(seen.body))
        return status(500, message="no answer is scripted for this request")

    def _complaint(self, seen: Request) -> str:
        """Why this request is refused, or the empty string."""
        if seen.body.get("model") != self.model:
            return f"The model `{seen.body.get('model')}` does not exist"
        if not _contents(seen.body):
            return "Invalid 'messages': empty array. Expected an array with minimum length 1."
        if seen.body.get("stream") and not self._streams:
            return "streaming is not supported by this server"
        kind = _mapping(seen.body.get("response_format")).get("type")
        if kind == "json_schema" and self._schema == "refused":
            return "response_format type json_schema is not supported by this model"
        if kind != "json_schema" and self._schema == "required":
            return "this server answers only requests with a response_format of type json_schema"
        return _schema_complaint(seen) if kind == "json_schema" else ""

    def _completion(self, seen: Request, answer: Answer) -> Json:
        prompt, written = _tokens(seen.prompt), _tokens(answer.content or "")
        message = {"role": "assistant", "content": answer.content, "refusal": answer.refusal}
        choice = {"index": 0, "message": message, "finish_reason": answer.finish_reason, "logprobs": None}
        usage = {"prompt_tokens": prompt, "completion_tokens": written, "total_tokens": prompt + written}
        return {
            "id": f"chatcmpl-{self.call_count}",
            "object": "chat.completion",
            "created": CREATED_AT,
            "model": self.model,
            "choices": [choice] * answer.choices,
            "usage": usage,
        }


def strict_faults(schema: Json, at: str = "") -> Iterator[str]:
    """What OpenAI's strict mode refuses in a schema (guide "Structured outputs", supported schemas)."""
    if schema.get("type") == "object":
        properties = _mapping(schema.get("properties"))
        required = schema.get("required")
        if schema.get("additionalProperties") is not False:
            yield f"In context=({at}), 'additionalProperties' is required to be supplied and to be false."
        if sorted(properties) != sorted(required if isinstance(required, list) else []):
            yield f"In context=({at}), 'required' must be an array including every key in properties."
        for name, inner in properties.items():
            yield from strict_faults(_mapping(inner), f"{at}/{name}")
    if "items" in schema:
        yield from strict_faults(_mapping(schema["items"]), f"{at}/items")


def _schema_complaint(seen: Request) -> str:
    wrapper = _mapping(_mapping(seen.body.get("response_format")).get("json_schema"))
    if not wrapper.get("name") or seen.schema is None:
        return "Missing required parameter: 'response_format.json_schema'."
    fault = next(strict_faults(seen.schema), "") if wrapper.get("strict") else ""
    return f"Invalid schema for response_format '{wrapper['name']}': {fault}" if fault else ""


def _as_answer(scripted: object) -> Answer:
    if isinstance(scripted, Answer):
        return scripted
    return text(scripted) if isinstance(scripted, str) else document(scripted)


def _respond(answer: Answer) -> web.Response:
    if answer.raw is not None:
        return web.Response(text=answer.raw, content_type="text/html", headers=answer.headers)
    return web.json_response({"error": answer.error or error("")}, status=answer.status, headers=answer.headers)


def _read(body: str) -> Json:
    try:
        return _mapping(json.loads(body or "{}"))
    except ValueError:
        return {}


def _mapping(value: object) -> Json:
    return dict(value) if isinstance(value, Mapping) else {}


def _contents(body: Json) -> list[str]:
    messages = body.get("messages")
    return [str(m.get("content")) for m in messages if isinstance(m, dict)] if isinstance(messages, list) else []


def _tokens(written: str) -> int:
    """A steady reckoning, not a tokenizer's: half the characters, rounded up."""
    return -(-len(written) // CHARACTERS_A_TOKEN)
