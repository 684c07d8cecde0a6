"""Choosing what to read: /topics, /subscribe, /unsubscribe, and a pasted address."""

import re

from bot import menus
from bot.handlers.conversation import Conversation, Handler
from bot.handlers.finding import subscribe_at
from bot.markup import cut
from bot.sharing import share_button
from bot.texts import find_topic
from digests.errors import RequestError
from digests.models import TOPICS, Button, Part
from digests.subscriptions.choices import (
    Choice,
    host_of,
    with_source,
    with_topic,
    without_source,
    without_topic,
)
from digests.subscriptions.invitations import to_source, to_topic
from digests.subscriptions.offers import looks_like_address

# In a text, only what is plainly an address; after /subscribe a bare host will do.
_ADDRESS = re.compile(r"https?://\S+", re.IGNORECASE)
_NAME_UNITS = 60


def address_in(text: str) -> str | None:
    """The first web address in a text."""
    found = _ADDRESS.search(text)
    return found[0] if found else None


async def topics(conversation: Conversation, argument: str) -> None:
    """The topics to tap on; those that are named change as by a tap."""
    names = [name for name in re.split(r"[\s,，、]+", argument) if name]
    wanted = [find_topic(name) for name in names]
    unknown = [name for name, topic in zip(names, wanted, strict=True) if topic is None]
    if unknown:
        texts = conversation.texts
        known = texts.listed([texts.topic(each) for each in TOPICS])
        text = texts("topic-unknown", name=cut(unknown[0], _NAME_UNITS), names=known)
        await conversation.say(Part(text, menus.topics(conversation.subscription).buttons))
        return
    if wanted:
        changed = conversation.subscription
        for topic in (each for each in wanted if each):
            change = without_topic if topic in changed.topics else with_topic
            changed = change(changed, topic).subscription
        conversation.subscription = await conversation.services.desk.change(changed)
    await conversation.show(menus.topics(conversation.subscription))


async def subscribe(conversation: Conversation, argument: str) -> None:
    """Take in a topic, a source by its name, or the feed at an address."""
    if not argument:
        await conversation.say(
            Part(conversation.texts("subscribe-menu"), menus.topics(conversation.subscription).buttons)
        )
        return
    topic = find_topic(argument)
    if topic:
        await _store(conversation, with_topic(conversation.subscription, topic), "subscribed")
        return
    if address_in(argument):
        await subscribe_at(conversation, address_in(argument) or argument)
        return
    try:
        source = await conversation.services.sources.named(conversation.subscription, argument)
    except RequestError:
        if not looks_like_address(argument):
            raise
        await subscribe_at(conversation, argument)
        return
    await _store(conversation, with_source(conversation.subscription, source), "subscribed")
    conversation.services.wake()


async def unsubscribe(conversation: Conversation, argument: str) -> None:
    """Leave out a topic or a source."""
    if not argument:
        buttons = menus.topics(conversation.subscription).buttons
        await conversation.say(Part(conversation.texts("unsubscribe-menu"), buttons))
        return
    topic = find_topic(argument)
    if topic:
        await _store(conversation, without_topic(conversation.subscription, topic), "unsubscribed")
        return
    source = await conversation.services.sources.named(conversation.subscription, argument)
    await _store(conversation, without_source(conversation.subscription, source), "unsubscribed")


async def _store(conversation: Conversation, choice: Choice, verb: str) -> None:
    conversation.subscription = await conversation.services.desk.change(choice.subscription)
    texts = conversation.texts
    if choice.topic:
        title, payload = texts.topic(choice.topic), to_topic(choice.topic)
        text = texts(f"{verb}-topic", topic=title)
    elif choice.source:
        title, payload = choice.source.title, to_source(choice.source)
        text = texts(f"{verb}-source", title=title)
    else:
        return
    share = share_button(texts, conversation.bot.username, payload, title)
    await conversation.say(Part(text, ((share,),) if verb == "subscribed" else ()))


async def offer(conversation: Conversation, address: str) -> None:
    """A pasted address: offer to subscribe, as a reply to it, from which the button reads the address again."""
    button = Button(conversation.texts.plain("button-subscribe"), "subscribe:pasted")
    part = Part(conversation.texts("subscribe-url-offer", host=host_of(address)), ((button,),))
    await conversation.answer_to_message(part)


async def subscribe_pasted(conversation: Conversation, argument: str) -> None:
    del argument
    message = conversation.message
    pasted = message.reply_to_message if message else None
    address = address_in((pasted.text or "") if pasted else "")
    if address is None:
        raise RequestError("unknown-button")
    await subscribe_at(conversation, address)


async def toggle_topic(conversation: Conversation, argument: str) -> None:
    topic = find_topic(argument)
    if topic not in TOPICS:
        raise RequestError("unknown-button")
    change = without_topic if topic in conversation.subscription.topics else with_topic
    choice = change(conversation.subscription, topic)
    conversation.subscription = await conversation.services.desk.change(choice.subscription)
    await conversation.show(menus.topics(conversation.subscription))


CHANGING_COMMANDS: dict[str, Handler] = {"topics": topics, "subscribe": subscribe, "unsubscribe": unsubscribe}
CHANGING_BUTTONS: dict[str, Handler] = {
    "topic": toggle_topic,
    "subscribe": subscribe_pasted,
}
