"""Outlets that state different figures of one thing are set side by side; in doubt they agree."""

from dataclasses import replace
from datetime import datetime, timedelta
from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from digests.models import Article, Language
from digests.stories.disagreement import disagreements
from tests.factories import NOW, make_article

NORTH, HARBOUR = "北方报", "海港日报"


def told(
    number: int,
    sentence: str,
    *,
    outlet: str | None = None,
    language: Language = "zh-Hans",
    at: datetime | None = NOW,
    title: str | None = None,
) -> Article:
    """An article whose opening is `sentence`."""
    return make_article(
        number,
        language=language,
        title=title or sentence,
        title_given=title is not None,
        paragraphs=(sentence,),
        outlet=outlet or (NORTH, HARBOUR, "对岸电台")[number - 1],
        published_at=at,
        seen_at=NOW + timedelta(days=2),
    )


def values(*articles: Article) -> list[list[tuple[str, str]]]:
    return [[(each.outlet, each.value) for each in found.positions] for found in disagreements(articles)]


@pytest.mark.parametrize(
    ("one", "other", "language", "stated"),
    [
        ("北山矿井透水，11人获救。", "矿业局说，9人获救。", "zh-Hans", ["9人获救", "11人获救"]),
        ("北山礦井透水，造成3人死亡、4人重傷。", "北山矿井3死6重伤。", "zh-Hant", ["4人重傷", "6重伤"]),
        ("北山矿井事故死亡11人。", "北山矿井事故致九人遇难。", "zh-Hans", ["九人遇难", "11人"]),
        (
            "The flood in the mine killed 11 miners.",
            "Nine people were killed in the mine.",
            "en",
            ["Nine people", "11"],
        ),
        (
            "The bank fined the ferry company $5 million.",
            "The ferry company was fined $8 million by the bank.",
            "en",
            ["$5 million", "$8 million"],
        ),
        ("海港城渡轮公司被罚款500万元。", "监管机构对海港城渡轮公司罚款800万元。", "zh-Hans", ["500万元", "800万元"]),
    ],
)
def test_different_figures_of_one_thing_are_found_smallest_first(
    one: str, other: str, language: Language, stated: list[str]
) -> None:
    found = disagreements([told(1, one, language=language), told(2, other, language=language)])
    assert [[each.value for each in disagreement.positions] for disagreement in found] == [stated]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("矿井透水，11人获救。", "矿井透水，十一人获救。"),
        ("矿井透水，11人获救。", "矿井透水，至少9人获救。"),
        ("矿井透水，11人获救。", "矿井透水，近20人获救。"),
        ("矿井透水，130人获救。", "矿井透水，134人获救。"),
        ("矿井透水，11人获救。", "矿井透水，9人失踪。"),
        ("矿井透水，11人获救。", "矿井透水，累计9人获救。"),
        ("矿井透水，11人获救。", "2019年矿井透水，9人获救。"),
        ("矿井透水，11人获救。", "矿井透水，9人获救，另一处2人获救，共11人。"),
        ("矿井透水，11人获救。", "矿井透水，9至10人获救。"),
        ("矿井透水，11人受伤。", "矿井透水，9人重伤。"),
        ("渡轮票价上涨3%。", "旧书市租金下跌5%。"),
        ("嫌犯被判22年零6个月。", "嫌犯被判22.5年。"),
        ("第11轮会谈在海港城开始。", "第9轮会谈在海港城开始。"),
        ("据路透社报道，矿井透水，11人获救。", "据路透报道，矿井透水，9人获救。"),
        ("The flood killed 11 miners.", "The flood killed at least 9 miners."),
        ("The flood killed 11 miners.", "The flood injured 9 miners."),
    ],
)
def test_what_may_be_one_fact_or_two_different_things_is_no_disagreement(one: str, other: str) -> None:
    assert values(told(1, one), told(2, other)) == []


@pytest.mark.parametrize(
    ("apart", "first", "second", "found"),
    [
        (timedelta(hours=1), "9人获救", "11人获救", True),
        (timedelta(hours=5), "9人获救", "11人获救", False),
        (timedelta(hours=5), "11人获救", "9人获救", True),
        (timedelta(hours=20), "11人获救", "9人获救", False),
    ],
)
def test_a_count_that_rises_within_hours_goes_on_and_one_of_another_time_is_none_of_this(
    apart: timedelta, first: str, second: str, found: bool
) -> None:
    assert bool(values(told(1, f"矿井透水，{first}。"), told(2, f"矿井透水，{second}。", at=NOW + apart))) is found


def test_an_outlet_that_corrects_itself_agrees() -> None:
    wrong = told(1, "矿井透水，9人获救。", outlet=HARBOUR, at=NOW - timedelta(hours=1))
    right = told(2, "矿井透水，11人获救。")
    assert values(wrong, replace(right, outlet=NORTH)) != []
    assert values(wrong, right, told(3, "北山的矿井里11人获救。", outlet=NORTH)) == []


@pytest.mark.parametrize("field", [{"published_at": None}, {"outlet": None}])
def test_articles_without_a_date_or_an_outlet_state_nothing_to_compare(field: dict[str, None]) -> None:
    one, other = told(1, "矿井透水，11人获救。"), told(2, "矿业局说，9人获救。")
    assert values(one, other)
    assert values(replace(one, **field), other) == []  # type: ignore[arg-type]  # names of fields


