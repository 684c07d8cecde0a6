"""What a question is about, by every name that we know, and which questions are about nothing but the news."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digests.questions.asked import asks_what_was_missed, open_question, read_question


@pytest.mark.parametrize(
    "text",
    [
        "今天有什么新闻？",
        "最近有什麼大事？",
        "今天发生了什么",
        "What happened today?",
        "what's new?",
        "Tell me the top stories",
    ],
)
def test_a_question_of_empty_words_is_on_the_news_at_large(text: str) -> None:
    assert open_question(text) == ()
    assert read_question(text).concepts == ()


@pytest.mark.parametrize("text", ["为什么？", "你好", "hello", "矿井今天获救几人？", "Who won the election today?"])
def test_a_question_that_names_something_or_nothing_of_the_news_is_not(text: str) -> None:
    assert open_question(text) != ()


def test_one_narrowing_word_is_told_apart() -> None:
    assert open_question("今天有什么科技新闻？") == ("科技",)


@pytest.mark.parametrize(
    ("text", "missed"), [("我错过了什么？", True), ("What did I miss?", True), ("今天有什么新闻？", False)]
)
def test_what_was_missed_is_asked_for_in_so_many_words(text: str, missed: bool) -> None:
    assert asks_what_was_missed(text) is missed


@pytest.mark.parametrize(
    ("text", "other"), [("普京说了什么？", "putin"), ("What did Putin say?", "普京"), ("Ferries to Hong Kong", "香港")]
)
def test_a_name_is_looked_for_in_the_other_language_too(text: str, other: str) -> None:
    names = [phrase.text for concept in read_question(text).concepts for phrase in concept]
    assert other in [name.lower() for name in names]


@given(st.text(max_size=600))
def test_anything_at_all_is_a_question(text: str) -> None:
    assert len(read_question(text).concepts) <= 16
    assert all(concept for concept in read_question(text).concepts)
