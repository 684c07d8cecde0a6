"""What people read is there in all three languages, complete, and written as each language is written."""

import re
from datetime import UTC, datetime, time
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.markup import plain
from bot.texts import Texts, find_language, find_topic, language_of, texts_for
from digests.language.script import to_hans, to_hant
from digests.models import LANGUAGES, TOPICS, Language, Schedule
from tests.fakes.telegram_html import parse_html
from tests.unit.bot.text_keys import mentioned, messages, placeholders, told_keys

CHINESE: tuple[Language, ...] = ("zh-Hans", "zh-Hant")
HAN = "\u3400-\u9fff"
EMOJI = re.compile("[\U0001f000-\U0001faff\u2600-\u27bf\ufe0f]")
# Each Chinese names itself in its own script wherever it is offered.
SELF_NAMED = {"button-to-zh-Hans", "button-to-zh-Hant"}
EVENING = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
SHANGHAI = ZoneInfo("Asia/Shanghai")


def filled(texts: Texts, key: str, value: str | int) -> str:
    return texts(key, **dict.fromkeys(placeholders(messages("en")[key]), value))


def every_text(language: Language, value: str | int) -> dict[str, str]:
    """All texts of a language with the same value at every place."""
    texts = texts_for(language)
    return {key: filled(texts, key, value) for key in messages(language)}


def test_every_key_stands_in_all_three_languages() -> None:
    keys = {language: set(messages(language)) for language in LANGUAGES}
    assert keys["zh-Hans"] == keys["zh-Hant"] == keys["en"]


def test_a_text_takes_the_same_values_in_every_language() -> None:
    hans, hant, english = (messages(language) for language in LANGUAGES)
    different = [key for key in english if len({placeholders(each[key]) for each in (hans, hant, english)}) > 1]
    assert different == []


def test_no_text_is_without_a_use() -> None:
    constants, built = mentioned()
    unused = [key for key in messages("en") if key not in constants and not any(p.fullmatch(key) for p in built)]
    assert unused == []


def test_every_text_that_the_code_tells_exists() -> None:
    assert told_keys() - set(messages("en")) == set()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("value", [0, 1, 2, 18_204, "<渡轮> & ferries"])
def test_every_text_is_html_that_telegram_takes(language: Language, value: str | int) -> None:
    for key, text in every_text(language, value).items():
        assert parse_html(text).text.strip(), key


@pytest.mark.parametrize("language", LANGUAGES)
@given(st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1))
def test_a_value_shows_as_it_is(language: Language, title: str) -> None:
    """Whatever a value holds, a reader sees it unchanged, and nothing of it becomes markup."""
    assert title in parse_html(texts_for(language)("subscribed-source", title=title)).text
    assert title in texts_for(language).plain("subscribed-source", title=title)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_value_of_any_length_is_told(language: Language) -> None:
    long = "<" * 10_000
    assert parse_html(texts_for(language)("subscribe-ambiguous", name=long, names="海")).text.count("<") == 10_000


@pytest.mark.parametrize("language", LANGUAGES)
def test_texts_are_quiet(language: Language) -> None:
    """No exclamation mark, no emoji."""
    loud = {k: t for k, t in every_text(language, 7).items() if EMOJI.search(t) or set("!！") & set(t)}
    assert loud == {}


@pytest.mark.parametrize(
    ("key", "values", "shown"),
    [
        ("digest-counts", {"stories": 1, "outlets": 1, "minutes": 1}, "1 story from 1 outlet, 1 minute"),
        ("digest-counts", {"stories": 7, "outlets": 19, "minutes": 2}, "7 stories from 19 outlets, 2 minutes"),
        ("broadcast-preview", {"count": 1}, "The message above goes to 1 subscriber."),
        ("broadcast-preview", {"count": 18_204}, "The message above goes to 18,204 subscribers."),
        ("story-outlets", {"outlets": 1, "origins": 0, "names": ""}, "1 outlet"),
        ("story-outlets", {"outlets": 5, "origins": 1, "names": "Politico"}, "5 outlets, 1 origin (Politico)"),
        ("sources-menu", {"count": 1}, "1 source, by topic. Tap to leave one out or take it back."),
    ],
)
def test_english_counts_have_their_plurals(key: str, values: dict[str, str | int], shown: str) -> None:
    assert texts_for("en")(key, **values) == shown


@pytest.mark.parametrize("language", CHINESE)
def test_chinese_texts_have_chinese_punctuation(language: Language) -> None:
    """Beside a Chinese character no mark is half-width, and no space stands beside a full-width mark."""
    wrong = re.compile(rf"[{HAN}][,;:?!()]|[,;:?!()][{HAN}]|[，。；：？！、（）「」“”] | [，。；：？！、（）]")
    faults = {key: text for key, text in every_text(language, "某").items() if wrong.search(plain(text))}
    assert faults == {}


