"""The summaries of a story: written by the model where there is one, checked, else extracts."""

import logging
from collections.abc import Iterator, Sequence
from dataclasses import replace

from digests.errors import ModelError
from digests.language.script import to_hant
from digests.models import Article, Language, Sentence, Story, Summary
from digests.ports import LanguageModel
from digests.summaries.check import Checked, check_draft
from digests.summaries.drafts import read_drafts
from digests.summaries.extract import extract
from digests.summaries.prompts import summary_request
from digests.summaries.selection import is_chinese

_logger = logging.getLogger(__name__)

_MOST_SENTENCES = 3


async def write_summaries(
    story: Story, articles: Sequence[Article], languages: Sequence[Language], model: LanguageModel | None
) -> dict[Language, Summary]:
    """A summary of `story` for readers of each of `languages`, from its `articles`, oldest first.

    One call of `model` for all of them; Traditional Chinese is made of the Simplified by conversion, its evidence
    stays as printed. A sentence that fails the check is replaced by the best sentence of the extract in that
    language, or left out. Whatever the model does, each language has its summary: in the end the extract.
    """
    extracts = {language: extract(story, articles, language) for language in languages}
    if model is None or not languages or not any(article.paragraphs for article in articles):
        return extracts
    try:
        checked = await _ask(model, articles, languages)
    except ModelError as error:
        _logger.warning("story %s: the model gave no summary, extracts stand in: %s", story.id, error)
        return extracts
    _log_faults(story, checked)
    return {
        language: _assembled(checked[_written(language)], language, extracts[language]) or extracts[language]
        for language in languages
    }


async def _ask(
    model: LanguageModel, articles: Sequence[Article], languages: Sequence[Language]
) -> dict[Language, Checked]:
    wanted = list(dict.fromkeys(map(_written, languages)))
    request = summary_request(articles, wanted)
    answer = await model.answer(request.system, request.user, schema_name="summaries", schema=request.schema)
    drafts = read_drafts(answer.text, wanted)
    return {language: check_draft(drafts.get(language), language, request.articles) for language in wanted}


def _written(language: Language) -> Language:
    """The language that the model writes for readers of `language`."""
    return "zh-Hans" if is_chinese(language) else "en"


def _assembled(checked: Checked, language: Language, fallback: Summary) -> Summary | None:
    """The summary of what passed, in `language`; None when too little did."""
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
    headline = _text_in_script(checked.headline, language) if checked.headline else fallback.headline
    return replace(
        fallback, text_language=language, headline=headline, sentences=tuple(dict.fromkeys(sentences)), method="llm"
    )


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


def _log_faults(story: Story, checked: dict[Language, Checked]) -> None:
    """One line that names kinds of faults and no text."""
    kinds = [f"{language} {fault.kind}" for language, each in checked.items() for fault in each.faults]
    if kinds:
        _logger.warning("story %s: the model's summary failed its check: %s", story.id, ", ".join(kinds))
