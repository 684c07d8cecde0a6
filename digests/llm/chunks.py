"""An answer while a server writes it, piece by piece."""

from collections.abc import AsyncIterator
from typing import TYPE_CHECKING

from digests.errors import ModelError
from digests.ports import ModelAnswer, OnText

if TYPE_CHECKING:
    from openai.types.chat import ChatCompletionChunk

_BROKE_OFF = "the model server broke off in the middle of its answer"
_EMPTY = "the model's answer was empty"
_ENDINGS = {
    "length": "the model's answer was cut off at its length limit",
    "content_filter": "the model refused to answer",
}


async def read_chunks(chunks: AsyncIterator["ChatCompletionChunk"], on_text: OnText) -> ModelAnswer:
    """The whole answer, after `on_text` has had each piece.

    Raises `ModelError` when it is broken off, too long, refused or empty. What `on_text` raises passes through.
    """
    text, ending, tokens = "", None, (0, 0)
    while (chunk := await _next(chunks)) is not None:
        piece, refused, finish = _piece(chunk)
        ending = "content_filter" if refused else finish or ending
        tokens = _tokens(chunk) or tokens
        if piece:
            text += piece
            await on_text(piece)
    if ending != "stop" or not text.strip():
        reason = _EMPTY if ending == "stop" else _ENDINGS.get(ending or "", _BROKE_OFF)
        raise ModelError(reason, is_servers=ending is None, input_tokens=tokens[0], output_tokens=tokens[1])
    return ModelAnswer(text, *tokens)


async def _next(chunks: AsyncIterator["ChatCompletionChunk"]) -> "ChatCompletionChunk | None":
    try:
        return await anext(chunks)
    except StopAsyncIteration:
        return None
    except Exception:  # the client lets through what its transport and its JSON reader raise
        raise ModelError(_BROKE_OFF, is_servers=True) from None


def _piece(chunk: "ChatCompletionChunk") -> tuple[str, bool, str | None]:
    """The text of a chunk, whether it is a refusal, and why the answer ends with it. Whatever JSON came is borne."""
    choices = getattr(chunk, "choices", None)
    choice = choices[0] if isinstance(choices, list) and choices else None
    delta = getattr(choice, "delta", None)
    content, finish = getattr(delta, "content", None), getattr(choice, "finish_reason", None)
    return (
        content if isinstance(content, str) else "",
        bool(getattr(delta, "refusal", None)),
        finish if isinstance(finish, str) else None,
    )


def _tokens(chunk: "ChatCompletionChunk") -> tuple[int, int] | None:
    usage = getattr(chunk, "usage", None)
    counts = [getattr(usage, name, None) for name in ("prompt_tokens", "completion_tokens")]
    first, second = (count if isinstance(count, int) and count > 0 else 0 for count in counts)
    return (first, second) if usage else None
