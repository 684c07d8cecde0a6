"""Keyword rules: what they mean, what is refused, and that none can hold up anybody."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digests.errors import RequestError
from digests.language.keywords import LONGEST_RULE, LONGEST_TEXT, rule_of, same_rule
from digests.language.script import fold

TEXT = fold("海港城與對岸恢復夜航渡輪 Night ferries return to Haigang. Central bank holds its rate, 第19輪會談")


@pytest.mark.parametrize(
    "rule",
    [
        "渡轮",
        "渡輪",
        "渡轮 海港",
        "渡轮 and 海港",
        "股市 OR 渡轮",
        "股市 或 渡轮",
        "(股市 | 渡轮) -矿井",
        "（股市｜渡轮）",
        "渡轮 -矿井",
        "渡轮 NOT 矿井",
        "渡轮 非 矿井",
        "渡轮 - (矿井 股市)",
        '"night ferries"',
        "“夜航渡轮”",
        "「夜航渡輪」",
        "NIGHT Bank",
        "ferry",
        "ｆｅｒｒｙ",
        "banks",
        "/第[0-9]+轮/",
        "/第[0-9]+輪/",
        "/haigang\\b/",
        "/HAIGANG/ ferry",
    ],
)
def test_a_rule_means_what_it_says(rule: str) -> None:
    assert rule_of(rule).matches(TEXT)


@pytest.mark.parametrize(
    "rule", ["股市", "渡轮 股市", "渡轮 -海港", "nigh", "ban", '"ferries night"', "/第[a-z]+轮/", "(渡轮 股市) OR 矿井"]
)
def test_a_rule_means_no_more_than_it_says(rule: str) -> None:
    assert not rule_of(rule).matches(TEXT)


@pytest.mark.parametrize(
    ("rule", "key"),
    [
        ("", "rule-too-long"),
        ("x" * (LONGEST_RULE + 1), "rule-too-long"),
        ("(a", "rule-not-understood"),
        ("a)", "rule-not-understood"),
        ("OR", "rule-not-understood"),
        ("a OR", "rule-not-understood"),
        ("-", "rule-not-understood"),
        ("***", "rule-not-understood"),
        ('"a', "rule-not-understood"),
        ("/(/", "rule-not-understood"),
        ("/(?=a)b/", "rule-not-understood"),
        (r"/(a)\1/", "rule-not-understood"),
        ("a " * 90, "rule-not-understood"),
        ("-渡轮", "rule-matches-everything"),
        ("a OR -b", "rule-matches-everything"),
        ("/.*/", "rule-matches-everything"),
        ("/a?/", "rule-matches-everything"),
    ],
)
def test_what_is_no_rule_is_refused_with_its_reason(rule: str, key: str) -> None:
    with pytest.raises(RequestError) as caught:
        rule_of(rule)
    assert caught.value.key == key


@pytest.mark.parametrize("evil", ["/(a+)+$/", "/(a|a)*b/", "/(a|aa)+$/", "/(.*a){20}/", "/((a{1,30}){1,30}){1,9}b/"])
def test_the_patterns_that_stop_other_engines_for_ever_are_answered_or_refused(evil: str) -> None:
    """Other engines would still be at it when the test run is killed."""
    text = "a" * LONGEST_TEXT
    try:
        rule = rule_of(evil)
    except RequestError:
        return
    assert {rule.matches(text[:length]) for length in range(0, LONGEST_TEXT, 20)} <= {True, False}
    assert not rule.matches("c" * LONGEST_TEXT)


@given(st.text(max_size=220), st.text(max_size=300))
def test_any_text_is_a_rule_or_a_refusal_and_never_an_accident(rule: str, text: str) -> None:
    try:
        found = rule_of(rule)
    except RequestError:
        return
    assert not found.matches("")
    assert found.matches(fold(text)) == rule_of(found.text).matches(fold(text)), "what is stored means the same"


@given(st.text('()|-/"ab渡 OR', max_size=60))
def test_so_is_any_heap_of_marks(rule: str) -> None:
    test_any_text_is_a_rule_or_a_refusal_and_never_an_accident.hypothesis.inner_test(rule, "a 渡 b")  # type: ignore[attr-defined]  # hypothesis puts it there


def test_rules_are_the_same_but_for_script_case_and_space() -> None:
    assert same_rule("夜航  渡輪", "夜航渡轮")
    assert same_rule("Ferry", "ferry")
    assert not same_rule("ferry", "mine")
