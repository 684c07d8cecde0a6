"""What the bot says about a subscription's settings, with the buttons that change them. Pure; knows no transport.

A button's data is `verb:argument`; `bot.handlers` reads it. Every menu leads back to the settings.
"""

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from bot import source_menu, wish_menus
from bot.buttons import back, in_rows, marked
from bot.markup import cut, escape
from bot.source_menu import title_of
from bot.texts import Texts, texts_for
from digests.models import LANGUAGES, TOPICS, Button, Language, Part, Source, Subscription, SubscriptionState
from digests.subscriptions.choices import reads

SCHEDULE_PRESETS = ("08:00", "08:00 20:00", "07:30 12:30 19:00")
ZONE_PRESETS = (
    "Asia/Shanghai",
    "Asia/Hong_Kong",
    "Asia/Taipei",
    "Asia/Singapore",
    "Europe/London",
    "Europe/Berlin",
    "America/Toronto",
    "America/New_York",
    "America/Vancouver",
    "Australia/Sydney",
)
_SOURCES_PER_PAGE = 12
_FAILING_UNITS = 600


def welcome(subscription: Subscription, *, new: bool) -> Part:
    """The first message: what was set, and how to change it."""
    texts = texts_for(subscription.language)
    text = texts(
        "welcome" if new else "welcome-back",
        schedule=texts.schedule(subscription.schedule),
        language=texts.plain(f"language-{subscription.language}"),
        timezone=texts.zone(subscription.timezone),
        topics=texts.topics(subscription.topics),
    )
    others = [language for language in LANGUAGES if language != subscription.language]
    return Part(
        text,
        (
            (Button(texts.plain("button-first-digest"), "digest:now"),),
            (
                Button(texts.plain("button-change-times"), "menu:schedule"),
                Button(texts.plain("button-change-topics"), "menu:topics"),
            ),
            tuple(_language_button(texts, language, then="welcome") for language in others),
        ),
    )


def settings(subscription: Subscription) -> Part:
    """Everything that is set, with a way to each."""
    texts = texts_for(subscription.language)
    text = texts(
        "settings-menu",
        schedule=texts.rhythm(subscription.schedule),
        timezone=texts.zone(subscription.timezone),
        language=texts.plain(f"language-{subscription.language}"),
        topics=texts.topics(subscription.topics),
        state=texts.plain(f"state-{subscription.state.value}"),
    )
    wishes = texts(
        "settings-wishes",
        quiet=wish_menus.quiet_hours(subscription.quiet, texts),
        rules=wish_menus.counted(subscription, texts),
    )
    active = subscription.state is SubscriptionState.ACTIVE
    stop = Button(texts.plain("button-pause"), "pause") if active else Button(texts.plain("button-resume"), "resume")
    names = (("times", "schedule"), ("topics", "topics"), ("sources", "sources:0"))
    places = (("language", "language"), ("timezone", "timezone"), ("quiet", "quiet"))
    rows = [[Button(texts.plain(f"button-{name}"), f"menu:{menu}") for name, menu in each] for each in (names, places)]
    others = [("keywords", "menu:keywords"), ("pictures", "pictures:")]
    last = [
        Button(marked(texts.plain(f"button-{name}"), chosen=name == "pictures" and subscription.pictures), data)
        for name, data in others
    ]
    return Part(f"{text}\n{wishes}", (*map(tuple, rows), (*last, stop)))


def pictures_set(subscription: Subscription) -> Part:
    """Whether pictures come, after a change."""
    texts = texts_for(subscription.language)
    return Part(texts("pictures-on" if subscription.pictures else "pictures-off"), (back(texts),))


def topics(subscription: Subscription) -> Part:
    """All topics with a mark on those chosen."""
    texts = texts_for(subscription.language)
    buttons = [
        Button(marked(texts.topic(topic), chosen=topic in subscription.topics), f"topic:{topic}") for topic in TOPICS
    ]
    return Part(texts("topics-menu"), (*in_rows(buttons, 3), back(texts)))


def sources(subscription: Subscription, offered: Sequence[Source], failing: Sequence[Source], page: int) -> Part:
    """One page of the sources, by topic, with a mark on those read."""
    texts = texts_for(subscription.language)
    if not offered:
        return Part(texts("sources-none"), (back(texts),))
    shown, page, last_page = _page_of(offered, page)
    lines = [
        texts("sources-menu", count=len(offered)),
        "",
        *(_source_line(subscription, source, texts) for source in shown),
    ]
    if failing:
        lines += ["", texts("sources-failing", names=_names(failing, texts))]
    buttons = [
        Button(marked(title_of(source), chosen=reads(subscription, source)), f"source:{source.id}:{page}")
        for source in shown
    ]
    each = Button(texts.plain("button-each-source"), f"menu:each:{page}")
    turns = _turns("sources", page, last_page, texts)
    rows = (*in_rows(buttons, 2), *([turns] if turns else []), (each, *back(texts)))
    return Part("\n".join(lines), rows)


