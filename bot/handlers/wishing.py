"""Wishes beyond times, topics and sources: /quiet, /mute, /unmute, /watch, /unwatch, and how important instant is."""

from collections.abc import Awaitable, Callable

from bot import menus, wish_menus
from bot.handlers.conversation import Conversation, Handler
from digests.errors import RequestError
from digests.models import Part, Subscription
from digests.subscriptions.desk import Place

_Change = Callable[[Place, str], Awaitable[Subscription]]


async def quiet(conversation: Conversation, argument: str) -> None:
    """Show the quiet hours, or set them to what was written."""
    before = conversation.subscription.quiet
    if argument:
        conversation.subscription = await conversation.services.wishes.set_quiet(conversation.place, argument)
    await conversation.show(wish_menus.quiet(conversation.subscription, before=before, changed=bool(argument)))


async def importance(conversation: Conversation, argument: str) -> None:
    """`<origins>`: how many must have reported a story before it is sent at once."""
    origins = int(argument) if argument in {"1", "2", "4"} else 0
    conversation.subscription = await conversation.services.wishes.set_importance(conversation.place, origins)
    await conversation.show(menus.schedule(conversation.subscription))


async def keywords(conversation: Conversation, argument: str) -> None:
    del argument
    await conversation.show(wish_menus.keywords(conversation.subscription))


async def mute(conversation: Conversation, argument: str) -> None:
    """Leave out what these words mean, from now on and everywhere."""
    await _change(conversation, argument, conversation.services.wishes.mute, "rule-muted")


async def unmute(conversation: Conversation, argument: str) -> None:
    await _change(conversation, argument, conversation.services.wishes.unmute, "rule-unmuted")


async def watch(conversation: Conversation, argument: str) -> None:
    """Tell what these words mean, whatever its topic."""
    await _change(conversation, argument, conversation.services.wishes.watch, "rule-watched")


async def unwatch(conversation: Conversation, argument: str) -> None:
    await _change(conversation, argument, conversation.services.wishes.unwatch, "rule-unwatched")


async def _change(conversation: Conversation, argument: str, change: _Change, told: str) -> None:
    if not argument:
        await keywords(conversation, "")
        return
    conversation.subscription = await change(conversation.place, argument)
    rule = " ".join(argument.split())
    seen = await conversation.services.composer.count_meant(conversation.subscription, rule)
    await conversation.say(Part(conversation.texts(told, rule=rule, count=seen)))


async def remove_rule(conversation: Conversation, argument: str) -> None:
    """`muted:<id>` or `watched:<id>`"""
    kind, _, wanted = argument.partition(":")
    services, subscription = conversation.services, conversation.subscription
    kinds: dict[str, tuple[tuple[str, ...], _Change]] = {
        "muted": (subscription.muted, services.wishes.unmute),
        "watched": (subscription.watched, services.wishes.unwatch),
    }
    if kind not in kinds:
        raise RequestError("unknown-button")
    rules, change = kinds[kind]
    for rule in rules:
        if wish_menus.rule_id(rule) == wanted:
            conversation.subscription = await change(conversation.place, rule)
    await keywords(conversation, "")  # a second tap finds nothing left to do, and shows how things stand


CHANGING_COMMANDS: dict[str, Handler] = {
    "quiet": quiet,
    "mute": mute,
    "unmute": unmute,
    "watch": watch,
    "unwatch": unwatch,
}
CHANGING_BUTTONS: dict[str, Handler] = {"quiet": quiet, "importance": importance, "rule": remove_rule}
MENUS: dict[str, Handler] = {"quiet": quiet, "keywords": keywords}
