"""Whether two headlines in one language tell one event; where they do not say, a model is asked, once."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from string import Template
from typing import Literal

from digests.errors import ModelError
from digests.language.words import content_words
from digests.models import PairingVerdict, Summary
from digests.stories.similarity import everyday_words

VERDICT_PROMPT = "verdict-1"
"""The prompt in use: a file of `prompts/`. A changed text is a new file with the next number."""

MOST_OUTPUT_TOKENS = 100
SCHEMA: Mapping[str, object] = {
    "type": "object",
    "properties": {"verdict": {"type": "string", "enum": ["same", "later", "different"]}},
    "required": ["verdict"],
    "additionalProperties": False,
}
# Shares of the telling words of both headlines. Chosen by hand: without a key no headlines of a model were at hand.
_SURELY_SAME, _SURELY_DIFFERENT = 0.6, 0.1
_FEWEST_WORDS = 3
_MOST_SENTENCES = 2
_LONGEST = 600  # characters of one story


@dataclass(frozen=True, slots=True)
class Question:
    """What a model is asked of two stories."""

    system: str
    user: str


def by_headlines(one: Summary, other: Summary) -> Literal["same", "different"] | None:
    """What two headlines in one language say; None where that is grey. Nothing here tells what came later."""
    mine, its = _telling(one.headline), _telling(other.headline)
    share = len(mine & its) / (len(mine | its) or 1)
    if min(len(mine), len(its)) >= _FEWEST_WORDS and share >= _SURELY_SAME:
        return "same"
    return "different" if share <= _SURELY_DIFFERENT and not _told(one) & _told(other) else None


def question(one: Summary, other: Summary) -> Question:
    """What to ask of two stories by their summaries in one language, the earlier one first."""
    blocks = [_block(each) for each in (one, other)]
    delimiter = f"STORY-{hashlib.sha256(chr(31).join(blocks).encode('utf-8', 'surrogatepass')).hexdigest()[:20]}"
    marked = [f"<<<{delimiter}>>>\n{block}\n<<<{delimiter} end>>>" for block in blocks]
    return Question(Template(_prompt()).substitute(delimiter=delimiter), "\n\n".join(marked))


def read_verdict(text: str) -> PairingVerdict:
    """The verdict in a model's answer. Raises `ModelError` where there is none."""
    try:
        given = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise ModelError("the model's answer is no verdict in the form asked for") from error
    found = given.get("verdict") if isinstance(given, dict) else None
    verdicts: Sequence[PairingVerdict] = ("same", "later", "different")
    for verdict in verdicts:
        if found == verdict:
            return verdict
    raise ModelError("the model's answer is no verdict in the form asked for")


def _telling(text: str) -> frozenset[str]:
    return frozenset(content_words(text)) - everyday_words()


def _told(summary: Summary) -> frozenset[str]:
    return _telling("\n".join([summary.headline, *(each.text for each in summary.sentences[:_MOST_SENTENCES])]))


def _block(summary: Summary) -> str:
    lines = [summary.headline, *(each.text for each in summary.sentences[:_MOST_SENTENCES])]
    return "\n".join(" ".join(line.split()) for line in lines)[:_LONGEST]


@cache
def _prompt() -> str:
    return files("digests.stories").joinpath("prompts", f"{VERDICT_PROMPT}.txt").read_text("utf-8")
