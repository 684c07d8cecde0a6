"""What a text says in quotation marks."""

import re
from dataclasses import dataclass

# Longer ones are a mark left open.
_QUOTATION = re.compile(r"“([^”\n]{0,1000})”|「([^」\n]{0,1000})」|『([^』\n]{0,1000})』|\"([^\"\n]{0,1000})\"")


@dataclass(frozen=True, slots=True)
class Quote:
    """Quoted words: `text` is the slice `start:end` of the text, without the marks and spaces around."""

    text: str
    start: int
    end: int


def find_quotes(text: str) -> list[Quote]:
    """The strings within “ ”, 「 」, 『 』 or straight marks, in order; of nested ones the outer only.

    A quotation ends on its line. Empty ones and single quotation marks (which are apostrophes too) are left out.
    """
    return [quote for match in _QUOTATION.finditer(text) if (quote := _trimmed(match)).text]


def _trimmed(match: re.Match[str]) -> Quote:
    quoted = match.group(match.lastindex or 0)
    text = quoted.strip()
    start = match.start() + 1 + len(quoted) - len(quoted.lstrip())
    return Quote(text, start, start + len(text))
