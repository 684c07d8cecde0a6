"""The head of a saved post, as Jekyll writes it and as people break it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digests.sources.front_matter import split_front_matter


def first(line: str) -> str | None:
    return split_front_matter(f"---\nlayout: post\n{line}\n---\n文")[0].first("title")


@pytest.mark.parametrize(("line", "title"), [
    ("title: 夜航", "夜航"), ('title: "夜航: 恢复"', "夜航: 恢复"), ("title: '船长的''话'''", "船长的'话'"),
    ("Title:   a b  ", "a b"),
    (r'title: "他说\"好\""', '他说"好"'), ('title: "他说"好"了"', '他说"好"了'), ("title: 夜航 # 注", "夜航"),
    ("title: C# 11", "C# 11"),
    ("title: 美媒: 习拜会", "美媒: 习拜会"), ("title: >-\n  夜航恢复", "夜航恢复"), ("title:", None), ("title:x", None),
])  # fmt: skip
def test_a_text_is_read_as_yaml_would(line: str, title: str | None) -> None:
    assert first(line) == title


@pytest.mark.parametrize("tags", [
    "tags: [ 海港, 交通 ]", 'tags: ["海港", \'交通\']', "tags: [海港,交通,]", "tags:\n- 海港\n- 交通",
    "tags:\n  - 海港\n  - 交通",
])  # fmt: skip
def test_a_list_is_read_in_every_style(tags: str) -> None:
    assert split_front_matter(f"---\n{tags}\n---\n文")[0].all("tags") == ("海港", "交通")


def test_a_comma_in_quotes_does_not_split() -> None:
    assert split_front_matter('---\ntags: ["a, b", c]\n---\n')[0].all("tags") == ("a, b", "c")


def test_a_head_whose_end_was_lost_costs_no_article() -> None:
    matter, body = split_front_matter("---\ntitle: 夜航\ntags: [ a ]\n\n渡轮：恢复。\n")
    assert (matter.first("title"), body) == ("夜航", "\n渡轮：恢复。\n")


@pytest.mark.parametrize(
    "text", ["渡轮恢复。\n---\na: b\n---\n", "---\n渡轮恢复。\n---\n两地同意。", "", "---", "title: a\n文"]
)
def test_a_text_without_a_head_is_all_article(text: str) -> None:
    matter, body = split_front_matter(text)
    assert (dict(matter.values), body) == ({}, text)


@given(st.text(alphabet="---\n: \"'[],#>a海\\", max_size=120))
def test_whatever_stands_there_the_rest_is_an_end_of_the_text(text: str) -> None:
    _, body = split_front_matter(text)
    assert text.endswith(body)
