"""Grouping on three days of real posts that nothing was tuned on: what it reached once, it keeps."""

import random
from collections.abc import Sequence
from itertools import combinations
from pathlib import Path

import pytest

from bench.grouping_labels import (
    LABELLED_DAY,
    TEST_DAYS,
    agreement_in_all_pairs,
    agreement_on_pairs,
    b_cubed,
    read_articles,
    read_day,
    read_pairs,
    stories_of,
)
from bot.samples.outlets import load_outlets, write_entries
from digests.articles.build import build_article
from digests.models import Article, Entry, SourceId, StoryId
from digests.stories.group import StoryIndex, group_batch
from tests.factories import NOW


@pytest.fixture(scope="module")
def story(shared: Path) -> dict[str, StoryId]:
    """The story of each post of the test days, by path."""
    articles = read_articles(shared / "data" / "posts", TEST_DAYS)
    placed = stories_of(group_batch(articles.values()))
    return {path: placed[article.id] for path, article in articles.items()}


def test_pairs_across_outlets_are_joined_as_a_reader_would(story: dict[str, StoryId]) -> None:
    pairs = read_pairs(TEST_DAYS)
    assert len(pairs) > 200
    found = agreement_on_pairs(pairs, story)
    assert found.precision >= 0.97, found
    assert found.recall >= 0.55, found


def test_a_whole_day_falls_into_the_events_that_a_reader_finds(story: dict[str, StoryId]) -> None:
    known = read_day()
    events = {path: known.get(path, path) for path in story if path.startswith(LABELLED_DAY)}
    assert len(events) > 300
    found = b_cubed(events, story)
    assert found.precision >= 0.985, found
    assert found.recall >= 0.875, found
    joined = agreement_in_all_pairs(events, story)
    assert joined.precision >= 0.93, joined
    assert joined.recall >= 0.38, joined


def test_a_day_that_comes_shuffled_and_one_by_one_is_grouped_as_the_day_that_comes_at_once(shared: Path) -> None:
    articles = list(read_articles(shared / "data" / "posts", [LABELLED_DAY]).values())
    whole, by_and_by = StoryIndex(), StoryIndex()
    whole.take_all(articles)
    random.Random(5).shuffle(articles)
    for article in articles:
        by_and_by.take(article)
    one, other = _joined(whole, articles), _joined(by_and_by, articles)
    assert len(one) > 50
    assert len(one & other) >= 0.99 * len(one | other)


def _joined(index: StoryIndex, articles: Sequence[Article]) -> set[frozenset[str]]:
    story = {article.id: index.story_of(article.id) for article in articles}
    return {frozenset(pair) for pair in combinations(story, 2) if story[pair[0]] == story[pair[1]]}


def test_the_reports_of_one_invented_event_are_one_story() -> None:
    """The demo: at least 28 of the 33 pairs of one event in one language, and not one wrong."""
    event: dict[str, str | None] = {}
    articles: list[Article] = []
    for outlet in load_outlets():
        for sample, served in zip(outlet.articles, write_entries(outlet, NOW), strict=True):
            entry = Entry(body=served.html, title=served.title, url=served.link, published_at=served.published_at)
            article = build_article(
                entry,
                source_id=SourceId(outlet.slug),
                source_topic=None,
                source_language=None,
                outlet=outlet.name,
                seen_at=NOW,
            )
            assert article is not None
            articles.append(article)
            event[article.id] = sample.event
    placed = stories_of(group_batch(articles))
    pairs = [(one, other) for one in placed for other in placed if one < other and placed[one] == placed[other]]
    right = [(one, other) for one, other in pairs if event[one] and event[one] == event[other]]
    assert len(right) >= 28
    assert right == pairs
