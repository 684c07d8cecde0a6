"""The five real saved posts: one storyline of three stories, and a look-alike from two years later."""

from datetime import UTC, datetime
from itertools import permutations
from pathlib import Path

import pytest

from digests.articles.build import build_article
from digests.models import Article, SourceId, Story
from digests.sources.posts import find_posts, read_post
from digests.stories.group import group_batch
from digests.stories.story import new_story, with_article
from digests.stories.storyline import arrange

SEEN_AT = datetime(2026, 11, 22, tzinfo=UTC)


@pytest.fixture(scope="module")
def seeds(shared: Path) -> list[Article]:
    found = []
    for path in find_posts(shared / "seeds"):
        entry = read_post(path, path.read_bytes())
        article = build_article(
            entry,
            source_id=SourceId("seeds"),
            source_topic=None,
            source_language=None,
            outlet=entry.outlet,
            seen_at=SEEN_AT,
        )
        assert article is not None
        found.append(article)
    assert len(found) == 5
    return found


def told(articles: list[Article]) -> list[Story]:
    """The stories as the pipeline makes them from the decisions."""
    by_id = {article.id: article for article in articles}
    stories: dict[str, Story] = {}
    for decision in group_batch(articles):
        article = by_id[decision.article_id]
        known = stories[decision.story_id] if decision.story_id else None
        if known is not None and decision.verdict == "same":
            story = with_article(known, [*(by_id[i] for i in known.article_ids), article])
        else:
            story = new_story(article, known.storyline_id if known else None)
        stories[story.id] = story
    return arrange(stories.values())


def test_the_seeds_are_one_storyline_and_a_look_alike(seeds: list[Article]) -> None:
    politico, undated, reuters, years_later, fixed = (article.id for article in seeds)
    first, second, third, other = told(seeds)
    assert [set(story.article_ids) for story in (first, second, third, other)] == [
        {reuters},
        {politico, undated},
        {fixed},
        {years_later},
    ]
    assert (first.follows, second.follows, third.follows, other.follows) == (None, first.id, second.id, None)
    assert {story.storyline_id for story in (first, second, third)} == {first.id}
    assert other.storyline_id == other.id


def test_two_posts_on_one_report_have_one_origin(seeds: list[Article]) -> None:
    origins = [story.origins for story in told(seeds)]
    assert origins[:3] == [("路透社",), ("Politico",), ("Politico",)]


def test_an_undated_post_adds_no_time_no_outlet_and_no_made_title(seeds: list[Article]) -> None:
    dated = seeds[0]
    second = told(seeds)[1]
    assert (second.first_at, second.last_at) == (dated.at, dated.at)
    assert second.outlets == (dated.outlet,)
    assert second.headline == dated.title


def test_the_order_of_the_files_does_not_matter(seeds: list[Article]) -> None:
    assert all(told(list(order)) == told(seeds) for order in permutations(seeds))
