"""Laws of `digests.language.script`."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digests.language.script import aligned, fold, hans_characters, to_hans, to_hant

CHINESE = st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF) | st.sampled_from("，。 A1"))


@pytest.mark.parametrize(
    ("hans", "hant"),
    [("总统说，这里为什么干净", "總統說，這裡為什麼乾淨"), ("皇后在后面", "皇后在後面"), ("软件与信息", "軟件與信息")],
)
def test_scripts_convert_by_phrases_and_keep_the_vocabulary(hans: str, hant: str) -> None:
    assert to_hant(hans) == hant
    assert to_hans(hant) == hans


@given(st.text() | CHINESE)
def test_folding_is_idempotent(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text() | CHINESE | st.text("…ＡＢ１％　ﬁ㎞裡軟İß½"))
def test_aligned_forms_keep_every_place(text: str) -> None:
    assert len(aligned(text)) == len(hans_characters(text)) == len(text)


@given(CHINESE)
def test_both_scripts_of_a_text_fold_alike(text: str) -> None:
    simplified = hans_characters(text)
    assert fold(simplified) == fold(text)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("「圓滿」結束", "“圆满”结束"),
        ("ＣＯＰ２８　大会", "cop28大会"),
        ("约 10 批", "约10批"),
        ("看著他", "看着他"),
        ("Two  words\n", "two words"),
        ("五……六", "五......六"),
        ("zero\u200bwidth", "zerowidth"),
    ],
)
def test_what_publishers_write_differently_folds_alike(one: str, other: str) -> None:
    assert fold(one) == fold(other)


def test_different_words_fold_apart() -> None:
    assert fold("升级") != fold("降级")
    assert fold("two words") != fold("twowords")
