"""Lines that a source hangs on its articles."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Repeated:
    """A line, by its mark, that stood in `articles` of the source's `of` articles so far."""

    mark: str
    text: str
    articles: int
    of: int
