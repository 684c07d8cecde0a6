"""A story that was put together wrongly: readers and administrators say which articles belong together."""

from dataclasses import replace

from bot.grouping_menu import grouping_menu
from bot.handlers.conversation import Conversation, Handler
from digests.errors import RequestError
from digests.models import ArticleId, StoryId
from digests.subscriptions.groupings import Speaker


async def show_grouping(conversation: Conversation, argument: str) -> None:
    """`<story>`: what was put into the story, in the place of how it came to be."""
    await _check_seen(conversation, StoryId(argument))
    grouping = await conversation.services.groupings.find(StoryId(argument))
    if grouping is None:
        raise RequestError("story-gone")
    near = await conversation.seen([each.id for each in grouping.near])
    shown = replace(grouping, near=tuple(each for each in grouping.near if each in near))
    await conversation.show(grouping_menu(shown, conversation.subscription.language))


async def part(conversation: Conversation, argument: str) -> None:
    """`<article>`: that article is on another event."""
    article_id = ArticleId(argument)
    story = (await conversation.services.storage.stories.of_articles([article_id])).get(article_id)
    if story is not None:
        await _check_seen(conversation, story.id)
    counts = await conversation.services.groupings.part(article_id, _speaker(conversation))
    await _answer(conversation, counts=counts)


async def join(conversation: Conversation, argument: str) -> None:
    """`<story>:<other>`: these two are one event."""
    story_id, _, other_id = argument.partition(":")
    await _check_seen(conversation, StoryId(story_id), StoryId(other_id))
    counts = await conversation.services.groupings.join(StoryId(story_id), StoryId(other_id), _speaker(conversation))
    await _answer(conversation, counts=counts)


async def _check_seen(conversation: Conversation, *story_ids: StoryId) -> None:
    """Raises `RequestError` (`story-gone`) where one is not kept any more, or somebody else's alone."""
    if not all([await conversation.seen([each]) for each in story_ids]):
        raise RequestError("story-gone")


def _speaker(conversation: Conversation) -> Speaker:
    if conversation.user is None:
        raise RequestError("unknown-button")
    return Speaker(conversation.user.id, conversation.is_admin)


async def _answer(conversation: Conversation, *, counts: bool) -> None:
    await conversation.acknowledge(conversation.texts.plain("grouping-done" if counts else "grouping-noted"))


BUTTONS: dict[str, Handler] = {"group": show_grouping, "part": part, "join": join}
TELLING = frozenset(("part", "join"))
"""Buttons that answer the tap themselves, with a word."""
