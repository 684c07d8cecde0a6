"""Whatever a person types is a query, and means what it looks like."""

import sqlite3
from contextlib import closing

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digests.models import SearchQuery
from digests.search.query import LONGEST, any_of, loosened, parse_query
from digests.storage.sqlite.search import match_text

TYPED = st.text(
    st.sampled_from("渡轮票价的海a B9“”「」\"'-－|*()^:,，。ORNOT NEAR\x00\ud800𠮷é") | st.characters(), max_size=300
)


def groups(query: SearchQuery) -> list[list[str]]:
    return [[phrase.text for phrase in group] for group in query.all_of]


def test_words_are_all_wanted_and_their_order_is_kept() -> None:
    assert groups(parse_query("渡轮  票价 Haigang")) == [["渡轮"], ["票价"], ["Haigang"]]


@pytest.mark.parametrize("typed", ['"night ferries"', "“night ferries”", "「night ferries」", "《night ferries》"])
def test_quotation_marks_of_any_kind_hold_words_together(typed: str) -> None:
    (phrase,) = parse_query(typed).wanted
    assert (phrase.terms, phrase.quoted) == (("night", "ferry"), True)


def test_a_minus_before_a_word_or_phrase_leaves_it_out() -> None:
    query = parse_query('渡轮 -票价 －"half price" COVID-19')
    assert groups(query) == [["渡轮"], ["COVID-19"]]
    assert [phrase.text for phrase in query.none_of] == ["票价", "half price"]


def test_or_joins_its_neighbours_and_at_an_end_joins_nothing() -> None:
    assert groups(parse_query("船期 渡轮 OR 轮渡 | 客船")) == [["船期"], ["渡轮", "轮渡", "客船"]]
    assert groups(parse_query("OR 渡轮 OR")) == [["渡轮"]]


def test_a_small_or_is_a_word_that_says_nothing() -> None:
    assert groups(parse_query("渡轮 or 轮渡")) == [["渡轮"], ["轮渡"]]


def test_words_that_say_nothing_are_left_out_unless_there_is_nothing_else() -> None:
    assert groups(parse_query("the ferry 的 票价")) == [["ferry"], ["票价"]]
    assert groups(parse_query("the who")) == [["the"], ["who"]]
    assert groups(parse_query('"the" ferry')) == [["the"], ["ferry"]]
    assert parse_query("的").all_of == ()


def test_punctuation_within_a_word_parts_it_and_what_joins_a_name_does_not() -> None:
    assert groups(parse_query("渡轮，票价：AT&T")) == [["渡轮"], ["票价"], ["AT&T"]]


@pytest.mark.parametrize("typed", ["", "   ", "-渡轮", '""', "…… ，。", "OR", "-", '"'])
def test_what_names_nothing_asks_for_nothing(typed: str) -> None:
    assert parse_query(typed).all_of == ()
    assert match_text(parse_query(typed)) == ""


def test_chinese_in_one_piece_is_loosened_into_its_words() -> None:
    looser = loosened(parse_query("海港城夜航渡轮"))
    assert looser is not None
    assert "渡轮" in [phrase.text for phrase in looser.wanted]
    assert len(looser.all_of) > 1
    assert loosened(parse_query('"海港城夜航渡轮"')) is None
    assert loosened(parse_query("渡轮 ferry")) is None


def test_of_a_question_only_the_words_that_say_what_it_is_about_are_looked_for() -> None:
    assert [phrase.text for phrase in any_of("海港城的渡轮什么时候恢复？").wanted] == ["海港", "渡轮", "恢复"]
    assert [phrase.text for phrase in any_of("请问几内亚有多少人、哪些港口？").wanted] == ["几内亚", "港口"]
    assert any_of("什么？").all_of == ()


@given(TYPED)
def test_anything_typed_is_a_query_that_fts5_takes(typed: str) -> None:
    with closing(sqlite3.connect(":memory:")) as db:
        db.execute("CREATE VIRTUAL TABLE i USING fts5 (body, content = '', tokenize = 'ascii')")
        for query in (parse_query(typed), loosened(parse_query(typed)), any_of(typed)):
            if query is not None and match_text(query):
                db.execute("SELECT rowid FROM i WHERE i MATCH ?", [match_text(query)]).fetchall()


@given(TYPED)
def test_a_query_is_bounded_however_much_is_typed(typed: str) -> None:
    wanted = [*parse_query(typed * 9).wanted, *parse_query(typed * 9).none_of]
    assert sum(len(phrase.terms) for phrase in wanted) <= LONGEST
    assert all(phrase.terms for phrase in wanted)
