"""The story that its articles make."""

from dataclasses import replace
from datetime import timedelta

import pytest

from digests.models import Article
from digests.stories.headline import best_headline
from digests.stories.story import new_story, new_story_id, with_article
from digests.stories.storyline import arrange
from digests.stories.topics import topic_of
from tests.unit.stories.samples import CHESS, DAM, DAM_RETOLD, FERRY_EN, MONDAY, article, hours

FLOOD = article("青禾水库溃坝 三个村庄被淹", DAM, topic="society")
RETOLD = article("柳河县溃坝后居民过夜", DAM_RETOLD, outlet="河谷晚报", at=hours(3), source="other")
UNDATED = article("青禾水库", DAM, outlet=None, at=None, seen_at=hours(500), title_given=False, source="other")


def test_a_founder_gives_its_story_its_id_on_every_machine() -> None:
    assert new_story(FLOOD).id == new_story_id(FLOOD.id) == new_story(FLOOD).storyline_id
    assert new_story(RETOLD, new_story_id(FLOOD.id)).storyline_id == new_story_id(FLOOD.id)


def test_a_story_is_made_of_all_its_members() -> None:
    story = with_article(new_story(FLOOD), [RETOLD, UNDATED, FLOOD])
    assert story.article_ids == (FLOOD.id, RETOLD.id, UNDATED.id)
    assert story.source_ids == ("source", "other")
    assert story.outlets == ("山前日报", "河谷晚报")
    assert (story.first_at, story.last_at, story.seen_at) == (MONDAY, hours(3), hours(500))
    assert (story.id, story.revision, story.language, story.topic) == (new_story_id(FLOOD.id), 2, "zh-Hans", "society")


def test_the_order_and_repetition_of_members_do_not_matter() -> None:
    story = new_story(FLOOD)
    assert with_article(story, [RETOLD, FLOOD]) == with_article(story, [FLOOD, RETOLD, FLOOD])


def test_where_none_is_dated_the_times_are_when_they_were_seen() -> None:
    later = replace(UNDATED, id=RETOLD.id, seen_at=hours(600))
    story = with_article(new_story(UNDATED), [UNDATED, later])
    assert (story.first_at, story.last_at) == (hours(500), hours(600))


def test_a_story_without_articles_is_refused() -> None:
    with pytest.raises(ValueError, match="no articles"):
        with_article(new_story(FLOOD), [])


def test_most_members_decide_the_language_and_a_tie_goes_to_the_oldest() -> None:
    hant = replace(RETOLD, language="zh-Hant")
    assert with_article(new_story(FLOOD), [FLOOD, hant]).language == "zh-Hans"
    assert with_article(new_story(FLOOD), [FLOOD, hant, replace(UNDATED, language="zh-Hant")]).language == "zh-Hant"


@pytest.mark.parametrize(
    "worse",
    [
        "震惊！青禾水库溃坝竟然淹了三个村庄",
        "青禾水库溃坝 三个村庄被淹了吗？",
        "综述：青禾水库溃坝 三个村庄被淹",
        "水库",
        "早安",
        "",
    ],
)
def test_the_headline_is_the_title_that_says_what_happened(worse: str) -> None:
    worse_first = article(worse, DAM, at=MONDAY - timedelta(hours=1))
    assert best_headline([worse_first, FLOOD, RETOLD], "zh-Hans") == FLOOD.title


def test_a_made_title_is_the_last_choice() -> None:
    made = replace(FLOOD, title_given=False)
    given = article("快讯", DAM, outlet="河谷晚报")
    assert best_headline([made, given], "zh-Hans") == given.title


def test_the_headline_is_in_the_language_of_the_story_where_it_can_be() -> None:
    hant = article("青禾水庫潰壩 三個村莊被淹", DAM, language="zh-Hant")
    assert best_headline([hant, FLOOD], "zh-Hans") == FLOOD.title
    assert best_headline([FLOOD, hant], "zh-Hant") == hant.title


@pytest.mark.parametrize(
    ("members", "topic"),
    [
        ([article("央行宣布降息，股市上涨", ("央行说通胀已经回落，投资者买入股票和债券。",))], "business"),
        ([article("球队夺得联赛冠军", ("教练说球员们在决赛里踢得很好。",))], "sports"),
        ([article("Central bank cuts rate as inflation falls", FERRY_EN, language="en")], "business"),
        ([article("疫苗開始接種", ("醫院說病毒感染的病例下降。",), language="zh-Hant")], "health"),
        ([article("早安", ("一切如常。",))], None),
        ([article("央行降息", CHESS, topic="culture")], "culture"),
    ],
)
def test_the_topic_is_the_sources_word_else_that_of_the_words(members: list[Article], topic: str | None) -> None:
    assert topic_of(members) == topic


def test_a_storyline_is_in_time_order_and_each_story_follows_the_one_before() -> None:
    first, second, third = (
        new_story(article(f"溃坝之{number}", DAM, at=hours(24 * number)), new_story_id(FLOOD.id)) for number in range(3)
    )
    other = new_story(article("夺冠", CHESS, at=hours(30)))
    arranged = arrange([third, other, first, second])
    assert [(story.id, story.follows) for story in arranged] == [
        (first.id, None),
        (second.id, first.id),
        (other.id, None),
        (third.id, second.id),
    ]
    assert arrange(arranged[::-1]) == arranged
    assert {story.revision for story in arranged} == {1}, "a place in a storyline is no change of the articles"


def test_a_story_that_came_late_takes_its_place() -> None:
    first, third = (new_story(article(f"溃坝{n}", DAM, at=hours(n)), new_story_id(FLOOD.id)) for n in (0, 48))
    linked = arrange([first, third])
    late = new_story(article("溃坝24", DAM, at=hours(24)), new_story_id(FLOOD.id))
    assert [story.follows for story in arrange([*linked, late])] == [None, first.id, late.id]
