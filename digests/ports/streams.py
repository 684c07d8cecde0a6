"""A model that can be read while it writes, as the inside sees it."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Protocol

from digests.ports.edges import ModelAnswer

OnText = Callable[[str], Awaitable[None]]
"""Takes the next piece of a text that is being written."""


class StreamingModel(Protocol):
    """Any chat completions model whose answers are read as they are written."""

    async def stream(
        self, system: str, user: str, *, schema_name: str, schema: Mapping[str, object], on_text: OnText
    ) -> ModelAnswer:
        """The whole of a JSON text that should follow the JSON `schema`, after `on_text` has had every piece of it.

        Raises `ModelError`; what `on_text` had until then was written all the same.
        """
        ...
