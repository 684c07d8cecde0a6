"""A snippet shows why an article was found."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digests.search.query import parse_query
from digests.search.snippets import find_places, snippet
from tests.factories import make_article

LONG = "，".join(["码头工人从清晨起在雨里等候"] * 9) + "，夜航渡轮的票价减半，" + "，".join(["码头工人等候到深夜"] * 9)


def shown(text: str, typed: str) -> list[str]:
    return [text[start:end] for start, end in find_places(text, parse_query(typed))]


@pytest.mark.parametrize(
    ("text", "typed", "expected"),
    [
        ("恢復夜航渡輪，渡輪票價", "渡轮", ["渡輪", "渡輪"]),
        ("海港城的港务局", "港", ["港", "港"]),
        ("Night Ferries’ fares", "ferry", ["Ferries’"]),
        ("the half price of half", '"half price"', ["half price"]),
        ("海港城渡轮", "海港城 港城渡轮", ["海港城渡轮"]),
        ("票价 渡轮", "渡轮 -票价", ["渡轮"]),
        ("ｆｅｒｒｙ", "ferry", ["ｆｅｒｒｙ"]),
        ("没有", "渡轮", []),
    ],
)
def test_found_words_are_where_a_reader_sees_them(text: str, typed: str, expected: list[str]) -> None:
    assert [each.rstrip("’") for each in shown(text, typed)] == [each.rstrip("’") for each in expected]


def test_the_sentence_with_most_of_the_words_is_chosen() -> None:
    article = make_article(paragraphs=("渡轮停航。票价不变。", "渡轮的票价减半。"))
    assert snippet(article, parse_query("渡轮 票价")) == "渡轮的票价减半。"


def test_of_a_long_sentence_the_part_around_the_words_is_shown() -> None:
    part = snippet(make_article(paragraphs=(LONG,)), parse_query("票价"), longest=60)
    assert part[0] == part[-1] == "…"
    assert "夜航渡轮的票价减半" in part
    assert len(part) <= 62
    assert part.strip("…") in LONG


def test_what_is_left_out_is_left_out_between_clauses_where_one_ends_near() -> None:
    cut = snippet(make_article(paragraphs=(LONG,)), parse_query("渡轮")).strip("…")
    assert all(clause in LONG.split("，") for clause in cut.split("，"))


def test_an_article_without_a_text_has_none_and_one_found_by_its_title_its_first_sentence() -> None:
    assert snippet(make_article(paragraphs=()), parse_query("渡轮")) == ""
    assert snippet(make_article(paragraphs=("首航在周六。第二句。",)), parse_query("渡轮")) == "首航在周六。"


@given(st.text(max_size=400), st.text(st.sampled_from("海港城渡轮 ab-\"'") | st.characters(), max_size=40))
def test_a_snippet_is_a_piece_of_its_article_whatever_is_looked_for(text: str, typed: str) -> None:
    query = parse_query(typed)
    part = snippet(make_article(paragraphs=(text,)), query, longest=30)
    core = part.removeprefix("…").removesuffix("…").strip()
    assert core in text or part in text
    assert len(part) <= 62
    places = find_places(part, query)
    assert places == sorted(places)
    assert all(start < end for start, end in places)
