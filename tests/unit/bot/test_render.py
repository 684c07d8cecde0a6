"""Whatever outlets write, an edition becomes messages that Telegram takes whole."""

import re
from dataclasses import replace
from random import Random

import pytest
from hypothesis import given, settings

from bot.markup import LIMIT_UNITS, cut, link, plain, units
from bot.render import best_url, reading_minutes, render_edition, untranslated
from bot.texts import texts_for
from digests.models import Edition, Evidence, Language, OutletLink, Part, Sentence
from tests.factories import make_article, make_disagreement, make_edition, make_edition_item, make_summary
from tests.fakes.telegram_html import checked_link, parse_html
from tests.fakes.telegram_text import MAX_ENTITIES, Formatted, trimmed, utf16_length
from tests.unit.bot import hostile


def parsed(edition: Edition) -> list[Formatted]:
    return [parse_html(part.text) for part in render_edition(edition)]


@given(hostile.seeds)
@settings(deadline=None, max_examples=40)
def test_every_part_is_a_message_that_telegram_takes_whole(chance: Random) -> None:
    """It parses, has at most 4096 UTF-16 units, loses no entity, and its buttons' data has at most 64 bytes."""
    edition = chance.choice((hostile.edition(chance, 1, 7, 10), hostile.brief_edition(chance, 50)))
    for part in render_edition(edition):
        message = parse_html(part.text)
        assert 0 < utf16_length(message.text) <= 4096
        assert len(message.entities) <= MAX_ENTITIES
        assert trimmed(message).entities
        assert all(len((button.data or "").encode()) <= 64 for row in part.buttons for button in row)


@given(hostile.seeds)
@settings(deadline=None)
def test_every_item_stands_once_whole_and_in_order(chance: Random) -> None:
    """An item's number and headline open it in bold, and the line of its outlets ends it in the same message."""
    edition = hostile.edition(chance, 1, 7, 10)
    shown = []
    for message in parsed(edition):
        heads = [
            e for e in message.entities if e.kind == "bold" and re.match(r"\d+\. (↻ )?(?:≠ )?q\d+q", e.of(message.text))
        ]
        lines = [e for e in message.entities if e.kind == "italic"]
        for head, following in zip(heads, [*heads[1:], None], strict=True):
            end = following.offset if following else utf16_length(message.text)
            assert any(head.end < line.offset < end for line in lines), "the outlets stand under their item"
            shown.append(head.of(message.text))
    expected = [(str(n), "↻ " if item.developing else "", str(n)) for n, item in enumerate(edition.items, start=1)]
    assert [re.match(r"(\d+)\. (↻ )?(?:≠ )?q(\d+)q", text).groups("") for text in shown] == expected  # type: ignore[union-attr]  # each matched above


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("zh-Hans", "各家说法不一：北方报“九人获救” · 海港日报“十一人获救”"),
        ("zh-Hant", "各家說法不一：北方报「九人獲救」 · 海港日报「十一人獲救」"),
        ("en", "Outlets differ: 北方报 “九人获救” · 海港日报 “十一人获救”"),
    ],
)
def test_an_item_whose_outlets_differ_is_marked_and_says_what_each_states(language: Language, line: str) -> None:
    found = (make_disagreement(),)
    items = (make_edition_item(1, disagreements=found), make_edition_item(2, developing=True, disagreements=found))
    [message] = parsed(make_edition(items=(*items, make_edition_item(3)), language=language))
    heads = [e.of(message.text) for e in message.entities if e.kind == "bold"][1:]
    assert heads[0].startswith("1. ≠ ")
    assert heads[1].startswith("2. ↻ ≠ ")
    assert "≠" not in heads[2]
    assert message.text.split("\n").count(line) == 2


@given(hostile.seeds)
@settings(deadline=None)
def test_every_item_with_an_address_is_linked_to_it(chance: Random) -> None:
    """The headline leads to the first of its outlets' addresses that can be opened."""
    edition = hostile.edition(chance, 1)
    links = [e for message in parsed(edition) for e in message.entities if e.kind == "text_link"]
    for item in edition.items:
        openable = [each.url for each in item.outlets if each.url and checked_link(each.url) and len(each.url) <= 2048]
        openable = [url for url in openable if url.startswith("http")]
        assert not openable or openable[0] in [each.url for each in links]


@given(hostile.seeds)
@settings(deadline=None)
def test_the_untranslated_mark_stands_exactly_where_the_language_differs(chance: Random) -> None:
    """The two Chinese scripts are one language."""
    edition = hostile.edition(chance, 4)
    texts = texts_for(edition.language)
    marks = {e.of(m.text) for m in parsed(edition) for e in m.entities if e.kind == "italic"}
    for language in ("zh-Hans", "zh-Hant", "en"):
        mark = plain(texts("untranslated", language=texts.plain(f"language-{language}")))
        foreign = language[:2] != edition.language[:2]
        there = any(item.summary.text_language == language for item in edition.items)
        assert (mark in marks) == (foreign and there)


