"""What a search found, a page of it as a message: headlines, the found words in bold, outlets and dates. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from bot.markup import bold, cut, escape, link
from bot.render import HEADLINE_UNITS, OUTLET_UNITS
from bot.scripts import to_script
from bot.texts import Texts, texts_for
from digests.models import Article, Button, Language, Part, SearchQuery
from digests.search.rank import FoundStory
from digests.search.snippets import find_places, snippet

PAGE_SIZE = 5
_WORDS_UNITS = 60
_DATA_BYTES = 64
"""The longest data of a button (Bot API, InlineKeyboardButton)."""

_MOST_PLACES = 8
"""Of one snippet: Telegram drops formatting beyond a hundred stretches a message."""


@dataclass(frozen=True, slots=True)
class ResultPage:
    """One page: `results` of all `count` stories, `number` from 0. `words` is what was typed, `query` what found it.

    `is_more`: there are more than were counted.
    """

    words: str
    query: SearchQuery
    results: tuple[tuple[FoundStory, Article], ...]
    number: int
    count: int
    is_more: bool = False
    is_loose: bool = False

    @property
    def pages(self) -> int:
        return -(-self.count // PAGE_SIZE)


def render_results(page: ResultPage, language: Language, timezone: str) -> Part:
    """The page for a reader, with buttons that open its stories and turn the page."""
    texts, zone = texts_for(language), ZoneInfo(timezone)
    first = page.number * PAGE_SIZE + 1
    items = [_item(place, page, texts, zone) for place in range(len(page.results))]
    last = page.number == page.pages - 1
    notes = [texts("search-narrow")] if page.is_more and last else []
    return Part("\n\n".join([_head(page, texts), *items, *notes]), _buttons(page, first, texts))


def _head(page: ResultPage, texts: Texts) -> str:
    words = cut(" ".join(page.words.split()), _WORDS_UNITS)
    if page.pages > 1:
        parts = {"part": page.number + 1, "parts": page.pages}
        title = bold(texts("search-title-page", words=words, count=page.count, **parts))
    else:
        title = bold(texts("search-title", words=words, count=page.count))
    return f"{title}\n{texts('search-loose')}" if page.is_loose else title


def _item(place: int, page: ResultPage, texts: Texts, zone: ZoneInfo) -> str:
    found, article = page.results[place]
    number = page.number * PAGE_SIZE + place + 1
    headline = cut(to_script(found.story.headline, found.story.language, texts.language), HEADLINE_UNITS)
    why = marked(to_script(snippet(article, page.query), article.language, texts.language), page.query)
    outlet = link(cut(article.outlet or texts.plain("outlet-unnamed"), OUTLET_UNITS), article.url)
    others = len(found.story.outlets) - 1
    more = f" {texts('outlets-more', count=others)}" if others > 0 else ""
    lines = [
        bold(f"{number}. {link(headline, article.url)}"),
        why,
        f"<i>{outlet}{more} · {escape(texts.day(article.at, zone, short=True))}</i>{_foreign(article, texts)}",
    ]
    return "\n".join(line for line in lines if line)


def _foreign(article: Article, texts: Texts) -> str:
    if article.language[:2] == texts.language[:2]:
        return ""
    return f" <i>{texts('untranslated', language=texts.plain(f'language-{article.language}'))}</i>"


def marked(text: str, query: SearchQuery) -> str:
    """`text`, escaped, with the found words in bold."""
    pieces, end = [], 0
    for start, stop in find_places(text, query)[:_MOST_PLACES]:
        pieces += [escape(text[end:start]), bold(escape(text[start:stop]))]
        end = stop
    return "".join([*pieces, escape(text[end:])])


def _buttons(page: ResultPage, first: int, texts: Texts) -> tuple[tuple[Button, ...], ...]:
    numbers = tuple(
        Button(str(number), f"o:{found.story.id}") for number, (found, _) in enumerate(page.results, start=first)
    )
    turns: Sequence[tuple[bool, str, int]] = (
        (page.number > 0, "button-previous", page.number - 1),
        (page.number < page.pages - 1, "button-next", page.number + 1),
    )
    turning = tuple(
        Button(texts.plain(key), page_data(page.words, number)) for is_there, key, number in turns if is_there
    )
    return tuple(row for row in (numbers, turning) if row)


def page_data(words: str, number: int) -> str:
    """What a button that turns to a page sends. Words that find no room in it are read from the message answered."""
    whole = f"f:{number}:{words}"
    return whole if len(whole.encode()) <= _DATA_BYTES else f"f:{number}:"
