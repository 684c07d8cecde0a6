"""Menus: each is a message that Telegram takes, in the person's language, and leads back to the settings."""

from dataclasses import replace
from random import Random

import pytest
from hypothesis import given, settings

from bot import menus
from bot.markup import plain
from bot.texts import texts_for
from digests.models import LANGUAGES, TOPICS, Part, Schedule, SubscriptionState
from tests.factories import NOW, make_source, make_subscription
from tests.fakes.telegram_html import parse_html
from tests.fakes.telegram_text import MAX_ENTITIES, utf16_length
from tests.unit.bot import hostile

READER = make_subscription()
SOURCES = [make_source(number, title=f"报{number:02}", topic=TOPICS[number % 9]) for number in range(30)]


def every_menu() -> list[Part]:
    """All menus in all languages."""
    found = []
    for language in LANGUAGES:
        reader = replace(READER, language=language)
        found += [
            *(menus.welcome(reader, new=new) for new in (True, False)),
            *(menus.settings(replace(reader, state=state)) for state in SubscriptionState),
            menus.topics(reader),
            *(menus.sources(reader, SOURCES, SOURCES[:2], page) for page in (-1, 0, 1, 99)),
            menus.sources(reader, [], [], 0),
            menus.schedule(reader),
            menus.schedule_set(reader),
            menus.schedule_set(replace(reader, schedule=Schedule("off", ()), next_due_at=None)),
            *(menus.timezone(reader, NOW, changed=changed) for changed in (True, False)),
            menus.language(texts_for(language)),
            menus.nothing_new(reader, NOW),
            menus.nothing_new(replace(reader, next_due_at=None), NOW),
        ]
    return found


def test_every_menu_is_a_message_with_buttons_that_telegram_takes() -> None:
    for part in every_menu():
        assert parse_html(part.text).text.strip()
        buttons = [button for row in part.buttons for button in row]
        assert all(button.label and 0 < len((button.data or "").encode()) <= 64 for button in buttons)
        assert len({button.data for button in buttons}) == len(buttons)


@given(hostile.seeds)
@settings(deadline=None, max_examples=40)
def test_a_page_of_sources_is_a_message_whatever_their_titles(chance: Random) -> None:
    """Titles come from feeds that anybody may add."""
    offered = [make_source(number, title=hostile.text(chance) or "x", topic=None) for number in range(40)]
    part = menus.sources(READER, offered, offered, 0)
    message = parse_html(part.text)
    assert utf16_length(message.text) <= 4096
    assert len(message.entities) <= MAX_ENTITIES
    assert all(utf16_length(button.label) <= 64 for row in part.buttons for button in row)


def test_the_pages_show_every_source_once() -> None:
    shown = [
        button.label.removeprefix("✓ ")
        for page in range(3)
        for row in menus.sources(READER, SOURCES, [], page).buttons
        for button in row
        if (button.data or "").startswith("source:")
    ]
    assert sorted(shown) == sorted(source.title for source in SOURCES)


def test_a_mark_stands_at_what_is_chosen() -> None:
    labels = [b.label for row in menus.topics(replace(READER, topics=frozenset(("sports",)))).buttons for b in row]
    assert [label for label in labels if label.startswith("✓")] == ["✓ 体育"]


@pytest.mark.parametrize(("state", "data"), [("active", "pause"), ("paused", "resume"), ("blocked", "resume")])
def test_the_settings_offer_what_can_be_done(state: str, data: str) -> None:
    part = menus.settings(replace(READER, state=SubscriptionState(state)))
    assert part.buttons[-1][-1].data == data


def test_an_empty_digest_says_since_when_and_when_the_next_comes() -> None:
    text = plain(menus.nothing_new(READER, NOW).text)
    assert text == "自 11月22日 16:00 以来没有新的要闻。下一次在 11月22日 16:00。"