@pytest.mark.parametrize(
    ("reader", "written", "shown"),
    [
        ("zh-Hant", "zh-Hans", "海港的渡輪"),
        ("zh-Hans", "zh-Hant", "海港的渡轮"),
        ("en", "zh-Hans", "海港的渡轮"),
    ],
)
def test_chinese_is_shown_in_the_readers_script(reader: Language, written: Language, shown: str) -> None:
    text = "海港的渡輪" if written == "zh-Hant" else "海港的渡轮"
    summary = make_summary(
        language=reader,
        text_language=written,
        headline=text,
        sentences=(Sentence(text, (Evidence(make_article().id, text),)),),
    )
    (part,) = render_edition(make_edition(language=reader, items=(make_edition_item(summary=summary),)))
    assert plain(part.text).count(shown) == 2
    assert bool(untranslated(summary, texts_for(reader))) == (reader == "en")


def buttons_of(part: Part) -> list[tuple[str, str | None]]:
    return [(button.label, button.data) for row in part.buttons for button in row]


def test_the_buttons_stand_under_the_last_part_and_carry_the_items_numbers() -> None:
    long = Sentence("长" * 550, (Evidence(make_article().id, "长"),))
    items = tuple(make_edition_item(n, summary=make_summary(n, sentences=(long, long, long))) for n in range(1, 8))
    edition = make_edition(items=items)
    *first, last = render_edition(edition)
    assert first
    assert all(part.buttons == () for part in first)
    assert buttons_of(last)[:7] == [(str(n), f"s:{edition.id}:{n}") for n in range(1, 8)]
    others = {data.partition(":")[0] for _, data in buttons_of(last)[7:] if data}
    assert {"menu", "in", "rate", "ask"} <= others


def test_the_header_counts_and_the_footer_says_what_is_left() -> None:
    (part,) = render_edition(make_edition())
    lines = plain(part.text).split("\n")
    assert lines[0] == "要闻 · 11月22日 周日 16:00"
    assert lines[1] == "3 件事，来自 3 家媒体，约 1 分钟"
    assert lines[-1] == "还有 4 件 · 未读的都在 /latest"
    (nothing_left,) = render_edition(make_edition(more=0))
    assert "/latest" not in nothing_left.text


def test_the_longest_list_leads_to_no_longer_one() -> None:
    for count, led_on in ((7, True), (20, False)):
        items = tuple(make_edition_item(n) for n in range(1, count + 1))
        *_, last = render_edition(make_edition(items=items, more=15, kind="latest"))
        footer = plain(last.text).split("\n")[-1]
        assert footer.startswith("还有 15 件")
        assert ("/latest" in footer) is led_on


def test_more_than_three_outlets_are_counted() -> None:
    names = [OutletLink(name, None) for name in ("甲报", "乙报", "丙报", "丁报", "戊报")]
    (part,) = render_edition(make_edition(items=(make_edition_item(outlets=tuple(names)),)))
    assert "甲报 · 乙报 · 丙报 +2" in plain(part.text)


def test_reading_takes_at_least_a_minute_and_grows_with_the_text() -> None:
    assert reading_minutes([]) == 1
    assert reading_minutes(["字" * 800]) == 2
    assert reading_minutes(["word " * 520]) == 2


def test_what_is_not_translated_is_read_at_the_speed_of_its_own_language() -> None:
    assert reading_minutes(["word " * 520, "字" * 400]) == 3
    assert reading_minutes([f'<a href="https://example.org/{"x" * 9000}">字</a>']) == 1


@given(hostile.texts, hostile.addresses)
@settings(deadline=None)
def test_a_link_shows_its_text_and_leads_nowhere_but_to_its_address(text: str, url: str | None) -> None:
    message = parse_html(link(text, url))
    assert message.text == text
    assert all(entity.url == url for entity in message.entities)


def test_the_best_address_is_the_first_that_can_be_opened() -> None:
    outlets = [OutletLink("a", None), OutletLink("b", "ftp://b.example/"), OutletLink("c", "https://c.example/")]
    assert best_url(outlets) == "https://c.example/"
    assert best_url(outlets[:2]) is None


@given(hostile.texts)
@settings(deadline=None)
def test_a_cut_text_fits_and_is_a_beginning(text: str) -> None:
    """Never half of a character outside the first plane, and … exactly where something was cut."""
    for limit in (1, 7, 40, LIMIT_UNITS):
        short = cut(text, limit)
        assert utf16_length(short) <= limit
        assert short == text or (short.endswith("…") and text.startswith(short[:-1]))
        short.encode()


@given(hostile.texts)
@settings(deadline=None)
def test_units_are_those_that_telegram_counts(text: str) -> None:
    markup = f"<b>{link(text, 'https://a.example/')}</b>"
    assert units(markup) == utf16_length(parse_html(markup).text)


def test_the_footer_says_which_items_are_extracts_for_want_of_money() -> None:
    items = [make_edition_item(number) for number in (1, 2, 3)]
    spent = [replace(item, summary=replace(item.summary, missing="budget")) for item in items]
    for mixed, words in (
        ((items[0], spent[1], spent[2]), "今天的智能摘要额度已用完，第 2 条起为原文摘句。"),
        ((spent[0], items[1], spent[2]), "今天的智能摘要额度已用完，第 1、3 条为原文摘句。"),
    ):
        assert render_edition(make_edition(items=mixed))[-1].text.endswith(words)
    assert "额度" not in render_edition(make_edition(items=tuple(items)))[-1].text
