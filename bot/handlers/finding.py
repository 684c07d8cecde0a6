"""Subscribing to an address: the feeds it may mean are looked for, offered, and taken by a tap."""

import math
from dataclasses import replace

from bot.handlers.conversation import Conversation, Handler
from bot.offer_menu import offers
from bot.sharing import share_button
from digests.errors import RequestError
from digests.models import Part, Source, SourceId
from digests.sources.known_sites import as_page
from digests.subscriptions.choices import host_of, with_source, without_source
from digests.subscriptions.invitations import to_source


async def subscribe_at(conversation: Conversation, address: str) -> None:
    """Subscribe to the feed at an address, or offer those that were found; one message tells how far it is."""
    services = conversation.services
    known = await services.offers.known(conversation.subscription, address)
    if known is not None:
        await conversation.say(await _taken(conversation, known))
        return
    _count(conversation)
    await conversation.typing()
    checking = Part(conversation.texts("subscribe-checking", host=host_of(as_page(address))))
    await conversation.show_result(_looked_for(conversation, address), checking)


def _count(conversation: Conversation) -> None:
    """One more address that this person has looked for. Raises `RequestError` for one too many in an hour."""
    services, person = conversation.services, conversation.user
    wait = services.lookups.take(person.id if person else conversation.here, services.clock.now())
    if wait is not None:
        minutes = math.ceil(wait.total_seconds() / 60)
        raise RequestError("lookup-limit", {"count": services.lookups.per_hour, "minutes": minutes})


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


async def swap(conversation: Conversation, argument: str) -> None:
    """`<source>:<source>`: leave the first out, which died, and take the second, which was offered in its place."""
    old_id, _, new_id = argument.partition(":")
    own = conversation.subscription.own_sources - {SourceId(old_id)}
    source = await conversation.services.offers.take(
        replace(conversation.subscription, own_sources=own), SourceId(new_id)
    )
    await _left_out(conversation, SourceId(old_id))
    await conversation.say(await _taken(conversation, source))


async def drop(conversation: Conversation, argument: str) -> None:
    """`<source>`: leave out one that died."""
    title = await _left_out(conversation, SourceId(argument))
    if title is None:
        raise RequestError("unknown-button")
    await conversation.tell("unsubscribed-source", title=title)


async def _left_out(conversation: Conversation, source_id: SourceId) -> str | None:
    """Leave out a source of the subscription's own; gives its title, None for any other."""
    source = await conversation.services.storage.sources.find(source_id)
    if source is None or source_id not in conversation.subscription.own_sources:
        return None
    choice = without_source(conversation.subscription, source)
    conversation.subscription = await conversation.services.desk.change(choice.subscription)
    return source.title


async def _taken(conversation: Conversation, source: Source) -> Part:
    """Subscribe, and say so."""
    choice = with_source(conversation.subscription, source)
    conversation.subscription = await conversation.services.desk.change(choice.subscription)
    conversation.services.wake()
    share = share_button(conversation.texts, conversation.bot.username, to_source(source), source.title)
    return Part(conversation.texts("subscribed-source", title=source.title), ((share,),))


CHANGING_BUTTONS: dict[str, Handler] = {"take": take, "swap": swap, "drop": drop}
