"""What a reader's own acts do to the order of the next stories, and how it is explained."""

from dataclasses import replace
from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from digests.models import Story, StoryId, Topic
from digests.stories.story import new_story
from digests.stories.taste import UNMOVED, Act, Because, Signal, by_taste, learn
from tests.unit.stories.samples import DAM, article, hours

NOW = hours(10)
PLAIN = new_story(article("溃坝", DAM, topic="society"))
ACTS: tuple[Act, ...] = ("opened", "liked", "saved", "followed", "disliked", "passed")


def story(number: int, headline: str, topic: Topic = "world", outlets: tuple[str, ...] = ("甲报", "乙台")) -> Story:
    return replace(PLAIN, id=StoryId(f"{number:04}"), headline=headline, topic=topic, outlets=outlets)


FERRY, BANK = story(1, "海港城恢复夜航渡轮"), story(2, "央行维持利率不变", "business")
signals = st.lists(
    st.builds(
        Signal,
        act=st.sampled_from(ACTS),
        story=st.sampled_from([FERRY, BANK, story(3, "Night ferries return", "society", ("Far Shore Radio",))]),
        at=st.integers(-900, 900).map(hours),
    ),
    max_size=30,
)


def saved(what: Story, times: int) -> list[Signal]:
    return [Signal("saved", what, NOW)] * times


def test_what_was_saved_lifts_its_like_and_what_was_disliked_sinks_it() -> None:
    next_ferry = story(9, "夜航渡轮票务系统接通")
    assert learn(saved(FERRY, 2), NOW).of(next_ferry) > 0.1
    assert learn([Signal("disliked", FERRY, NOW)], NOW).of(next_ferry) < 0
    assert learn(saved(FERRY, 2), NOW).of(BANK) == 0


def test_a_liking_fades_with_a_half_life_of_a_month() -> None:
    fresh, old = (learn([Signal("liked", BANK, NOW - timedelta(days=days))], NOW) for days in (0, 30))
    assert old.weights["topic", "business"] * 2 == fresh.weights["topic", "business"]


def test_passing_over_counts_less_than_opening() -> None:
    taste = learn([Signal("passed", BANK, NOW)] * 4 + [Signal("opened", BANK, NOW)], NOW)
    assert taste.of(BANK) > 0


def test_only_a_story_of_one_outlet_says_something_of_the_outlet() -> None:
    alone = replace(FERRY, outlets=("甲报",))
    assert ("outlet", "甲报") in learn(saved(alone, 1), NOW).weights
    assert not [trait for trait in learn(saved(FERRY, 1), NOW).weights if trait[0] == "outlet"]


def test_the_reason_names_the_act_and_how_often() -> None:
    taste = learn(saved(BANK, 3), NOW)
    reason = taste.because(story(9, "财政部发行国债", "business"))
    assert reason == Because("saved", 3, "topic", "business")


def test_once_is_no_reason_to_speak_of_and_a_dislike_is_none() -> None:
    assert learn(saved(BANK, 1), NOW).because(BANK) is None
    assert learn([Signal("disliked", BANK, NOW)] * 5, NOW).because(BANK) is None


@given(signals)
def test_taste_stays_within_its_bounds_and_is_explained_only_when_it_lifts(acts: list[Signal]) -> None:
    taste = learn(acts, NOW)
    for each in (FERRY, BANK):
        assert -1 <= taste.of(each) <= 1
        reason = taste.because(each)
        assert reason is None or (reason.count >= 2 and reason.act not in ("passed", "disliked"))


@given(signals, st.integers(0, 12))
def test_taste_reorders_and_loses_nothing_and_the_first_two_stand(acts: list[Signal], among: int) -> None:
    ranked = [
        story(number, headline) for number, headline in enumerate(["溃坝", "央行利率", "渡轮", "选举", "球赛"] * 2)
    ]
    scores = {each.id: 1 - place / 10 for place, each in enumerate(ranked)}
    moved = by_taste(ranked, scores, learn(acts, NOW), among=among)
    assert sorted(each.id for each in moved) == [each.id for each in ranked]
    assert moved[:UNMOVED] == ranked[:UNMOVED]
    assert moved[max(among, UNMOVED) :] == ranked[max(among, UNMOVED) :]


def test_without_acts_the_order_is_everybodys() -> None:
    ranked = [BANK, FERRY, replace(BANK, id=StoryId("9"))]
    assert by_taste(ranked, dict.fromkeys((each.id for each in ranked), 0.0), learn([], NOW), among=3) == ranked


def test_what_is_liked_passes_what_is_slightly_more_important() -> None:
    ranked = [story(1, "溃坝"), story(2, "选举"), story(3, "球赛", "sports"), FERRY]
    scores = {each.id: 0.5 - place / 100 for place, each in enumerate(ranked)}
    assert by_taste(ranked, scores, learn(saved(FERRY, 3), NOW), among=10)[2] == FERRY
