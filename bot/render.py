"""An edition becomes messages: header, items that are never cut, footer, buttons. Pure; knows no transport."""

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from zoneinfo import ZoneInfo

from bot.buttons import marked
from bot.markup import (
    LIMIT_UNITS,
    MOST_STRETCHES,
    bold,
    can_be_opened,
    cut,
    escape,
    folded,
    link,
    plain,
    stretches,
    units,
)
from bot.render_development import contradicting, development_lines
from bot.scripts import to_script
from bot.texts import Texts, texts_for
from digests.models import (
    Button,
    Disagreement,
    Edition,
    EditionId,
    EditionItem,
    Language,
    OutletLink,
    Part,
    SubscriptionId,
    Summary,
)

LATEST_MOST = 20
"""Items of the longest list that /latest gives."""

HEADLINE_UNITS = 200
SENTENCE_UNITS = 600
OUTLET_UNITS = 40
_OUTLETS_SHOWN = 3
_BODY_UNITS = 2000
_SENTENCES_SHOWN = 2
_LONG_UNITS = {"zh-Hans": 240, "zh-Hant": 240, "en": 480}
"""A text beyond this is folded behind its second sentence: nobody reads a wall."""

_FOLDED_UNITS = 900
_SIGNS = {"fresh": "•", "developing": "↻", "disagreements": "≠", "corrected": "※"}
"""What is marked on an item, by the field that says so; /help explains them."""

_BUTTONS_PER_ROW = 5
# Reading speed in silence: about 240 words a minute in English (Brysbaert 2019), about 400 characters in Chinese.
_LETTERS_PER_MINUTE = 1300
_CHINESE_CHARACTERS_PER_MINUTE = 400
_FIRST_CHINESE = "\u2e80"
"""The radicals of CJK; what stands before is written in letters."""


def render_edition(edition: Edition, *, liked: bool | None = None) -> tuple[Part, ...]:
    """The messages of an edition, in reading order; the buttons stand under the last one.

    `liked` is the reader's verdict on it, None for none.
    """
    bodies = _bodies(replace(edition, id=EditionId(""), subscription_id=SubscriptionId("")))
    buttons = _buttons(edition, texts_for(edition.language), liked=liked)
    parts = tuple(Part(body, buttons if number == len(bodies) else ()) for number, body in enumerate(bodies, start=1))
    return (replace(parts[0], picture=lead_picture(edition)), *parts[1:])


def lead_picture(edition: Edition) -> str | None:
    """The address of the picture that stands above the first message: that of the first story, where it is wanted."""
    picture = edition.items[0].picture if edition.pictures and edition.items else None
    return picture if can_be_opened(picture) else None


@lru_cache(maxsize=64)
def _bodies(edition: Edition) -> tuple[str, ...]:
    """What is read of an edition, whosever it is: thousands get the same within a minute."""
    texts = texts_for(edition.language)
    zone = ZoneInfo(edition.timezone)
    items = [_item(number, item, texts, zone) for number, item in enumerate(edition.items, start=1)]
    footer = _footer(edition, texts)
    header = _header(edition, items, texts)
    # Room is kept for the header on every part, so that numbering the parts never makes one too long.
    packed = _pack(items, LIMIT_UNITS - units(header) - units(footer) - 40)
    parts = []
    for number, part_items in enumerate(packed, start=1):
        last = number == len(packed)
        head = header if number == 1 else texts("digest-part", part=number, parts=len(packed))
        blocks = [head, *part_items, *([footer] if last and footer else [])]
        parts.append("\n\n".join(blocks))
    return tuple(parts)


def _footer(edition: Edition, texts: Texts) -> str:
    """What is not in it, and which items are extracts because the day's money for the model is spent."""
    spent = [number for number, item in enumerate(edition.items, start=1) if item.summary.missing == "budget"]
    lines = [_more(edition, texts)] if edition.more else []
    if spent and spent == list(range(spent[0], len(edition.items) + 1)):
        lines.append(texts("digest-budget-from", number=spent[0]))
    elif spent:
        lines.append(texts("digest-budget-some", numbers=texts.listed([str(number) for number in spent])))
    return "\n".join(lines)


