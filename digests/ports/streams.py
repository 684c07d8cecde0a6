"""A model that can be read while it writes, as the inside sees it."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Protocol

from digests.ports.edges import LanguageModel, ModelAnswer

OnText = Callable[[str], Awaitable[None]]
"""Takes the next piece of a text that is being written."""


class StreamingModel(LanguageModel, Protocol):
    """A chat completions model whose answers can be read as they are written."""

    async def stream(  # noqa: PLR0913 - what a model is asked, and who reads along
        self,
        system: str,
        user: str,
        *,
        schema_name: str,
        schema: Mapping[str, object],
        on_text: OnText,
        most_output_tokens: int = 2000,
    ) -> ModelAnswer:
        """The whole of a JSON text that should follow the JSON `schema`, after `on_text` has had every piece of it.

        Raises `ModelError`; what `on_text` had until then was written all the same.
        """
        ...
