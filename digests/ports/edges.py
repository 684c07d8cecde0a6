"""The network, the model and the chat, as the inside sees them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from digests.models import Document, Edition, EraseOutcome, Look, Part, SendOutcome, Validators


class Fetcher(Protocol):
    """Gets documents over HTTP."""

    async def fetch(self, address: str, validators: Validators) -> Document | None:
        """The document, or None when it has not changed since `validators`. Raises `SourceError`."""
        ...

    async def look(self, address: str, validators: Validators) -> Look:
        """The same with what the server said about asking again. Raises `SourceError`."""
        ...


class Poster(Protocol):
    """Posts forms over HTTP."""

    async def post(self, address: str, form: Mapping[str, str]) -> None:
        """Post a form that the server accepts. Raises `SourceError`."""
        ...


@dataclass(frozen=True, slots=True)
class ModelAnswer:
    """What a model wrote and what it cost in tokens."""

    text: str
    input_tokens: int = 0
    output_tokens: int = 0


@dataclass(frozen=True, slots=True)
class Prompt:
    """What is sent to a model: its instructions, the data, and the JSON schema that its answer should follow.

    The answer holds `most_output_tokens` at most.
    """

    system: str
    user: str
    schema_name: str
    schema: Mapping[str, object]
    most_output_tokens: int = 2000


class LanguageModel(Protocol):
    """Any chat completions model."""

    async def answer(self, prompt: Prompt) -> ModelAnswer:
        """A JSON text that should follow the prompt's schema. Raises `ModelError`."""
        ...


class Sender(Protocol):
    """Puts messages into chats."""

    async def send(self, chat_id: int, thread_id: int | None, part: Part) -> SendOutcome:
        """Send one message. Never raises for what Telegram or the network does: that is the outcome."""
        ...


class Eraser(Protocol):
    """Takes messages out of chats again."""

    async def erase(self, chat_id: int, message_id: int) -> EraseOutcome:
        """Delete one of our messages. Never raises for what Telegram or the network does: that is the outcome."""
        ...


class Renderer(Protocol):
    """Turns an edition into messages."""

    def __call__(self, edition: Edition) -> tuple[Part, ...]:
        """The parts in reading order, never empty for an edition with items."""
        ...
