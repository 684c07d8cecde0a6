"""A story that was put together wrongly: readers and administrators say which articles belong together."""

from bot.grouping_menu import grouping_menu
from bot.handlers.conversation import Conversation, Handler
from digests.errors import RequestError
from digests.models import ArticleId, StoryId
from digests.subscriptions.groupings import Speaker


async def show_grouping(conversation: Conversation, argument: str) -> None:
    """`<story>`: what was put into the story, in the place of how it came to be."""
    grouping = await conversation.services.groupings.find(StoryId(argument))
    if grouping is None:
        raise RequestError("story-gone")
    await conversation.show(grouping_menu(grouping, conversation.subscription.language))


async def part(conversation: Conversation, argument: str) -> None:
    """`<article>`: that article is on another event."""
    counts = await conversation.services.groupings.part(ArticleId(argument), _speaker(conversation))
    await _answer(conversation, counts=counts)


async def join(conversation: Conversation, argument: str) -> None:
    """`<story>:<other>`: these two are one event."""
    story_id, _, other_id = argument.partition(":")
    counts = await conversation.services.groupings.join(StoryId(story_id), StoryId(other_id), _speaker(conversation))
    await _answer(conversation, counts=counts)


def _speaker(conversation: Conversation) -> Speaker:
    if conversation.user is None:
        raise RequestError("unknown-button")
    return Speaker(conversation.user.id, conversation.is_admin)


async def _answer(conversation: Conversation, *, counts: bool) -> None:
    await conversation.acknowledge(conversation.texts.plain("grouping-done" if counts else "grouping-noted"))


BUTTONS: dict[str, Handler] = {"group": show_grouping, "part": part, "join": join}
TELLING = frozenset(("part", "join"))
"""Buttons that answer the tap themselves, with a word."""