def _more(edition: Edition, texts: Texts) -> str:
    """How many found no place, and where they stand; the longest list leads to no longer one."""
    longest = edition.kind in ("latest", "since") and len(edition.items) >= LATEST_MOST
    return texts("once-more" if longest else f"{edition.kind}-more", count=edition.more)


def _header(edition: Edition, items: Sequence[str], texts: Texts) -> str:
    zone = ZoneInfo(edition.timezone)
    title = texts(
        f"{edition.kind}-title",
        brand=texts.plain("brand"),
        day=texts.day(edition.due_at, zone),
        time=texts.clock(edition.due_at, zone),
    )
    counts = texts(
        "digest-counts",
        stories=len(edition.items),
        outlets=max(1, edition.outlet_count),
        minutes=reading_minutes(items),
    )
    return f"{bold(title)}\n{counts}"


def reading_minutes(items: Sequence[str]) -> int:
    """Whole minutes that reading the items takes, at least one. Items that nobody translated are of both languages."""
    text = plain("".join(items))
    chinese = sum(character >= _FIRST_CHINESE for character in text)
    minutes = chinese / _CHINESE_CHARACTERS_PER_MINUTE + (len(text) - chinese) / _LETTERS_PER_MINUTE
    return max(1, round(minutes))


def _item(number: int, item: EditionItem, texts: Texts, zone: ZoneInfo) -> str:
    signs = "".join(f"{sign} " for name, sign in _SIGNS.items() if getattr(item, name))
    text = render_item(
        item, texts, mark=f"{number}. {signs}", notes=contradicting(item.development, texts, zone), folds=True
    )
    more = [] if item.brief else fitting(_folded(item, texts, zone), _FOLDED_UNITS)
    return f"{text}\n{folded(texts.plain('digest-details'), more)}" if more else text


def _folded(item: EditionItem, texts: Texts, zone: ZoneInfo) -> list[str]:
    """What opens with a tap: the rest of a long text, what is new in a storyline, what else its outlets differ on."""
    _, rest = _told_openly(item, texts, folds=True)
    new = development_lines(item.development, texts, zone, contradictions=False) if item.developing else []
    lines = [escape(cut(rest, _FOLDED_UNITS))] if rest else []
    return [*lines, *new, *(differing(each, texts) for each in item.disagreements[1:])]


def _told_openly(item: EditionItem, texts: Texts, *, folds: bool) -> tuple[str, str]:
    """The sentences that stand in the open, and those that are folded away where the text `folds` and is long."""
    summary = item.summary
    sentences = [cut(in_script(each.text, summary, texts.language), SENTENCE_UNITS) for each in summary.sentences]
    if item.brief or not folds or units(escape("".join(sentences))) <= _LONG_UNITS[summary.text_language]:
        return "" if item.brief else joined(sentences, summary.text_language), ""
    shown, rest = sentences[:_SENTENCES_SHOWN], sentences[_SENTENCES_SHOWN:]
    return joined(shown, summary.text_language), joined(rest, summary.text_language)


def fitting(lines: Sequence[str], room_units: int) -> list[str]:
    """The first lines that find room, none of them cut."""
    kept: list[str] = []
    for line in lines:
        room_units -= units(line) + 1
        if room_units < 0:
            break
        kept.append(line)
    return kept


def render_item(
    item: EditionItem, texts: Texts, *, mark: str = "", notes: Sequence[str] = (), folds: bool = False
) -> str:
    """A story as a digest tells it: headline after its `mark`, sentences, `notes` in markup, outlets.

    `folds`: the sentences of a long text behind the second are left out; they are told elsewhere.
    """
    headline = cut(in_script(item.summary.headline, item.summary, texts.language), HEADLINE_UNITS)
    lines = [bold(f"{mark}{link(headline, best_url(item.outlets))}")]
    if note := untranslated(item.summary, texts):
        lines.append(note)
    body, _ = _told_openly(item, texts, folds=folds)
    if body:
        lines.append(escape(cut(body, _BODY_UNITS)))
    if not item.brief:
        lines += [*(differing(each, texts) for each in item.disagreements[:1]), *notes]
    lines.append(outlets_line(item.outlets, texts))
    return "\n".join(lines)


