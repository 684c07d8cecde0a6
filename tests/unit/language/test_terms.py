"""The terms of a text, for the index and for what is looked for."""

from hypothesis import assume, given
from hypothesis import strategies as st

from digests.language.script import to_hant
from digests.language.terms import may_hold, phrase_terms, placed_terms, terms

MIXED = st.text(st.sampled_from("海港城夜航渡轮復恢著ａＢc é'’,.1２ -\u200b𠮷々") | st.characters(), max_size=60)


def test_chinese_is_cut_into_pairs_and_the_last_character_of_each_run() -> None:
    assert terms("海港城，渡轮") == ["海港", "港城", "城", "渡轮", "轮"]


def test_other_words_lose_case_width_accents_plural_and_possessive() -> None:
    assert terms("Ｈａｉｇａｎｇ's Café FERRIES") == ["haigang", "cafe", "ferry"]
    assert terms("O’Sullivan 1,234.5 COVID-19") == ["osullivan", "1234", "5", "covid", "19"]


def test_both_scripts_have_the_same_terms() -> None:
    text = "海港城与对岸恢复夜航渡轮，票务系统尚未接通"
    assert terms(text) == terms(to_hant(text))


def test_characters_beyond_the_basic_plane_count_as_one() -> None:
    assert terms("𠮷野家") == ["𠮷野", "野家", "家"]


def test_these_are_the_terms_that_every_stored_index_was_made_of() -> None:
    """Changed terms need a migration that has the index made anew: see the module's description."""
    text = "2026年11月22日，Haigang恢復夜航渡輪；Ferries’ 1,200 tickets: “COVID-19”著裝々"
    assert " ".join(terms(text)) == (
        "2026 年 11 月 22 日 haigang 恢复 复夜 夜航 航渡 渡轮 轮 ferry 1200 ticket covid 19 着装 装々 々"
    )


@given(MIXED)
def test_terms_with_places_are_the_same_terms_at_places_in_the_text(text: str) -> None:
    placed = placed_terms(text)
    assert [each.term for each in placed] == terms(text)
    assert all(0 <= each.start < each.end <= len(text) for each in placed)


@given(MIXED)
def test_a_text_may_hold_every_term_that_it_holds(text: str) -> None:
    assert all(may_hold(text, term) for term in terms(text))


def test_of_a_chinese_pair_it_is_certain_that_a_text_lacks_it() -> None:
    assert not may_hold("海港城恢复夜航", "渡轮")
    assert may_hold("海港城恢復渡輪", "渡轮")


@given(st.text(st.sampled_from("海港城 夜，3轮"), max_size=30), st.integers(0, 29), st.integers(1, 9))
def test_any_piece_of_a_chinese_text_stands_in_its_terms(text: str, start: int, length: int) -> None:
    assume("33" not in text)  # half a number is another number
    found, open_ended = phrase_terms(text[start : start + length])
    whole = terms(text)
    size = len(found)
    runs = [tuple(whole[at : at + size]) for at in range(len(whole) - size + 1)]
    assert (
        any(run[:-1] == found[:-1] and (run[-1][0] == found[-1] if open_ended else run == found) for run in runs if run)
        or not found
    )
