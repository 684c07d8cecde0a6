"""What stays of an answer: sentences that the articles carry, or verbatim passages, or an honest nothing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from digests.language.script import to_hant
from digests.models import Article, ArticleId, Evidence, Language, Sentence, Story
from digests.questions.asked import Asked
from digests.questions.passages import best_passages
from digests.summaries.check import check_sentence
from digests.summaries.drafts import DraftSentence

MOST_SENTENCES = 4
_MOST_PASSAGES = 3

AnswerKind = Literal["written", "passages", "nothing"]


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer to one question, as far as it has come.

    `written` by the model and checked, `passages` quoted verbatim, or `nothing`: no stored article tells. `articles`
    are those that the sentences quote, or those that come closest to an answer that there is not; `stories` are
    theirs. `is_cut_short`: the model broke off, and there may have been more. `is_unpaid`: the day's
    budget for the model is spent.
    """

    kind: AnswerKind
    sentences: tuple[Sentence, ...] = ()
    articles: tuple[Article, ...] = ()
    stories: tuple[Story, ...] = ()
    is_cut_short: bool = False
    is_unpaid: bool = False


def written_language(language: Language) -> Language:
    """The language that the model answers readers of `language` in; Traditional is made of Simplified."""
    return "en" if language == "en" else "zh-Hans"


def checked_sentence(draft: DraftSentence, language: Language, known: Mapping[ArticleId, Article]) -> Sentence | None:
    """The sentence for readers of `language`, held against the articles it cites; None when they do not carry it."""
    sentence, _ = check_sentence(draft, written_language(language), known)
    if sentence is None:
        return None
    if language != "zh-Hant":
        return sentence
    return replace(sentence, text=to_hant(sentence.text))


def quoted(articles: Sequence[Article], asked: Asked) -> tuple[Sentence, ...]:
    """The best passages, word for word, each its own evidence."""
    found = best_passages(articles, asked, _MOST_PASSAGES)
    return tuple(Sentence(each.text, (Evidence(each.article.id, each.text),)) for each in found)


def cited(sentences: Sequence[Sentence], articles: Sequence[Article]) -> tuple[Article, ...]:
    """The articles that the sentences quote, in the order in which they do."""
    by_id = {article.id: article for article in articles}
    ids = dict.fromkeys(evidence.article_id for sentence in sentences for evidence in sentence.evidence)
    return tuple(by_id[each] for each in ids if each in by_id)
