"""Laws of identity: one article of one outlet is one article, however often it comes and whatever is edited."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from digests.articles.build import build_article
from digests.articles.identity import New, Revised, Same, decide
from digests.models import Article, Entry, SourceId

NOW = datetime(2021, 11, 22, 8, tzinfo=UTC)
TEXT = (
    "港务局周六宣布，两岸之间的夜航渡轮从下月一日起恢复，每晚开行四个班次，首月票价减半。",
    "运营方说，票务系统要到年底才能接通，乘客暂时只能在码头买票，持月票的人也不例外。",
    "对岸电台报道，停航三年里两地往来的客流减少了一半以上，商户盼望复航已久，附近旅馆下月的房间已经订满。",
)
LATER = tuple(f"第{i}段说的是另一件后来发生的事，与渡轮的班次和票价都没有关系，篇幅很长。" for i in range(5))


def article(
    text: tuple[str, ...] = TEXT,
    *,
    title: str = "两岸夜航渡轮下月恢复",
    url: str | None = "https://harbour.example/ferry",
    outlet: str = "海港日报",
    seen_at: datetime = NOW,
) -> Article:
    built = build_article(
        Entry(body="\n".join(text), is_html=False, title=title, url=url, published_at=seen_at),
        source_id=SourceId("s1"),
        source_topic=None,
        source_language=None,
        outlet=outlet,
        seen_at=seen_at,
    )
    assert built is not None
    return built


def test_an_unknown_article_is_new() -> None:
    assert decide(article(), None, []) == New(article())


def test_the_same_again_is_the_same_and_keeps_all_identities() -> None:
    known = article()
    again = replace(article(seen_at=NOW + timedelta(hours=1)), keys=(*known.keys, "guid:s1:7"))
    assert decide(again, known) == Same(replace(known, keys=(*known.keys, "guid:s1:7")))


def test_an_edited_text_is_a_revision_that_keeps_id_and_first_times() -> None:
    known = replace(article(), revision=3)
    edited = article((TEXT[0].replace("四个", "五个"), *TEXT[1:]), seen_at=NOW + timedelta(hours=2))
    decision = decide(edited, known)
    assert isinstance(decision, Revised)
    revised = decision.article
    assert (revised.id, revised.revision) == (known.id, 4)
    assert (revised.seen_at, revised.published_at) == (known.seen_at, known.published_at)
    assert revised.paragraphs == edited.paragraphs


def test_an_edited_headline_is_a_revision() -> None:
    assert isinstance(decide(article(title="两岸渡轮夜航延期"), article()), Revised)


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("两岸夜航渡轮下月恢复 12分钟前", TEXT),
        ("两岸夜航渡轮下月恢复(图)", TEXT),
        ("两岸夜航渡轮下月恢复", (*TEXT[:2], TEXT[2].replace("，", ", "))),
        ("两岸夜航渡轮下月恢复", (*TEXT, "（更新于 10:15）")),
        ("两岸夜航渡轮下月恢复 商户盼望已久", TEXT),
        ("两岸夜航渡轮下月恢复", TEXT[:1]),
        ("两岸夜航渡轮下月恢复", ()),
    ],
)
def test_what_changes_at_every_visit_is_no_edit(title: str, text: tuple[str, ...]) -> None:
    assert isinstance(decide(article(text, title=title), article()), Same)


def test_a_teaser_that_becomes_the_whole_text_is_a_revision() -> None:
    assert isinstance(decide(article(), article(TEXT[:1])), Revised)


def test_a_near_copy_by_the_same_outlet_is_the_same_article() -> None:
    known = article()
    moved = article(url="https://harbour.example/ferry-2", seen_at=NOW + timedelta(days=2))
    assert decide(moved, None, [known]) == Same(replace(known, keys=(*known.keys, *moved.keys)))
    edited = article((TEXT[0].replace("四个", "五个"), *TEXT[1:]), url="https://harbour.example/ferry-3")
    decision = decide(edited, None, [known])
    assert isinstance(decision, Revised)
    assert decision.article.id == known.id


@pytest.mark.parametrize(
    "other",
    [
        article(url="https://other.example/a", outlet="对岸电台"),
        article(url="https://harbour.example/b", seen_at=NOW + timedelta(days=4)),
        article((*TEXT, *LATER), title="港务局换了局长", url="https://harbour.example/c"),
        article(("渡轮停航一天。",), title="停航通知", url="https://harbour.example/d"),
        article((), title="停航通知", url="https://harbour.example/e"),
    ],
    ids=["another outlet", "four days later", "a later article with this one as background", "a notice", "no text"],
)
def test_what_only_resembles_it_is_an_article_of_its_own(other: Article) -> None:
    assert decide(other, None, [article(), article((), title="渡轮", url=None)]) == New(other)


def test_short_notices_are_one_only_when_title_and_text_agree() -> None:
    notice = article(("今日两班。",), title="渡轮班次", url="https://harbour.example/1")
    same = article(("今日两班。",), title="渡轮班次", url="https://harbour.example/2")
    notice_of_day = "今日渡轮开行{}个班次，首班八点，末班二十二点，票价照旧，如遇大雾停航另行通知。"
    today = article((notice_of_day.format("四"),), title="渡轮班次", url="https://harbour.example/3")
    tomorrow = article((notice_of_day.format("五"),), title="渡轮班次", url="https://harbour.example/4")
    assert isinstance(decide(same, None, [notice]), Same)
    assert isinstance(decide(tomorrow, None, [today]), New)
