"""Storylines: stories in time order, each with the one it follows."""

from collections.abc import Iterable
from dataclasses import replace

from digests.models import Story, StoryId


def in_story_order(stories: Iterable[Story]) -> list[Story]:
    """Oldest event first: by the first article, then by the last one, then by id."""
    return sorted(stories, key=lambda story: (story.first_at, story.last_at, story.id))


def arrange(stories: Iterable[Story]) -> list[Story]:
    """These stories, oldest first, each following the one before it in its storyline.

    The first of a storyline follows nothing. Give whole storylines: a story that is left out is stepped over.
    """
    newest: dict[StoryId, StoryId] = {}
    arranged = []
    for story in in_story_order(stories):
        before = newest.get(story.storyline_id)
        newest[story.storyline_id] = story.id
        arranged.append(story if story.follows == before else replace(story, follows=before))
    return arranged
