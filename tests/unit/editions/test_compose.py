"""Which stories an edition tells."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digests.editions.compose import MAX_SIZE, MIN_SIZE, choose, compose_edition, heads, visible, window_start
from digests.models import SourceId, Story, StoryId, Subscription, SubscriptionId, Topic, edition_id

NOW = datetime(2026, 3, 14, 8, tzinfo=UTC)
DAILY, RADIO, BLOG = SourceId("daily"), SourceId("radio"), SourceId("blog")
SHARED = frozenset({DAILY, RADIO})
READER = Subscription(SubscriptionId("7"), 7, "en", "Europe/Berlin", created_at=NOW)


def story(
    name: str,
    *,
    storyline: str = "",
    hours: float = 0,
    sources: Iterable[SourceId] = (DAILY,),
    topic: Topic | None = "world",
) -> Story:
    """A story that began and ended `hours` after NOW."""
    at = NOW + timedelta(hours=hours)
    return Story(
        id=StoryId(name),
        storyline_id=StoryId(storyline or name),
        headline=f"About {name}",
        article_ids=(),
        source_ids=tuple(sources),
        outlets=(),
        origins=(),
        first_at=at,
        last_at=at,
        seen_at=at,
        language="en",
        topic=topic,
    )


def names(stories: Iterable[Story]) -> list[str]:
    return [s.id for s in stories]


def told(*ids: str) -> frozenset[StoryId]:
    return frozenset(map(StoryId, ids))


@pytest.mark.parametrize(
    ("subject", "reader", "expected"),
    [
        (story("a"), READER, True),
        (story("a", topic=None), READER, True),
        (story("a", topic="sports"), replace(READER, topics=frozenset[Topic]({"world"})), False),
        (story("a", topic=None), replace(READER, topics=frozenset[Topic]({"world"})), True),
        (story("a"), replace(READER, excluded_sources=frozenset({DAILY})), False),
        (story("a", sources=(DAILY, RADIO)), replace(READER, excluded_sources=frozenset({DAILY})), True),
        (story("a", sources=(BLOG,)), READER, False),
        (story("a", sources=(BLOG,)), replace(READER, own_sources=frozenset({BLOG})), True),
        (
            story("a", sources=(BLOG,), topic="sports"),
            replace(READER, own_sources=frozenset({BLOG}), topics=frozenset()),
            True,
        ),
        (story("a", sources=()), READER, False),
    ],
)
def test_a_story_is_seen_through_a_wanted_shared_source_or_an_own_one(
    subject: Story, reader: Subscription, *, expected: bool
) -> None:
    assert visible(subject, reader, SHARED) is expected


def test_somebody_elses_source_shows_nothing_even_when_it_is_excluded_nowhere() -> None:
    assert not visible(story("a", sources=(BLOG,)), replace(READER, topics=frozenset()), SHARED)


def test_the_best_unread_stories_are_chosen_in_their_order() -> None:
    choice = choose([story(n) for n in "abcdefghij"], READER, told("b", "d"))
    assert (names(choice.chosen), choice.more) == (list("acefghi"), 1)


def test_when_all_is_read_nothing_is_chosen() -> None:
    choice = choose([story("a"), story("b")], READER, told("a", "b"))
    assert (choice.chosen, choice.more) == ((), 0)


def test_a_storyline_is_told_once_by_its_newest_story_in_its_best_place() -> None:
    ranked = [story("old", storyline="s"), story("x"), story("new", storyline="s", hours=5), story("y")]
    choice = choose(ranked, READER, told())
    assert (names(choice.chosen), choice.more) == (["new", "x", "y"], 0)


def test_after_a_development_its_past_is_not_told() -> None:
    ranked = [story("old", storyline="s"), story("new", storyline="s", hours=5), story("x")]
    assert names(choose(ranked, READER, told("new")).chosen) == ["x"]


def test_after_its_past_a_development_is_told() -> None:
    ranked = [story("old", storyline="s"), story("new", storyline="s", hours=5)]
    assert names(choose(ranked, READER, told("old")).chosen) == ["new"]


def test_an_own_source_gets_a_place_that_its_rank_would_not_give_it() -> None:
    reader = replace(READER, own_sources=frozenset({BLOG}))
    ranked = [*(story(n) for n in "abcdefgh"), *(story(n, sources=(BLOG,)) for n in "xyz")]
    choice = choose(ranked, reader, told())
    assert (names(choice.chosen), choice.more) == ([*"abcde", "x", "y"], 4)


def test_a_bigger_edition_leaves_fewer_behind() -> None:
    ranked = [story(n) for n in "abcdefghijkl"]
    assert [choose(ranked, READER, told(), size=size).more for size in (5, 7, 10)] == [7, 5, 2]


@pytest.mark.parametrize("size", [0, 4, 11])
def test_an_edition_of_another_size_is_a_mistake(size: int) -> None:
    with pytest.raises(ValueError, match="5 to 10"):
        choose([], READER, told(), size=size)


STORIES = st.lists(
    st.builds(
        story,
        st.text("abcdefghij", min_size=1, max_size=2),
        storyline=st.sampled_from(["", "s", "t"]),
        hours=st.integers(0, 50),
        sources=st.lists(st.sampled_from([DAILY, BLOG]), min_size=1, max_size=2),
    ),
    unique_by=lambda s: s.id,
)


@given(STORIES, st.sets(st.text("abcdefghij", min_size=1, max_size=2)), st.integers(MIN_SIZE, MAX_SIZE))
def test_a_choice_is_unread_one_a_storyline_and_counts_the_rest(
    stories: list[Story], read: set[str], size: int
) -> None:
    reader = replace(READER, own_sources=frozenset({BLOG}))
    choice = choose(stories, reader, told(*read), size=size)
    lines = [s.storyline_id for s in choice.chosen]
    unread = [s for s in stories if s.id not in read]
    assert not {s.id for s in choice.chosen} & read
    assert len(set(lines)) == len(lines) <= size
    assert len(lines) + choice.more <= len({s.storyline_id for s in unread})
    assert choice.more == 0 or len(lines) == size


@pytest.mark.parametrize(
    ("last_edition_hours", "reach_hours"), [(None, 36), (1, 36), (36, 36), (48, 48), (168, 168), (2000, 168)]
)
def test_the_window_reaches_to_the_last_edition_within_36_hours_and_a_week(
    last_edition_hours: int | None, reach_hours: int
) -> None:
    last = None if last_edition_hours is None else NOW - timedelta(hours=last_edition_hours)
    assert window_start(replace(READER, last_edition_at=last), NOW) == NOW - timedelta(hours=reach_hours)


def test_an_edition_belongs_to_its_slot_and_speaks_its_readers_language() -> None:
    edition = compose_edition(READER, NOW, [], 3)
    assert edition.id == edition_id(READER.id, NOW)
    assert (edition.due_at, edition.language, edition.timezone, edition.more) == (NOW, "en", "Europe/Berlin", 3)


def test_a_storyline_is_told_by_its_newest_story_in_the_place_of_its_best() -> None:
    best, other, newest = story("best", storyline="line"), story("other"), story("newest", storyline="line", hours=1)
    assert names(heads([best, other, newest])) == ["newest", "other"]
    assert heads([]) == []
