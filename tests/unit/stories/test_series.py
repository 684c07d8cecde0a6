"""Recurring columns do not join on their form; reports that share rare names do, however differently told."""

from dataclasses import replace

import pytest

from digests.models import Article, ArticleId, GroupDecision
from digests.stories.group import StoryIndex
from tests.unit.stories.samples import DAM, article, hours


def told_in_turn(*articles: Article) -> list[GroupDecision]:
    return StoryIndex().take_all(articles).decisions


def closing(index: str, change: str, others: tuple[str, str], *, outlet: str, hour: float) -> Article:
    """A market report: the words of every day, the figures of one."""
    text = (
        f"海湾交易所周末前收盘，综合指数上涨{change}点，报{index}点，航运股领涨，银行股小幅回落。",
        f"航运指数收于{others[0]}点，科技指数收于{others[1]}点，成交金额较上一交易日放大，外资连续买入。",
    )
    return article("海湾股市收高 航运股领涨", text, outlet=outlet, at=hours(hour))


FRIDAY = closing("4266.49", "24.65", ("1437.71", "982.31"), outlet="河谷晚报", hour=0)
FRIDAY_TOO = closing("4266.49", "24.65", ("1437.71", "982.31"), outlet="山前日报", hour=1)
NEXT_DAY = closing("4280.70", "14.21", ("1449.36", "990.02"), outlet="山前日报", hour=16)


def test_two_reports_of_one_close_are_one_story() -> None:
    assert told_in_turn(FRIDAY, FRIDAY_TOO)[1].verdict == "same"


def test_the_same_words_with_other_figures_half_a_day_later_are_another_story() -> None:
    decision = told_in_turn(FRIDAY, NEXT_DAY)[1]
    assert decision.verdict == "later"
    assert any("other figures" in reason for reason in decision.reasons)


def test_an_outlet_that_repeats_its_words_half_a_day_later_begins_the_next_chapter() -> None:
    first = article("青禾水库水情通报", DAM, outlet="河谷晚报")
    other = article("青禾水库水情", DAM, outlet="山前日报", at=hours(1))
    again = replace(first, id=ArticleId("again"), published_at=hours(14), seen_at=hours(14))
    decision = told_in_turn(first, other, again)[2]
    assert decision.verdict == "later"
    assert any("same outlet" in reason for reason in decision.reasons)
    elsewhere = replace(again, outlet="柳河电台")
    assert told_in_turn(first, other, elsewhere)[2].verdict == "same", "nothing but the outlet parts them"


@pytest.mark.parametrize(("outlet", "expected"), [("山前日报", "same"), ("河谷晚报", "later")])
def test_one_outlet_needs_more_to_join_its_own_report_than_another_does(outlet: str, expected: str) -> None:
    first = article("青禾水库溃坝 三个村庄被淹", DAM, outlet="河谷晚报")
    second = article(
        "棉被和早餐送到柳河",
        (
            "柳河中学的操场上停满了运送棉被的卡车，志愿者从清晨起分发早餐，孩子们在教室里画画。",
            "青禾水库溃坝后，下游村庄的居民昨夜住进这里。",
            "学校食堂一天做了八百份饭，附近的面包房送来了两车面包，药店捐出感冒药。",
        ),
        outlet=outlet,
        at=hours(2),
    )
    assert told_in_turn(first, second)[1].verdict == expected


def test_rare_names_join_what_is_told_in_other_words() -> None:
    """Little but the names is shared; without them the same texts stay apart."""
    one = ("罗定邦在柳河县签下青禾水库修复合同，工期两年。", "居民希望新坝不再漏水，也盼望鱼市重新开张。")
    other = ("青禾水库的重建终于有了着落：柳河县与承建方落笔，罗定邦到场。", "钱从哪里来，谁来监工，会后没有人回答。")
    first = article("青禾修坝合同签了", one)
    second = article("青禾水库重建有了着落", other, outlet="河谷晚报", at=hours(2))
    assert told_in_turn(first, second)[1].verdict == "same"
    unnamed = tuple(text.replace("青禾", "那座").replace("柳河县", "县里").replace("罗定邦", "局长") for text in other)
    assert told_in_turn(first, replace(second, title="重建有了着落", paragraphs=unnamed))[1].verdict != "same"


@pytest.mark.parametrize(
    "title",
    ["早安柳河》青禾水库溃坝", "简报：青禾水库溃坝；海岬杯落幕", "3月3日 新闻联播 文字版", "Morning briefing: dam"],
)
def test_a_column_of_several_subjects_joins_nothing_and_nothing_joins_it(title: str) -> None:
    news = article("青禾水库溃坝 三个村庄被淹", DAM)
    column = article(title, DAM, outlet="河谷晚报", at=hours(1))
    assert [each.verdict for each in told_in_turn(news, column)] == ["new", "new"]
    assert [each.verdict for each in told_in_turn(column, news)] == ["new", "new"]
    assert told_in_turn(news, replace(column, title=news.title))[1].verdict == "same", (
        "nothing but the title parts them"
    )
