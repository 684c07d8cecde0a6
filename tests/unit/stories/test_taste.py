"""What a reader's own acts do to the order of the next stories, and how it is explained."""

from dataclasses import replace
from datetime import datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from digests.models import Act, Because, Sign, Story, StoryId, Topic, Verdict
from digests.stories.story import new_story
from digests.stories.taste import UNMOVED, Taste, by_taste, learn
from tests.unit.stories.samples import DAM, article, hours

NOW = hours(10)
PLAIN = new_story(article("溃坝", DAM, topic="society"))
ACTS: tuple[Act | Verdict | None, ...] = (
    "opened",
    "liked",
    "saved",
    "followed",
    "disliked",
    "rated up",
    "rated down",
    None,
)
Acts = list[tuple[Act | Verdict | None, Story, datetime]]


def story(number: int, headline: str, topic: Topic = "world", outlets: tuple[str, ...] = ("甲报", "乙台")) -> Story:
    return replace(PLAIN, id=StoryId(f"{number:04}"), headline=headline, topic=topic, outlets=outlets)


FERRY, BANK = story(1, "海港城恢复夜航渡轮"), story(2, "央行维持利率不变", "business")
acts_of_a_reader = st.lists(
    st.tuples(
        st.sampled_from(ACTS),
        st.sampled_from([FERRY, BANK, story(3, "Night ferries return", "society", ("Far Shore Radio",))]),
        st.integers(-900, 900).map(hours),
    ),
    max_size=30,
)


def taste_of(acts: Acts) -> Taste:
    return learn([Sign(what.id, act, at) for act, what, at in acts], {what.id: what for _, what, _ in acts}, NOW)


def did(act: Act | Verdict | None, what: Story, times: int = 1) -> Acts:
    return [(act, what, NOW)] * times


def test_what_was_saved_lifts_its_like_and_what_was_disliked_sinks_it() -> None:
    next_ferry = story(9, "夜航渡轮票务系统接通")
    assert taste_of(did("saved", FERRY, 2)).of(next_ferry) > 0.1
    assert taste_of(did("disliked", FERRY)).of(next_ferry) < 0
    assert taste_of(did("saved", FERRY, 2)).of(BANK) == 0


def test_a_liking_fades_with_a_half_life_of_a_month() -> None:
    fresh, old = (taste_of([("liked", BANK, NOW - timedelta(days=days))]) for days in (0, 30))
    assert old.weights["topic", "business"] * 2 == fresh.weights["topic", "business"]


def test_passing_over_counts_less_than_opening() -> None:
    taste = taste_of(did(None, BANK, 4) + did("opened", BANK))
    assert taste.of(BANK) > 0


def test_a_verdict_on_a_digest_counts_less_than_one_opened_story_and_is_no_reason_to_speak_of() -> None:
    up, down, opened = (taste_of(did(act, BANK, 2)) for act in ("rated up", "rated down", "opened"))
    assert 0 < up.of(BANK) < opened.of(BANK)
    assert down.of(BANK) == -up.of(BANK)
    assert up.because(BANK) is None


def test_only_a_story_of_one_outlet_says_something_of_the_outlet() -> None:
    alone = replace(FERRY, outlets=("甲报",))
    assert ("outlet", "甲报") in taste_of(did("saved", alone, 1)).weights
    assert not [trait for trait in taste_of(did("saved", FERRY, 1)).weights if trait[0] == "outlet"]


def test_the_reason_names_the_act_and_how_often() -> None:
    taste = taste_of(did("saved", BANK, 3))
    reason = taste.because(story(9, "财政部发行国债", "business"))
    assert reason == Because("saved", 3, "topic", "business")


def test_once_is_no_reason_to_speak_of_and_a_dislike_is_none() -> None:
    assert taste_of(did("saved", BANK, 1)).because(BANK) is None
    assert taste_of(did("disliked", BANK, 5)).because(BANK) is None


@given(acts_of_a_reader)
def test_taste_stays_within_its_bounds_and_is_explained_only_when_it_lifts(acts: Acts) -> None:
    taste = taste_of(acts)
    for each in (FERRY, BANK):
        assert -1 <= taste.of(each) <= 1
        reason = taste.because(each)
        assert reason is None or (reason.count >= 2 and reason.act != "disliked")


@given(acts_of_a_reader)
def test_taste_reorders_and_loses_nothing_and_the_first_two_stand(acts: Acts) -> None:
    ranked = [
        story(number, headline) for number, headline in enumerate(["溃坝", "央行利率", "渡轮", "选举", "球赛"] * 2)
    ]
    scores = {each.id: 1 - place / 10 for place, each in enumerate(ranked)}
    moved = by_taste(ranked, scores, taste_of(acts))
    assert sorted(each.id for each in moved) == [each.id for each in ranked]
    assert moved[:UNMOVED] == ranked[:UNMOVED]


def test_without_acts_the_order_is_everybodys() -> None:
    ranked = [BANK, FERRY, replace(BANK, id=StoryId("9"))]
    assert by_taste(ranked, dict.fromkeys((each.id for each in ranked), 0.0), taste_of([])) == ranked


def test_what_is_liked_passes_what_is_slightly_more_important() -> None:
    ranked = [story(1, "溃坝"), story(2, "选举"), story(3, "球赛", "sports"), FERRY]
    scores = {each.id: 0.5 - place / 100 for place, each in enumerate(ranked)}
    assert by_taste(ranked, scores, taste_of(did("saved", FERRY, 3)))[2] == FERRY


def test_a_sign_on_a_story_that_is_gone_is_passed_by() -> None:
    assert not learn([Sign(StoryId("gone"), "saved", NOW)], {}, NOW)
