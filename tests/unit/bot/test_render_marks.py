"""What a digest marks on an item, what it folds away, and the picture above it."""

from dataclasses import replace

import pytest

from bot.markup import plain
from bot.render import render_edition
from bot.texts import texts_for
from digests.models import LANGUAGES, Development, EditionItem, Evidence, Sentence, Told
from tests.factories import NOW, make_article, make_disagreement, make_edition, make_edition_item, make_summary
from tests.fakes.telegram_html import parse_html

PICTURE = "https://p.example/1.jpg"


def shown(item: EditionItem) -> str:
    [part] = render_edition(make_edition(items=(item,)))
    return part.text


@pytest.mark.parametrize(
    ("item", "signs"),
    [
        (make_edition_item(1), ""),
        (make_edition_item(1, fresh=True), "• "),
        (make_edition_item(1, developing=True), "↻ "),
        (make_edition_item(1, disagreements=(make_disagreement(),)), "≠ "),
        (make_edition_item(1, corrected=True), "※ "),
        (make_edition_item(1, developing=True, corrected=True), "↻ ※ "),
    ],
)
def test_a_sign_stands_before_the_headline_of_what_it_means(item: EditionItem, signs: str) -> None:
    assert f"1. {signs}{item.summary.headline}" in plain(shown(item))


@pytest.mark.parametrize("language", LANGUAGES)
def test_help_explains_every_sign(language: str) -> None:
    found = next(each for each in LANGUAGES if each == language)
    assert all(sign in texts_for(found)("help") for sign in "•↻≠※")


def test_of_a_brief_item_the_headline_and_the_outlets_are_all() -> None:
    item = make_edition_item(1, brief=True, disagreements=(make_disagreement(),))
    lines = plain(shown(item)).split("\n")
    assert lines[3:5] == ["1. ≠ 北山矿井透水，十一人获救", "对岸电台"]


def long_item() -> EditionItem:
    sentences = tuple(
        Sentence(f"第{n}句" + "长" * 90 + "。", (Evidence(make_article().id, "长"),)) for n in range(1, 5)
    )
    return make_edition_item(1, summary=make_summary(1, sentences=sentences))


def test_a_long_text_is_folded_behind_its_second_sentence_and_nothing_of_it_is_lost() -> None:
    message = parse_html(shown(long_item()))
    [fold] = [each.of(message.text) for each in message.entities if each.kind == "expandable_blockquote"]
    assert "第3句" in fold
    assert "第4句" in fold
    assert "第2句" not in fold
    assert all(message.text.count(f"第{n}句") == 1 for n in range(1, 5))


def test_a_short_text_is_not_folded() -> None:
    assert "blockquote" not in shown(make_edition_item(1))


def test_what_is_new_in_a_storyline_opens_with_a_tap() -> None:
    told = Told("首航提前到二十八日。", make_article().id, "zh-Hans", "海港日报", NOW)
    item = make_edition_item(1, developing=True, development=Development(new=(told,)))
    message = parse_html(shown(item))
    [fold] = [each.of(message.text) for each in message.entities if each.kind == "expandable_blockquote"]
    assert "首航提前到二十八日。" in fold


def test_the_picture_of_the_first_story_stands_above_the_first_message_where_it_is_wanted() -> None:
    items = (make_edition_item(1, picture=PICTURE), make_edition_item(2, picture="https://p.example/2.jpg"))
    wanted = make_edition(items=items, pictures=True)
    assert render_edition(wanted)[0].picture == PICTURE
    assert render_edition(replace(wanted, pictures=False))[0].picture is None
    assert render_edition(replace(wanted, items=(make_edition_item(1), *items)))[0].picture is None
    odd = make_edition_item(1, picture="javascript:1")
    assert render_edition(replace(wanted, items=(odd,)))[0].picture is None


def test_only_the_first_of_several_messages_has_the_picture() -> None:
    many = tuple(replace(long_item(), picture=PICTURE) for _ in range(20))
    first, *others = render_edition(make_edition(items=many, pictures=True))
    assert first.picture == PICTURE
    assert others
    assert not any(part.picture for part in others)
