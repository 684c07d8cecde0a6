"""A completion as server-sent events, in OpenAI's form, a few characters an event, with every way to break off."""

import json
from asyncio import Event
from collections.abc import Awaitable, Callable, Iterator

from aiohttp import web

from tests.fakes.llm_answers import Answer
from tests.fakes.loopback import cut

Json = dict[str, object]
PIECE = 7
"""Characters an event: no sentence, quotation or escape ends where an event does."""


async def stream(
    request: web.Request, completion: Json, answer: Answer, until: Callable[[Event], Awaitable[bool]]
) -> web.StreamResponse:
    """The events of `completion`, which holds `answer`, up to where the answer breaks off."""
    response = web.StreamResponse(headers={"Content-Type": "text/event-stream"})
    await response.prepare(request)
    content, sent = answer.content or "", 0
    for piece in _pieces(content[: answer.ends_after]):
        if answer.pause_until is not None and answer.pause_after is not None and sent >= answer.pause_after:
            await until(answer.pause_until)
        await _send(response, _chunk(completion, {"content": piece}))
        sent += len(piece)
    if answer.ends_after is not None:
        return response if answer.ends_politely else cut(request)
    if answer.refusal:
        await _send(response, _chunk(completion, {"refusal": answer.refusal}))
    if answer.choices:
        await _send(response, _chunk(completion, {}, answer.finish_reason))
    await _send(response, {**_head(completion), "choices": [], "usage": completion["usage"]})
    await response.write(b"data: [DONE]\n\n")
    return response


def _pieces(content: str) -> Iterator[str]:
    return (content[start : start + PIECE] for start in range(0, len(content), PIECE))


def _head(completion: Json) -> Json:
    return {name: completion[name] for name in ("id", "created", "model")} | {"object": "chat.completion.chunk"}


def _chunk(completion: Json, delta: Json, finish_reason: str | None = None) -> Json:
    return {**_head(completion), "choices": [{"index": 0, "delta": delta, "finish_reason": finish_reason}]}


async def _send(response: web.StreamResponse, event: Json) -> None:
    await response.write(f"data: {json.dumps(event, ensure_ascii=False)}\n\n".encode())
