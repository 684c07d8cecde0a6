"""Laws of `digests.language.detect`."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digests.language.detect import detect_language
from digests.models import LANGUAGES, Language


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("海港城与对岸恢复夜航渡轮", "zh-Hans"),
        ("海港城與對岸恢復夜航渡輪", "zh-Hant"),
        ("Night ferries return to the far shore", "en"),
        ("GPT-4o mini 发布", "zh-Hans"),
        ("Windows 11 将提供 Windows Subsystem for Android", "zh-Hans"),
        ("The mayor, Chen Hai (陈海), opened the line", "en"),
        ("市长陈海(Chen Hai)与 John Smith 见面", "zh-Hans"),
        ("日本の首相は今日", "zh-Hans"),
        ("Привет, мир", "en"),
    ],
)
def test_a_text_is_in_the_language_of_most_of_its_words(text: str, language: Language) -> None:
    assert detect_language(text) == language


@pytest.mark.parametrize("text", ["皇后在台上", "", "123", "…"])
@pytest.mark.parametrize("hint", ["zh-Hans", "zh-Hant"])
def test_the_hint_decides_what_the_text_leaves_open(text: str, hint: Language) -> None:
    assert detect_language(text, hint) == hint


def test_the_hint_never_overrules_the_text() -> None:
    assert detect_language("這個問題說來話長", "zh-Hans") == "zh-Hant"
    assert detect_language("A plain sentence of English words.", "zh-Hant") == "en"


def test_without_a_hint_an_open_text_is_simplified_unless_its_quotation_marks_say_more() -> None:
    assert detect_language("皇后在台上") == "zh-Hans"
    assert detect_language("「皇后」在台上") == "zh-Hant"


@given(st.text(), st.sampled_from([None, *LANGUAGES]))
def test_any_text_has_one_of_the_three_languages(text: str, hint: Language | None) -> None:
    assert detect_language(text, hint) in LANGUAGES


def test_real_posts_are_in_the_script_of_their_outlet(real_texts: list[tuple[str, str]]) -> None:
    wrong = [
        (outlet, text[:40])
        for outlet, text in real_texts
        if detect_language(text) != ("zh-Hant" if outlet == "cna" else "zh-Hans")
    ]
    assert len(wrong) <= 1, wrong
