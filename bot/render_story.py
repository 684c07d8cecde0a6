"""One story as a message: its sentences, the evidence for each, how it went on, and where to read it. Pure."""

from collections.abc import Collection
from zoneinfo import ZoneInfo

from bot.buttons import marked
from bot.evidence import Numbers, marks, numbered, quotations
from bot.markup import LIMIT_UNITS, bold, can_be_opened, cut, escape, folded, link, units
from bot.render import HEADLINE_UNITS, OUTLET_UNITS, SENTENCE_UNITS, fitting, in_script, untranslated
from bot.render_development import development_lines
from bot.render_disagreements import positions
from bot.scripts import to_script
from bot.texts import Texts, find_topic, texts_for
from digests.models import Act, Because, Button, Language, Part, Story, StoryId
from digests.pipeline.summarizing import StoryView

_TITLE_UNITS = 80
_SOURCES_SHOWN = 12
_STORIES_SHOWN = 8
_EARLIER_SHOWN = 3
_ACROSS_SHOWN = 3
_ORIGINS_UNITS = 200
_SENTENCES_UNITS = 2700
"""All sentences together; with the head, the marks and the note it leaves the message below its limit."""


def render_story(
    view: StoryView, language: Language, timezone: str, back: str | None, *, acts: Collection[Act] = ()
) -> Part:
    """The story for a reader; `back` is the data of the button that leads to where the story was opened.

    `acts` are what the reader has done with it.
    """
    texts = texts_for(language)
    quotes = numbered(view.summary.sentences)
    blocks = [_head(view, texts), _sentences(view, texts, quotes)]
    text = "\n\n".join(blocks)
    folds = (
        ("story-differing", positions(view.disagreements, texts)),
        ("story-new", development_lines(view.development, texts, ZoneInfo(timezone))),
        ("story-evidence", quotations(quotes, view.articles, texts)),
        ("story-timeline", _timeline(view, texts, ZoneInfo(timezone))),
        ("story-across", _across(view, texts)),
        ("story-earlier", _earlier(view, texts, ZoneInfo(timezone))),
        ("story-sources", _sources(view, texts)),
    )
    for key, lines in folds:
        title = texts.plain(key)
        shown = fitting(lines, LIMIT_UNITS - units(text) - len(title) - 2)
        if shown:  # clients set quotations apart by themselves
            text = f"{text}\n{folded(title, shown)}"
    return Part(text, _buttons(view.story.id, texts, back, acts))


def picture_of(view: StoryView) -> str | None:
    """The address of its first picture that can be shown."""
    return next((each.picture for each in view.articles if can_be_opened(each.picture)), None)


def _buttons(
    story_id: StoryId, texts: Texts, back: str | None, acts: Collection[Act]
) -> tuple[tuple[Button, ...], ...]:
    names: tuple[Act, ...] = ("followed", "saved", "disliked")
    own = [
        Button(marked(texts.plain(f"button-{act}"), chosen=act in acts), f"act:{act}:{story_id}:{back or ''}")
        for act in names
    ]
    ask = Button(texts.plain("button-ask"), f"ask:s:{story_id}")
    why = Button(texts.plain("button-why"), f"why:{story_id}")
    return (tuple(own), (ask, why, Button(texts.plain("button-back"), back)) if back else (ask, why))


def _head(view: StoryView, texts: Texts) -> str:
    headline = cut(in_script(view.summary.headline, view.summary, texts.language), HEADLINE_UNITS)
    outlets = max(1, len(view.story.outlets))
    # Where the origins are just the outlets themselves, naming them again would say nothing.
    origins = view.story.origins if set(view.story.origins) != set(view.story.outlets) else ()
    names = cut(texts.listed(origins), _ORIGINS_UNITS)
    counts = texts("story-outlets", outlets=outlets, origins=len(origins), names=names)
    because = f"<i>{_because(view.because, texts)}</i>" if view.because else ""
    lines = [bold(escape(headline)), f"<i>{counts}</i>", because, untranslated(view.summary, texts)]
    return "\n".join(line for line in lines if line)


def _because(because: Because, texts: Texts) -> str:
    topic = find_topic(because.on) if because.kind == "topic" else None
    on = texts.topic(topic) if topic else to_script(cut(because.on, OUTLET_UNITS), "zh-Hans", texts.language)
    return texts("story-because", act=because.act, count=because.count, on=on)


def _sentences(view: StoryView, texts: Texts, numbers: Numbers) -> str:
    lines = []
    limit = min(SENTENCE_UNITS, _SENTENCES_UNITS // max(1, len(view.summary.sentences)))
    for sentence in view.summary.sentences:
        text = cut(in_script(sentence.text, view.summary, texts.language), limit)
        lines.append(f"· {escape(text)}{marks(sentence, numbers)}")
    note = texts("story-llm" if view.summary.method == "llm" else "story-extract")
    return "\n".join([*lines, f"<i>{note}</i>"])


def _timeline(view: StoryView, texts: Texts, zone: ZoneInfo) -> list[str]:
    if len(view.storyline) < 2:
        return []
    return [
        f"{escape(texts.day(story.first_at, zone, short=True))} {_named(story, view, texts)}"
        for story in view.storyline[-_STORIES_SHOWN:]
    ]


def _across(view: StoryView, texts: Texts) -> list[str]:
    return [
        texts(
            "across-later" if each.is_later else "across-possibly",
            language=texts.plain(f"language-{each.story.language}"),
            headline=cut(to_script(each.story.headline, each.story.language, texts.language), _TITLE_UNITS),
        )
        for each in view.across[:_ACROSS_SHOWN]
    ]


def _earlier(view: StoryView, texts: Texts, zone: ZoneInfo) -> list[str]:
    return [
        f"{escape(texts.day(story.first_at, zone))} "
        f"{escape(cut(to_script(story.headline, story.language, texts.language), _TITLE_UNITS))}"
        for story in view.earlier[:_EARLIER_SHOWN]
    ]


def _named(story: Story, view: StoryView, texts: Texts) -> str:
    headline = cut(to_script(story.headline, story.language, texts.language), _TITLE_UNITS)
    return bold(texts("story-here", headline=headline)) if story.id == view.story.id else escape(headline)


def _sources(view: StoryView, texts: Texts) -> list[str]:
    lines = [
        f"· {link(cut(article.title, _TITLE_UNITS), article.url)} "
        f"{escape(cut(article.outlet or texts.plain('outlet-unnamed'), OUTLET_UNITS))}"
        for article in view.articles[:_SOURCES_SHOWN]
    ]
    rest = len(view.articles) - _SOURCES_SHOWN
    return [*lines, *([texts("outlets-more", count=rest)] if rest > 0 else [])]