@pytest.mark.parametrize("language", CHINESE)
def test_a_space_stands_between_chinese_and_latin(language: Language) -> None:
    """Between a Chinese character and a Latin letter, a digit or a command; counts are digits."""
    touching = re.compile(rf"[{HAN}][A-Za-z0-9/]|[A-Za-z0-9][{HAN}]")
    counts = ("count", "stories", "outlets", "minutes", "seconds", "origins", "part", "parts", "host", "status")
    faults = {}
    for key, message in messages(language).items():
        values = {name: 7 if name in counts else "某" for name in placeholders(message)}
        text = plain(texts_for(language)(key, **values))
        if touching.search(text):
            faults[key] = text
    assert faults == {}


def test_each_chinese_is_in_its_own_script() -> None:
    """No character of the other script: converting a text into its own script leaves it as it is."""
    hans, hant = every_text("zh-Hans", 7), every_text("zh-Hant", 7)
    compared = set(hans) - SELF_NAMED
    assert [key for key in compared if to_hans(hans[key]) != hans[key]] == []
    assert [key for key in compared if not _is_hant(hant[key])] == []


def _is_hant(text: str) -> bool:
    """Made Simplified and back, or with a character that is right in both, it is the same text."""
    strange = {old for old, new in zip(text, to_hant(text), strict=True) if old != new}
    return all(to_hans(character) != character for character in strange)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_says_times_as_it_says_them(language: Language) -> None:
    texts = texts_for(language)
    said = {
        "zh-Hans": ("11月22日 周日", "11月22日 20:00", "每天 08:00、12:30 和 20:00 发", "周一、周三"),
        "zh-Hant": ("11月22日 週日", "11月22日 20:00", "每天 08:00、12:30 和 20:00 發", "週一、週三"),
        "en": ("Sunday 22 November", "22 Nov 20:00", "every day at 08:00, 12:30 and 20:00", "Mon, Wed"),
    }
    schedule = Schedule(times=(time(8), time(12, 30), time(20)))
    day, moment, every_day, days = said[language]
    assert texts.day(EVENING, SHANGHAI) == day
    assert texts.moment(EVENING, SHANGHAI) == moment
    assert texts.schedule(schedule) == every_day
    assert texts.days(frozenset((0, 2))).endswith(days)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("rhythm", ["hourly", "instant", "off"])
def test_every_rhythm_has_its_words(language: Language, rhythm: str) -> None:
    schedule = Schedule(rhythm=rhythm, times=())  # type: ignore[arg-type]  # the parameter is one of the literals
    assert texts_for(language).schedule(schedule)
    assert texts_for(language).rhythm(schedule)


def test_an_offset_has_the_sign_that_people_write() -> None:
    """Etc/GMT-8 is POSIX for eight hours east of Greenwich."""
    assert texts_for("en").zone("Etc/GMT-8") == "UTC+8"
    assert texts_for("zh-Hans").zone("Asia/Shanghai") == "上海时间"
    assert texts_for("zh-Hant").city("America/Toronto") == "多倫多"


@pytest.mark.parametrize("language", LANGUAGES)
def test_topics_are_named_one_by_one_or_all_at_once(language: Language) -> None:
    texts = texts_for(language)
    assert texts.topics(frozenset(TOPICS)) == texts.plain("topics-all")
    assert texts.topics(frozenset()) == texts.plain("topics-none")
    assert texts.topics(frozenset(("sports", "world"))) == texts.listed([texts.topic("world"), texts.topic("sports")])


@pytest.mark.parametrize(
    ("code", "language"),
    [
        ("zh", "zh-Hans"),
        ("zh-hans", "zh-Hans"),
        ("zh-CN", "zh-Hans"),
        ("zh-SG", "zh-Hans"),
        ("zh-hant", "zh-Hant"),
        ("zh_TW", "zh-Hant"),
        ("zh-Hant-HK", "zh-Hant"),
        ("zh-MO", "zh-Hant"),
        ("en", "en"),
        ("en-GB", "en"),
        ("de", "zh-Hant"),
        ("", "zh-Hant"),
        (None, "zh-Hant"),
    ],
)
def test_the_language_of_a_telegram_is_read_by_script_and_region(code: str | None, language: Language) -> None:
    """What is neither Chinese nor English gets the default."""
    assert language_of(code, "zh-Hant") == language


@pytest.mark.parametrize(
    ("name", "language"),
    [
        ("zh", "zh-Hans"),
        ("简体", "zh-Hans"),
        ("zh-hant", "zh-Hant"),
        ("zh_TW", "zh-Hant"),
        ("繁體", "zh-Hant"),
        ("繁体中文", "zh-Hant"),
        (" English ", "en"),
        ("英文", "en"),
        ("latin", None),
        ("", None),
    ],
)
def test_a_language_is_found_by_the_names_people_give_it(name: str, language: Language | None) -> None:
    assert find_language(name) == language


def test_every_language_is_found_by_its_id_and_by_its_name_in_every_language() -> None:
    for language in LANGUAGES:
        assert find_language(language) == language
        names = {texts_for(reader).plain(f"language-{language}") for reader in CHINESE}
        assert {find_language(name) for name in names} == {language}


def test_a_topic_is_found_by_its_name_in_every_language() -> None:
    for topic in TOPICS:
        names = [topic, topic.upper(), *(f" {texts_for(language).topic(topic)} " for language in LANGUAGES)]
        assert {find_topic(name) for name in names} == {topic}
    assert find_topic("天象") is None
