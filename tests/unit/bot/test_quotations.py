"""Quotations within quotations change ranks, and nothing else does."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.quotations import within
from bot.texts import texts_for
from digests.models import Language


@pytest.mark.parametrize(
    ("language", "quote", "shown"),
    [
        ("zh-Hans", "他说“够了”。", "“他说‘够了’。”"),
        ("zh-Hant", "他說「夠了」。", "「他說『夠了』。」"),
        ("zh-Hant", "他說「『夠』了」。", "「他說『「夠」了』。」"),
        ("en", "He said: “It’s enough.”", "“He said: ‘It’s enough.’”"),
        ("zh-Hans", "他说「够了」。", "“他说「够了」。”"),
        ("zh-Hans", "断在“中间", "“断在“中间”"),
    ],
)
def test_a_quotation_within_one_has_the_marks_of_the_other_rank(language: Language, quote: str, shown: str) -> None:
    assert texts_for(language).plain("story-quote", quote=quote) == shown


def test_a_value_outside_of_a_quotation_keeps_its_marks() -> None:
    shown = texts_for("zh-Hans").plain("update-before", day="1月1日", headline="他说“够了”")
    assert shown.endswith("他说“够了”")


_words = st.text("海港 a.，<&'", max_size=8)
_quoted = st.recursive(_words, lambda inner: st.builds("「{}」{}".format, inner, _words), max_leaves=4)


@given(_quoted)
def test_changing_ranks_twice_gives_the_text_back(text: str) -> None:
    once = within("「", text)
    assert within("「", once) == text
    assert within("", text) == text
    assert ("「" in once) == ("『" in text)
