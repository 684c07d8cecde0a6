"""Administrators: /users, /ban and /unban."""

import logging
from zoneinfo import ZoneInfo

from telegram import Message, MessageOriginUser
from telegram.error import TelegramError

from bot import people_menu
from bot.button_data import chat_id_in, is_number
from bot.handlers.admin_acts import admins_only, record
from bot.handlers.conversation import Conversation, Handler
from digests.errors import RequestError
from digests.models import Part
from digests.subscriptions.acquaintances import Acquaintance

log = logging.getLogger(__name__)

_BANS_SHOWN = 30
_CALLED_SHOWN = 8


async def users(conversation: Conversation, argument: str) -> None:
    """The figures and the newest subscribers; with a chat's id, that one."""
    chat_id = chat_id_in(argument) if argument else None
    if chat_id is not None:
        await conversation.say(await _person(conversation, chat_id))
    else:
        await conversation.say(await _page(conversation, 0))


async def users_button(conversation: Conversation, argument: str) -> None:
    if not is_number(argument):
        raise RequestError("unknown-button")
    await conversation.show(await _page(conversation, int(argument)))


async def user_button(conversation: Conversation, argument: str) -> None:
    chat_id = chat_id_in(argument)
    if chat_id is None:
        raise RequestError("unknown-button")
    await conversation.show(await _person(conversation, chat_id))


async def _page(conversation: Conversation, page: int) -> Part:
    admins = conversation.services.storage.admins
    census = await admins.census(conversation.services.clock.now())
    size = people_menu.PAGE
    profiles = await admins.profiles(limit=size + 1, offset=page * size)
    return people_menu.people(census, profiles, page, conversation.texts, _zone(conversation))


async def _person(conversation: Conversation, chat_id: int) -> Part:
    profiles = await conversation.services.storage.admins.profiles_of(chat_id)
    if not profiles:
        raise RequestError("user-unknown", {"chat": str(chat_id)})
    return people_menu.person(profiles, conversation.texts, _zone(conversation))


async def ban(conversation: Conversation, argument: str) -> None:
    """`<chat id>`, `<name>` or a reply: it gets nothing any more and is not answered. Without any, who is banned.

    A name is no proof of who is meant: those who are called so are offered.
    """
    chat_id = chat_id_in(argument) if argument else _meant(conversation.message)
    if chat_id is None and not argument:
        await conversation.say(await _banned(conversation))
        return
    if chat_id is None:
        await conversation.say(await _called(conversation, argument))
        return
    await _ban(conversation, chat_id)
    await conversation.tell("banned", chat=str(chat_id))


def _meant(message: Message | None) -> int | None:
    """Whom a reply means: who wrote the message that was forwarded or is answered, unless that is ourselves."""
    answered = message.reply_to_message if message else None
    if answered is None:
        return None
    origin = answered.forward_origin
    if origin is not None:
        return origin.sender_user.id if isinstance(origin, MessageOriginUser) else None
    writer = answered.from_user
    is_other = writer is not None and not writer.is_bot and message is not None and writer != message.from_user
    return writer.id if writer is not None and is_other else None


async def _called(conversation: Conversation, words: str) -> Part:
    """Those who are called so, each with a button; a public chat is found by its @name wherever it is."""
    found = conversation.services.acquaintances.called(words, limit=_CALLED_SHOWN)
    if not found and words.startswith("@"):
        try:
            chat = await conversation.bot.get_chat(words)
            found = [Acquaintance(chat.id, chat.effective_name or words, chat.username)]
        except TelegramError as error:
            log.info("nobody was found by a name: %s", type(error).__name__)
    return people_menu.called(found, words, conversation.texts)


async def unban(conversation: Conversation, argument: str) -> None:
    """`<chat id>`: it may subscribe again. Without one, who is banned."""
    if not argument:
        await conversation.say(await _banned(conversation))
        return
    chat_id = _required(argument)
    await _unban(conversation, chat_id)
    await conversation.tell("unbanned", chat=str(chat_id))


async def ban_button(conversation: Conversation, argument: str) -> None:
    chat_id = _required(argument)
    await _ban(conversation, chat_id)
    is_known = bool(await conversation.services.storage.admins.profiles_of(chat_id))
    await conversation.show(await (_person(conversation, chat_id) if is_known else _banned(conversation)))


async def unban_button(conversation: Conversation, argument: str) -> None:
    await _unban(conversation, _required(argument))
    await conversation.show(await _banned(conversation))


async def banned_button(conversation: Conversation, argument: str) -> None:
    del argument
    await conversation.show(await _banned(conversation))


async def _ban(conversation: Conversation, chat_id: int) -> None:
    services = conversation.services
    if chat_id in services.settings.admin_ids:
        raise RequestError("ban-admin")
    admin_id = conversation.user.id if conversation.user else conversation.here
    if await services.storage.admins.ban(chat_id, admin_id, services.clock.now()):
        await record(conversation, "ban", str(chat_id))


async def _unban(conversation: Conversation, chat_id: int) -> None:
    if not await conversation.services.storage.admins.unban(chat_id):
        raise RequestError("not-banned", {"chat": str(chat_id)})
    await record(conversation, "unban", str(chat_id))


async def _banned(conversation: Conversation) -> Part:
    bans = await conversation.services.storage.admins.bans(limit=_BANS_SHOWN)
    return people_menu.banned(bans, conversation.texts, _zone(conversation))


def _required(argument: str) -> int:
    chat_id = chat_id_in(argument)
    if chat_id is None:
        raise RequestError("chat-id-unknown")
    return chat_id


def _zone(conversation: Conversation) -> ZoneInfo:
    return ZoneInfo(conversation.subscription.timezone)


ADMIN_COMMANDS: dict[str, Handler] = {"users": users, "ban": ban, "unban": unban}
BUTTONS: dict[str, Handler] = {
    "users": admins_only(users_button),
    "user": admins_only(user_button),
    "ban": admins_only(ban_button),
    "unban": admins_only(unban_button),
    "banned": admins_only(banned_button),
}
