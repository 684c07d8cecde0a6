"""The sentences of an answer that is still being written: each as soon as its last bracket has come."""

import json
from collections.abc import Iterator, Mapping

from digests.summaries.drafts import DraftEvidence, DraftSentence

_MOST_CHARACTERS = 20_000
"""Four sentences with their evidence are a tenth of it; what writes more will not come to an end."""


class AnswerReader:
    """Takes the model's text piece by piece, however it is cut, and gives the sentences that are whole.

    What is no JSON, or JSON of another form, gives no sentence: nothing is mended.
    """

    def __init__(self) -> None:
        self._text = ""
        self._read_to = 0
        self._opened: list[int] = []
        self._in_string = False
        self._escaped = False
        self.says_nothing = False
        """Whether it said, in the form asked for, that the articles hold no answer."""

    def feed(self, piece: str) -> list[DraftSentence]:
        """The sentences that became whole with this piece."""
        self._text += piece[: max(0, _MOST_CHARACTERS - len(self._text))]
        return list(self._whole())

    def _whole(self) -> Iterator[DraftSentence]:
        for place in range(self._read_to, len(self._text)):
            if self._is_plain(self._text[place]):
                yield from self._bracket(place)
        self._read_to = len(self._text)

    def _is_plain(self, character: str) -> bool:
        """Whether it stands outside of every string; a quotation mark before the first bracket begins none."""
        if not self._opened:
            return True
        if self._in_string:
            self._in_string = self._escaped or character != '"'
            self._escaped = character == "\\" and not self._escaped
            return False
        self._in_string = character == '"'
        return not self._in_string

    def _bracket(self, place: int) -> Iterator[DraftSentence]:
        if self._text[place] == "{":
            self._opened.append(place)
        elif self._text[place] == "}" and self._opened:
            value = _object(self._text[self._opened.pop() : place + 1])
            self.says_nothing |= value.get("sentences") == []
            sentence = _sentence(value)
            if sentence is not None:
                yield sentence


def _object(written: str) -> Mapping[str, object]:
    try:
        value = json.loads(written)
    except (ValueError, RecursionError):
        return {}
    return value if isinstance(value, Mapping) else {}


def _sentence(value: Mapping[str, object]) -> DraftSentence | None:
    text, evidence = value.get("text"), value.get("evidence")
    if not isinstance(text, str) or not isinstance(evidence, list):
        return None
    return DraftSentence(text.strip(), tuple(found for each in evidence if (found := _evidence(each))))


def _evidence(value: object) -> DraftEvidence | None:
    if not isinstance(value, Mapping):
        return None
    article, quote = value.get("article"), value.get("quote")
    return DraftEvidence(article, quote) if isinstance(article, str) and isinstance(quote, str) else None
