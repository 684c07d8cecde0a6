"""What the Fluent files and the code say about texts, read without running either."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from fluent.syntax import FluentParser
from fluent.syntax import ast as fluent

from bot.texts import fluent_files
from digests.models import Language

ROOT = Path(__file__).resolve().parents[3]
TELLERS = frozenset(("texts", "plain", "tell", "RequestError"))
"""Names of what is called with a text's key."""


@cache
def messages(language: Language) -> dict[str, fluent.Message]:
    """Every message of a language's files by key; AssertionError for a line that Fluent cannot read."""
    entries = [entry for text in fluent_files(language) for entry in FluentParser().parse(text).body]
    junk = [entry.content for entry in entries if isinstance(entry, fluent.Junk)]
    assert not junk, f"{language}: {junk}"
    found = [entry for entry in entries if isinstance(entry, fluent.Message)]
    assert len(found) > 100, "the files were read"
    assert len({message.id.name for message in found}) == len(found), f"{language}: a key stands there twice"
    return {message.id.name: message for message in found}


def placeholders(node: object) -> frozenset[str]:
    """The names of all values that a message takes."""
    if isinstance(node, fluent.VariableReference):
        return frozenset((node.id.name,))
    if isinstance(node, list):
        return frozenset().union(*map(placeholders, node))
    if isinstance(node, fluent.BaseNode):
        return frozenset().union(*(placeholders(child) for child in vars(node).values()))
    return frozenset()


@cache
def code() -> list[ast.Module]:
    """The syntax trees of everything that may tell a person something."""
    paths = sorted([*ROOT.glob("bot/**/*.py"), *ROOT.glob("digests/**/*.py")])
    assert len(paths) > 50, "the sources were found"
    return [ast.parse(path.read_text(encoding="utf-8")) for path in paths]


def told_keys() -> frozenset[str]:
    """The keys that calls name outright."""
    calls = (node for tree in code() for node in ast.walk(tree) if isinstance(node, ast.Call) and node.args)
    found = frozenset(key for call in calls if _name(call.func) in TELLERS for key in _constants(call.args[0]))
    assert len(found) > 50, "calls were found"
    return found


def mentioned() -> tuple[frozenset[str], list[re.Pattern[str]]]:
    """Every text constant of the code, and a pattern for every f-string that could build a key."""
    nodes = [node for tree in code() for node in ast.walk(tree)]
    built = [_pattern(node) for node in nodes if isinstance(node, ast.JoinedStr)]
    constants = {node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str)}
    return frozenset(constants), [re.compile(pattern) for pattern in built if re.search("[a-z]-|-[a-z]", pattern)]


def _name(function: ast.expr) -> str:
    if isinstance(function, ast.Attribute):
        return function.attr
    return function.id if isinstance(function, ast.Name) else ""


def _constants(node: ast.expr) -> Iterator[str]:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.IfExp):
        yield from _constants(node.body)
        yield from _constants(node.orelse)


def _pattern(node: ast.JoinedStr) -> str:
    pieces = (part.value if isinstance(part, ast.Constant) else None for part in node.values)
    return "".join("[A-Za-z-]+" if piece is None else re.escape(str(piece)).replace(r"\-", "-") for piece in pieces)
