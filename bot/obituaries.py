"""What the bot says of a source that died: since when, why in words, and what to do. Pure; knows no transport."""

from zoneinfo import ZoneInfo

from bot.markup import cut, link
from bot.texts import Texts, texts_for
from digests.models import Button, Death, Language, Part

_TITLE_UNITS = 60
_UTC = ZoneInfo("UTC")


def to_reader(death: Death, language: Language) -> Part:
    """For who chose the source: a feed to read instead, or leave it out, each with a tap."""
    texts = texts_for(language)
    source_id = death.source.id
    out = Button(texts.plain("button-leave-out"), f"drop:{source_id}")
    if death.instead is None:
        return Part(f"{_news(death, texts)}\n{texts('death-wait')}", ((out,),))
    instead = Button(texts.plain("button-instead"), f"swap:{source_id}:{death.instead.id}")
    return Part(f"{_news(death, texts)}\n{_suggestion(death, texts)}", ((instead, out),))


def to_operator(death: Death, language: Language) -> Part:
    """For an administrator, who keeps the list of sources elsewhere."""
    texts = texts_for(language)
    advice = _suggestion(death, texts) if death.instead else texts("death-operator")
    return Part(f"{_news(death, texts)}\n{advice}")


def _news(death: Death, texts: Texts) -> str:
    title = cut(" ".join(death.source.title.split()), _TITLE_UNITS)
    cause = texts.plain(f"death-{death.cause}", status=death.status or 0)
    return texts("death", title=title, day=texts.day(death.since, _UTC, short=True), cause=cause)


def _suggestion(death: Death, texts: Texts) -> str:
    if death.instead is None:
        return ""
    title = cut(" ".join(death.instead.title.split()), _TITLE_UNITS)
    return f"{texts('death-instead')} {link(title, death.instead.address)}"
