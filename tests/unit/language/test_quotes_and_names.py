"""Laws of `digests.language.quotes` and `names`."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digests.language.names import find_names
from digests.language.quotes import find_quotes

MARKS = st.text('“”「」『』"甲A \n')


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ("他说：“渡轮恢复。”", ["渡轮恢复。"]),
        ("「對岸」與『海港』", ["對岸", "海港"]),
        ('Chen said "it works" and left', ["it works"]),
        ('双方 "圆满 "结束', ["圆满"]),
        ("“他说‘好’。”", ["他说‘好’。"]),
        ("don't and ’tis", []),
        ("“没有\n关上”", []),
        ("“”", []),
    ],
)
def test_quoted_words_are_found_without_their_marks(text: str, quoted: list[str]) -> None:
    assert [quote.text for quote in find_quotes(text)] == quoted


@given(MARKS | st.text())
def test_quotes_are_verbatim_slices(text: str) -> None:
    for quote in find_quotes(text):
        assert quote.text == text[quote.start : quote.end] == quote.text.strip() != ""


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (
            "The White House said Jake Doe met J. R. Roe in Zurich. Officials agreed.",
            ["White House", "Jake Doe", "J. R. Roe", "Zurich"],
        ),
        ("前大使奥沙利文（Dan O’Doe）说", ["奥沙利文", "Dan O’Doe"]),
        ("总统弗拉基米尔·普京表示", ["弗拉基米尔·普京"]),
        ("《海港条约》在COP28签署", ["海港条约", "COP28"]),
        ("据Politico11月4日报道", ["Politico"]),
        ("南京大学国际关系研究院称", ["南京大学国际关系研究院"]),
        ("北京與臺灣", ["北京", "臺灣"]),
        ("美国国家安全委员会", ["美国国家安全委员会"]),
    ],
)
def test_names_are_found(text: str, names: list[str]) -> None:
    assert set(names) <= set(find_names(text))


@pytest.mark.parametrize(
    "text", ["The ferry left. Officials agreed. On it went.", "渡轮恢复夜航，票价减半。", "lower case only"]
)
def test_common_words_are_no_names(text: str) -> None:
    assert find_names(text) == []


def test_a_name_said_twice_is_given_once_where_it_first_stood() -> None:
    assert find_names("北京与Zurich，Zurich与北京") == ["北京", "Zurich"]


@given(st.text() | st.text("美国委员会·马克(A Bc《》.一"))
def test_each_name_is_a_slice_of_the_text_and_given_once(text: str) -> None:
    names = find_names(text)
    assert all(name and name in text for name in names)
    assert len(names) == len(set(names))
