"""Which stories go first."""

import random
from dataclasses import replace
from datetime import timedelta
from itertools import groupby

from hypothesis import given
from hypothesis import strategies as st

from digests.models import TOPICS, ArticleId, Story, StoryId
from digests.stories.rank import MOST_OF_ONE_TOPIC, rank, score
from digests.stories.story import new_story, with_article
from tests.unit.stories.samples import DAM, article, hours

NOW = hours(10)
PLAIN = new_story(article("溃坝", DAM, topic="society"))


@st.composite
def some_stories(draw: st.DrawFn) -> list[Story]:
    return [
        replace(
            PLAIN,
            id=StoryId(f"{number:04}"),
            topic=draw(st.sampled_from([*TOPICS[:3], None])),
            origins=tuple(map(str, range(draw(st.integers(0, 9))))),
            last_at=NOW - timedelta(hours=draw(st.integers(-5, 200))),
        )
        for number in range(draw(st.integers(0, 15)))
    ]


def test_independent_origins_count_more_than_copies() -> None:
    copied = replace(
        PLAIN, id=StoryId("copied"), article_ids=tuple(ArticleId(str(n)) for n in range(12)), outlets=("a",)
    )
    independent = replace(PLAIN, id=StoryId("independent"), origins=("a", "b", "c"))
    assert rank([copied, independent], NOW)[0] == independent


def test_of_equals_the_newer_goes_first_and_the_future_is_now() -> None:
    old = replace(PLAIN, id=StoryId("a"), last_at=NOW - timedelta(hours=30))
    new = replace(PLAIN, id=StoryId("b"), last_at=NOW)
    future = replace(PLAIN, id=StoryId("c"), last_at=NOW + timedelta(days=300))
    assert rank([old, future, new], NOW) == [new, future, old]
    assert score(future, NOW) == score(new, NOW)


def test_a_story_without_any_date_is_never_of_today_and_older_every_day() -> None:
    undated = new_story(article("溃坝", DAM, at=None, seen_at=NOW, topic="society"))
    a_day_old = new_story(article("溃坝", DAM, at=NOW - timedelta(days=1), topic="society"))
    assert score(undated, NOW) == score(a_day_old, NOW)
    assert rank([undated, PLAIN], NOW)[0] == PLAIN, "ten hours old and dated goes before undated and just seen"
    tomorrow = NOW + timedelta(days=1)
    assert score(undated, tomorrow).recency < score(undated, NOW).recency


def test_one_dated_article_dates_its_story() -> None:
    dated = article("溃坝", DAM, at=NOW - timedelta(hours=1))
    undated = article("溃坝", DAM, outlet=None, at=None, seen_at=NOW)
    assert (
        score(with_article(new_story(undated), [undated, dated]), NOW).recency > score(new_story(undated), NOW).recency
    )


def test_only_wanted_topics_and_stories_without_one_are_kept() -> None:
    sports, none = replace(PLAIN, id=StoryId("s"), topic="sports"), replace(PLAIN, id=StoryId("n"), topic=None)
    assert {story.id for story in rank([PLAIN, sports, none], NOW, topics={"sports"})} == {"s", "n"}
    assert rank([sports], NOW, topics=set()) == []


def test_a_score_is_the_sum_of_its_parts() -> None:
    found = score(PLAIN, NOW)
    assert all(0 <= part <= 1 for part in (found.origins, found.recency, found.size, found.total))
    assert found.total < score(replace(PLAIN, origins=("a", "b", "c", "d")), NOW).total


@given(some_stories(), st.randoms(use_true_random=False))
def test_the_result_depends_on_the_stories_not_on_their_order(stories: list[Story], chance: random.Random) -> None:
    shuffled = list(stories)
    chance.shuffle(shuffled)
    assert rank(shuffled, NOW) == rank(stories, NOW)
    assert sorted(story.id for story in rank(stories, NOW)) == [story.id for story in stories]


@given(some_stories())
def test_four_of_one_topic_stand_in_a_row_only_when_nothing_else_is_left(stories: list[Story]) -> None:
    ranked = rank(stories, NOW)
    place = 0
    for topic, run in groupby(ranked, key=lambda story: story.topic):
        length = len(list(run))
        place += length
        if topic is not None and length > MOST_OF_ONE_TOPIC:
            assert place == len(ranked), "another topic waited behind"
