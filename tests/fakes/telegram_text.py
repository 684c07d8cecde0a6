"""Formatted texts as Telegram keeps them: plain text, and entities whose offsets count UTF-16 units.

    utf16_length("😀")   ->  2
    trimmed(formatted)   ->  as the message appears, after tdlib's `fix_formatted_text` (td/telegram/MessageEntity.cpp)

Not reproduced: links and mentions found in plain text, and the splitting of entities that overlap code.
"""

from dataclasses import dataclass, replace

MAX_ENTITIES = 100
"""Formatting beyond this many entities is dropped without a word (Telegram's limits: 100 entities a message)."""


@dataclass(frozen=True, slots=True)
class Entity:
    """A formatted stretch; offset and length count UTF-16 units."""

    kind: str
    offset: int
    length: int
    url: str | None = None
    language: str | None = None

    @property
    def end(self) -> int:
        return self.offset + self.length

    def of(self, text: str) -> str:
        """The stretch of `text` that is formatted."""
        return text.encode("utf-16-le", "surrogatepass")[2 * self.offset : 2 * self.end].decode(
            "utf-16-le", "surrogatepass"
        )

    def to_json(self) -> dict[str, object]:
        found: dict[str, object] = {"type": self.kind, "offset": self.offset, "length": self.length}
        found |= {"url": self.url} if self.url is not None else {}
        return found | ({"language": self.language} if self.language is not None else {})


@dataclass(frozen=True, slots=True)
class Formatted:
    """A plain text and its entities, in order of their offsets, the longer first."""

    text: str
    entities: tuple[Entity, ...] = ()


def utf16_length(text: str) -> int:
    """The length of `text` in UTF-16 units, the unit of all of Telegram's offsets and limits."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def clean_input(text: str) -> str:
    """Without carriage returns, and with a space for every other control character but the line feed."""
    return "".join(" " if char < " " and char != "\n" else char for char in text if char != "\r")


def trimmed(formatted: Formatted) -> Formatted:
    """As the message appears: outer spaces cut, entities of spaces only dropped, at most MAX_ENTITIES kept."""
    text = formatted.text.rstrip()
    limit = utf16_length(text)
    cut = [replace(e, length=min(e.end, limit) - e.offset) for e in formatted.entities if e.offset < limit]
    first = min((e.offset for e in cut), default=limit)
    lead = min(len(text) - len(text.lstrip(" \n")), first)
    text = text[lead:]
    moved = [replace(e, offset=e.offset - lead) for e in cut]
    kept = [e for e in moved if e.length > 0 and e.of(text).strip()]
    return Formatted(text, tuple(_without_forbidden_nesting(kept))[:MAX_ENTITIES])


def _without_forbidden_nesting(entities: list[Entity]) -> list[Entity]:
    """Code holds no other entity and a quotation no quotation (Bot API, "Formatting options")."""
    kept: list[Entity] = []
    for entity in sorted(entities, key=lambda e: (e.offset, -e.length, _rank(e))):
        around = [e for e in kept if e.offset <= entity.offset and entity.end <= e.end]
        in_code = any(e.kind in {"code", "pre"} for e in around)
        quoted = "blockquote" in entity.kind and any("blockquote" in e.kind for e in around)
        if not in_code and not quoted:
            kept.append(entity)
    return kept


def _rank(entity: Entity) -> int:
    """Of entities over the same stretch a quotation holds code, and code drives out the rest."""
    return 0 if "blockquote" in entity.kind else 1 if entity.kind in {"code", "pre"} else 2
