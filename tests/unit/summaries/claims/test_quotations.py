"""What stands in quotation marks was said in these very words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digests.summaries.claims import altered_quotations
from tests.unit.summaries.claims.evidence import cited

SAID = "林一说：“我们年底前一定完工。”"
SAID_EN = 'Lin Yi said: "We will finish by the end of the year."'


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("林一承诺“年底前一定完工”。", SAID),
        ("林一承諾「年底前一定完工」。", SAID),
        ("Lin Yi promised to “finish by the end of the year”.", SAID_EN),
        ("Lin Yi promised to 'finish by the end of the year'.", SAID_EN),
        ("渡轮不会停航。", SAID),
        ("It's the harbour's ferry, and it isn't late.", SAID_EN),
    ],
)
def test_verbatim_words_pass_whatever_their_marks(text: str, quote: str) -> None:
    assert list(altered_quotations(text, cited(quote))) == []


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("林一承诺“年底前肯定完工”。", SAID),
        ("Lin Yi promised to ‘finish next year’.", SAID_EN),
        ("林一说：“我们会在年底完成。”", SAID_EN),
        ('Lin Yi said: "We will surely finish by the end of the year."', SAID),
    ],
)
def test_altered_and_translated_words_fail(text: str, quote: str) -> None:
    assert len(list(altered_quotations(text, cited(quote)))) == 1


@given(st.text(alphabet="海港城渡轮年底完工abc ", min_size=1), st.data())
def test_any_part_of_what_was_said_may_be_quoted(said: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(said) - 1))
    part = said[start : data.draw(st.integers(start + 1, len(said)))]
    assert list(altered_quotations(f"他说“{part}”。", cited(said))) == []
