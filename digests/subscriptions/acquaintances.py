"""Who spoke with the bot of late, by name: in memory alone, for an administrator who knows a name and no number.

Names are never stored, so a restart forgets them, and so does it what was met longest ago.
"""

from dataclasses import dataclass

from digests.language.script import fold

MOST = 5_000


@dataclass(frozen=True, slots=True)
class Acquaintance:
    """A person or a chat. `username` is without the @; None for who has none."""

    chat_id: int
    name: str
    username: str | None = None


class Acquaintances:
    """The latest `MOST`."""

    def __init__(self) -> None:
        self._met: dict[int, Acquaintance] = {}

    def meet(self, acquaintance: Acquaintance) -> None:
        """Remember them as they are called now."""
        self._met.pop(acquaintance.chat_id, None)
        self._met[acquaintance.chat_id] = acquaintance
        if len(self._met) > MOST:
            del self._met[next(iter(self._met))]

    def forget(self, chat_id: int) -> None:
        self._met.pop(chat_id, None)

    def called(self, words: str, *, limit: int) -> list[Acquaintance]:
        """Those whose name holds the words, or whose username begins with them, the last met first."""
        wanted = fold(words.removeprefix("@"))
        if not wanted:
            return []
        found = [
            each
            for each in reversed(self._met.values())
            if fold(each.username or "").startswith(wanted) or wanted in fold(each.name)
        ]
        return found[:limit]
