"""Laws of building an article: what the entry says, nothing invented."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digests.articles.build import build_article
from digests.models import Article, Entry, Language, SourceId

NOW = datetime(2021, 11, 22, 8, tzinfo=UTC)
FIRST = "港务局周六宣布，两岸之间的夜航渡轮从下月一日起恢复。"
ENTRY = Entry(
    body=f"<div><p>{FIRST}</p><p>首月票价减半。</p></div>",
    guid="7",
    url="http://www.harbour.example//ferry?utm_source=rss",
    title="两岸夜航渡轮恢复 - 海港日报",
    published_at=NOW - timedelta(hours=1),
    tags=("港口",),
    path="posts/7.md",
)


def build(entry: Entry, *, outlet: str | None = "海港日报", language: Language | None = None) -> Article | None:
    return build_article(
        entry, source_id=SourceId("s1"), source_topic="china", source_language=language, outlet=outlet, seen_at=NOW
    )


def built(entry: Entry, *, outlet: str | None = "海港日报", language: Language | None = None) -> Article:
    article = build(entry, outlet=outlet, language=language)
    assert article is not None
    return article


def test_an_entry_becomes_an_article() -> None:
    article = built(ENTRY)
    assert article.title == "两岸夜航渡轮恢复"
    assert article.title_given
    assert article.paragraphs == (FIRST, "首月票价减半。")
    assert (article.language, article.topic, article.outlet) == ("zh-Hans", "china", "海港日报")
    assert article.url == "http://www.harbour.example/ferry"
    assert article.keys == ("url:https://harbour.example/ferry", "guid:s1:7")
    assert (article.published_at, article.seen_at) == (ENTRY.published_at, NOW)
    assert (article.tags, article.path, article.revision) == (("港口",), "posts/7.md", 1)


def test_nothing_is_invented_where_the_entry_says_nothing() -> None:
    article = built(Entry(body=f"{FIRST}\n首月票价减半。", is_html=False), outlet=None)
    assert (article.title, article.title_given) == (FIRST[:-1], False)
    assert (article.url, article.author, article.outlet, article.published_at) == (None, None, None, None)
    assert article.keys == ()
    assert article.at == NOW


def test_no_text_and_no_title_is_no_article() -> None:
    assert build(Entry(body="<img src=a.jpg>")) is None
    assert build(Entry(body="<nav><a href='/'>首页</a></nav>", title=" ")) is None


def test_a_title_alone_is_an_article() -> None:
    assert built(Entry(body="", title="渡轮恢复夜航")).paragraphs == ()


def test_the_heading_of_the_text_is_the_title_where_the_entry_has_none() -> None:
    article = built(Entry(body=f"<h1>渡轮恢复夜航</h1><p>{FIRST}</p>"))
    assert (article.title, article.title_given, article.paragraphs) == ("渡轮恢复夜航", True, (FIRST,))


@pytest.mark.parametrize(
    ("moment", "is_kept"),
    [
        (NOW + timedelta(minutes=14), True),
        (NOW + timedelta(minutes=16), False),
        (datetime(1970, 1, 1, tzinfo=UTC), False),
        (datetime(1990, 1, 1, tzinfo=UTC), True),
    ],
)
def test_a_date_that_cannot_be_true_is_no_date(moment: datetime, is_kept: bool) -> None:
    assert (built(replace(ENTRY, published_at=moment)).published_at == moment) is is_kept


def test_a_dateline_with_its_zone_dates_an_undated_entry() -> None:
    body = f"<i>2021-11-21T10:00:00+02:00</i><p>{FIRST}</p>"
    assert built(Entry(body=body)).published_at == datetime(2021, 11, 21, 8, tzinfo=UTC)
    assert built(Entry(body=f"<div>21/11/2021 - 10:00</div><p>{FIRST}</p>")).published_at is None


def test_a_byline_says_more_than_an_author_that_repeats_the_outlet() -> None:
    body = f"<p>作者：林一</p><p>{FIRST}</p>"
    assert built(Entry(body=body, author="海港日報")).author == "林一"
    assert built(Entry(body=body, author="陈二")).author == "陈二"
    assert built(Entry(body=f"<p>{FIRST}</p>", author="海港日报")).author == "海港日报"


def test_the_id_depends_on_the_best_identity_alone() -> None:
    changed = replace(ENTRY, title="另一个标题", body="<p>另一篇正文。</p>", url="https://m.harbour.example/ferry/")
    assert built(changed).id == built(ENTRY).id
    assert built(replace(ENTRY, url=None)).id == built(replace(changed, url=None)).id != built(ENTRY).id
    bare = replace(ENTRY, url=None, guid=None)
    assert built(bare).id == built(bare).id != built(replace(bare, body="<p>另一篇正文。</p>")).id


def test_an_address_that_cannot_be_opened_is_no_address() -> None:
    assert built(replace(ENTRY, url="javascript:alert(1)")).url is None


def test_the_language_of_the_source_decides_only_in_doubt() -> None:
    assert built(Entry(body="", title="中文人口"), language="zh-Hant").language == "zh-Hant"
    assert built(ENTRY, language="en").language == "zh-Hans"


def test_a_whole_saved_page_is_read_as_a_page() -> None:
    text = [f"第{i}天，港务局公布了夜航渡轮的班次与票价，乘客在码头排队买票，商户延长了营业时间。" for i in range(1, 6)]
    page = (
        "<!DOCTYPE html><html><head><title>渡轮</title></head><body><ul><li><a href='/'>首页</a></li></ul>"
        f"<article>{''.join(f'<p>{line}</p>' for line in text)}</article><footer>版权所有</footer></body></html>"
    )
    assert built(Entry(body=page, title="渡轮")).paragraphs == tuple(text)


@given(st.text(), st.booleans(), st.none() | st.text(), st.none() | st.text(), st.none() | st.text())
def test_any_entry_is_an_article_or_none(
    body: str, is_html: bool, title: str | None, url: str | None, guid: str | None
) -> None:
    article = build(Entry(body=body, is_html=is_html, title=title, url=url, guid=guid))
    assert article is None or article.title