def differing(disagreement: Disagreement, texts: Texts) -> str:
    """What the outlets state, side by side, in the reader's script."""
    stated = [
        texts.plain(
            "digest-stated",
            outlet=cut(each.outlet, OUTLET_UNITS),
            value=in_own_script(cut(each.value, OUTLET_UNITS), texts.language),
        )
        for each in disagreement.positions[:_OUTLETS_SHOWN]
    ]
    return escape(texts.plain("digest-differing", stated=" · ".join(stated)))


def in_own_script(text: str, reader: Language) -> str:
    """Text of either Chinese script in the reader's; everything else unchanged."""
    return to_script(text, "zh-Hant" if reader == "zh-Hans" else "zh-Hans", reader)


def outlets_line(outlets: Sequence[OutletLink], texts: Texts) -> str:
    """The outlets, linked, the first three by name."""
    named = [link(cut(outlet.name or texts.plain("outlet-unnamed"), OUTLET_UNITS), outlet.url) for outlet in outlets]
    rest = len(named) - _OUTLETS_SHOWN
    more = f" {texts('outlets-more', count=rest)}" if rest > 0 else ""
    return f"<i>{' · '.join(named[:_OUTLETS_SHOWN])}{more}</i>" if named else f"<i>{texts('outlet-unnamed')}</i>"


def best_url(outlets: Sequence[OutletLink]) -> str | None:
    """The address a headline leads to: the first of its outlets' that can be opened."""
    return next((outlet.url for outlet in outlets if can_be_opened(outlet.url)), None)


def untranslated(summary: Summary, texts: Texts) -> str:
    """A plain mark where the text is in another language than the reader's; the two Chinese scripts are one."""
    if summary.text_language.split("-")[0] == texts.language.split("-")[0]:
        return ""
    return f"<i>{texts('untranslated', language=texts.plain(f'language-{summary.text_language}'))}</i>"


def in_script(text: str, summary: Summary, language: Language) -> str:
    """A text of the summary in the reader's script. What is stored stays verbatim."""
    return to_script(text, summary.text_language, language)


def joined(sentences: Sequence[str], language: Language) -> str:
    """Sentences as running text: English ones apart by a space."""
    return (" " if language == "en" else "").join(sentences)


def _pack(items: Sequence[str], room_units: int) -> list[list[str]]:
    """Items in as few messages as hold them in order, none of them cut."""
    parts: list[list[str]] = [[]]
    left, free = room_units, MOST_STRETCHES - 1  # the header is bold
    for item in items:
        size, marked_up = units(item) + 2, stretches(item)
        if parts[-1] and (size > left or marked_up > free):
            parts.append([])
            left, free = room_units, MOST_STRETCHES - 1
        parts[-1].append(item)
        left, free = left - size, free - marked_up
    return parts


def _buttons(edition: Edition, texts: Texts, *, liked: bool | None) -> tuple[tuple[Button, ...], ...]:
    numbers = [
        Button(str(n), f"o:{item.story.id}" if edition.kind == "once" else f"s:{edition.id}:{n}")
        for n, item in enumerate(edition.items, start=1)
    ]
    rows = [tuple(numbers[start : start + _BUTTONS_PER_ROW]) for start in range(0, len(numbers), _BUTTONS_PER_ROW)]
    settings = Button(texts.plain("button-settings"), "menu:settings")
    if edition.kind == "once":  # kept nowhere: no question could find what it is about
        return (*rows, (settings,))
    ask = Button(texts.plain("button-ask"), f"ask:e:{edition.id}")
    tongue = Button(texts.plain("button-tongue"), f"in:{_other(edition.language)}:{edition.id}")
    verdicts = tuple(
        Button(marked(texts.plain(f"button-rate-{name}"), chosen=liked is verdict), f"rate:{name}:{edition.id}")
        for name, verdict in (("liked", True), ("disliked", False))
    )
    return (*rows, (ask, tongue, settings), *([verdicts] if edition.kind == "digest" else []))


def _other(language: Language) -> str:
    """The language that the switch leads to: `zh` is the reader's own Chinese."""
    return "zh" if language == "en" else "en"
