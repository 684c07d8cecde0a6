"""Whether what a model wrote is what the articles say. Pure; a sentence that fails is never shown.

Per sentence, in order: form (length, no markup, the right language) · cited articles exist · evidence is verbatim ·
every number and date stands in the evidence. A further rule is a function in `_CLAIM_RULES`.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from digests.language.detect import detect_language
from digests.models import Article, ArticleId, Evidence, Language, Sentence
from digests.summaries.claims import Cited, unsupported_dates, unsupported_numbers
from digests.summaries.drafts import Draft, DraftSentence
from digests.summaries.selection import is_chinese
from digests.summaries.spans import find_span

# Characters. A headline is two lines of a telephone; a sentence is one breath.
_LONGEST_HEADLINE = {"zh": 60, "en": 140}
_LONGEST_SENTENCE = {"zh": 160, "en": 400}
_MOST_EVIDENCE = 5
_MOST_FOREIGN = 0.2  # share of letters in neither script: names in their own spelling, no more

_MARKUP = re.compile(r"</?[a-zA-Z][^<>]*>|&(?:#\d+|#x[0-9a-f]+|[a-z]+);|\]\(|\bwww\.|[a-z][a-z+.-]*://", re.IGNORECASE)
_UNPRINTABLE = re.compile("[\x00-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ud800-\udfff\ufeff]")
_HAN = re.compile("[\u3400-\u4dbf\u4e00-\u9fff]")
_LATIN = re.compile("[A-Za-z\u00aa-\u024f\u1e00-\u1eff]")


class FaultKind(StrEnum):
    """What is wrong with a text."""

    SCHEMA = "schema"
    """The answer holds no summary in this language in the form asked for."""
    EMPTY = "empty"
    TOO_LONG = "too long"
    MARKUP = "markup"
    """HTML, Markdown links, addresses, or characters that cannot be shown."""
    LANGUAGE = "language"
    NO_EVIDENCE = "no evidence"
    UNKNOWN_ARTICLE = "unknown article"
    NOT_VERBATIM = "not verbatim"
    NUMBER = "number"
    """A number that the evidence does not hold."""
    DATE = "date"
    """A date that the evidence does not hold."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong. `place` is the sentence's index, None for the headline or the whole; `detail` its words."""

    kind: FaultKind
    place: int | None = None
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Checked:
    """What is left of a draft. A sentence that failed is None in its place, a headline that failed is None."""

    headline: str | None
    sentences: tuple[Sentence | None, ...]
    faults: tuple[Fault, ...]


def check_draft(draft: Draft | None, language: Language, articles: Sequence[Article]) -> Checked:
    """`draft` in `language` held against the `articles` that the model was shown."""
    if draft is None:
        return Checked(None, (), (Fault(FaultKind.SCHEMA),))
    known = {article.id: article for article in articles}
    results = [check_sentence(sentence, language, known, place) for place, sentence in enumerate(draft.sentences)]
    headline_faults = tuple(_headline_faults(draft.headline, language, articles))
    faults = (*headline_faults, *(fault for _, found in results for fault in found))
    headline = None if headline_faults else draft.headline
    return Checked(headline, tuple(sentence for sentence, _ in results), faults)


def check_sentence(
    draft: DraftSentence, language: Language, known: Mapping[ArticleId, Article], place: int = 0
) -> tuple[Sentence | None, tuple[Fault, ...]]:
    """The sentence with the exact spans of `known` articles that carry it, or None and why not."""
    faults = list(_form_faults(draft.text, language, _LONGEST_SENTENCE, place))
    evidence: list[Evidence] = []
    for found in _evidence(draft, known, place):
        if isinstance(found, Fault):
            faults.append(found)
        else:
            evidence.append(found)
    if not faults:
        cited = [Cited(each.quote, known[each.article_id].at) for each in evidence]
        faults += [fault for rule in _CLAIM_RULES for fault in rule(draft.text, cited, place)]
    return (None if faults else Sentence(draft.text, tuple(dict.fromkeys(evidence)))), tuple(faults)


def _form_faults(text: str, language: Language, longest: Mapping[str, int], place: int | None) -> Iterator[Fault]:
    limit = longest["zh" if is_chinese(language) else "en"]
    if not any(map(str.isalnum, text)):
        yield Fault(FaultKind.EMPTY, place)
    elif len(text) > limit:
        yield Fault(FaultKind.TOO_LONG, place, f"{len(text)} characters, at most {limit}")
    elif _MARKUP.search(text) or _UNPRINTABLE.search(text):
        yield Fault(FaultKind.MARKUP, place)
    elif not _is_in(text, language):
        yield Fault(FaultKind.LANGUAGE, place, f"not {language}")


def _is_in(text: str, language: Language) -> bool:
    """Whether `text` is in `language`; names in their own Latin spelling do not make it English."""
    letters = sum(map(str.isalpha, text))
    han, latin = len(_HAN.findall(text)), len(_LATIN.findall(text))
    own = han if is_chinese(language) else latin
    foreign = letters - han - latin
    return own > 0 and foreign <= _MOST_FOREIGN * letters and detect_language(text, language) == language


def _headline_faults(headline: str, language: Language, articles: Sequence[Article]) -> Iterator[Fault]:
    """A headline has no evidence of its own: its numbers and dates stand anywhere in the articles."""
    faults = list(_form_faults(headline, language, _LONGEST_HEADLINE, None))
    if not faults:
        whole = [Cited(f"{article.title}\n{article.text}", article.at) for article in articles]
        faults = [fault for rule in _CLAIM_RULES for fault in rule(headline, whole, None)]
    yield from faults


def _evidence(draft: DraftSentence, known: Mapping[ArticleId, Article], place: int) -> Iterator[Evidence | Fault]:
    if not draft.evidence:
        yield Fault(FaultKind.NO_EVIDENCE, place)
    for claimed in draft.evidence[:_MOST_EVIDENCE]:
        article = known.get(ArticleId(claimed.article))
        span = find_span(claimed.quote, article.paragraphs) if article else None
        if article is None:
            yield Fault(FaultKind.UNKNOWN_ARTICLE, place)
        elif span is None:
            yield Fault(FaultKind.NOT_VERBATIM, place)
        else:
            yield Evidence(article.id, span)


def _number_rule(text: str, cited: Sequence[Cited], place: int | None) -> Iterator[Fault]:
    return (Fault(FaultKind.NUMBER, place, number) for number in unsupported_numbers(text, cited))


def _date_rule(text: str, cited: Sequence[Cited], place: int | None) -> Iterator[Fault]:
    return (Fault(FaultKind.DATE, place, date) for date in unsupported_dates(text, cited))


_ClaimRule = Callable[[str, Sequence[Cited], int | None], Iterator[Fault]]
_CLAIM_RULES: tuple[_ClaimRule, ...] = (_number_rule, _date_rule)
