"""What somebody says stays said, and nobody is credited who did not say it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digests.summaries.claims import lost_attributions
from tests.unit.summaries.claims.evidence import cited

SAID = "港务局长林一说，渡轮已经售出九百张票。"
SAID_EN = "Nine hundred ferry tickets have been sold, the harbour master said."


@pytest.mark.parametrize(
    "text",
    [
        "林一称渡轮已经售出九百张票。",
        "据林一介绍，渡轮已经售出九百张票。",
        "港务局宣布渡轮已经售出九百张票。",
        "Nine hundred ferry tickets were sold, Lin Yi said.",
        "According to the harbour master, nine hundred tickets were sold.",
    ],
)
@pytest.mark.parametrize("quote", [SAID, SAID_EN])
def test_who_says_it_may_be_told_in_many_ways(text: str, quote: str) -> None:
    assert list(lost_attributions(text, cited(quote))) == []


@pytest.mark.parametrize("text", ["渡轮已经售出九百张票。", "Nine hundred ferry tickets have been sold."])
@pytest.mark.parametrize("quote", [SAID, SAID_EN])
def test_a_statement_told_as_a_fact_fails(text: str, quote: str) -> None:
    assert len(list(lost_attributions(text, cited(quote)))) == 1


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("他将警告对方不得越界。", "林一说，他将警告对方不得越界。"),
        ("渡轮由警方宣布停航。", "海港日报报道，渡轮由警方宣布停航。"),
        ("“渡轮会回来。”他强调，票价不变。", "林一在记者会上指出，“渡轮会回来。”他强调，票价不变。"),
        ("渡轮被认为太旧。", "法新社说，渡轮被认为太旧。"),
        ("他不认为渡轮太旧。", "林一说，他不认为渡轮太旧。"),
        ("渡轮复航；票价减半。", "林一说，渡轮复航；票价减半。"),
        ("The ferry will warn other ships.", "The harbour master said the ferry will warn other ships."),
    ],
)
def test_a_word_of_saying_within_what_is_said_does_not_stand_for_its_speaker(text: str, quote: str) -> None:
    assert list(lost_attributions(text, cited(quote)))
    assert list(lost_attributions(quote, cited(quote))) == []


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("渡轮周六复航。", "渡轮周六复航，林一说票价减半。"),
        ("票价减半，林一说。", "林一说，票价减半。"),
        ("据一项分析，渡轮太旧。", "有分析说，渡轮太旧。"),
        ("渡轮周六复航。", "据本台报道，渡轮周六复航。"),
        ("林一说票价减半。", "林一说，渡轮复航；票价减半。"),
        ("渡轮太旧，知情人士表示。", "知情人士还表示，渡轮太旧。"),
        ("The ferry returns on Saturday.", "The ferry returns on Saturday, and Lin said fares are halved."),
    ],
)
def test_what_nobody_says_needs_no_speaker_and_a_speaker_may_stand_anywhere(text: str, quote: str) -> None:
    assert list(lost_attributions(text, cited(quote))) == []


def test_an_outlet_that_credits_itself_credits_nobody() -> None:
    assert list(lost_attributions("渡轮复航。", cited("据海港日报周六报道，渡轮复航。", outlet="海港日报"))) == []
    assert list(lost_attributions("渡轮复航。", cited("据海港日报周六报道，渡轮复航。", outlet="对岸电台"))) == ["据"]


def test_a_speaker_just_outside_the_span_counts() -> None:
    assert list(lost_attributions("渡轮已经售出九百张票。", cited("渡轮已经售出九百张票", paragraph=SAID))) == ["说"]


def test_what_stands_before_the_speaker_is_the_articles_own() -> None:
    paragraph = "渡轮周六复航，林一说票价减半。"
    assert list(lost_attributions("渡轮周六复航。", cited("渡轮周六复航", paragraph=paragraph))) == []


@pytest.mark.parametrize("quote", ["渡轮被称为海港明珠。", "这部小说获奖。", "她说服了船主。", "名称未定。"])
def test_words_that_only_look_like_speech_do_not_count(quote: str) -> None:
    assert list(lost_attributions(quote, cited(quote))) == []
    assert list(lost_attributions(quote[:4], cited(quote))) == []


def test_an_outlet_that_did_not_report_it_is_not_credited() -> None:
    report = "路透社报道，渡轮复航。"
    assert list(lost_attributions("据法新社报道，渡轮复航。", cited(report))) == ["法新社"]
    assert list(lost_attributions("The ferry returned, Reuters reported.", cited(report))) == []
    assert list(lost_attributions("据法新社报道，渡轮复航。", cited(report, outlet="AFP"))) == []


@given(st.sampled_from([SAID, SAID_EN, "据海港日报报道，渡轮复航。"]))
def test_a_verbatim_statement_keeps_its_speaker(text: str) -> None:
    assert list(lost_attributions(text, cited(text))) == []
