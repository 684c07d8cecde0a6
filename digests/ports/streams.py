"""A model that can be read while it writes, as the inside sees it."""

from collections.abc import Awaitable, Callable
from typing import Protocol

from digests.ports.edges import LanguageModel, ModelAnswer, Prompt

OnText = Callable[[str], Awaitable[None]]
"""Takes the next piece of a text that is being written."""


class StreamingModel(LanguageModel, Protocol):
    """A chat completions model whose answers can be read as they are written."""

    async def stream(self, prompt: Prompt, on_text: OnText) -> ModelAnswer:
        """The whole of a JSON text that should follow the prompt's schema, after `on_text` has had every piece of it.

        Raises `ModelError`; what `on_text` had until then was written all the same.
        """
        ...
