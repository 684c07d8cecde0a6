"""What people read, per language, by key: Fluent files, with dates and numbers as each language writes them."""

import html
import re
from collections.abc import Mapping, Sequence
from datetime import datetime, time, tzinfo
from functools import cache
from importlib.resources import files
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_date, format_datetime, format_time, get_timezone_location
from babel.numbers import format_decimal
from fluent.runtime import FluentBundle, FluentResource

from bot.quotations import holds_quotation, within
from digests.models import LANGUAGES, TOPICS, Language, Schedule, Topic

# CLDR's short forms are the ones newspapers print: 11月22日 周日, Sunday 22 November.
_DAY_PATTERN: dict[Language, str] = {"zh-Hans": "M月d日 EEE", "zh-Hant": "M月d日 EEE", "en": "EEEE d MMMM"}
_SHORT_DAY_PATTERN: dict[Language, str] = {"zh-Hans": "M月d日", "zh-Hant": "M月d日", "en": "d MMM"}
_LOCALE: dict[Language, str] = {"zh-Hans": "zh_Hans_CN", "zh-Hant": "zh_Hant_TW", "en": "en_GB"}
# Fluent refuses values of more than 2,500 characters; long ones, and those that hold quotations, take the place of a
# private-use mark afterwards.
_LONGEST_VALUE = 500
_MARK = re.compile("\ue000([a-z0-9_]+)\ue001")
_WEEKDAYS = frozenset(range(5))
_WEEKEND = frozenset((5, 6))


class Texts:
    """The texts of one language.

    `texts(key, name=value)` is HTML: values are escaped, the text's own markup stays. `plain` is for button labels
    and terminals. A key that is missing raises `KeyError`: the tests see to it that none is.
    """

    def __init__(self, language: Language) -> None:
        self.language = language
        self._locale = Locale.parse(_LOCALE[language])
        self._bundle = FluentBundle([_LOCALE[language].replace("_", "-")], use_isolating=False)
        for resource in fluent_files(language):
            self._bundle.add_resource(FluentResource(resource), allow_overrides=False)

    def __call__(self, key: str, **values: str | int) -> str:
        """The text as Telegram's HTML."""
        return self._format(key, {name: _escape(value) for name, value in values.items()})

    def plain(self, key: str, **values: str | int) -> str:
        """The text with its values as they are."""
        return self._format(key, values)

    def _format(self, key: str, values: dict[str, str | int]) -> str:
        message = self._bundle.get_message(key)
        if message.value is None:
            raise KeyError(key)
        apart = {
            name: value
            for name, value in values.items()
            if isinstance(value, str) and (len(value) > _LONGEST_VALUE or holds_quotation(value))
        }
        marks = {name: f"\ue000{name}\ue001" for name in apart}
        text, errors = self._bundle.format_pattern(message.value, {**values, **marks})
        if errors:
            raise KeyError(f"{key}: {errors[0]}")
        return _MARK.sub(lambda mark: _put_in(mark, apart), str(text))

    def number(self, value: int) -> str:
        """A count with the language's separators: 18,204."""
        return str(format_decimal(value, locale=self._locale))

    def day(self, at: datetime, zone: tzinfo, *, short: bool = False) -> str:
        """A local date: 11月22日 周日, or Sunday 22 November; short: 11月22日, 22 Nov."""
        pattern = (_SHORT_DAY_PATTERN if short else _DAY_PATTERN)[self.language]
        return str(format_date(at.astimezone(zone).date(), pattern, locale=self._locale))

    def clock(self, at: datetime | time, zone: tzinfo | None = None) -> str:
        """A local time of day: 08:00."""
        local = at.astimezone(zone) if isinstance(at, datetime) else at
        return str(format_time(local, "HH:mm", locale=self._locale))

    def moment(self, at: datetime, zone: tzinfo) -> str:
        """A local date and time."""
        return f"{self.day(at, zone, short=True)} {self.clock(at, zone)}"

    def weekday(self, day: int) -> str:
        """The short name of a weekday; Monday is 0."""
        monday = datetime(2024, 1, 1 + day, tzinfo=ZoneInfo("UTC"))
        return str(format_datetime(monday, "EEE", locale=self._locale))

    def zone(self, timezone: str) -> str:
        """The name of a time zone for people: 上海时间, Shanghai time, UTC+8."""
        if timezone.startswith("Etc/GMT"):  # POSIX signs: Etc/GMT-8 lies east of Greenwich
            return f"UTC{timezone[7:].translate(str.maketrans('+-', '-+'))}"
        return self.plain("timezone-name", city=self.city(timezone))

    def city(self, timezone: str) -> str:
        """The city that a time zone is named after: 上海, Shanghai."""
        return str(get_timezone_location(timezone, locale=self._locale, return_city=True))

    def topic(self, topic: Topic) -> str:
        return self.plain(f"topic-{topic}")

    def listed(self, words: Sequence[str]) -> str:
        """Words joined as the language joins them."""
        # Fluent drops the space at the end of a line, so its files write it as a low line.
        return self.plain("list-separator").replace("_", " ").join(words)

    def either(self, words: Sequence[str]) -> str:
        """Words of which one is meant."""
        return self.plain("either-separator").replace("_", " ").join(words)

    def topics(self, topics: frozenset[Topic]) -> str:
        """The topics chosen, or one word for all or none."""
        if not topics:
            return self.plain("topics-none")
        if topics == frozenset(TOPICS):
            return self.plain("topics-all")
        return self.listed([self.topic(topic) for topic in TOPICS if topic in topics])

    def days(self, days: frozenset[int]) -> str:
        """Weekdays: 每天, 工作日, 周一、周三."""
        named = {frozenset(range(7)): "days-all", _WEEKDAYS: "days-weekdays", _WEEKEND: "days-weekend"}
        if days in named:
            return self.plain(named[days])
        return self.listed([self.weekday(day) for day in sorted(days)])

    def rhythm(self, schedule: Schedule) -> str:
        """When digests come, standing alone: 每天 08:00 和 20:00, 即时."""
        if schedule.rhythm == "instant" and schedule.origins > 1:
            return self.plain("rhythm-instant-confirmed", origins=schedule.origins)
        return self._when(schedule, "rhythm") if schedule.rhythm == "times" else self.plain(f"button-{schedule.rhythm}")

    def schedule(self, schedule: Schedule) -> str:
        """When digests come, as part of a sentence: 每天 08:00 和 20:00 发, every day at 08:00 and 20:00."""
        if schedule.rhythm == "instant" and schedule.origins > 1:
            return self.plain("schedule-instant-confirmed", origins=schedule.origins)
        return (
            self._when(schedule, "schedule")
            if schedule.rhythm == "times"
            else self.plain(f"schedule-{schedule.rhythm}")
        )

    def _when(self, schedule: Schedule, key: str) -> str:
        *first, last = [self.clock(moment) for moment in schedule.times]
        times = self.plain("schedule-and", first=self.listed(first), last=last) if first else last
        return self.plain(f"{key}-times", days=self.days(schedule.days), times=times)


