"""The head of a saved post: `key: value` lines between two lines of dashes, as Jekyll writes them.

A strict small reader in place of YAML: it knows texts, quoted texts and lists, and nothing that could run or expand.
What it does not understand it leaves out, so that a broken head never costs the article.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

_FENCE = re.compile(r"\A\s*---[ \t]*\n(?P<head>.*?\n)??(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
# A head whose end was lost ends where its lines of keys and items end.
_OPEN_FENCE = re.compile(r"\A\s*---[ \t]*\n(?P<head>(?:[A-Za-z_][\w-]*[ \t]*:(?:[ \t].*)?\n|[ \t]++\S.*\n)+)")
_KEY = re.compile(r"(?P<key>[A-Za-z_][\w-]*)[ \t]*:(?:[ \t]+(?P<value>.*)|[ \t]*$)")
_ITEM = re.compile(r"[ \t]*-[ \t]+(?P<value>.+)")
_LIST_PART = re.compile(r"\"(?:[^\"\\]|\\.)*\"|'(?:[^']|'')*'|[^,]+")
_COMMENT = re.compile(r"\s#\s.*$")
_LONGEST_HEAD = 20_000
_FOLDED = ((">",), (">-",), ("|",), ("|-",))  # the text follows on lines of its own
_ESCAPES = {"n": " ", "t": " ", '"': '"', "\\": "\\", "/": "/"}


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """What a head gives, keys in lower case. A list with one text is a text as well, and the other way round."""

    values: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def first(self, *keys: str) -> str | None:
        """The first text under the first of `keys` that has one."""
        return next((text for key in keys for text in self.values.get(key, ()) if text), None)

    def all(self, *keys: str) -> tuple[str, ...]:
        """Every text under any of `keys`, each once."""
        return tuple(dict.fromkeys(text for key in keys for text in self.values.get(key, ()) if text))


def split_front_matter(text: str) -> tuple[FrontMatter, str]:
    """The head and the rest; a text without a head is all rest."""
    start = text[:_LONGEST_HEAD]
    for fence in (_FENCE, _OPEN_FENCE):
        match = fence.match(start)
        # Two rules with prose between them are no head.
        values = _values(match["head"] or "") if match else {}
        if match and values:
            return FrontMatter(values), text[match.end() :]
    return FrontMatter(), text


def _values(head: str) -> dict[str, tuple[str, ...]]:
    values: dict[str, tuple[str, ...]] = {}
    key = None
    for line in head.split("\n"):
        pair, item = _KEY.match(line), _ITEM.match(line)
        if pair:
            key = pair["key"].lower()
            values[key] = tuple(_texts((pair["value"] or "").strip()))
        elif item and key:
            values[key] = (*values[key], _unquoted(item["value"].strip()))
        elif key and values[key][:1] in _FOLDED and line.startswith((" ", "\t")):
            values[key] = (line.strip(),)
    return values


def _texts(value: str) -> Iterator[str]:
    if value.startswith("[") and value.endswith("]"):
        yield from (_unquoted(part.strip()) for part in _LIST_PART.findall(value[1:-1]) if part.strip())
    elif value:
        yield _unquoted(value)


def _unquoted(value: str) -> str:
    if len(value) >= 2 and value[0] == value[-1] == '"':
        return re.sub(r"\\(.)", lambda match: _ESCAPES.get(match[1], match[0]), value[1:-1]).strip()
    if len(value) >= 2 and value[0] == value[-1] == "'":
        return value[1:-1].replace("''", "'").strip()
    return _COMMENT.sub("", value).strip()
