"""One story as a message: its sentences, the evidence for each, how it went on, and where to read it. Pure."""

from collections.abc import Sequence
from zoneinfo import ZoneInfo

from bot.markup import LIMIT_UNITS, bold, cut, escape, folded, link, units
from bot.render import in_script, untranslated
from bot.texts import Texts, texts_for
from digests.models import Article, ArticleId, Button, Evidence, Language, Part, Sentence, Story
from digests.pipeline.summarizing import StoryView

_SUPERSCRIPTS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_QUOTE_UNITS = 300
_SENTENCE_UNITS = 600
_HEADLINE_UNITS = 200
_TITLE_UNITS = 80
_SOURCES_SHOWN = 12
_STORIES_SHOWN = 8


def render_story(view: StoryView, language: Language, timezone: str, back: str | None) -> Part:
    """The story for a reader; `back` is the data of the button that leads to where the story was opened."""
    texts = texts_for(language)
    quotes = _numbered(view.summary.sentences)
    blocks = [_head(view, texts), _sentences(view, texts, quotes)]
    text = "\n\n".join(blocks)
    for fold in (_evidence(view, texts, quotes), _timeline(view, texts, ZoneInfo(timezone)), _sources(view, texts)):
        # One that finds no room is left out whole: markup is never cut. Clients set quotations apart by themselves.
        if fold and units(f"{text}\n{fold}") <= LIMIT_UNITS:
            text = f"{text}\n{fold}"
    buttons = ((Button(texts.plain("button-back"), back),),) if back else ()
    return Part(text, buttons)


def _head(view: StoryView, texts: Texts) -> str:
    headline = cut(in_script(view.summary.headline, view.summary, texts.language), _HEADLINE_UNITS)
    outlets = max(1, len(view.story.outlets))
    # Where the origins are just the outlets themselves, naming them again would say nothing.
    origins = view.story.origins if set(view.story.origins) != set(view.story.outlets) else ()
    counts = texts("story-outlets", outlets=outlets, origins=len(origins), names=texts.listed(origins))
    lines = [bold(escape(headline)), f"<i>{counts}</i>", untranslated(view.summary, texts)]
    return "\n".join(line for line in lines if line)


def _numbered(sentences: Sequence[Sentence]) -> dict[Evidence, int]:
    """Each span of evidence with its number, in the order the sentences use them."""
    numbers: dict[Evidence, int] = {}
    for sentence in sentences:
        for evidence in sentence.evidence:
            numbers.setdefault(evidence, len(numbers) + 1)
    return numbers


def _sentences(view: StoryView, texts: Texts, numbers: dict[Evidence, int]) -> str:
    lines = []
    for sentence in view.summary.sentences:
        marks = "".join(dict.fromkeys(_superscript(numbers[evidence]) for evidence in sentence.evidence))
        text = cut(in_script(sentence.text, view.summary, texts.language), _SENTENCE_UNITS)
        lines.append(f"· {escape(text)}{marks}")
    note = texts("story-llm" if view.summary.method == "llm" else "story-extract")
    return "\n".join([*lines, f"<i>{note}</i>"])


def _superscript(number: int) -> str:
    return str(number).translate(_SUPERSCRIPTS)


def _evidence(view: StoryView, texts: Texts, numbers: dict[Evidence, int]) -> str:
    articles = {article.id: article for article in view.articles}
    lines = [
        f"{_superscript(number)} {_outlet(articles, evidence.article_id, texts)}"
        f"{texts('story-quote', quote=cut(evidence.quote, _QUOTE_UNITS))}"
        for evidence, number in numbers.items()
    ]
    return folded(texts.plain("story-evidence"), lines) if lines else ""


def _outlet(articles: dict[ArticleId, Article], article_id: ArticleId, texts: Texts) -> str:
    article = articles.get(article_id)
    name = (article.outlet if article else None) or texts.plain("outlet-unnamed")
    colon = ": " if texts.language == "en" else "："
    return link(name, article.url if article else None) + colon


def _timeline(view: StoryView, texts: Texts, zone: ZoneInfo) -> str:
    if len(view.storyline) < 2:
        return ""
    lines = [
        f"{escape(texts.day(story.first_at, zone, short=True))} {_named(story, view, texts)}"
        for story in view.storyline[-_STORIES_SHOWN:]
    ]
    return folded(texts.plain("story-timeline"), lines)


def _named(story: Story, view: StoryView, texts: Texts) -> str:
    headline = escape(cut(story.headline, _TITLE_UNITS))
    return f"{bold(headline)} ({texts('story-here')})" if story.id == view.story.id else headline


def _sources(view: StoryView, texts: Texts) -> str:
    lines = [
        f"· {link(cut(article.title, _TITLE_UNITS), article.url)} "
        f"{escape(article.outlet or texts.plain('outlet-unnamed'))}"
        for article in view.articles[:_SOURCES_SHOWN]
    ]
    rest = len(view.articles) - _SOURCES_SHOWN
    return folded(texts.plain("story-sources"), [*lines, *([texts("outlets-more", count=rest)] if rest > 0 else [])])
