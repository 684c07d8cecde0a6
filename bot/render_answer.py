"""The answer to a question as a message: its sentences, what carries each, and the stories to read on in. Pure."""

from collections.abc import Sequence
from zoneinfo import ZoneInfo

from bot.evidence import Numbers, marks, numbered, quotations
from bot.markup import LIMIT_UNITS, cut, escape, folded, link, units
from bot.render import OUTLET_UNITS, SENTENCE_UNITS, fitting
from bot.scripts import to_script
from bot.texts import Texts, texts_for
from digests.models import Article, Button, Language, Part, Sentence, Story
from digests.questions.answer import Answer

_TITLE_UNITS = 120
_LABEL_UNITS = 40
_STORIES_SHOWN = 3


def render_answer(answer: Answer, language: Language, timezone: str) -> Part:
    """The whole answer; a button for each story that it quotes, or that comes closest."""
    texts = texts_for(language)
    body = {"written": _written, "passages": _passages, "nothing": _nothing}[answer.kind]
    return Part(body(answer, texts, ZoneInfo(timezone)), _buttons(answer.stories, texts))


def render_growing(sentences: Sequence[Sentence], language: Language) -> Part:
    """What is written so far; every sentence of it has passed the check."""
    texts = texts_for(language)
    return Part("\n".join([*_lines(sentences, {}), texts("ask-writing")]))


def _written(answer: Answer, texts: Texts, zone: ZoneInfo) -> str:
    del zone
    numbers = numbered(answer.sentences)
    note = texts("ask-cut-short" if answer.is_cut_short else "ask-written")
    text = "\n".join([*_lines(answer.sentences, numbers), f"<i>{note}</i>"])
    title = texts.plain("story-evidence")
    quotes = fitting(quotations(numbers, answer.articles, texts), LIMIT_UNITS - units(text) - len(title) - 2)
    return f"{text}\n{folded(title, quotes)}" if quotes else text


def _lines(sentences: Sequence[Sentence], numbers: Numbers) -> list[str]:
    return [
        f"· {escape(cut(each.text, SENTENCE_UNITS))}{marks(each, numbers) if numbers else ''}" for each in sentences
    ]


def _passages(answer: Answer, texts: Texts, zone: ZoneInfo) -> str:
    """Word for word, each with who says it; in the reader's script, which changes no word."""
    articles = {article.id: article for article in answer.articles}
    lines = [texts("ask-passages-unpaid" if answer.is_unpaid else "ask-passages")]
    for sentence in answer.sentences:
        article = articles[sentence.evidence[0].article_id]
        quote = cut(to_script(sentence.text, article.language, texts.language), SENTENCE_UNITS)
        lines.append(f"{texts('story-quote', quote=quote)}\n{_outlet_and_day(article, texts, zone)}")
    return "\n\n".join(lines)


def _nothing(answer: Answer, texts: Texts, zone: ZoneInfo) -> str:
    if not answer.articles:
        return texts("ask-nothing")
    titles = [
        f"· {link(cut(to_script(article.title, article.language, texts.language), _TITLE_UNITS), article.url)}"
        f" {_outlet_and_day(article, texts, zone)}"
        for article in answer.articles
    ]
    return "\n".join([texts("ask-nothing-but"), *titles])


def _outlet_and_day(article: Article, texts: Texts, zone: ZoneInfo) -> str:
    outlet = link(cut(article.outlet or texts.plain("outlet-unnamed"), OUTLET_UNITS), article.url)
    foreign = article.language[:2] != texts.language[:2]
    note = texts("untranslated", language=texts.plain(f"language-{article.language}")) if foreign else ""
    return f"<i>{outlet} · {escape(texts.day(article.at, zone, short=True))}{f' {note}' if note else ''}</i>"


def _buttons(stories: Sequence[Story], texts: Texts) -> tuple[tuple[Button, ...], ...]:
    return tuple(
        (Button(cut(to_script(story.headline, story.language, texts.language), _LABEL_UNITS), f"o:{story.id}"),)
        for story in stories[:_STORIES_SHOWN]
    )


def render_asked_about(headlines: Sequence[str], language: Language) -> Part:
    """What the next question is about."""
    texts = texts_for(language)
    if len(headlines) == 1:
        return Part(texts("ask-about-story", headline=cut(headlines[0], _TITLE_UNITS)))
    return Part(texts("ask-about-digest"))
