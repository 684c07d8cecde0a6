"""Where an article belongs."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from digests.models import Article, ArticleId, Constraint, ConstraintVerdict, GroupDecision, StoryId
from digests.stories.constraints import InForce, in_force, pair
from digests.stories.disagreement import disagreements
from digests.stories.features import features_of
from digests.stories.group import StoryIndex, group_batch
from digests.stories.story import new_story_id
from tests.unit.stories.samples import CHESS, DAM, DAM_INQUIRY, DAM_RETOLD, FERRY_EN, FERRY_EN_RETOLD, article, hours

FLOOD = article("青禾水库溃坝 三个村庄被淹", DAM)
FLOOD_RETOLD = article("柳河县青禾水库溃坝 居民在体育馆过夜", DAM_RETOLD, outlet="河谷晚报", at=hours(3))
INQUIRY = article("青禾水库溃坝调查组成立", DAM_INQUIRY, at=hours(52))
FINAL = article("顾晚秋夺海岬杯", CHESS, outlet="河谷晚报", at=hours(4))
FERRY = article("Night ferry to Marrow Point returns in June", FERRY_EN, outlet="Corlin Post", language="en")
FERRY_RETOLD = article(
    "Corlin nurses cheer return of Marrow Point ferry", FERRY_EN_RETOLD, outlet="The Barge", language="en", at=hours(5)
)
ALL = [FLOOD, FLOOD_RETOLD, INQUIRY, FINAL, FERRY, FERRY_RETOLD]


def stories(decisions: Sequence[GroupDecision]) -> dict[ArticleId, StoryId]:
    return {
        each.article_id: each.story_id if each.verdict == "same" and each.story_id else new_story_id(each.article_id)
        for each in decisions
    }


def verdict(known: Article, new: Article) -> GroupDecision:
    index = StoryIndex()
    index.take(known)
    return index.take(new)


def load(index: StoryIndex, members: Sequence[Article], namer: Article) -> None:
    """Have these live, as the one story that bears the name of `namer`."""
    features = [features_of(each) for each in members]
    index.hear(features)
    index.load((each, new_story_id(namer.id), new_story_id(namer.id)) for each in features)


def test_two_outlets_on_one_event_are_one_story() -> None:
    decision = verdict(FLOOD, FLOOD_RETOLD)
    assert (decision.verdict, decision.story_id, decision.member_id) == ("same", new_story_id(FLOOD.id), FLOOD.id)
    assert verdict(FERRY, FERRY_RETOLD).verdict == "same"


def test_both_scripts_are_one_language() -> None:
    traditional = article(
        "青禾水庫潰壩 三個村莊被淹",
        ("青禾水庫週一凌晨發生潰壩，下游三個村莊被淹，柳河縣連夜轉移居民，杏花村仍在搜救。",),
        language="zh-Hant",
        outlet="島岸時報",
        at=hours(2),
    )
    assert verdict(FLOOD, traditional).verdict == "same"


def test_a_development_is_another_story_of_the_storyline() -> None:
    decision = verdict(FLOOD, INQUIRY)
    assert (decision.verdict, decision.story_id) == ("later", new_story_id(FLOOD.id))


def test_another_event_is_a_storyline_of_its_own() -> None:
    decision = verdict(FLOOD, FINAL)
    assert (decision.verdict, decision.story_id) == ("new", None)


@pytest.mark.parametrize("days", [40, 365, 730])
def test_the_same_words_at_another_time_are_neither_the_same_nor_later(days: int) -> None:
    again = replace(
        FLOOD, id=ArticleId("again"), published_at=FLOOD.at + timedelta(days=days), seen_at=hours(24 * days)
    )
    for decision in (verdict(FLOOD, again), verdict(again, FLOOD)):
        assert decision.verdict == "new"
        assert decision.member_id is not None, "the look-alike is named"
        assert "similar, but of another time" in decision.reasons


def test_languages_are_never_merged() -> None:
    twin = replace(FERRY, id=ArticleId("twin"), language="zh-Hans")
    assert verdict(FERRY, twin).verdict == "new"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("柳河县举行第19轮供水会谈", "柳河县举行第二十轮供水会谈"),
        ("青禾水库3月3日溃坝", "青禾水库3月2日溃坝"),
        ("19th round of water talks opens in Corlin", "20th round of water talks opens in Corlin"),
    ],
)
def test_a_mark_that_differs_parts_two_look_alikes(one: str, other: str) -> None:
    language = FERRY.language if one.isascii() else FLOOD.language
    first = article(one, DAM, language=language)
    second = article(other, DAM, outlet="河谷晚报", at=hours(1), language=language)
    decision = verdict(first, second)
    assert decision.verdict == "later"
    assert any("different" in reason for reason in decision.reasons)
    assert verdict(first, replace(second, title=one)).verdict == "same", "nothing but the mark parts them"


COUNTED = article("青禾水库溃坝 9人失踪", DAM)
COUNTED_OTHERWISE = article("青禾水库溃坝 4人失踪", DAM_RETOLD, outlet="河谷晚报", at=hours(3))


def test_outlets_that_count_otherwise_within_hours_tell_one_event_and_do_not_agree() -> None:
    decision = verdict(COUNTED, COUNTED_OTHERWISE)
    assert decision.verdict == "same"
    assert "different figures in the titles, all else alike" in decision.reasons
    values = [each.value for found in disagreements([COUNTED, COUNTED_OTHERWISE]) for each in found.positions]
    assert values == ["4人失踪", "9人失踪"]


@pytest.mark.parametrize(
    "other",
    [
        replace(COUNTED_OTHERWISE, published_at=hours(25), seen_at=hours(25)),
        replace(COUNTED_OTHERWISE, outlet=COUNTED.outlet),
        article(
            "白石水库溃坝 4人失踪",
            tuple(each.replace("青禾水库", "白石水库").replace("柳河", "南屏").replace("杏花", "黑松") for each in DAM),
            outlet="河谷晚报",
            at=hours(3),
        ),
    ],
    ids=["a day later", "the same outlet", "another place"],
)
def test_a_count_that_differs_parts_the_days_of_a_series_and_the_like_of_other_places(other: Article) -> None:
    assert verdict(COUNTED, other).verdict != "same"


@pytest.mark.parametrize(("one", "other"), [("近百人失踪", "97人失踪"), ("至少4人失踪", "9人失踪")])
def test_about_as_many_is_no_contradiction(one: str, other: str) -> None:
    first = article(f"青禾水库溃坝 {one}", DAM)
    assert verdict(first, article(f"青禾水库溃坝 {other}", DAM, outlet="河谷晚报", at=hours(1))).verdict == "same"


def test_an_undated_article_belongs_where_its_text_says_when() -> None:
    body = (*DAM_RETOLD, "2031年3月3日凌晨的这次溃坝淹没了三个村庄，柳河县连夜转移居民。")
    undated = article(
        "青禾水库溃坝 三个村庄被淹", body, outlet=None, at=None, seen_at=hours(24 * 2000), title_given=False
    )
    assert verdict(FLOOD, undated).verdict == "same"
    other_year = replace(undated, paragraphs=tuple(each.replace("2031", "2027") for each in body))
    assert verdict(FLOOD, other_year).verdict == "new"


def test_without_any_time_only_all_but_equal_words_join() -> None:
    retold = replace(FLOOD_RETOLD, published_at=None, title_given=False)
    assert verdict(FLOOD, retold).verdict == "new"
    copy = replace(FLOOD, id=ArticleId("copy"), outlet=None, published_at=None)
    assert verdict(FLOOD, copy).verdict == "same"


def test_an_outlet_that_writes_again_a_day_later_tells_a_development() -> None:
    next_day = (
        *DAM_RETOLD,
        "河谷医院接收了十二名伤者，院长说药品充足，血库在中午前补足。",
        "气象台预计周三起仍有大雨，上游两座电站提前放水，铁路停运。",
    )
    other = article("柳河县居民在体育馆过夜", next_day, outlet="河谷晚报", at=hours(25))
    assert verdict(FLOOD, other).verdict == "same"
    assert verdict(FLOOD, replace(other, outlet=FLOOD.outlet)).verdict == "later"


def test_neighbours_in_a_chain_do_not_become_one_blob() -> None:
    """Each article shares three words of four with the next, and the ends share nothing."""
    words = [f"{first}{second}镇" for first in "甲乙丙丁戊己庚辛" for second in "山河湖海林原岛港"]
    chain = [
        article(
            "".join(words[2 * place : 2 * place + 4]),
            ("，".join(words[2 * place : 2 * place + 8]),),
            outlet=f"报{place}",
            at=hours(place),
        )
        for place in range(28)
    ]
    placed = list(stories(group_batch(chain)).values())
    largest = max(placed.count(story) for story in placed)
    assert 2 <= largest <= 6, "near neighbours join, and no further"


@given(st.permutations(ALL))
def test_a_batch_is_grouped_alike_in_any_order(shuffled: list[Article]) -> None:
    assert group_batch(shuffled) == group_batch(ALL)


def test_a_decision_is_the_same_every_time() -> None:
    assert group_batch(ALL) == group_batch(ALL)


def test_a_loaded_index_answers_as_the_one_that_placed() -> None:
    placed, loaded = StoryIndex(), StoryIndex()
    placed.take_all([FLOOD, FLOOD_RETOLD])
    load(loaded, [FLOOD, FLOOD_RETOLD], FLOOD)
    answer = loaded.take(INQUIRY)
    assert answer == placed.take(INQUIRY)
    assert (answer.verdict, answer.story_id) == ("later", new_story_id(FLOOD.id))


def test_an_article_is_taken_once() -> None:
    index = StoryIndex()
    first = index.take(FLOOD)
    assert (len(index), index.take(FLOOD)) == (1, first)
    assert index.story_of(FLOOD.id) == new_story_id(FLOOD.id)


def test_what_follows_a_later_story_joins_its_storyline() -> None:
    index = StoryIndex()
    index.take_all([FLOOD, INQUIRY])
    second = replace(INQUIRY, id=ArticleId("second"), outlet="河谷晚报", published_at=hours(54), seen_at=hours(54))
    assert index.take(second).story_id == new_story_id(INQUIRY.id)


def test_forgotten_articles_attract_nothing() -> None:
    index = StoryIndex()
    index.take_all([FLOOD, FINAL])
    index.forget_before(hours(1))
    assert len(index) == 1
    assert index.take(FLOOD_RETOLD).verdict == "new"
    index.forget_before(hours(3.5))
    assert index.take(replace(FINAL, id=ArticleId("final"), outlet="山前日报")).verdict == "same"


def test_a_decision_says_why() -> None:
    decision = verdict(FLOOD, FLOOD_RETOLD)
    assert 0 < decision.score <= 1
    assert decision.reasons[0].startswith("likeness in text")
    assert "3 hours apart" in decision.reasons


@pytest.mark.parametrize(
    "hostile",
    [
        article("", ()),
        article("\ud800", ("\ud800" * 10,)),
        article("水" * 10_000, ("坝" * 200_000,)),
        article("第999999999999999999999999轮", ("99999年99月99日",)),
    ],
)
def test_no_text_breaks_the_index(hostile: Article) -> None:
    index = StoryIndex()
    index.take_all([hostile, FLOOD])
    assert index.take(FLOOD_RETOLD).verdict == "same"


def together(index: StoryIndex, articles: Sequence[Article]) -> set[frozenset[ArticleId]]:
    """The pairs of articles that are in one story now."""
    story = {article.id: index.story_of(article.id) for article in articles}
    return {frozenset((one, other)) for one in story for other in story if one != other and story[one] == story[other]}


FLOODS = [
    article(f"{name}溃坝", tuple(each.replace("青禾水库", name) for each in text), outlet=outlet, at=hours(hour))
    for name in ("白石水库", "南屏水库", "黑松水库", "石桥水库")
    for outlet, text, hour in (
        ("甲报", DAM, 0),
        ("乙报", DAM_RETOLD, 2),
        ("丙报", DAM_RETOLD, 3),
        ("丁报", DAM_INQUIRY, 40),
    )
]


@given(st.permutations(FLOODS))
@settings(max_examples=15, deadline=None)
def test_what_arrives_one_by_one_in_any_order_ends_as_one_batch_does(shuffled: list[Article]) -> None:
    whole, by_and_by = StoryIndex(), StoryIndex()
    whole.take_all(FLOODS)
    for each in shuffled:
        by_and_by.take(each)
    assert len(together(whole, FLOODS)) >= 12
    assert together(by_and_by, FLOODS) == together(whole, FLOODS)


def test_a_late_report_joins_two_stories_that_were_one_event() -> None:
    """The older name leads; the other is told of as absorbed."""
    left = article("青禾水库溃坝", ("青禾水库溃坝，杏花村被淹，罗定邦赶到现场。",), outlet="甲报")
    right = article(
        "柳河中学收留居民",
        ("柳河中学体育馆收留下游居民，罗定邦派来冲锋舟，管涌后溃口扩大。",),
        outlet="乙报",
        at=hours(1),
    )
    bridge = article(
        "青禾水库溃坝 柳河中学收留居民",
        (
            "青禾水库溃坝，杏花村被淹，罗定邦赶到现场。",
            "柳河中学体育馆收留下游居民，罗定邦派来冲锋舟，管涌后溃口扩大。",
        ),
        outlet="丙报",
        at=hours(2),
    )
    index = StoryIndex()
    index.take_all([left, right])
    assert index.story_of(left.id) != index.story_of(right.id)
    placed = index.take_all([bridge])
    assert {index.story_of(each.id) for each in (left, right, bridge)} == {new_story_id(left.id)}
    assert placed.absorbed == {new_story_id(right.id): new_story_id(left.id)}
    assert [each.article_id for each in placed.decisions] == [bridge.id, right.id]


def test_a_story_keeps_its_name_when_an_older_report_comes_late() -> None:
    index = StoryIndex()
    index.take(FLOOD_RETOLD)
    placed = index.take_all([FLOOD])
    assert placed.decisions[0].verdict == "same"
    assert index.story_of(FLOOD.id) == new_story_id(FLOOD_RETOLD.id)
    assert placed.absorbed == {}


def test_what_is_closed_is_neither_joined_nor_parted_any_more() -> None:
    strangers = [FLOOD, replace(FINAL, published_at=hours(1))]
    index = StoryIndex()
    load(index, strangers, FLOOD)
    newest = replace(FINAL, id=ArticleId("newest"), published_at=hours(24 * 9), seen_at=hours(24 * 9))
    load(index, [newest], newest)
    index.take(FLOOD_RETOLD)
    assert {index.story_of(each.id) for each in strangers} == {new_story_id(FLOOD.id)}


def rule(verdict: ConstraintVerdict, one: Article, other: Article) -> InForce:
    return in_force([Constraint(one.id, other.id, verdict, by=1, is_admin=True, at=hours(9))])


def test_two_articles_that_people_part_stay_apart_whatever_comes() -> None:
    index = StoryIndex()
    index.take_all([FLOOD, FLOOD_RETOLD])
    index.obey(rule("different", FLOOD, FLOOD_RETOLD))
    placed = index.look_again([FLOOD_RETOLD.id])
    assert index.story_of(FLOOD.id) != index.story_of(FLOOD_RETOLD.id)
    assert placed.parted == {new_story_id(FLOOD_RETOLD.id): new_story_id(FLOOD.id)}
    index.take(article("青禾水库溃坝", DAM, outlet="丙报", at=hours(4)))
    assert index.story_of(FLOOD.id) != index.story_of(FLOOD_RETOLD.id)


def test_two_articles_that_people_join_are_one_story_whatever_they_say() -> None:
    index = StoryIndex()
    index.take_all([FLOOD, FINAL])
    assert index.story_of(FLOOD.id) != index.story_of(FINAL.id)
    index.obey(rule("same", FLOOD, FINAL))
    placed = index.look_again([FLOOD.id, FINAL.id])
    assert index.story_of(FLOOD.id) == index.story_of(FINAL.id) == new_story_id(FLOOD.id)
    assert placed.absorbed == {new_story_id(FINAL.id): new_story_id(FLOOD.id)}


def test_a_story_in_two_languages_takes_in_what_one_of_them_tells() -> None:
    """However many of its articles are in the other language and share no word with what comes."""
    index = StoryIndex()
    english = [replace(FERRY, id=ArticleId(f"en{number}"), outlet=f"Post {number}") for number in range(4)]
    index.take_all([FLOOD, *english])
    index.obey(InForce().with_same([pair(FLOOD.id, english[0].id)]))
    index.look_again([FLOOD.id, english[0].id])
    index.take(FLOOD_RETOLD)
    stories_now = {index.story_of(each.id) for each in (FLOOD, FLOOD_RETOLD, *english)}
    assert len(stories_now) == 1


def test_what_is_closed_is_parted_and_joined_where_people_say_so() -> None:
    newest = replace(FINAL, id=ArticleId("newest"), published_at=hours(24 * 9), seen_at=hours(24 * 9))
    index = StoryIndex()
    load(index, [FLOOD, FLOOD_RETOLD], FLOOD)
    load(index, [newest], newest)
    index.obey(rule("different", FLOOD, FLOOD_RETOLD))
    index.look_again([FLOOD.id, FLOOD_RETOLD.id])
    assert index.story_of(FLOOD.id) != index.story_of(FLOOD_RETOLD.id)
    index.obey(rule("same", FLOOD, FLOOD_RETOLD))
    index.look_again([FLOOD.id])
    assert index.story_of(FLOOD.id) == index.story_of(FLOOD_RETOLD.id)


def test_what_people_said_holds_for_articles_that_come_later() -> None:
    index = StoryIndex()
    index.obey(rule("different", FLOOD, FLOOD_RETOLD))
    index.take_all([FLOOD, FLOOD_RETOLD])
    assert index.story_of(FLOOD.id) != index.story_of(FLOOD_RETOLD.id)
