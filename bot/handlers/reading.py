"""Reading: /digest, /latest, and the numbered buttons that open a story."""

import asyncio
from dataclasses import replace
from datetime import timedelta

from bot import menus
from bot.arguments import count_and_topic
from bot.button_data import is_number
from bot.handlers.conversation import Conversation, Handler
from bot.handlers.searching import search
from bot.render import LATEST_MOST, render_edition
from bot.render_story import picture_of, render_story
from digests.models import Edition, EditionId, Language, NewDelivery, Part, StoryId, Urgency
from digests.subscriptions.sight import seen_by

_LATEST_DEFAULT = 7
_RECENTLY = timedelta(days=1)
_LOOK_AGAIN_S = 1.0


async def digest(conversation: Conversation, argument: str) -> None:
    """What is unread, now. It goes through the outbox, so that nothing counts as told before it was sent."""
    del argument
    if not conversation.is_subscribed:
        await latest(conversation, "")
        return
    await conversation.typing()
    services = conversation.services
    if not await _has_news(conversation):
        await conversation.tell("collecting")
        await _first_news(conversation)
    if await services.composer.digest_now(conversation.subscription) is not None:
        await services.deliver()
        return
    await conversation.say(await _nothing(conversation))


async def _has_news(conversation: Conversation) -> bool:
    """Whether any source gave anything of late; without, the service has only just begun."""
    services = conversation.services
    return bool(await services.storage.stories.since(services.clock.now() - _RECENTLY, limit=1))


async def _first_news(conversation: Conversation) -> None:
    """Have the sources read, and return with the first news rather than when the slowest has answered."""
    reading = asyncio.ensure_future(conversation.services.read_now())
    # What fails in it fails again at the next tick, which says so in the log.
    reading.add_done_callback(lambda done: done.cancelled() or done.exception())
    while not reading.done() and not await _has_news(conversation):
        await asyncio.wait([reading], timeout=_LOOK_AGAIN_S)


async def _nothing(conversation: Conversation) -> Part:
    """Why a digest is empty: nothing in the choice, or nothing new since the last one."""
    services, subscription = conversation.services, conversation.subscription
    if not await services.composer.latest_stories(subscription):
        return Part(conversation.texts("nothing-yet"))
    since = subscription.last_edition_at or services.clock.now() - _RECENTLY
    return menus.nothing_new(subscription, since)


async def latest(conversation: Conversation, argument: str) -> None:
    """The newest stories, read or not: a number of them, those of a topic, or what a search for some words finds."""
    wanted = count_and_topic(argument) if argument else (None, None)
    if wanted is None:
        await search(conversation, argument)
        return
    await conversation.typing()
    count, topic = wanted
    size = _LATEST_DEFAULT if count is None else min(max(count, 1), LATEST_MOST)
    edition = await conversation.services.composer.latest(conversation.subscription, size=size, topic=topic)
    if edition is not None:
        await _tell(conversation, edition)
        if not conversation.is_subscribed:
            await conversation.tell("not-subscribed")
    elif topic is not None:
        await conversation.tell("nothing-in-topic", topic=conversation.texts.topic(topic))
    else:
        conversation.services.wake()
        await conversation.tell("nothing-yet")


async def since(conversation: Conversation, argument: str) -> None:
    """What came, and what went on, since this place was last given something to read."""
    del argument
    await conversation.typing()
    services, subscription = conversation.services, conversation.subscription
    last = await services.storage.editions.last_read_at(subscription.id)
    edition = await services.composer.since_read(
        subscription, last or services.clock.now() - _RECENTLY, size=_LATEST_DEFAULT
    )
    if edition is None:
        await conversation.say(menus.nothing_new(subscription, last or services.clock.now() - _RECENTLY))
        return
    await _tell(conversation, edition)


async def _tell(conversation: Conversation, edition: Edition) -> None:
    """The edition as messages of its own, which are kept in mind: what is wrong in them can be put right."""
    now, subscription = conversation.services.clock.now(), conversation.subscription
    told, message_ids = [], []
    for number, part in enumerate(render_edition(edition), start=1):
        message = await conversation.say(part)
        thread_id = conversation.place_here.thread_id
        told.append(
            NewDelivery(edition.id, message.chat_id, part, now, Urgency.DIGEST, number, thread_id, subscription.id)
        )
        message_ids.append(message.message_id)
    if edition.kind != "once":
        await conversation.services.storage.corrections.answered(told, message_ids, now)


