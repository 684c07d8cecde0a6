"""Spans are found whatever their spacing, width and punctuation, and come back as printed."""

import unicodedata
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from digests.summaries.spans import find_span

PARAGRAPH = "“海港城”港务局周六说，夜航渡轮12月1日起每晚开行4班，首月票价减半（即15元）。"
_WORDS = st.sampled_from(
    ["渡轮", "港务局", "每晚4班", "“减半”", "，", "。", "（15元）", "Harbour", "A-1", "说：", "12,000", "復航"]
)
_TEXTS = st.lists(_WORDS, min_size=1, max_size=12).map("".join)
_WIDE = {code: code + 0xFEE0 for code in range(0x21, 0x7F)}


def _spaced(text: str) -> str:
    return " ".join(text)


def _wide(text: str) -> str:
    return text.translate(_WIDE)


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).replace("“", '"').replace("”", '"')


@settings(deadline=None)  # the first example loads the dictionaries
@given(before=_TEXTS, span=_TEXTS, after=_TEXTS, change=st.sampled_from([str, _spaced, _wide, _plain]))
def test_a_span_of_the_text_is_found_whatever_its_spacing_and_width(
    before: str, span: str, after: str, change: Callable[[str], str]
) -> None:
    paragraph = f"{before}。{span}。{after}"
    found = find_span(change(span), [paragraph])
    if any(map(str.isalnum, span)):
        assert found is not None
        assert found in paragraph


@settings(deadline=None)  # the first example loads the dictionaries
@given(quote=st.text(), paragraphs=st.lists(st.text(), max_size=3))
def test_whatever_is_found_is_verbatim(quote: str, paragraphs: list[str]) -> None:
    found = find_span(quote, paragraphs)
    assert found is None or any(found in paragraph for paragraph in paragraphs)


@pytest.mark.parametrize(
    ("quote", "span"),
    [
        ('"海港城"港务局周六说', "“海港城”港务局周六说"),
        ("首月票价减半(即 15 元).", "首月票价减半（即15元）。"),
        ("港務局週六說", "港务局周六说"),
        ("夜航渡輪", "夜航渡轮"),
        ("2月1日起", "12月1日起"),
        ("即1", "即15"),
        ("每晚开行5班", None),
        ("", None),
        ("，", None),
    ],
)
def test_the_span_comes_back_as_printed(quote: str, span: str | None) -> None:
    assert find_span(quote, ["另一段。", PARAGRAPH]) == span


def test_a_span_never_cuts_a_number_or_a_word() -> None:
    """1人获救 quoted of 11人获救 would carry a false number."""
    assert find_span("1人获救", ["矿业局说11人获救。"]) == "11人获救"
    assert find_span("一人获救", ["矿业局说十一人获救。"]) == "十一人获救"
    assert find_span("rose to 3", ["Prices rose to 3.5% in May."]) == "rose to 3.5%"
    assert find_span("air prices", ["Repair prices rose."]) == "Repair prices"


def test_a_span_lies_in_one_paragraph() -> None:
    assert find_span("票价减半。系统未接通。", ["票价减半。", "系统未接通。"]) is None
