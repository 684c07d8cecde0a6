"""Laws of `digests.language.words`."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digests.language.script import to_hant
from digests.language.words import content_words, segment

HANS = "海港城市长与对岸港务局周六宣布，下月起恢复夜航渡轮"


def test_chinese_is_cut_into_words_in_either_script() -> None:
    assert segment("渡轮恢复夜航") == ["渡轮", "恢复", "夜航"]
    assert segment("渡輪恢復夜航") == ["渡輪", "恢復", "夜航"]


def test_latin_words_and_numbers_stay_whole() -> None:
    assert segment("O'Neil, COVID-19: 1,234.5人 cost $3.5bn") == [
        "O'Neil",
        "COVID-19",
        "1,234.5",
        "人",
        "cost",
        "3.5bn",
    ]


@given(st.text() | st.text("渡輪轮 A1.,'’。"))
def test_words_are_slices_in_order(text: str) -> None:
    place = 0
    for word in segment(text):
        found = text.find(word, place)
        assert found >= place
        place = found + len(word)


def test_both_scripts_have_the_same_content_words() -> None:
    words = content_words(HANS)
    assert words == content_words(to_hant(HANS))
    assert {"渡轮", "恢复"} <= set(words)


def test_words_that_say_nothing_are_dropped() -> None:
    assert content_words("他们在今天说：这是我们的，2021年，AT THE end of it") == ["end"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ferries", "ferry"),
        ("classes", "class"),
        ("talks", "talk"),
        ("China's", "China"),
        ("TAXES", "tax"),
        ("ports’", "port"),
    ],
)
def test_english_forms_of_one_word_meet(one: str, other: str) -> None:
    assert content_words(one) == content_words(other)


@pytest.mark.parametrize("word", ["virus", "crisis", "news", "press", "reuters"])
def test_an_s_that_is_no_plural_stays(word: str) -> None:
    assert content_words(word) == [word]


@given(st.text())
def test_content_words_are_folded_and_never_empty(text: str) -> None:
    assert all(len(word) > 1 and word == word.casefold() for word in content_words(text))