async def open_story(conversation: Conversation, argument: str) -> None:
    """`<edition>:<number>`: the story takes the place of the digest until the reader goes back."""
    edition_id, _, number = argument.partition(":")
    edition = await _edition(conversation, edition_id)
    if edition is None or not is_number(number) or not 1 <= int(number) <= len(edition.items):
        await conversation.tell("unknown-button")
        return
    story = await _opened(conversation, edition.items[int(number) - 1].story.id, f"e:{edition_id}")
    if story is not None:
        await conversation.show(story)


async def open_alone(conversation: Conversation, argument: str) -> None:
    """`<story>`: a story from a list that is kept nowhere, as a message of its own with no way back."""
    story = await _story(conversation, StoryId(argument), None)
    if story is not None:
        await conversation.say(story)


async def show_story(conversation: Conversation, story_id: StoryId, back: str | None) -> None:
    """The story in the place of the message whose button was pressed; `back` is the data of the way back."""
    story = await _story(conversation, story_id, back)
    if story is not None:
        await conversation.show(story)


async def _story(conversation: Conversation, story_id: StoryId, back: str | None) -> Part | None:
    """The story for this reader, if they may see it: a story of somebody's own feed is theirs alone."""
    if not await conversation.seen([story_id]):
        await conversation.tell("story-gone")
        return None
    return await _opened(conversation, story_id, back)


async def _opened(conversation: Conversation, story_id: StoryId, back: str | None) -> Part | None:
    """The story, which counts as opened; None, and a word about it, when it is not kept any more."""
    services, subscription = conversation.services, conversation.subscription
    view = await services.summarizer.view(story_id, subscription.language)
    if view is None:
        await conversation.tell("story-gone")
        return None
    seen = await seen_by(services.storage, subscription, [each.story for each in view.across])
    view = replace(
        view,
        because=await services.composer.because(subscription, view.story),
        storyline=tuple(await seen_by(services.storage, subscription, view.storyline)),
        earlier=tuple(await seen_by(services.storage, subscription, view.earlier)),
        across=tuple([each for each in view.across if each.story in seen]),
    )
    acts = await services.reactions.acts_on(subscription, story_id)
    if "opened" not in acts:
        await services.reactions.opened(subscription, story_id)
    shown = render_story(view, subscription.language, subscription.timezone, back, acts=acts)
    return replace(shown, picture=picture_of(view) if subscription.pictures else None)


async def back_to_edition(conversation: Conversation, argument: str) -> None:
    """`<edition>`: the digest again, as it was; its last message is the one with the buttons."""
    edition = await _edition(conversation, argument)
    if edition is None:
        await conversation.tell("unknown-button")
        return
    liked = await conversation.services.storage.reactions.rating(conversation.subscription.id, edition.id)
    await conversation.show(render_edition(edition, liked=liked)[-1])


async def in_language(conversation: Conversation, argument: str) -> None:
    """`en:<edition>` or `zh:<edition>`: the same digest in the other language, in the same message."""
    name, _, edition_id = argument.partition(":")
    edition = await _edition(conversation, edition_id)
    if edition is None or name not in {"en", "zh"}:
        await conversation.tell("unknown-button")
        return
    services = conversation.services
    chinese = [each for each in (conversation.subscription.language, services.settings.language) if each != "en"]
    language: Language = "en" if name == "en" else next(iter(chinese), "zh-Hans")
    stories = [item.story for item in edition.items]
    items = await services.summarizer.items(stories, language)
    marked = [
        replace(new, developing=old.developing, fresh=old.fresh, corrected=old.corrected, brief=old.brief)
        for new, old in zip(items, edition.items, strict=True)
    ]
    liked = await services.storage.reactions.rating(conversation.subscription.id, edition.id)
    parts = render_edition(replace(edition, language=language, items=tuple(marked)), liked=liked)
    for part in parts[:-1]:  # the earlier messages of a long digest have no buttons to be changed by
        await conversation.say(part)
    await conversation.show(parts[-1])


async def _edition(conversation: Conversation, edition_id: str) -> Edition | None:
    """The edition, if it is this chat's: a forwarded button opens nobody else's."""
    edition = await conversation.services.storage.editions.find(EditionId(edition_id))
    return edition if edition and edition.subscription_id == conversation.subscription.id else None


COMMANDS: dict[str, Handler] = {"digest": digest, "latest": latest, "since": since}
BUTTONS: dict[str, Handler] = {"s": open_story, "o": open_alone, "e": back_to_edition, "in": in_language}
