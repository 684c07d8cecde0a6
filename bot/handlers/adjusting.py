"""Times and language: /schedule, /timezone, /language, /pictures, /settings, and the menus behind the buttons."""

from dataclasses import replace

from bot import menus
from bot.arguments import switch_in
from bot.handlers import source_wishes, wishing
from bot.handlers.choosing import topics
from bot.handlers.conversation import Conversation, Handler
from bot.texts import find_language
from digests.editions.nearby import zones_nearby
from digests.errors import RequestError
from digests.models import Part


async def settings(conversation: Conversation, argument: str) -> None:
    del argument
    await conversation.show(menus.settings(conversation.subscription))


async def schedule(conversation: Conversation, argument: str) -> None:
    """Show the schedule, or set it to what was written."""
    if not argument:
        await conversation.show(menus.schedule(conversation.subscription))
        return
    conversation.subscription = await conversation.services.desk.set_schedule(conversation.place, argument)
    await conversation.show(menus.schedule_set(conversation.subscription))


async def timezone(conversation: Conversation, argument: str) -> None:
    """Show the time zone, or set it to the city, name or offset that was written."""
    changed = bool(argument)
    if changed:
        conversation.subscription = await conversation.services.desk.set_timezone(conversation.place, argument)
    now = conversation.services.clock.now()
    await conversation.show(menus.timezone(conversation.subscription, now, changed=changed))


async def location(conversation: Conversation, argument: str) -> None:
    """A shared location: offer the time zones near it. Where it is, nobody is told and nothing keeps."""
    del argument
    shared = conversation.message.location if conversation.message else None
    if shared is not None:
        zones = zones_nearby(shared.latitude, shared.longitude)
        now = conversation.services.clock.now()
        await conversation.say(menus.zones_nearby(conversation.subscription, zones, now))


async def language(conversation: Conversation, argument: str) -> None:
    """Offer the languages, or take the one named; the command menu follows it."""
    if not argument:
        await conversation.show(menus.language(conversation.texts))
        return
    await _set_language(conversation, argument)
    await conversation.show(Part(conversation.texts("language-set")))


async def _set_language(conversation: Conversation, name: str) -> None:
    wanted = find_language(name)
    if wanted is None:
        raise RequestError("language-unknown")
    conversation.subscription = await conversation.services.desk.set_language(conversation.place, wanted)
    await conversation.show_command_menu()


async def language_button(conversation: Conversation, argument: str) -> None:
    """`<language>:<menu>`: the same message again in the language chosen, so that the other choices stay at hand."""
    name, _, then = argument.partition(":")
    await _set_language(conversation, name)
    subscription = conversation.subscription
    await conversation.show(
        menus.settings(subscription) if then == "settings" else menus.welcome(subscription, new=True)
    )


async def topics_menu(conversation: Conversation, argument: str) -> None:
    del argument
    await topics(conversation, "")


async def pictures(conversation: Conversation, argument: str) -> None:
    """`[on | off]`: whether the picture of the first story stands above a digest; without a word, the other way."""
    chosen = switch_in(argument) if argument else not conversation.subscription.pictures
    if chosen is None:
        raise RequestError("pictures-not-understood", {"text": argument[:100]})
    changed = replace(conversation.subscription, pictures=chosen)
    conversation.subscription = await conversation.services.desk.change(changed)
    await conversation.show(menus.pictures_set(conversation.subscription))


async def menu(conversation: Conversation, argument: str) -> None:
    """`<menu>[:<page>]`: one of the settings' menus."""
    name, _, page = argument.partition(":")
    shown = MENUS.get(name)
    if shown is None:
        raise RequestError("unknown-button")
    await shown(conversation, page)


MENUS: dict[str, Handler] = {
    "settings": settings,
    "schedule": schedule,
    "timezone": timezone,
    "language": language,
    "topics": topics_menu,
    **source_wishes.MENUS,
    **wishing.MENUS,
}
COMMANDS: dict[str, Handler] = {"settings": settings}
CHANGING_COMMANDS: dict[str, Handler] = {
    "schedule": schedule,
    "timezone": timezone,
    "language": language,
    "pictures": pictures,
}
BUTTONS: dict[str, Handler] = {"menu": menu}
CHANGING_BUTTONS: dict[str, Handler] = {
    "schedule": schedule,
    "timezone": timezone,
    "language": language_button,
    "pictures": pictures,
}
