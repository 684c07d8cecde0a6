"""The story that its articles make: headline, outlets, origins, times, language, topic."""

from collections import Counter
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import replace
from typing import TypeVar

from digests.models import Article, ArticleId, Language, Story, StoryId, in_time_order, stable_id
from digests.stories.headline import best_headline
from digests.stories.origins import origins_of
from digests.stories.topics import topic_of

_T = TypeVar("_T", bound=Hashable)


def new_story_id(article_id: ArticleId) -> StoryId:
    """The id of the story that an article founds, on every machine; also of its storyline where it founds one."""
    return StoryId(stable_id("story", article_id))


def new_story(article: Article, storyline_id: StoryId | None = None, story_id: StoryId | None = None) -> Story:
    """The story that `article` founds, or that of this id: in the storyline `storyline_id`, or the first of its own."""
    story_id = story_id or new_story_id(article.id)
    return _described(
        Story(
            id=story_id,
            storyline_id=storyline_id or story_id,
            headline=article.title,
            article_ids=(article.id,),
            source_ids=(),
            outlets=(),
            origins=(),
            first_at=article.at,
            last_at=article.at,
            seen_at=article.seen_at,
            language=article.language,
        ),
        [article],
    )


def with_article(story: Story, members: Sequence[Article]) -> Story:
    """`story` as all its `members` make it now, the new or revised ones among them, one revision on.

    The order and repetition of `members` do not matter. Raises ValueError when there are none.
    """
    if not members:
        raise ValueError(f"story {story.id} would have no articles")
    return replace(_described(story, members), revision=story.revision + 1)


def _described(story: Story, members: Sequence[Article]) -> Story:
    ordered = in_time_order({article.id: article for article in members}.values())
    times = [article.at for article in ordered if article.published_at] or [article.at for article in ordered]
    language = _language(ordered)
    return replace(
        story,
        headline=best_headline(ordered, language),
        article_ids=tuple(article.id for article in ordered),
        source_ids=_distinct(article.source_id for article in ordered),
        outlets=_distinct(article.outlet for article in ordered if article.outlet),
        origins=origins_of(ordered),
        first_at=min(times),
        last_at=max(times),
        seen_at=max(article.seen_at for article in ordered),
        language=language,
        topic=topic_of(ordered),
    )


def _language(ordered: Sequence[Article]) -> Language:
    """That of most members; where two tie, that of the oldest of them."""
    return Counter(article.language for article in ordered).most_common(1)[0][0]


def _distinct(values: Iterable[_T]) -> tuple[_T, ...]:
    return tuple(dict.fromkeys(values))
