"""What is only the beginning of an article, and what its page makes of it."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digests.articles.identity import Revised, Same, decide
from digests.articles.teaser import is_teaser, with_page_text
from digests.models import Article
from tests.factories import make_article

LONG = "两地周六同意下月起每晚开行四班渡轮，首月票价减半。票务系统尚未接通，运营方称年底前完成。" * 3
FULL = (
    "海港城与对岸周六同意，下月起恢复停航两年的夜航渡轮，每晚开行四班。",
    "首月票价减半，学生与老人全年半价。票务系统尚未接通，运营方称年底前完成，在此之前船上购票。",
    "港务局说，夜航停了两年，原因是船只老旧。三艘新船上月已经试航，另有一艘在建，明年春天下水。",
)


def feed_gave(*paragraphs: str, url: str | None = "https://haigang.example/1") -> Article:
    return make_article(1, title="海港城与对岸恢复夜航渡轮", paragraphs=paragraphs, url=url)


@pytest.mark.parametrize("text", [
    f"{LONG}……", f"{LONG} ...", f"{LONG} [...]", f"{LONG} […]", f"{LONG} 阅读全文", f"{LONG} 閱讀更多",
    f"{LONG}点击查看原文",
    "Ferries return. " * 20 + "Continue reading", "Ferries return. " * 20 + "Read more »",
    "Ferries return. " * 20 + "(...)", "两地同意下月起恢复夜航。", "",
])  # fmt: skip
def test_a_text_that_breaks_off_invites_to_read_on_or_is_very_short_is_a_teaser(text: str) -> None:
    assert is_teaser(feed_gave(*([text] if text else [])))


@pytest.mark.parametrize("text", [LONG, "Ferries return. " * 60, LONG * 4 + "……", f"{LONG}他说：“我读得更多。”"])
def test_a_text_that_ends_is_none(text: str) -> None:
    assert not is_teaser(feed_gave(text))


def test_without_an_address_nothing_can_be_read_on() -> None:
    assert not is_teaser(feed_gave("两地同意……", url=None))


def test_the_pages_text_takes_the_teasers_place_and_edits_nothing() -> None:
    teaser = feed_gave("海港城与对岸周六同意，下月起恢复夜航渡轮，每晚开行四班……")
    article = with_page_text(teaser, FULL)
    assert article is not None
    assert article.paragraphs == FULL
    assert (article.id, article.revision, article.title) == (teaser.id, teaser.revision, teaser.title)
    assert not is_teaser(article), "no page is asked for twice"


@pytest.mark.parametrize("page", [
    (), ("请登录后继续阅读。",), ("本网站使用曲奇文件以改善您的体验，继续浏览即表示同意。" * 8,),
    ("两地同意下月起恢复夜航渡轮。",), ("Sport: the club buried in debt was sold to its fans on Friday." * 9,),
])  # fmt: skip
def test_what_is_no_more_of_the_same_article_is_left(page: tuple[str, ...]) -> None:
    assert with_page_text(feed_gave("海港城与对岸周六同意，下月起恢复夜航渡轮，每晚开行四班……"), page) is None


def test_the_feeds_next_poll_with_the_same_teaser_is_no_edit() -> None:
    teaser = feed_gave("港务局的一句说明，与正文用语完全不同，但每次都一样。")
    unmarked = replace(teaser, paragraphs=FULL)
    assert isinstance(decide(teaser, unmarked), Revised), "without the mark it would be taken for an edit"
    completed = with_page_text(teaser, (*teaser.paragraphs, *FULL))
    assert completed is not None
    assert isinstance(decide(teaser, replace(completed, paragraphs=FULL)), Same)


def test_a_teaser_that_the_publisher_edits_is_a_revision_and_a_teaser_again() -> None:
    teaser = feed_gave("海港城与对岸周六同意，下月起恢复夜航渡轮，每晚开行四班……")
    completed = with_page_text(teaser, FULL)
    assert completed is not None
    decision = decide(feed_gave("海港城与对岸周日收回承诺，夜航渡轮不再恢复……"), completed)
    assert isinstance(decision, Revised)
    assert decision.article.teaser is None
    assert is_teaser(decision.article)


@given(st.lists(st.text(max_size=60), max_size=4).map(tuple), st.lists(st.text(max_size=200), max_size=4).map(tuple))
def test_what_is_taken_is_always_longer(teaser: tuple[str, ...], page: tuple[str, ...]) -> None:
    taken = with_page_text(feed_gave(*teaser), page)
    assert taken is None or len(taken.text) > len("\n".join(teaser))
