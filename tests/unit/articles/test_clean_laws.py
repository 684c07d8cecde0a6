"""Laws of cleaning that hold for any input."""

import re
import unicodedata

from hypothesis import given, settings
from hypothesis import strategies as st

from digests.articles.clean import clean
from digests.articles.page import is_whole_page

MARKS = (
    "<p> </p> <div> </div> <br> <a/href=x> </a> <b> </b> <td> <table> <li> <ul> <h1> </h1> <h2> <!-- --> <script> "
    "</script> <style> <small> <img/src=x> <figure> </figure> <aside> <asidedata-x=''> <p/hidden> <span/class=ad> "
    "<x:image> </x:image> <![CDATA[ ]]> &lt;p&gt; &lt;/p&gt; &amp; &#0; &#11; &#x202e; &nbsp; < > 港口 渡轮。 ferry "
    "作者：林一 (完) 30分钟前 同一主题 \u200b \x00 \ud800 。 ： | 1100624 https://x.example"
)
PIECES = st.sampled_from([*MARKS.split(" "), " ", "\u3000", "\x0b", "\x1f", "\n", "\n\n"])
MARKUP = st.lists(st.one_of(PIECES, st.text(max_size=8)), max_size=30).map("".join)
TAG = re.compile(r"</(?:p|div|br|a|b|table|li|ul|h1|span|script|figure|aside)>|<(?:br|img)\b[^<>]*>", re.IGNORECASE)


@given(MARKUP, st.booleans(), st.none() | st.text(max_size=10))
@settings(max_examples=400, deadline=None)
def test_anything_gives_clean_paragraphs(body: str, is_html: bool, title: str | None) -> None:
    """It never raises; no paragraph is empty, untrimmed, or holds markup, line ends or unseen characters."""
    for paragraph in clean(body, is_html=is_html, title=title).paragraphs:
        assert paragraph == " ".join(paragraph.split())
        assert any(map(str.isalnum, paragraph))
        assert not TAG.search(paragraph)
        assert not {unicodedata.category(character) for character in paragraph} & {"Cc", "Cf", "Cs", "Co"}


@given(MARKUP)
@settings(max_examples=400, deadline=None)
def test_cleaned_text_is_clean(body: str) -> None:
    """Cleaning the cleaned text as plain text changes nothing."""
    once = clean(body, is_html=False).paragraphs
    assert clean("\n".join(once), is_html=False).paragraphs == once


def test_markup_of_any_depth_is_read() -> None:
    deep = "<div>" * 3000 + "渡轮恢复夜航" + "</div>" * 3000
    assert clean(deep, is_html=True).paragraphs == ("渡轮恢复夜航",)
    assert not is_whole_page(deep)
