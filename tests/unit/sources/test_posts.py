"""Saved posts in every form that people and programs save articles in."""

import os
import time
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from digests.errors import PostUnreadable
from digests.models import Entry
from digests.sources.posts import find_feed_files, find_posts, read_post

EIGHT = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)
PATH = Path("posts/1.md")
URL = "https://haigang.example/a/1_(night)"
JEKYLL = f"""---
layout: post
title: "海港：“夜航”恢复"
date: 2026-11-22T08:00:00.000Z
author: 海港日报
from: {URL}
tags: [ 海港日报 ]
categories: [ 海港日报 ]
---
<!--1795330000000-->
[海港：“夜航”恢复]({URL})
------

<div><p>渡轮恢复。</p></div>
"""


def read(text: str, path: Path = PATH) -> Entry:
    return read_post(path, text.encode())


def test_a_jekyll_post_gives_its_head_and_only_its_article_as_body() -> None:
    expected = Entry(
        body="\n<div><p>渡轮恢复。</p></div>\n", is_html=True, url=URL, title="海港：“夜航”恢复", author="海港日报",
        outlet="海港日报", published_at=EIGHT, tags=("海港日报",), path="posts/1.md",
    )  # fmt: skip
    assert read(JEKYLL) == expected


def test_windows_line_ends_make_no_difference() -> None:
    assert read(JEKYLL.replace("\n", "\r\n")) == read(JEKYLL)


@pytest.mark.parametrize("codec", ["utf-8-sig", "utf-16", "gbk", "gb18030", "big5"])
def test_every_encoding_of_a_post_gives_the_same_entry(codec: str) -> None:
    text = JEKYLL.replace("恢复", "開始").replace("日报", "日報").replace("渡轮", "渡輪") if codec == "big5" else JEKYLL
    assert read_post(PATH, text.encode(codec)) == read(text)


def test_without_a_date_in_the_head_the_comment_is_the_time() -> None:
    entry = read(f"<!--1795334400000-->\n[[视频] 夜航 (组图)]({URL})\n------\n\n<p>渡轮恢复。</p>")
    assert (entry.published_at, entry.title, entry.url) == (EIGHT, "[视频] 夜航 (组图)", URL)
    assert (entry.author, entry.outlet, entry.body) == (None, None, "\n<p>渡轮恢复。</p>")


def test_an_author_that_is_no_tag_is_a_person() -> None:
    entry = read("---\ntitle: a\nauthor: 陈一\ntags: [交通, 海港]\n---\n文")
    assert (entry.author, entry.outlet, entry.tags) == ("陈一", None, ("交通", "海港"))


@pytest.mark.parametrize("key", ["from", "url", "link", "source"])
def test_the_address_stands_under_several_names(key: str) -> None:
    assert read(f"---\n{key}: {URL}\n---\n文").url == URL


def test_an_address_that_is_none_is_not_given() -> None:
    assert read("---\nurl: /a/1\nfrom: 早报\n---\n文").url is None


@pytest.mark.parametrize("heading", ["# 恢复夜航\n", "# 恢复夜航 #\n", "恢复夜航\n=====\n"])
def test_a_markdown_heading_is_the_title_where_nothing_else_gives_one(heading: str) -> None:
    entry = read(f"{heading}\n**渡轮**恢复。")
    assert (entry.title, entry.body) == ("恢复夜航", "<p><strong>渡轮</strong>恢复。</p>\n")
    assert "<h1>恢复夜航</h1>" in read(f"---\ntitle: 别的\n---\n{heading}\n文").body


def test_a_first_paragraph_that_is_a_link_is_no_title() -> None:
    entry = read(f"[原文]({URL})\n\n渡轮恢复。")
    assert (entry.title, entry.url) == (None, None)
    assert entry.body.startswith(f'<p><a href="{URL}">原文</a></p>')


def test_plain_text_with_placeholders_stays_as_it_is() -> None:
    text = '<image>data:image/s3,"s3://x/1"</image>\n渡轮恢复。\n'
    assert read(text, Path("1.txt")) == Entry(text, is_html=False, path="1.txt")


def test_markdown_becomes_html() -> None:
    entry = read("渡轮**恢复**。\n\n> 引文\n")
    assert entry.is_html
    assert entry.body == "<p>渡轮<strong>恢复</strong>。</p>\n<blockquote>\n<p>引文</p>\n</blockquote>\n"


def test_a_line_of_chinese_markdown_is_a_paragraph_and_one_of_english_may_be_wrapped() -> None:
    assert "<br" in read("渡轮下月恢复夜航。\n首月票价减半。").body
    assert "<br" not in read("The ferries will run at night\nfrom next month.").body


