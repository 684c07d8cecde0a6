"""Ask: a question -> what was found on it -> an answer whose every sentence is checked."""

import logging
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, replace

from digests.errors import BudgetSpent, ModelError
from digests.language.detect import detect_language
from digests.models import Article, ArticleId, Language, Sentence, StoryId, Subject, Subscription
from digests.pipeline.metering import Errand, MeteredModel
from digests.pipeline.searching import Searcher
from digests.ports import Prompt, Storage
from digests.questions.answer import MOST_SENTENCES, Answer, checked_sentence, cited, quoted, written_language
from digests.questions.asked import Asked, asked_for, read_question
from digests.questions.drafts import AnswerReader
from digests.questions.passages import ENOUGH, by_coverage
from digests.questions.prompts import LONGEST_QUESTION, answer_request, keywords_request, read_keywords
from digests.summaries.prompts import Request

log = logging.getLogger(__name__)

_STORIES_LOOKED_AT = 12
_ARTICLES_OF_A_STORY = 6
_ARTICLES_ASKED_ABOUT = 16
_CLOSEST = 3
_MOST_CALLS = 3
_MOST_OUTPUT_TOKENS = 1500
_MOST_KEYWORD_TOKENS = 200

OnProgress = Callable[[tuple[Sentence, ...]], Awaitable[None]]
"""Takes the checked sentences of an answer that is still being written."""


@dataclass(frozen=True, slots=True)
class Question:
    """What a subscription asks; `story_ids` are those it is asked about, none for a question on the news."""

    text: str
    subscription: Subscription
    story_ids: tuple[StoryId, ...] = ()


@dataclass(frozen=True, slots=True)
class _Material:
    """What an answer may be made of: `articles` that bear on the question, and the `closest` whether they do or not."""

    asked: Asked
    articles: list[Article]
    closest: list[Article]


