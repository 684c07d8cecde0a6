"""A correction is told where a told fact is gone, and never for another wording."""

import pytest

from digests.models import Article, Correction, Evidence, Sentence, Summary
from digests.summaries.corrections import find_correction, says_withdrawn
from tests.factories import make_article, make_summary

BEFORE = make_article(1, paragraphs=("北山矿业局周五通报，井下11人获救。", "现场水位已经下降。"), outlet="北方报")


def _told(text: str = "北山矿业局称，11人获救。", quote: str = BEFORE.paragraphs[0]) -> Summary:
    return make_summary(1, BEFORE, sentences=(Sentence(text, (Evidence(BEFORE.id, quote),)),))


def _now(*paragraphs: str, **fields: object) -> Article:
    return make_article(1, paragraphs=paragraphs, outlet="北方报", **fields)  # type: ignore[arg-type]  # names of fields


@pytest.mark.parametrize(
    ("now", "old", "new"),
    [
        ("北山矿业局周五通报，井下9人获救。", "11人", "9人"),
        ("北山矿业局周五通报，井下没有11人获救。", "没有", "没有"),
        ("对岸矿务局周五通报，井下12人获救。", "11人", "12人"),
    ],
)
def test_a_changed_fact_is_named_as_it_was_and_as_it_is(now: str, old: str, new: str) -> None:
    assert find_correction(_told(), _now(now), []) == Correction("changed", "北方报", old, new)


@pytest.mark.parametrize(
    "paragraphs",
    [
        BEFORE.paragraphs,
        ("北山矿业局周五通报，井下共有11人获救。", "现场水位已经下降。"),
        ("北山矿业局周五通报，井下十一人获救。", "抽水工作继续。"),
        (*BEFORE.paragraphs, "另有两人失联。"),
    ],
)
def test_another_wording_or_an_addition_is_none(paragraphs: tuple[str, ...]) -> None:
    assert find_correction(_told(), _now(*paragraphs), []) is None


def test_what_the_article_does_not_say_at_all_any_more_is_dropped() -> None:
    assert find_correction(_told(), _now("天气预报：明天有雨。"), []) == Correction(
        "dropped", "北方报", "北山矿业局称，11人获救。"
    )


def test_an_article_that_told_nothing_in_it_corrects_nothing() -> None:
    other = make_article(2, paragraphs=("撤稿",))
    assert find_correction(_told(), other, []) is None


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("撤稿：北山矿难", "略"),
        ("北山矿难", "本文已被删除。"),
        ("Mine", "This story has been withdrawn."),
        ("Retraction", "x"),
    ],
)
def test_what_an_outlet_takes_back_says_withdrawn(title: str, text: str) -> None:
    assert says_withdrawn(_now(text, title=title))
    assert find_correction(_told(), _now(text, title=title), []) == Correction("withdrawn", "北方报")
    assert not says_withdrawn(BEFORE)


def test_an_article_whose_page_is_gone_is_withdrawn_and_one_whose_feed_lost_its_text_is_not() -> None:
    assert find_correction(_told(), BEFORE, [], is_gone=True) == Correction("withdrawn", "北方报")
    assert find_correction(_told(), _now(), []) is None
