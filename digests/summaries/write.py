"""The summaries of a story: written by the model where there is one, checked, mended once, else extracts."""

import logging
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from digests.errors import BudgetSpent, ModelError
from digests.language.script import to_hant
from digests.models import (
    LANGUAGES,
    Article,
    Language,
    Missing,
    Outcome,
    Rejection,
    Sentence,
    Story,
    Summary,
    Topic,
)
from digests.ports import LanguageModel, Prompt
from digests.summaries.check import Checked, check_drafts
from digests.summaries.complaints import complaints, faults_left, passed
from digests.summaries.drafts import read_drafts, read_topic
from digests.summaries.extract import extract
from digests.summaries.prompts import Request, repair_request, summary_request
from digests.summaries.selection import is_chinese

_logger = logging.getLogger(__name__)

_MOST_SENTENCES = 4
_LONGEST_DETAIL = 60
# Four sentences in two languages with their quotes are about a thousand tokens.
_MOST_OUTPUT_TOKENS = 3000


@dataclass(frozen=True, slots=True)
class Written:
    """The summaries, and how they came to be.

    `outcome` is None where no model was asked. `sentences` counts those shown in the languages that the model wrote,
    `replaced` those of them whose draft failed the check.
    """

    summaries: Mapping[Language, Summary]
    outcome: Outcome | None = None
    rejections: tuple[Rejection, ...] = ()
    sentences: int = 0
    replaced: int = 0
    topic: Topic | None = None


@dataclass(frozen=True, slots=True)
class _Answer:
    """One answer, held against the articles."""

    text: str
    checked: Mapping[Language, Checked]

    @property
    def worth(self) -> tuple[int, int]:
        return passed(list(self.checked.values())), -faults_left(self.checked)


async def write_summaries(
    story: Story,
    articles: Sequence[Article],
    languages: Sequence[Language],
    model: LanguageModel | None,
    told: Summary | None = None,
) -> Written:
    """A summary of `story` for readers of each of `languages`, from its `articles`, oldest first.

    One question to `model` for all of them, and one more that names the faults of its answer; Traditional Chinese is
    made of the Simplified by conversion, its evidence stays as printed. `told` is what readers were told before. A
    sentence that fails the check is replaced by the best sentence of the extract in that language, or left out.
    Whatever the model does, each language has its summary: in the end the extract.
    """
    extracts = {language: extract(story, articles, language) for language in languages}
    if model is None or not languages or not any(article.paragraphs for article in articles):
        return Written(extracts)
    try:
        answer = await _answer(story, articles, languages, model, told)
    except ModelError as error:
        _logger.warning("story %s: the model gave no summary, extracts stand in: %s", story.id, error)
        return _unwritten(extracts, "budget" if isinstance(error, BudgetSpent) else "failed")
    return _written(answer, extracts)


def _written(answer: _Answer, extracts: Mapping[Language, Summary]) -> Written:
    summaries = {
        language: _assembled(answer.checked[_language_of(language)], language, fallback)
        or replace(fallback, missing="rejected")
        for language, fallback in extracts.items()
    }
    rejections = tuple(
        Rejection(language, fault.kind, fault.place, fault.detail[:_LONGEST_DETAIL])
        for language, each in answer.checked.items()
        for fault in each.faults
    )
    drafted = [each.sentences[:_MOST_SENTENCES] for each in answer.checked.values()]
    is_used = any(summary.method == "llm" for summary in summaries.values())
    return Written(
        summaries,
        outcome="written" if is_used else "rejected",
        rejections=rejections,
        sentences=sum(map(len, drafted)),
        replaced=sum(each.count(None) for each in drafted),
        topic=read_topic(answer.text),
    )


def _unwritten(extracts: Mapping[Language, Summary], missing: Missing) -> Written:
    outcome: Outcome = "budget" if missing == "budget" else "failed"
    return Written({language: replace(each, missing=missing) for language, each in extracts.items()}, outcome)


async def _answer(
    story: Story, articles: Sequence[Article], languages: Sequence[Language], model: LanguageModel, told: Summary | None
) -> _Answer:
    """The better of the answer and its repair. Raises `ModelError` where neither can be read."""
    wanted = [each for each in LANGUAGES if each in set(map(_language_of, languages))]
    request = summary_request(articles, wanted, told)
    first = await _ask(model, request, wanted)
    if not faults_left(first.checked) and first.worth[0]:
        return first
    _log_faults(story, first.checked)
    try:
        second = await _ask(model, repair_request(request, first.text, complaints(first.checked)), wanted)
    except ModelError as error:
        _logger.info("story %s: the repair failed: %s", story.id, error)
        second = first
    best = max(second, first, key=lambda each: each.worth)
    if not any(each.sentences for each in best.checked.values()):
        raise ModelError("the model's answer is no summary in the form asked for")
    return best


async def _ask(model: LanguageModel, request: Request, wanted: Sequence[Language]) -> _Answer:
    prompt = Prompt(request.system, request.user, "summary", request.schema, _MOST_OUTPUT_TOKENS)
    answer = await model.answer(prompt)
    return _Answer(answer.text, check_drafts(read_drafts(answer.text, wanted), wanted, request.articles))


def _language_of(language: Language) -> Language:
    """The language that the model writes for readers of `language`."""
    return "zh-Hans" if is_chinese(language) else "en"


def _assembled(checked: Checked, language: Language, fallback: Summary) -> Summary | None:
    """The summary of what passed, in `language`, what is new first; None when too little did."""
    same_language = fallback.text_language == language
    shown = checked.sentences[:_MOST_SENTENCES]
    if not any(shown) or (checked.headline is None and not same_language):
        return None
    replacements = _unused(fallback.sentences, checked) if same_language else iter(())
    sentences = [
        chosen
        for sentence in shown
        if (chosen := _in_script(sentence, language) if sentence else next(replacements, None))
    ]
    ordered = sorted(dict.fromkeys(sentences), key=lambda sentence: not sentence.is_new)
    headline = _text_in_script(checked.headline, language) if checked.headline else fallback.headline
    return replace(fallback, text_language=language, headline=headline, sentences=tuple(ordered), method="llm")


def _unused(extracted: Sequence[Sentence], checked: Checked) -> Iterator[Sentence]:
    """Sentences of the extract that no sentence which passed quotes from."""
    quoted = {each.quote for sentence in checked.sentences if sentence for each in sentence.evidence}
    return (
        sentence
        for sentence in extracted
        if not any(quote in sentence.text or sentence.text in quote for quote in quoted)
    )


def _in_script(sentence: Sentence, language: Language) -> Sentence:
    return replace(sentence, text=_text_in_script(sentence.text, language))


def _text_in_script(text: str, language: Language) -> str:
    return to_hant(text) if language == "zh-Hant" else text


def _log_faults(story: Story, checked: Mapping[Language, Checked]) -> None:
    """One line that names kinds of faults and no text."""
    kinds = [f"{language} {fault.kind}" for language, each in checked.items() for fault in each.faults]
    _logger.warning("story %s: the model's summary failed its check: %s", story.id, ", ".join(kinds))
