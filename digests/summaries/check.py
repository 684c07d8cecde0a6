"""Whether what a model wrote is what the articles say. Pure; a sentence that fails is never shown.

Per sentence, in order: form (length, no markup, the right language) · cited articles exist · evidence is verbatim ·
numbers · dates · money · percentages · names · quotations · hedges · attribution · negation · figures in their place ·
it speaks of the same. A further rule is a module of `digests.summaries.claims` and a line of `_CLAIM_RULES`. Whether
two languages tell the same is asked in `parity`.
"""

import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import pairwise

from digests.language.detect import detect_language
from digests.models import Article, ArticleId, Evidence, Language, Sentence
from digests.summaries.claims import (
    Cited,
    altered_quotations,
    foreign_evidence,
    lost_attributions,
    lost_hedges,
    misplaced_figures,
    turned_negations,
    unsupported_dates,
    unsupported_money,
    unsupported_names,
    unsupported_numbers,
    unsupported_percentages,
)
from digests.summaries.drafts import Draft, DraftSentence
from digests.summaries.parity import unequal_facts
from digests.summaries.selection import is_chinese
from digests.summaries.spans import find_span

# Characters. A headline is two lines of a telephone; a sentence is one breath.
_LONGEST_HEADLINE = {"zh": 60, "en": 140}
_LONGEST_SENTENCE = {"zh": 160, "en": 400}
_MOST_EVIDENCE = 5
_LONGEST_OPENING = 4000  # characters
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
    EVIDENCE = "evidence"
    """Its evidence is verbatim and speaks of something else."""
    NUMBER = "number"
    """A number that the evidence does not hold."""
    DATE = "date"
    """A date that the evidence does not hold."""
    MONEY = "money"
    PERCENTAGE = "percentage"
    PLACE = "place"
    """A number or date that its evidence holds for something else."""
    NAME = "name"
    """A name that the evidence does not hold, under any of its names that we know."""
    QUOTATION = "quotation"
    """Words in quotation marks that nobody said so."""
    HEDGE = "hedge"
    """What may be or is planned, told as a fact."""
    ATTRIBUTION = "attribution"
    """What somebody says, told as a fact; or an outlet credited that did not say it."""
    NEGATION = "negation"
    """A denial dropped or added."""
    PARITY = "parity"
    """A fact that stands in one language only."""


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


def check_drafts(
    drafts: Mapping[Language, Draft], languages: Sequence[Language], articles: Sequence[Article]
) -> dict[Language, Checked]:
    """Each language's draft held against the `articles`, and the languages against one another.

    A sentence whose translation tells other facts fails in both: nobody can say which one is right.
    """
    checked = {language: check_draft(drafts.get(language), language, articles) for language in languages}
    for one, other in pairwise(languages):
        for place, pair in enumerate(zip(checked[one].sentences, checked[other].sentences, strict=False)):
            words = list(unequal_facts(pair[0].text, pair[1].text, articles[0].at)) if pair[0] and pair[1] else []
            for language in (one, other) if words else ():
                checked[language] = _without(checked[language], place, words)
    return checked


def _without(checked: Checked, place: int, words: Sequence[str]) -> Checked:
    sentences = tuple(None if at == place else sentence for at, sentence in enumerate(checked.sentences))
    faults = tuple(Fault(FaultKind.PARITY, place, word) for word in dict.fromkeys(words))
    return replace(checked, sentences=sentences, faults=(*checked.faults, *faults))


def check_draft(draft: Draft | None, language: Language, articles: Sequence[Article]) -> Checked:
    """`draft` in `language` held against the `articles` that the model was shown."""
    if draft is None:
        return Checked(None, (), (Fault(FaultKind.SCHEMA),))
    known = {article.id: article for article in articles}
    results = [check_sentence(sentence, language, known, place) for place, sentence in enumerate(draft.sentences)]
    told = [sentence for sentence, _ in results if sentence]
    headline_faults = tuple(_headline_faults(draft.headline, language, articles, told))
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
        cited = [_cited(each, known[each.article_id]) for each in evidence]
        faults += _claim_faults(draft.text, cited, place)
    return (None if faults else Sentence(draft.text, tuple(dict.fromkeys(evidence)), is_new=draft.is_new)), tuple(
        faults
    )


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


def _headline_faults(
    headline: str, language: Language, articles: Sequence[Article], told: Sequence[Sentence]
) -> Iterator[Fault]:
    """A headline has no evidence of its own: its facts stand anywhere in the articles, and it doubts and denies as the
    sentences below it do."""
    faults = list(_form_faults(headline, language, _LONGEST_HEADLINE, None))
    if not faults:
        whole = [_whole(article) for article in articles]
        skipped = _SENTENCE_KINDS | ({FaultKind.NAME} if headline.istitle() else set())
        faults = _claim_faults(headline, whole, None, skipped)
        below = [Cited(sentence.text, article.at) for sentence in told for article in articles[:1]]
        faults += _claim_faults(headline, below, None, set(FaultKind) - _SAME_AS_BELOW)
    yield from faults


def _cited(evidence: Evidence, article: Article) -> Cited:
    paragraph = next((each for each in article.paragraphs if evidence.quote in each), evidence.quote)
    return Cited(evidence.quote, article.at, paragraph, _opening(article), article.outlet or "")


def _whole(article: Article) -> Cited:
    text = _opening(article)
    return Cited(text, article.at, text, text, article.outlet or "")


def _opening(article: Article) -> str:
    """Where an article names whom it speaks of; a very long one is not read to its end for that."""
    return f"{article.title}\n{article.text[:_LONGEST_OPENING]}"


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


def _claim_faults(
    text: str, cited: Sequence[Cited], place: int | None, skipped: Collection[FaultKind] = ()
) -> list[Fault]:
    """Where its facts stand in what it cites, a sentence may still tell them of something else."""
    for rules in (_CLAIM_RULES, _MATTER_RULES):
        asked = [(kind, rule) for kind, rule in rules if kind not in skipped]
        if faults := [Fault(kind, place, words) for kind, rule in asked for words in dict.fromkeys(rule(text, cited))]:
            return faults
    return []


_ClaimRule = Callable[[str, Sequence[Cited]], Iterator[str]]
_CLAIM_RULES: tuple[tuple[FaultKind, _ClaimRule], ...] = (
    (FaultKind.NUMBER, unsupported_numbers),
    (FaultKind.DATE, unsupported_dates),
    (FaultKind.MONEY, unsupported_money),
    (FaultKind.PERCENTAGE, unsupported_percentages),
    (FaultKind.NAME, unsupported_names),
    (FaultKind.QUOTATION, altered_quotations),
    (FaultKind.HEDGE, lost_hedges),
    (FaultKind.ATTRIBUTION, lost_attributions),
    (FaultKind.NEGATION, turned_negations),
)
_MATTER_RULES: tuple[tuple[FaultKind, _ClaimRule], ...] = (
    (FaultKind.PLACE, misplaced_figures),
    (FaultKind.EVIDENCE, foreign_evidence),
)
_SENTENCE_KINDS = frozenset(
    {FaultKind.EVIDENCE, FaultKind.PLACE, FaultKind.HEDGE, FaultKind.ATTRIBUTION, FaultKind.NEGATION}
)
"""What is a matter of one sentence, and cannot be asked of a headline against whole articles."""
_SAME_AS_BELOW = frozenset({FaultKind.HEDGE, FaultKind.NEGATION})
