"""Administrators: /health, /addsource and /removesource."""

from dataclasses import replace
from zoneinfo import ZoneInfo

from bot import health_menu
from bot.handlers.admin_acts import admins_only, record
from bot.handlers.conversation import Conversation, Handler
from digests.errors import RequestError
from digests.language.script import fold
from digests.models import Part, Source, SourceId, SourceState
from digests.subscriptions.offers import looks_like_address

_LISTED = 20


async def health(conversation: Conversation, argument: str) -> None:
    """Whether all is well, and what is not, with a tap to mend it."""
    del argument
    await conversation.say(await _health(conversation))


async def _health(conversation: Conversation) -> Part:
    services = conversation.services
    figures = await services.storage.service.stats(services.clock.now())
    beat_at = await services.storage.service.last_beat()
    zone = ZoneInfo(conversation.subscription.timezone)
    return health_menu.health(figures, await _sick(conversation), beat_at, conversation.texts, zone)


async def _sick(conversation: Conversation) -> list[tuple[Source, SourceState]]:
    """The sources that failed last, the longest sick first."""
    known = await conversation.services.storage.sources.all()
    return sorted((each for each in known if each[1].error), key=lambda each: -each[1].failures)


async def sick_button(conversation: Conversation, argument: str) -> None:
    """`check:<source>`, `remove:<source>`, or `all`: check every one of them."""
    verb, _, source_id = argument.partition(":")
    if verb == "remove":
        await _remove(conversation, await _found(conversation, source_id))
    elif verb in {"check", "all"}:
        await _check(conversation, source_id)
    else:
        raise RequestError("unknown-button")
    await conversation.show(await _health(conversation))


async def _check(conversation: Conversation, source_id: str) -> None:
    """Ask the source at once, or all that are sick, whatever they were asked last."""
    services = conversation.services
    now = services.clock.now()
    sick = [each for each in await _sick(conversation) if not source_id or each[0].id == source_id]
    for source, state in sick:
        await services.storage.sources.settle({source.id: replace(state, next_check_at=now)})
        await record(conversation, "check", source.title)
    await services.read_now()


async def add_source(conversation: Conversation, argument: str) -> None:
    """`<address>`: the feed there is read for everybody; where there are several, they are offered."""
    if not looks_like_address(argument):
        await conversation.tell("addsource-usage")
        return
    await conversation.typing()
    await conversation.show_result(_shared_at(conversation, argument), Part(conversation.texts("share-checking")))


async def _shared_at(conversation: Conversation, address: str) -> Part:
    try:
        found = await conversation.services.offers.search(conversation.subscription, address)
    except RequestError as refusal:
        return Part(conversation.texts(refusal.key, **refusal.values))
    if len(found) > 1 or not found[0].declared:
        return health_menu.share_offers(found, conversation.texts)
    return await _share(conversation, found[0].source)


async def share_button(conversation: Conversation, argument: str) -> None:
    storage = conversation.services.storage
    source = await storage.offers.find(SourceId(argument)) or await storage.sources.find(SourceId(argument))
    if source is None:
        raise RequestError("unknown-button")
    await conversation.show(await _share(conversation, source))


async def _share(conversation: Conversation, source: Source) -> Part:
    services = conversation.services
    await services.storage.sources.share(source, services.clock.now())
    await record(conversation, "add", source.title)
    services.wake()
    return Part(conversation.texts("source-shared", title=source.title))


async def remove_source(conversation: Conversation, argument: str) -> None:
    """`<name or address>`: nobody gets it any more who did not add it; several matches are offered."""
    if not argument:
        await conversation.tell("removesource-usage")
        return
    wanted = fold(argument)
    shared = [source for source, _ in await conversation.services.storage.sources.all() if source.shared]
    exact = [each for each in shared if wanted in (fold(each.title), fold(each.address))]
    found = exact or [each for each in shared if wanted and wanted in fold(each.title)]
    if not found:
        raise RequestError("subscribe-unknown", {"name": argument})
    if len(found) > 1:
        await conversation.say(health_menu.removable(found[:_LISTED], conversation.texts))
        return
    await _remove(conversation, found[0])
    await conversation.tell("source-removed", title=found[0].title)


async def unshare_button(conversation: Conversation, argument: str) -> None:
    source = await _found(conversation, argument)
    await _remove(conversation, source)
    await conversation.show(Part(conversation.texts("source-removed", title=source.title)))


async def _remove(conversation: Conversation, source: Source) -> None:
    await conversation.services.storage.sources.dismiss(source.id)
    await record(conversation, "remove", source.title)


async def _found(conversation: Conversation, source_id: str) -> Source:
    source = await conversation.services.storage.sources.find(SourceId(source_id))
    if source is None:
        raise RequestError("source-gone")
    return source


ADMIN_COMMANDS: dict[str, Handler] = {"health": health, "addsource": add_source, "removesource": remove_source}
BUTTONS: dict[str, Handler] = {
    "sick": admins_only(sick_button),
    "share": admins_only(share_button),
    "unshare": admins_only(unshare_button),
}
