"""Subscribing to an address: the feeds it may mean are looked for, offered, and taken by a tap."""

from bot.handlers.conversation import Conversation, Handler
from bot.offer_menu import offers
from digests.errors import RequestError
from digests.models import Part, Source, SourceId
from digests.sources.known_sites import as_page
from digests.subscriptions.choices import host_of, with_source


async def subscribe_at(conversation: Conversation, address: str) -> None:
    """Subscribe to the feed at an address, or offer those that were found; one message tells how far it is."""
    services = conversation.services
    known = await services.offers.known(conversation.subscription, address)
    if known is not None:
        await conversation.say(await _taken(conversation, known))
        return
    await conversation.typing()
    checking = Part(conversation.texts("subscribe-checking", host=host_of(as_page(address))))
    await conversation.show_result(_looked_for(conversation, address), checking)


async def _looked_for(conversation: Conversation, address: str) -> Part:
    """What came of the search: subscribed where there is no choice, else the choice, or why there is none."""
    services, reader = conversation.services, conversation.subscription
    try:
        found = await services.offers.search(reader, address)
        if len(found) > 1 or not found[0].declared:
            return offers(reader, found, services.clock.now())
        return await _taken(conversation, await services.offers.take(reader, found[0].source.id))
    except RequestError as refusal:
        return Part(conversation.texts(refusal.key, **refusal.values))


async def take(conversation: Conversation, argument: str) -> None:
    """`<source>`: one of those offered. The others stay on offer."""
    source = await conversation.services.offers.take(conversation.subscription, SourceId(argument))
    await conversation.say(await _taken(conversation, source))


async def _taken(conversation: Conversation, source: Source) -> Part:
    """Subscribe, and say so."""
    choice = with_source(conversation.subscription, source)
    conversation.subscription = await conversation.services.desk.change(choice.subscription)
    conversation.services.wake()
    return Part(conversation.texts("subscribed-source", title=source.title))


CHANGING_BUTTONS: dict[str, Handler] = {"take": take}
