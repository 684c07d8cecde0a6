"""What a reader wishes of one source: whether it is read at all, and how. Pure; knows no transport."""

from collections.abc import Sequence

from bot.buttons import marked
from bot.markup import cut, escape
from bot.texts import Texts, texts_for
from digests.models import Button, Part, Source, Subscription
from digests.subscriptions.choices import SOURCE_WISHES, SourceWish, reads, wished

_TITLE_UNITS = 40
_WORDS: dict[str, SourceWish | None] = {
    **dict.fromkeys(("titles", "headlines", "标题", "標題", "只看标题", "只看標題"), "brief"),
    **dict.fromkeys(("instant", "即时", "即時"), "instant"),
    **dict.fromkeys(("first", "优先", "優先"), "preferred"),
    **dict.fromkeys(("normal", "正常", "普通"), None),
}


def title_of(source: Source) -> str:
    """On one line and short: titles come from feeds that anybody may add."""
    return cut(" ".join(source.title.split()), _TITLE_UNITS)


def source_page(subscription: Subscription, source: Source, page: int) -> Part:
    """One source with a mark on what is wished of it; `page` is the one of the list that it stands on."""
    texts = texts_for(subscription.language)
    kind = texts.topic(source.topic) if source.topic else texts.plain("source-own")
    text = texts("source-page", title=title_of(source), kind=kind, example=title_of(source))
    is_read = reads(subscription, source)
    read = Button(marked(texts.plain("button-source-read"), chosen=is_read), f"only:read:{source.id}:{page}")
    wishes = [
        Button(
            marked(texts.plain(f"button-source-{wish}"), chosen=is_read and wish in wished(subscription, source)),
            f"only:{wish}:{source.id}:{page}",
        )
        for wish in SOURCE_WISHES
    ]
    back = Button(texts.plain("button-back"), f"menu:each:{page}")
    return Part(text, ((read, wishes[0]), tuple(wishes[1:]), (back,)))


def wish_in(words: str) -> tuple[str, SourceWish | None] | None:
    """The name of a source and the wish written behind it (海港日报 即时); None where no wish stands there.

    `normal` behind a name, a wish of None, means none of them.
    """
    name, _, word = words.strip().rpartition(" ")
    wish = word.casefold()
    return (name.strip(), _WORDS[wish]) if name and wish in _WORDS else None


def signs(subscription: Subscription, source: Source, texts: Texts) -> str:
    """What is wished of it, in words and escaped; empty for nothing."""
    names = [texts.plain(f"button-source-{wish}") for wish in SOURCE_WISHES if wish in wished(subscription, source)]
    return escape(texts.listed(names)) if reads(subscription, source) else ""


def options(subscription: Subscription, sources: Sequence[Source], page: int) -> list[Button]:
    """A button for each source that leads to its own page."""
    return [
        Button(marked(title_of(source), chosen=bool(wished(subscription, source))), f"only:show:{source.id}:{page}")
        for source in sources
    ]