def test_html_in_a_markdown_file_is_not_read_as_markdown() -> None:
    body = "<div>\n<p>渡轮**恢复**。</p>\n\n    <p>首月减半。</p>\n</div>"
    assert read(body).body == body


def test_a_saved_page_tells_what_its_head_says() -> None:
    entry = read(
        "<!-- saved from url=(0031)https://haigang.example/old -->\n<!DOCTYPE html><html lang='zh-TW'><head>"
        f"<link rel='canonical' href='{URL}'><title>夜航 - 海港日報</title>"
        "<meta property='og:site_name' content='海港日報'>"
        "<meta name='author' content='https://haigang.example/u/1'>"
        "<meta property='article:published_time' content='2026-11-22T16:00:00+08:00'></head>"
        "<body><p>文</p></body></html>",
        Path("1.html"),
    )
    assert (entry.title, entry.url, entry.outlet, entry.author) == ("夜航", URL, "海港日報", None)
    assert (entry.published_at, entry.language, entry.is_html) == (EIGHT, "zh-Hant", True)


@pytest.mark.parametrize(("data", "reason"), [
    (b"", "empty"), (b" \n", "empty"), (b"\xef\xbb\xbf", "no article"), (b"---\ntitle: a\n---\n", "no article"),
    (b"\x89PNG\r\n\x1a\n\x00\x00\x00", "decoded"), (bytes(range(128, 256)) * 3, "decoded"),
])  # fmt: skip
def test_an_unreadable_post_is_told_with_its_file(data: bytes, reason: str) -> None:
    with pytest.raises(PostUnreadable, match=reason) as caught:
        read_post(Path("坏/1.txt"), data)
    assert caught.value.source == "坏/1.txt"


@settings(deadline=None)
@given(st.binary(max_size=300) | st.text(alphabet="-\n:#[]()<!>=p/ \"'a海1", max_size=200).map(str.encode))
def test_a_file_is_an_entry_or_unreadable(data: bytes) -> None:
    try:
        entry = read_post(PATH, data)
    except PostUnreadable as error:
        assert error.source == str(PATH)  # noqa: PT017  both outcomes are lawful, each with its own duty
    else:
        assert entry.body.strip()


def test_folders_are_read_deep_and_in_order_without_hidden_files(tmp_path: Path) -> None:
    names = ["b/2.MD", "a.txt", "b/c/1.html", ".git/x.md", "b/.y.md", "b/z.png", "f.xml", "b/g.JSON"]
    for name in names:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    assert [str(path.relative_to(tmp_path)) for path in find_posts(tmp_path)] == ["a.txt", "b/2.MD", "b/c/1.html"]
    assert [str(path.relative_to(tmp_path)) for path in find_feed_files(tmp_path)] == ["b/g.JSON", "f.xml"]


def test_what_is_no_plain_file_of_a_folder_is_left_out(tmp_path: Path) -> None:
    """A pipe would be waited for, a device read without end, and a link that leads out publishes other files."""
    folder = tmp_path / "posts"
    (folder / "sub").mkdir(parents=True)
    (folder / "a.md").write_text("文")
    (tmp_path / "secret.txt").write_text("key")
    os.mkfifo(folder / "pipe.md")
    (folder / "device.md").symlink_to("/dev/zero")
    (folder / "outside.txt").symlink_to(tmp_path / "secret.txt")
    (folder / "sub" / "inside.md").symlink_to("../a.md")
    assert [path.name for path in find_posts(folder)] == ["a.md", "inside.md"]


def test_a_name_that_is_no_utf8_costs_no_article() -> None:
    entry = read("---\ntitle: a\n---\n文", Path(os.fsdecode(b"posts/\xff\xfe.md")))
    assert entry.path == "posts/\ufffd\ufffd.md"


@pytest.mark.parametrize(
    "head",
    ["<!--a-->" * 50 + "x", "[" + "a](" * 300_000, " " * 300_000 + "x", "# " + "#" * 300_000 + "x\nabc",
     "---\n" + (" " * 9_000 + "\n") * 2],
)  # fmt: skip
def test_no_head_takes_more_than_a_moment(head: str) -> None:
    began = time.process_time()
    with suppress(PostUnreadable):
        read(head)
    assert time.process_time() - began < 5


def test_a_title_is_a_thousand_characters_at_most() -> None:
    assert len(read(f"# {'字' * 1500}\n\n文").title or "") == 1000
