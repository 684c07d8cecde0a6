"""What a model answered, as values: the JSON text read without trust."""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from digests.models import Language

_OBJECT = re.compile(r"\{.*\}", re.DOTALL)  # within a Markdown fence, or with a word before and after it


@dataclass(frozen=True, slots=True)
class DraftEvidence:
    """A span that the model says it quotes."""

    article: str
    quote: str


@dataclass(frozen=True, slots=True)
class DraftSentence:
    """A sentence that nobody has checked."""

    text: str
    evidence: tuple[DraftEvidence, ...]


@dataclass(frozen=True, slots=True)
class Draft:
    """A summary in one language that nobody has checked."""

    headline: str
    sentences: tuple[DraftSentence, ...]


def read_drafts(answer: str, languages: Sequence[Language]) -> dict[Language, Draft]:
    """The drafts in the model's `answer`, one for each of `languages` that it holds in the schema's form.

    Empty where the answer is no JSON object at all. What is not of the schema's form is left out, never mended.
    """
    found = _OBJECT.search(answer)
    try:
        document = json.loads(found.group()) if found else None
    except (ValueError, RecursionError):
        return {}
    drafts = {language: _draft(_member(document, language)) for language in languages}
    return {language: draft for language, draft in drafts.items() if draft is not None}


def _draft(value: object) -> Draft | None:
    headline, sentences = _member(value, "headline"), _member(value, "sentences")
    if not isinstance(headline, str) or not isinstance(sentences, list):
        return None
    return Draft(headline.strip(), tuple(found for each in sentences if (found := _sentence(each))))


def _sentence(value: object) -> DraftSentence | None:
    text, evidence = _member(value, "text"), _member(value, "evidence")
    if not isinstance(text, str) or not isinstance(evidence, list):
        return None
    return DraftSentence(text.strip(), tuple(found for each in evidence if (found := _evidence(each))))


def _evidence(value: object) -> DraftEvidence | None:
    article, quote = _member(value, "article"), _member(value, "quote")
    return DraftEvidence(article, quote) if isinstance(article, str) and isinstance(quote, str) else None


def _member(value: object, name: str) -> object:
    return value.get(name) if isinstance(value, Mapping) else None
