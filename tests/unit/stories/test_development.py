"""What a story says beyond, and against, what was reported before."""

from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from digests.models import Article, Development, Language
from digests.stories.development import development
from tests.factories import NOW, make_article


def article(number: int, *paragraphs: str, language: Language = "zh-Hans", title: str = "") -> Article:
    """One of the storyline on the ferries, published `number` days after it began."""
    at = NOW - timedelta(days=9 - number)
    heading = title or ("Ferries to the far shore" if language == "en" else "海港城夜航渡轮")
    return make_article(
        number, language=language, title=heading, paragraphs=paragraphs, published_at=at, seen_at=at, outlet="海港日报"
    )


def found(before: str, after: str, language: Language = "zh-Hans") -> Development:
    told = development([article(1, before, language=language)], [article(2, after, language=language)])
    return told or Development()


CONTRADICTIONS: list[tuple[Language, str, str]] = [
    (
        "zh-Hans",
        "港务局表示，两地可能宣布重开夜航渡轮码头。",
        "知情人士说，会谈不会涉及夜航渡轮码头是否重新开放的问题。",
    ),
    ("zh-Hans", "港务局计划下月起复航夜航渡轮。", "港务局周六说，夜航渡轮复航已被推迟。"),
    ("zh-Hans", "港务局计划下月重开夜航渡轮码头。", "港务局周六否认重开夜航渡轮码头。"),
    ("zh-Hans", "港务局说，两地将重开夜航渡轮码头。", "港务局说，重开夜航渡轮码头不在本次会谈议程上。"),
    ("zh-Hant", "港務局計畫下月重開夜航渡輪碼頭。", "港務局週六否認重開夜航渡輪碼頭。"),
    ("zh-Hans", "港务局否认重开夜航渡轮码头。", "港务局周六宣布重开夜航渡轮码头。"),
    ("zh-Hans", "夜航渡轮公司计划筹资46亿美元用于造船。", "夜航渡轮公司筹资40亿美元用于造船。"),
    ("en", "Night ferries may reopen the northern pier.", "Night ferries will not reopen the northern pier."),
    ("en", "The harbour plans to restore night ferries.", "The harbour ruled out restoring night ferries."),
    ("en", "The night ferries will reopen next month.", "The reopening of night ferries was postponed on Saturday."),
]
AGREEMENTS: list[tuple[Language, str, str]] = [
    ("zh-Hans", "港务局计划下月重开夜航渡轮码头。", "港务局没有透露重开夜航渡轮码头的日期。"),
    ("zh-Hans", "港务局计划下月重开夜航渡轮码头。", "港务局不排除重开夜航渡轮码头。"),
    ("zh-Hans", "港务局计划下月重开夜航渡轮码头。", "北山矿业局否认重开旧矿井。"),
    ("zh-Hans", "救援队预计事故中有11人获救。", "救援队说事故中有13人获救。"),
    ("zh-Hans", "夜航渡轮不会恢复班次。", "港务局再次表示夜航渡轮不会恢复班次。"),
    (
        "en",
        "Night ferries may reopen the northern pier.",
        "The harbour did not say when night ferries reopen the pier.",
    ),
    ("en", "Night ferries may reopen the northern pier.", "The mining bureau will not reopen the old shaft."),
]


@pytest.mark.parametrize(("language", "before", "after"), CONTRADICTIONS)
def test_what_excludes_or_replaces_what_was_announced_contradicts_it(
    language: Language, before: str, after: str
) -> None:
    (pair,) = found(before, after, language).contradicts
    assert (pair.earlier.text, pair.later.text) == (before, after)
    assert (pair.earlier.outlet, pair.earlier.at) == ("海港日报", NOW - timedelta(days=8))


@pytest.mark.parametrize(("language", "before", "after"), AGREEMENTS)
def test_silence_other_matters_and_rising_counts_contradict_nothing(
    language: Language, before: str, after: str
) -> None:
    assert found(before, after, language).contradicts == ()


@pytest.mark.parametrize(
    ("language", "before", "known", "new"),
    [
        (
            "zh-Hans",
            "海港城港务局宣布夜航渡轮下月起恢复，首月票价减半。",
            "海港城港务局宣布夜航渡轮下月起恢复。",
            "夜航渡轮票务系统周日接通，首批船票售出3200张。",
        ),
        (
            "en",
            "The harbour office said night ferries return next month at half price.",
            "The harbour office said night ferries return next month.",
            "Engineers connected the ferries' ticketing system and sold 3,200 passes.",
        ),
    ],
)
def test_only_the_sentence_that_was_not_told_is_new(language: Language, before: str, known: str, new: str) -> None:
    space = " " if language == "en" else ""
    assert [each.text for each in found(before, f"{known}{space}{new}", language).new] == [new]


def test_a_language_in_which_nothing_was_reported_has_nothing_new() -> None:
    before = article(1, "The harbour office said night ferries return next month.", language="en")
    assert development([before], [article(2, "夜航渡轮票务系统周日接通，首批船票售出3200张。")]) is None


def test_a_dated_report_is_held_against_the_new_one_before_an_undated_one() -> None:
    said, denied = "港务局计划下月重开夜航渡轮码头。", "港务局周六否认重开夜航渡轮码头。"
    undated = make_article(5, title="海港城夜航渡轮", paragraphs=(said,), published_at=None, outlet=None)
    told = development([undated, article(1, f"据悉，{said}")], [article(2, denied)])
    assert told is not None
    assert [each.earlier.outlet for each in told.contradicts] == ["海港日报"]


PIECES = st.sampled_from(
    [text for _, *pair in CONTRADICTIONS + AGREEMENTS for text in pair]
    + ["。", "，", "不会", "12%", "\ue000", "will not "]
)
PARAGRAPHS = st.lists(st.lists(PIECES | st.text(max_size=20), max_size=5).map("".join), max_size=4)


@given(PARAGRAPHS, PARAGRAPHS)
@settings(deadline=None, max_examples=60)
def test_any_texts_give_verbatim_sentences_of_the_story_they_are_said_to_be_of(
    before: list[str], after: list[str]
) -> None:
    old, now = article(1, *before), article(2, *after)
    told = development([old], [now]) or Development()
    assert len(told.new) <= 2
    for each in (*told.new, *(pair.later for pair in told.contradicts)):
        assert each.article_id == now.id
        assert any(each.text in paragraph for paragraph in now.paragraphs)
    for pair in told.contradicts:
        assert any(pair.earlier.text in paragraph for paragraph in old.paragraphs)


@given(PARAGRAPHS)
@settings(deadline=None, max_examples=40)
def test_what_was_told_already_is_not_new(paragraphs: list[str]) -> None:
    told = development([article(1, *paragraphs)], [article(1, *paragraphs)]) or Development()
    assert told.new == ()