def test_three_outlets_stand_in_one_disagreement_with_what_their_titles_say_first() -> None:
    articles = [
        told(1, "矿井透水，11人获救。", title="北山矿井11人获救"),
        told(2, "矿业局说，9人获救。"),
        told(3, "对岸电台的记者在北山看到，11人获救。", at=NOW + timedelta(hours=1)),
    ]
    [found] = disagreements(articles)
    assert [(each.outlet, each.sentence) for each in found.positions] == [
        (HARBOUR, "矿业局说，9人获救。"),
        (NORTH, "北山矿井11人获救"),
        ("对岸电台", "对岸电台的记者在北山看到，11人获救。"),
    ]


PIECES = st.sampled_from(
    (
        *("矿井透水", "，", "。", "11人", "九人", "9", "获救", "死亡", "3死", "约", "至少", "5%", "百分之", "500万元"),
        *("渡轮公司", "罚款", "22年", "6个月", "，据北方报报道", " killed ", "11 people", " at least ", "injured"),
        *("$5 million", ". ", "İ"),
    )
)
TEXTS = st.one_of(st.lists(PIECES, max_size=12).map("".join), st.text(max_size=60))
STREAMS = st.lists(st.tuples(TEXTS, TEXTS, st.sampled_from([NORTH, HARBOUR, "对岸电台", "", None])), max_size=4)


@given(STREAMS)
@settings(deadline=None, max_examples=150)
def test_any_texts_in_any_order_give_one_answer_of_verbatim_sentences_and_two_outlets(
    stream: list[tuple[str, str, str | None]],
) -> None:
    articles = [
        make_article(number, title=title, paragraphs=(text,), outlet=outlet)
        for number, (title, text, outlet) in enumerate(stream, start=1)
    ]
    found = disagreements(articles)
    assert all(disagreements(order) == found for order in permutations(articles))
    by_id = {article.id: article for article in articles}
    for disagreement in found:
        outlets = [position.outlet for position in disagreement.positions]
        assert len(outlets) == len(set(outlets)) >= 2
        for position in disagreement.positions:
            article = by_id[position.article_id]
            assert position.sentence in f"{article.title}\n{article.text}"
            assert position.value in position.sentence
    for article in articles:
        again = replace(article, id=make_article(99).id, title="矿井9人获救")
        assert disagreements([article, again]) == ()


@pytest.mark.parametrize(
    ("one", "other", "language", "stated"),
    [
        ("港务局宣布夜航渡轮11月28日恢复首航。", "夜航渡轮定于11月30日恢复首航。", "zh-Hans", ["11月28日", "11月30日"]),
        (
            "Night ferries to Haigang will resume on November 28.",
            "Night ferries to Haigang resume on December 1.",
            "en",
            ["November 28", "December 1"],
        ),
        (
            "周六在码头的记者会上，港务局长林一说：“首月票价减半是最后一次。”售票系统年底前接通，两岸码头都可买票。",
            "市政厅周日公布了新的价目表，市长周远航说：“首月票价减半是最后一次。”他没有透露明年的价格。",
            "zh-Hans",
            ["林一", "周远航"],
        ),
        (
            "The board met on Saturday. “We cannot sail before the spring tide,” said Maria Holt. It meets again soon.",
            "“We cannot sail before the spring tide,” said Peter Quist. Crews stay ashore for another week.",
            "en",
            ["Maria Holt", "Peter Quist"],
        ),
    ],
)
def test_other_days_and_other_speakers_are_set_side_by_side(
    one: str, other: str, language: Language, stated: list[str]
) -> None:
    articles = told(1, one, language=language), told(2, other, language=language)
    for order in permutations(articles):
        (found,) = values(*order)
        assert [value for _, value in found] == stated


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("夜航渡轮11月28日恢复首航。", "夜航渡轮11月29日恢复首航。"),
        ("夜航渡轮11月28日恢复首航。", "夜航渡轮11月30日恢复首航，原定28日。"),
        ("夜航渡轮11月28日前恢复首航。", "夜航渡轮11月30日恢复首航。"),
        ("夜航渡轮11月28日恢复首航。", "旧书市11月30日迁入新馆。"),
        ("夜航渡轮周六恢复首航。", "夜航渡轮下周三恢复首航。"),
        ("此前，夜航渡轮定于11月28日恢复首航。", "夜航渡轮定于11月30日恢复首航。"),
        ("局长林一说：“首月票价减半是最后一次。”", "港务局长林一说：“首月票价减半是最后一次。”"),
        (
            "局长林一说：“首月票价减半是最后一次。”",
            "市长周远航说：“首月票价减半是最后一次。”林一在场，其余的话他没有讲，会后也没有回答提问。",
        ),
        ("局长林一说：“票价减半。”", "市长周远航说：“票价减半。”"),
        ("局长林一说：“首月票价减半是最后一次。”", "市长周远航说：“明年票价还会再降一次。”"),
    ],
    ids=[
        "a day more may be the time zone's",
        "who knows the other day too",
        "until a day",
        "of something else",
        "weekdays",
        "what was planned before",
        "one person under two titles",
        "who names the other too",
        "a quotation of two words",
        "another quotation",
    ],
)
def test_days_and_speakers_that_may_well_agree_are_no_disagreement(one: str, other: str) -> None:
    assert values(told(1, one), told(2, other)) == []