def _put_in(mark: re.Match[str], values: Mapping[str, str]) -> str:
    """The value that a mark stands for; within a quotation of the text its own become those of the second rank."""
    return within(mark.string[: mark.start()], values.get(mark[1], mark[0]))


def _escape(value: str | int) -> str | int:
    return html.escape(value, quote=False) if isinstance(value, str) else value


def fluent_files(language: Language) -> list[str]:
    """The contents of a language's Fluent files, one a conversation; every language has the same."""
    folder = files(__package__).joinpath(language)
    return [file.read_text(encoding="utf-8") for file in folder.iterdir() if file.name.endswith(".ftl")]


@cache
def texts_for(language: Language) -> Texts:
    """The texts of a language, loaded once."""
    return Texts(language)


def language_of(code: str | None, default: Language) -> Language:
    """The language for a Telegram language code (IETF BCP 47): Chinese by script or region, English, else default."""
    parts = (code or "").replace("_", "-").casefold().split("-")
    if parts[0] == "zh":
        return "zh-Hant" if {"hant", "tw", "hk", "mo"} & set(parts[1:]) else "zh-Hans"
    return "en" if parts[0] == "en" else default


_NAMES: dict[Language, str] = {
    "zh-Hans": "zh zh-hans zh-cn zh-sg cn 简体 简体中文 简中 簡體 簡體中文 簡中 中文 chinese",
    "zh-Hant": "zh-hant zh-tw zh-hk tw hk 繁體 繁體中文 繁体 繁体中文 繁中",
    "en": "en en-us en-gb english 英文 英语 英語",
}


def find_language(name: str) -> Language | None:
    """The language a person means by `zh`, `繁體`, `English`."""
    wanted = name.strip().casefold().replace("_", "-")
    return next((language for language, names in _NAMES.items() if wanted in names.split()), None)


def find_topic(name: str) -> Topic | None:
    """The topic a person means, by its name in any of the languages or its id."""
    wanted = name.strip().casefold()
    for topic in TOPICS:
        names = {topic, *(texts_for(language).topic(topic).casefold() for language in LANGUAGES)}
        if wanted in names:
            return topic
    return None