class Asker:
    """Answers questions from stored articles. Without a model (None) answers are passages, verbatim."""

    def __init__(self, storage: Storage, searcher: Searcher, model: MeteredModel | None) -> None:
        self._storage = storage
        self._searcher = searcher
        self._model = model

    async def ask(self, question: Question, on_progress: OnProgress) -> Answer:
        """The answer; `on_progress` gets its sentences as they are written and checked. At most three requests a
        question, refused ones included.

        What the model wrote before it broke off stays where it passed the check; where nothing passed, the answer is
        made of passages. Raises nothing for what the model does.
        """
        question = replace(question, text=" ".join(question.text.split())[:LONGEST_QUESTION])
        errand = self._model.errand(Subject("question"), most_calls=_MOST_CALLS) if self._model else None
        material = await self._material(question, read_question(question.text))
        if not material.articles and errand is not None:
            material = await self._in_other_words(question, errand) or material
        if not material.articles:
            return await self._with_stories(Answer("nothing", articles=tuple(material.closest)))
        if errand is None:
            return await self._with_stories(_passages(material))
        try:
            answer = await self._written(errand, question, material, on_progress)
        except BudgetSpent:
            return await self._with_stories(replace(_passages(material), is_unpaid=True))
        return await self._with_stories(answer or _passages(material))

    async def _in_other_words(self, question: Question, errand: Errand) -> _Material | None:
        """What is found by the question's words in the other language; None where that is nothing, or has no words.

        One small request, and only for a question that nothing in its own words bears on.
        """
        other: Language = "zh-Hans" if detect_language(question.text) == "en" else "en"
        request = keywords_request(question.text, other)
        try:
            answer = await errand.answer(
                Prompt(request.system, request.user, "keywords", request.schema, _MOST_KEYWORD_TOKENS)
            )
        except ModelError as error:
            log.info("a question: it was not put in other words: %s", error)
            return None
        material = await self._material(question, asked_for(read_keywords(answer.text)))
        return material if material.articles else None

    async def _material(self, question: Question, asked: Asked) -> _Material:
        """The articles of the stories asked about with their storylines first, then what is found by the words."""
        about = await self._about(question.story_ids)
        found = await self._searcher.find(asked.query, question.subscription)
        known = {article.id for article in about}
        ids = [each.article_id for each in found.stories[:_STORIES_LOOKED_AT] if each.article_id not in known]
        ranked = by_coverage([*about, *await self._storage.articles.get(ids)], asked)
        bearing = [each.article for each in ranked if each.coverage >= ENOUGH and each.article.id not in known]
        closest = [each.article for each in ranked if each.coverage > 0 or each.article.id in known]
        return _Material(asked, [*about, *bearing], closest[:_CLOSEST])

    async def _about(self, story_ids: Sequence[StoryId]) -> list[Article]:
        stories = await self._storage.stories.get(story_ids)
        line = [story for each in stories[:1] for story in await self._storage.stories.storyline(each.storyline_id)]
        ids = [each for story in stories for each in story.article_ids[-_ARTICLES_OF_A_STORY:]]
        ids += [story.article_ids[-1] for story in reversed(line) if story.id not in story_ids]
        return await self._storage.articles.get(list(dict.fromkeys(ids))[:_ARTICLES_ASKED_ABOUT])

    async def _written(
        self, errand: Errand, question: Question, material: _Material, on_progress: OnProgress
    ) -> Answer | None:
        """What the model wrote and the check let pass; None when that is nothing, nor an honest "nothing"."""
        language = question.subscription.language
        request = answer_request(question.text, material.articles, material.asked.query, written_language(language))
        writing = _Writing(language, request.articles, on_progress)
        is_whole = await self._stream(errand, request, writing)
        if writing.refused:
            log.warning("a question: %d sentences of the answer failed their check", writing.refused)
        if writing.sentences:
            sentences = tuple(writing.sentences)
            if is_whole:
                await errand.keep()
            return Answer("written", sentences, cited(sentences, request.articles), is_cut_short=not is_whole)
        if is_whole and writing.reader.says_nothing:
            return Answer("nothing", articles=tuple(material.closest))
        return None

    async def _stream(self, errand: Errand, request: Request, writing: "_Writing") -> bool:
        """Have the answer written; False when the model broke off, or never began."""
        try:
            prompt = Prompt(request.system, request.user, "answer", request.schema, _MOST_OUTPUT_TOKENS)
            await errand.stream(prompt, writing.read)
        except BudgetSpent:
            raise
        except ModelError as error:
            log.warning("a question: the model gave no whole answer: %s", error)
            return False
        return True

    async def _with_stories(self, answer: Answer) -> Answer:
        by_article = await self._storage.stories.of_articles([article.id for article in answer.articles])
        return replace(
            answer, stories=tuple(dict.fromkeys(by_article[a.id] for a in answer.articles if a.id in by_article))
        )


class _Writing:
    """An answer while it is written: only what passes the check is kept."""

    def __init__(self, language: Language, articles: Sequence[Article], on_progress: OnProgress) -> None:
        self.reader = AnswerReader()
        self.sentences: list[Sentence] = []
        self.refused = 0
        self._language = language
        self._known: dict[ArticleId, Article] = {article.id: article for article in articles}
        self._on_progress = on_progress

    async def read(self, piece: str) -> None:
        """Take the next piece of the model's text."""
        for draft in self.reader.feed(piece):
            sentence = checked_sentence(draft, self._language, self._known)
            self.refused += sentence is None
            if sentence is not None and sentence not in self.sentences and len(self.sentences) < MOST_SENTENCES:
                self.sentences.append(sentence)
                await self._on_progress(tuple(self.sentences))


def _passages(material: _Material) -> Answer:
    """What the articles say on it, word for word; nothing where no sentence of them does."""
    sentences = quoted(material.articles, material.asked)
    if not sentences:
        return Answer("nothing", articles=tuple(material.closest))
    return Answer("passages", sentences, cited(sentences, material.articles))
