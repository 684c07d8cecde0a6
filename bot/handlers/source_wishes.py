"""/sources: the list, one source by its name, and what is wished of it."""

from bot import menus, source_menu
from bot.arguments import count_in
from bot.button_data import is_number
from bot.handlers.conversation import Conversation, Handler
from digests.errors import RequestError
from digests.models import Source, SourceId, Subscription
from digests.subscriptions.choices import (
    SOURCE_WISHES,
    SourceWish,
    reads,
    wished,
    with_source,
    with_wish,
    without_source,
    without_wishes,
)


async def sources(conversation: Conversation, argument: str) -> None:
    """`[page | NAME | NAME titles, instant, first or normal]`; a page is counted from 1 where a person writes it."""
    page = count_in(argument) if argument else 1
    if page is not None:
        await _show_list(conversation, page - 1)
        return
    asked = source_menu.wish_in(argument)
    desk, subscription = conversation.services.sources, conversation.subscription
    source = await desk.named(subscription, asked[0] if asked else argument)
    if asked:
        await _check_may_change(conversation)
        wish = asked[1]
        changed = (
            with_wish(subscription, source, wish) if wish else without_wishes(subscription, source, *SOURCE_WISHES)
        )
        conversation.subscription = await conversation.services.desk.change(changed)
    await conversation.show(source_menu.source_page(conversation.subscription, source, 0))


async def sources_menu(conversation: Conversation, page: str) -> None:
    await _show_list(conversation, _page(page))


async def each_menu(conversation: Conversation, page: str) -> None:
    """The list again, where a tap leads to one source."""
    offered = await conversation.services.sources.offered(conversation.subscription)
    await conversation.show(menus.each_source(conversation.subscription, [each for each, _ in offered], _page(page)))


async def toggle_source(conversation: Conversation, argument: str) -> None:
    """`<source>:<page>`: read it or leave it out."""
    source_id, _, page = argument.partition(":")
    await _toggle_reading(conversation, await _offered(conversation, source_id))
    await _show_list(conversation, _page(page))


async def only(conversation: Conversation, argument: str) -> None:
    """`show:<source>:<page>`, `read:...` or `<wish>:...`: one source, after what the tap changes of it."""
    verb, _, rest = argument.partition(":")
    source_id, _, page = rest.partition(":")
    source = await _offered(conversation, source_id)
    wish = next((each for each in SOURCE_WISHES if each == verb), None)
    if wish is not None:
        await _check_may_change(conversation)
        changed = _toggled(conversation.subscription, source, wish)
        conversation.subscription = await conversation.services.desk.change(changed)
    elif verb == "read":
        await _check_may_change(conversation)
        await _toggle_reading(conversation, source)
    elif verb != "show":
        raise RequestError("unknown-button")
    await conversation.show(source_menu.source_page(conversation.subscription, source, _page(page)))


async def _check_may_change(conversation: Conversation) -> None:
    if not await conversation.may_change():
        raise RequestError("admins-only")


def _toggled(subscription: Subscription, source: Source, wish: SourceWish) -> Subscription:
    if wish in wished(subscription, source) and reads(subscription, source):
        return without_wishes(subscription, source, wish)
    return with_wish(subscription, source, wish)


async def _toggle_reading(conversation: Conversation, source: Source) -> None:
    subscription = conversation.subscription
    change = without_source if reads(subscription, source) else with_source
    conversation.subscription = await conversation.services.desk.change(change(subscription, source).subscription)


async def _show_list(conversation: Conversation, page: int) -> None:
    offered = await conversation.services.sources.offered(conversation.subscription)
    failing = [source for source, fails in offered if fails and reads(conversation.subscription, source)]
    await conversation.show(menus.sources(conversation.subscription, [source for source, _ in offered], failing, page))


async def _offered(conversation: Conversation, source_id: str) -> Source:
    """The source, where this subscription may choose it."""
    source = await conversation.services.storage.sources.find(SourceId(source_id))
    if source is None or not (source.shared or source.id in conversation.subscription.own_sources):
        raise RequestError("unknown-button")
    return source


def _page(text: str) -> int:
    return int(text) if is_number(text) else 0


MENUS: dict[str, Handler] = {"sources": sources_menu, "each": each_menu}
CHANGING_COMMANDS: dict[str, Handler] = {"sources": sources}
CHANGING_BUTTONS: dict[str, Handler] = {"source": toggle_source, "only": only}
