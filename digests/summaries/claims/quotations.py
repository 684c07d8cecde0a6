"""What a text puts into quotation marks and its evidence does not say in these words.

13 % of the quotations in assistants' news answers were altered or invented (EBU and BBC, 2025).
"""

import re
from collections.abc import Iterator, Sequence

from digests.language.facts import find_quotes
from digests.language.script import fold
from digests.summaries.claims.cited import Cited

# English papers quote in single marks too; an apostrophe has a letter on both sides.
_SINGLE = re.compile(r"(?<!\w)['‘](?=\S)([^'‘’\n]{2,300}?)(?<=\S)['’](?!\w)")
_NOT_HEARD = re.compile(r"[\s.,;:!?，。；：！？、\"']")


def altered_quotations(text: str, evidence: Sequence[Cited]) -> Iterator[str]:
    """The quotations of `text` that no cited span holds verbatim, whatever its spacing, script and marks.

    A translated quotation is none any more: its speaker never said these words.
    """
    said = [_heard(each.quote) for each in evidence]
    quoted = [quote.text for quote in find_quotes(text)] + _SINGLE.findall(text)
    return (words for words in quoted if _heard(words) and not any(_heard(words) in each for each in said))


def _heard(text: str) -> str:
    return _NOT_HEARD.sub("", fold(text))