def each_source(subscription: Subscription, offered: Sequence[Source], page: int) -> Part:
    """The same page, where a tap leads to what may be wished of one source."""
    texts = texts_for(subscription.language)
    if not offered:
        return Part(texts("sources-none"), (back(texts),))
    shown, page, last_page = _page_of(offered, page)
    turns = _turns("each", page, last_page, texts)
    rows = (*in_rows(source_menu.options(subscription, shown, page), 2), *([turns] if turns else []))
    way_back = Button(texts.plain("button-back"), f"menu:sources:{page}")
    return Part(texts("each-source-menu"), (*rows, (way_back,)))


def _page_of(offered: Sequence[Source], page: int) -> tuple[list[Source], int, int]:
    """The sources of a page by topic, its number within what there is, and the number of the last."""
    ordered = sorted(offered, key=lambda source: (TOPICS.index(source.topic) if source.topic else -1, source.title))
    last_page = (len(ordered) - 1) // _SOURCES_PER_PAGE
    page = min(max(page, 0), last_page)
    return ordered[page * _SOURCES_PER_PAGE :][:_SOURCES_PER_PAGE], page, last_page


def _turns(menu: str, page: int, last_page: int, texts: Texts) -> tuple[Button, ...]:
    turns = [Button(texts.plain("button-previous"), f"menu:{menu}:{page - 1}")] if page else []
    turns += [Button(texts.plain("button-next"), f"menu:{menu}:{page + 1}")] if page < last_page else []
    return tuple(turns)


def _names(sources: Sequence[Source], texts: Texts) -> str:
    return cut(texts.listed([title_of(source) for source in sources]), _FAILING_UNITS)


def _source_line(subscription: Subscription, source: Source, texts: Texts) -> str:
    kind = texts.topic(source.topic) if source.topic else texts.plain("source-own")
    wishes = source_menu.signs(subscription, source, texts)
    return f"· {escape(title_of(source))} <i>{escape(kind)}{f' · {wishes}' if wishes else ''}</i>"


def schedule(subscription: Subscription) -> Part:
    """The usual schedules as buttons, and how to write any other."""
    texts = texts_for(subscription.language)
    text = texts(
        "schedule-menu",
        schedule=texts.schedule(subscription.schedule),
        timezone=texts.zone(subscription.timezone),
    )
    times = [Button(wish, f"schedule:{wish}") for wish in SCHEDULE_PRESETS]
    weekdays = Button(texts.plain("button-weekdays"), "schedule:mon-fri 08:00")
    rhythms = tuple(Button(texts.plain(f"button-{name}"), f"schedule:{name}") for name in ("hourly", "instant", "off"))
    levels = wish_menus.importance_buttons(subscription, texts)
    rows = ((times[0], times[1]), (times[2], weekdays), rhythms, *([levels] if levels else []), back(texts))
    return Part(text, rows)


def schedule_set(subscription: Subscription) -> Part:
    """What comes when, after a change."""
    texts = texts_for(subscription.language)
    zone = ZoneInfo(subscription.timezone)
    due_at = subscription.next_due_at
    text = texts(
        "schedule-set",
        schedule=texts.schedule(subscription.schedule),
        timezone=texts.zone(subscription.timezone),
        next=texts.moment(due_at, zone) if due_at else "none",
    )
    return Part(text.strip(), (back(texts),))


def timezone(subscription: Subscription, now: datetime, *, changed: bool = False) -> Part:
    """The time zone, with the time it is there as a check."""
    texts = texts_for(subscription.language)
    text = texts(
        "timezone-set" if changed else "timezone-menu",
        timezone=texts.zone(subscription.timezone),
        time=texts.clock(now, ZoneInfo(subscription.timezone)),
        schedule=texts.schedule(subscription.schedule),
    )
    buttons = [Button(texts.city(name), f"timezone:{name}") for name in ZONE_PRESETS]
    return Part(text, (*([] if changed else in_rows(buttons, 2)), back(texts)))


def zones_nearby(subscription: Subscription, zones: Sequence[str], now: datetime) -> Part:
    """The time zones near a shared location, each with the time it is there."""
    texts = texts_for(subscription.language)
    labels = {name: f"{texts.city(name)} {texts.clock(now, ZoneInfo(name))}" for name in zones}
    return Part(texts("timezone-nearby"), (*((Button(label, f"timezone:{name}"),) for name, label in labels.items()),))


def language(texts: Texts) -> Part:
    """The three languages, each named in itself."""
    buttons = tuple(_language_button(texts, each, then="settings") for each in LANGUAGES)
    return Part(texts("language-menu"), (buttons, back(texts)))


def nothing_new(subscription: Subscription, since: datetime) -> Part:
    """An honest empty digest: since when there is nothing, and when the next one comes."""
    texts = texts_for(subscription.language)
    zone = ZoneInfo(subscription.timezone)
    if subscription.next_due_at is None:
        return Part(texts("nothing-new-off", since=texts.moment(since, zone)))
    following = texts.moment(subscription.next_due_at, zone)
    return Part(texts("nothing-new", since=texts.moment(since, zone), next=following))


def _language_button(texts: Texts, language: Language, *, then: str) -> Button:
    return Button(texts.plain(f"button-to-{language}"), f"language:{language}:{then}")
