"""One outlet has one name, however its posts arrive."""

import tomllib
from importlib.resources import files

import pytest

from digests.sources.outlets import outlet_name


@pytest.mark.parametrize(("url", "name"), [
    ("https://www.zaobao.com/realtime/china/story1", "联合早报"), ("http://www.rfi.fr//cn/a", "法广"),
    ("https://cn.rfi.fr/", "法广"),
    ("https://www.rfi.fr/en/a", "RFI"), ("https://www.dw.com/zh/a/a-1", "德国之声"), ("https://p.dw.com/p/1", "DW"),
    ("https://www.bbc.com/zhongwen/simp/a", "BBC"), ("https://www.bbc.co.uk/news/1", "BBC"),
    ("https://cn.reuters.com/a", "路透"),
    ("https://project.cna.com.tw/1", "中央社"), ("https://www.nytimes.com/zh-hans/1", "纽约时报"),
    ("https://www.nytimes.com/2026/1", "The New York Times"),
    ("https://cn.govopendata.com/xinwenlianbo/1/", "CCTV新闻联播"),
])  # fmt: skip
def test_a_known_site_tells_the_outlet(url: str, name: str) -> None:
    assert outlet_name(None, url, None) == name
    assert outlet_name("随便", url, "什么 - RSS") == name


@pytest.mark.parametrize(("given", "name"), [
    ("法国国际广播电台", "法广"), ("(臺)中央社CNA", "中央社"), ("（臺）中央社ＣＮＡ", "中央社"), ("路透社", "路透"),
    ("bbc 中文网", "BBC"),
    ("聯合早報", "联合早报"), ("South China  Morning Post", "South China Morning Post"),
])  # fmt: skip
def test_a_known_name_is_folded_to_one(given: str, name: str) -> None:
    assert outlet_name(given, None, None) == name
    assert outlet_name(None, None, f"{given} - RSS") == name


@pytest.mark.parametrize(("title", "name"), [
    ("海港日报 - RSS", "海港日报"), ("海港日报 最新文章", "海港日报"), ("海港日报 | RSS 订阅", "海港日报"),
    ("海港日报 -- 首页", "海港日报"),
    ("Haigang Daily - Latest News", "Haigang Daily"), ("海港日报 - Powered by RSSHub", "海港日报"), ("RSS", "RSS"),
    ("BuzzFeed", "BuzzFeed"),
    ("Feedback", "Feedback"), ("News Feeds Weekly", "News Feeds Weekly"), ("  海港  日报 ", "海港 日报"),
])  # fmt: skip
def test_an_unknown_feed_goes_by_its_title_without_decoration(title: str, name: str) -> None:
    assert outlet_name(None, "https://haigang.example/a", title) == name


def test_an_unknown_outlet_keeps_the_name_it_gives_itself() -> None:
    assert outlet_name(" 海港日报 ", "https://haigang.example/a", "别的") == "海港日报"


def test_without_any_name_the_host_stands_in() -> None:
    assert outlet_name(None, "https://www.haigang.example:8080/a", " ") == "haigang.example"


@pytest.mark.parametrize("url", [None, "", "/a", "http://[bad", "mailto:a@b.example"])
def test_nothing_known_is_none(url: str | None) -> None:
    assert outlet_name(None, url, None) is None


def test_a_site_that_only_ends_alike_is_another() -> None:
    assert outlet_name(None, "https://notzaobao.com/a", None) == "notzaobao.com"
    assert outlet_name(None, "https://www.rfi.fr/cnx/a", None) == "RFI"


def test_no_place_and_no_alias_stands_for_two_outlets() -> None:
    outlets = tomllib.loads(files("digests.sources").joinpath("outlets.toml").read_text(encoding="utf-8"))["outlet"]
    assert len(outlets) > 40
    for key in ("places", "aliases"):
        every = [text.casefold().replace(" ", "") for outlet in outlets for text in outlet[key]]
        assert sorted(every) == sorted(set(every))
