"""Lines that a source hangs on its articles are told by counting, and taken off where enough is left."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digests.articles.fingerprint import token_count
from digests.articles.repeats import FEWEST, LEAST_SHARE, lines_of, mark_of, repeated_marks, without_repeated
from digests.models import Article, Repeated
from tests.factories import make_article

PITCH = "喜欢本文请关注我们的公众号，转发给朋友。"
TEXT = (
    "海港城与对岸周六同意，下月起恢复停航两年的夜航渡轮，每晚开行四班，首月票价减半。",
    "票务系统尚未接通，运营方称年底前完成，在此之前船上购票，学生与老人全年半价。",
)


def article(*paragraphs: str) -> Article:
    return make_article(1, paragraphs=paragraphs)


def counted(line: str, articles: int, of: int) -> Repeated:
    return Repeated(mark_of(line), line, articles, of)


def test_a_line_in_five_articles_and_a_fifth_of_all_is_the_sources() -> None:
    assert repeated_marks([counted(PITCH, 5, 25)]) == {mark_of(PITCH)}
    assert repeated_marks([counted(PITCH, 4, 4), counted(PITCH, 5, 26)]) == frozenset()


@given(st.integers(1, 400), st.integers(1, 2000))
def test_what_stood_in_one_article_only_is_never_dropped(articles: int, of: int) -> None:
    dropped = bool(repeated_marks([counted(PITCH, articles, of)]))
    assert dropped == (articles >= FEWEST and articles >= LEAST_SHARE * of)


def test_the_line_goes_and_nothing_else() -> None:
    bare = without_repeated(article(*TEXT, PITCH), {mark_of(PITCH)})
    assert bare.paragraphs == TEXT
    assert bare.fingerprint != article(*TEXT, PITCH).fingerprint


def test_either_script_is_one_line_and_another_word_is_another_line() -> None:
    assert mark_of("喜欢本文请关注") == mark_of("喜歡本文請關注") == mark_of("喜欢 本文请关注")
    assert mark_of("喜欢本文请关注我") != mark_of("喜欢本文请关注他")


def test_an_article_that_is_hardly_more_than_the_line_stays_as_it_is() -> None:
    short = article("渡轮恢复。", PITCH)
    assert without_repeated(short, {mark_of(PITCH)}) == short
    mostly = article(TEXT[0], PITCH * 4)
    assert without_repeated(mostly, {mark_of(PITCH * 4)}) == mostly


@pytest.mark.parametrize("line", ["（本文依据了路透社的报道。）", "According to Reuters."])
def test_a_line_that_says_where_the_news_is_from_is_never_the_sources_own(line: str) -> None:
    assert repeated_marks([Repeated(mark_of(line), line, 50, 50), Repeated(mark_of(PITCH), PITCH, 50, 50)]) == {
        mark_of(PITCH)
    }


def test_long_paragraphs_and_the_middle_of_long_articles_are_not_counted() -> None:
    middle = tuple(f"第{number}段，各不相同。" for number in range(40))
    marks = lines_of([article("长" * 201, *middle)])[0]
    assert len(marks) == 9
    assert mark_of(middle[10]) not in marks


@given(st.lists(st.text(max_size=80), max_size=12).map(tuple), st.data())
def test_what_is_left_stands_in_its_order_and_is_at_least_half(
    paragraphs: tuple[str, ...], data: st.DataObject
) -> None:
    marks = {mark_of(line) for line in paragraphs if data.draw(st.booleans())}
    before = article(*paragraphs)
    after = without_repeated(before, marks)
    left = iter(before.paragraphs)
    assert all(line in left for line in after.paragraphs)
    assert after == before or 2 * token_count(after.text) >= token_count(before.text)
    assert without_repeated(after, ()) == after


def test_a_line_learnt_later_makes_no_edit_of_what_was_stored_before() -> None:
    before, now = article(*TEXT, PITCH), replace(article(*TEXT, PITCH), seen_at=article().seen_at)
    marks = {mark_of(PITCH)}
    assert without_repeated(before, marks) == without_repeated(now, marks)
