"""What is denied stays denied, and nothing else is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digests.summaries.claims import turned_negations
from tests.unit.summaries.claims.evidence import cited

DENIED = [
    ("双方未达成协议。", "The two sides did not reach a deal."),
    ("他否认参与抢劫。", "He denied taking part in the robbery."),
    ("政府禁止出口。", "The government banned exports."),
    ("没有人员伤亡。", "Nobody was hurt."),
    ("公司拒绝置评。", "The company refused to comment."),
    ("票务系统尚未接通。", "Ticketing is not yet connected."),
]
AFFIRMED = [
    ("双方达成协议。", "The two sides reached a deal."),
    ("他参与抢劫。", "He took part in the robbery."),
    ("政府允许出口。", "The government allowed exports."),
    ("有人员伤亡。", "People were hurt."),
    ("公司置评。", "The company commented."),
    ("票务系统接通。", "Ticketing is connected."),
]


@pytest.mark.parametrize("pair", DENIED + AFFIRMED)
def test_a_translation_that_denies_or_affirms_alike_passes(pair: tuple[str, str]) -> None:
    for text in pair:
        for quote in pair:
            assert list(turned_negations(text, cited(quote))) == []


@pytest.mark.parametrize(("denied", "affirmed"), list(zip(DENIED, AFFIRMED, strict=True)))
def test_turning_it_round_fails_in_either_direction_and_language(
    denied: tuple[str, str], affirmed: tuple[str, str]
) -> None:
    for one in denied:
        for other in affirmed:
            assert list(turned_negations(one, cited(other))), (one, other)
            assert list(turned_negations(other, cited(one))), (other, one)


def test_a_denial_just_outside_the_span_counts() -> None:
    assert list(turned_negations("双方达成协议。", cited("达成协议", paragraph="双方尚未达成协议。"))) == ["未"]


def test_the_clauses_of_one_sentence_do_not_lend_each_other_their_denial() -> None:
    quote = "双方未达成协议，同意继续会谈。"
    assert list(turned_negations("双方达成协议，不同意继续会谈。", cited(quote)))
    assert list(turned_negations("双方同意继续会谈，未达成协议。", cited(quote))) == []


def test_a_denial_in_a_clause_that_is_not_told_does_not_count() -> None:
    assert list(turned_negations("双方同意继续会谈。", cited("双方未签署协议，同意继续会谈。"))) == []


def test_a_clause_is_held_against_the_one_that_says_the_same() -> None:
    quote = "他没有戴口罩，店里贴着要求戴口罩的告示。"
    assert list(turned_negations("他戴口罩，店里贴着要求戴口罩的告示。", cited(quote)))
    assert list(turned_negations("店里贴着要求戴口罩的告示。", cited(quote))) == []


def test_one_of_two_denials_in_the_same_words_is_not_dropped() -> None:
    assert list(turned_negations("法国并非没有批准协议。", cited("法国没有批准协议。")))
    assert list(turned_negations("法国没有批准协议。", cited("法国并非没有批准协议。")))


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("The minister is due in Africa next year.", "部长不久将访问非洲。"),
        ("Many people were unhurt.", "不少人平安。"),
        ("He had to leave.", "他不得不离开。"),
        ("Drones flew over the illegal market.", "无人机飞越非法市场。"),
    ],
)
def test_words_that_only_look_like_denials_do_not_count(text: str, quote: str) -> None:
    assert list(turned_negations(text, cited(quote))) == []
    assert list(turned_negations(quote, cited(text))) == []


@given(st.sampled_from([text for pair in DENIED + AFFIRMED for text in pair]))
def test_a_verbatim_text_passes(text: str) -> None:
    assert list(turned_negations(text, cited(text))) == []
