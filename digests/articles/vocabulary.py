"""The words and patterns of `markup.toml` and `lines.toml`: what is known of the habits of publishers."""

import tomllib
from functools import cache
from importlib.resources import files


def markup_words(table: str, key: str) -> frozenset[str]:
    """The words of `key` in a table of `markup.toml`; for a key that ends in `_pairs`, pairs of words."""
    value = _read("markup.toml")[table][key]
    return frozenset(" ".join(pair.split()) for pair in (value.split(",") if key.endswith("_pairs") else value.split()))


def line_patterns(key: str) -> str:
    """The patterns of `key` in `lines.toml` as one alternative."""
    return "|".join(_read("lines.toml")["lines"][key])


@cache
def _read(name: str) -> dict[str, dict[str, str]]:
    return tomllib.loads(files("digests.articles").joinpath(name).read_text("utf-8"))
