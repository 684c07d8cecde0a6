"""A story's own buttons, save, follow, less of this; and /saved."""

from typing import get_args

from bot.arguments import count_in
from bot.button_data import is_number
from bot.handlers.conversation import Conversation, Handler
from bot.handlers.reading import show_story
from bot.saved_menu import PAGE_SIZE
from bot.saved_menu import saved as saved_page
from digests.errors import RequestError
from digests.models import Act, EditionId, StoryId

_ACTS: dict[str, Act] = {act: act for act in get_args(Act) if act != "opened"}


async def react(conversation: Conversation, argument: str) -> None:
    """`<act>:<story>:<back>`: do it or take it back, with a word on what that means, and show the story so."""
    name, _, rest = argument.partition(":")
    story_id, _, back = rest.partition(":")
    act = _ACTS.get(name)
    if act is None:
        raise RequestError("unknown-button")
    message_id = conversation.message.message_id if conversation.message else None
    services, subscription = conversation.services, conversation.subscription
    if not await conversation.seen([StoryId(story_id)]):
        raise RequestError("story-gone")
    done = await services.reactions.toggle(subscription, StoryId(story_id), act, message_id)
    await conversation.acknowledge(conversation.texts.plain(f"{act}-{'on' if done else 'off'}"))
    await show_story(conversation, StoryId(story_id), back or None)


async def unfollow(conversation: Conversation, argument: str) -> None:
    """`<story>`: no more updates on it."""
    await conversation.services.reactions.drop(conversation.subscription, StoryId(argument), "followed")
    await conversation.acknowledge(conversation.texts.plain("followed-off"))


async def rate(conversation: Conversation, argument: str) -> None:
    """`liked:<edition>` or `disliked:<edition>`: a verdict on a digest, marked on its button; again takes it back."""
    name, _, edition_id = argument.partition(":")
    if name not in {"liked", "disliked"}:
        raise RequestError("unknown-button")
    verdict = await conversation.services.reactions.rate(
        conversation.subscription, EditionId(edition_id), liked=name == "liked"
    )
    said = "rate-withdrawn" if verdict is None else f"rate-{name}"
    await conversation.acknowledge(conversation.texts.plain(said))
    await conversation.mark_buttons("rate:", None if verdict is None else f"rate:{name}")


async def saved(conversation: Conversation, argument: str) -> None:
    """`[page]`, counted from 1 where a person writes it."""
    await _show_saved(conversation, (count_in(argument) or 1) - 1)


async def saved_button(conversation: Conversation, argument: str) -> None:
    """`<page>`, counted from 0."""
    await _show_saved(conversation, _page(argument))


async def _show_saved(conversation: Conversation, page: int) -> None:
    services, subscription = conversation.services, conversation.subscription
    found = await services.reactions.saved(subscription, page, size=PAGE_SIZE)
    items = await services.summarizer.items(found.stories, subscription.language)
    await conversation.show(saved_page(subscription, found, items))


async def unsave(conversation: Conversation, argument: str) -> None:
    """`<story>:<page>`"""
    story_id, _, page = argument.partition(":")
    await conversation.services.reactions.drop(conversation.subscription, StoryId(story_id), "saved")
    await conversation.acknowledge(conversation.texts.plain("saved-off"))
    await _show_saved(conversation, _page(page))


async def view_saved(conversation: Conversation, argument: str) -> None:
    """`<story>:<page>`: a saved story in the place of the list."""
    story_id, _, page = argument.partition(":")
    await show_story(conversation, StoryId(story_id), f"saved:{_page(page)}")


def _page(text: str) -> int:
    return int(text) if is_number(text) else 0


COMMANDS: dict[str, Handler] = {"saved": saved}
BUTTONS: dict[str, Handler] = {"saved": saved_button, "v": view_saved}
CHANGING_BUTTONS: dict[str, Handler] = {"act": react, "rate": rate, "unfollow": unfollow, "unsave": unsave}
TELLING = frozenset(CHANGING_BUTTONS)
"""Buttons that answer the tap themselves, with a word."""
