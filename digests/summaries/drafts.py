"""What a model answered, as values: the JSON text read without trust."""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import get_args

from digests.models import Language, Topic

_OBJECT = re.compile(r"\{.*\}", re.DOTALL)  # within a Markdown fence, or with a word before and after it
_MOST_SENTENCES = 4


@dataclass(frozen=True, slots=True)
class DraftEvidence:
    """A span that the model says it quotes."""

    article: str
    quote: str


@dataclass(frozen=True, slots=True)
class DraftSentence:
    """A sentence that nobody has checked. `is_new`: the model says that readers were not told this before."""

    text: str
    evidence: tuple[DraftEvidence, ...]
    is_new: bool = False


@dataclass(frozen=True, slots=True)
class Draft:
    """A summary in one language that nobody has checked."""

    headline: str
    sentences: tuple[DraftSentence, ...]


def read_drafts(answer: str, languages: Sequence[Language]) -> dict[Language, Draft]:
    """The drafts in the model's `answer`, one for each of `languages` that it holds in the schema's form.

    The same place is the same sentence in each; a sentence without a text in a language is empty there. Empty where
    the answer is no JSON object at all. What is not of the schema's form is left out, never mended.
    """
    document = _document(answer)
    sentences = _member(document, "sentences")
    if not isinstance(sentences, list):
        return {}
    drafts = {language: _draft(document, sentences[:_MOST_SENTENCES], language) for language in languages}
    return {language: draft for language, draft in drafts.items() if draft is not None}


def read_topic(answer: str) -> Topic | None:
    """The topic that the model gives the story, None for none of ours."""
    named = _member(_document(answer), "topic")
    return next((topic for topic in get_args(Topic) if topic == named), None)


def _document(answer: str) -> object:
    found = _OBJECT.search(answer)
    try:
        return json.loads(found.group()) if found else None
    except (ValueError, RecursionError):
        return None


def _draft(document: object, sentences: Sequence[object], language: Language) -> Draft | None:
    headline = _member(_member(document, "headline"), language)
    if not isinstance(headline, str):
        return None
    read = tuple(_sentence(each, language) for each in sentences)
    return Draft(headline.strip(), read) if any(each.text for each in read) else None


def _sentence(value: object, language: Language) -> DraftSentence:
    text, evidence = _member(_member(value, "text"), language), _member(value, "evidence")
    found = [_evidence(each) for each in evidence] if isinstance(evidence, list) else []
    return DraftSentence(
        text.strip() if isinstance(text, str) else "",
        tuple(each for each in found if each),
        is_new=_member(value, "new") is True,
    )


def _evidence(value: object) -> DraftEvidence | None:
    article, quote = _member(value, "article"), _member(value, "quote")
    return DraftEvidence(article, quote) if isinstance(article, str) and isinstance(quote, str) else None


def _member(value: object, name: str) -> object:
    return value.get(name) if isinstance(value, Mapping) else None
