"""Channels managed from a private chat: /channel, and who may."""

import re

from telegram import Bot, ChatFullInfo, ChatMember, ChatMemberAdministrator, ChatMemberOwner
from telegram.constants import ChatType
from telegram.error import BadRequest, Forbidden

from bot.handlers.conversation import Conversation, Handler
from digests.errors import RequestError
from digests.models import Button, Channel, Part
from digests.subscriptions.desk import Place

_NAME = re.compile(r"(?:https?://)?(?:t\.me/|@)?([A-Za-z][A-Za-z0-9_]{3,31})/?")
_NUMBER = re.compile(r"-100\d{5,13}")
_OFF = frozenset(("off", "leave", "me", "离开", "離開", "自己", "关闭", "關閉"))


async def channel(conversation: Conversation, argument: str) -> None:
    """Show the channels managed from here, manage the one named, or go back to one's own digests."""
    if not conversation.is_private:
        raise RequestError("channel-from-private")
    if not argument:
        await _show(conversation)
    elif argument.casefold() in _OFF:
        await _leave(conversation)
    else:
        await _manage(conversation, await find_channel(conversation.bot, argument, conversation.speaker_id))


async def channel_button(conversation: Conversation, argument: str) -> None:
    """`<channel>` or `off`."""
    if not conversation.is_private:
        raise RequestError("unknown-button")
    if argument == "off":
        await _leave(conversation)
    else:
        await _manage(conversation, await find_channel(conversation.bot, argument, conversation.speaker_id))


async def find_channel(bot: Bot, name: str, user_id: int) -> Channel:
    """The channel of that name, which the person administers and we may post in; a `RequestError` says why not."""
    found = _NAME.fullmatch(name.strip())
    wanted = f"@{found[1]}" if found else name.strip()
    if not found and not _NUMBER.fullmatch(wanted):
        raise RequestError("channel-unknown", {"name": name[:64]})
    chat, administrators = await _look_at(bot, wanted)
    if not any(member.user.id == user_id for member in administrators):
        raise RequestError("channel-not-yours", {"name": _public_name(chat, wanted)})
    if not any(member.user.id == bot.id and _may_post(member) for member in administrators):
        raise RequestError("channel-no-access", {"name": chat.title or wanted})
    return Channel(chat.id, chat.title or wanted, active=True)


async def _look_at(bot: Bot, wanted: str) -> tuple[ChatFullInfo, tuple[ChatMember, ...]]:
    try:
        chat = await bot.get_chat(wanted)
    except (BadRequest, Forbidden) as error:
        raise RequestError("channel-unknown", {"name": wanted}) from error
    if chat.type != ChatType.CHANNEL:
        raise RequestError("channel-is-none", {"name": _public_name(chat, wanted)})
    try:
        return chat, await bot.get_chat_administrators(chat.id)
    except (BadRequest, Forbidden) as error:  # "member list is inaccessible": we are not in it
        raise RequestError("channel-no-access", {"name": _public_name(chat, wanted)}) from error


def _public_name(chat: ChatFullInfo, wanted: str) -> str:
    """The title where everybody may know it: else trying numbers would tell what private chats are called."""
    return (chat.username and chat.title) or wanted


def _may_post(member: ChatMember) -> bool:
    return isinstance(member, ChatMemberOwner) or (
        isinstance(member, ChatMemberAdministrator) and bool(member.can_post_messages)
    )


async def _manage(conversation: Conversation, found: Channel) -> None:
    services = conversation.services
    await services.storage.channels.manage(conversation.here, found)
    place = Place(found.id, None, "channel", conversation.subscription.language)
    conversation.subscription, _ = await services.desk.start(place)
    conversation.place, conversation.channel = place, found
    schedule = conversation.texts.schedule(conversation.subscription.schedule)
    buttons = (
        Button(conversation.texts.plain("button-settings"), "menu:settings"),
        Button(conversation.texts.plain("button-channel-off"), "channel:off"),
    )
    await conversation.show(
        Part(conversation.texts("channel-managed", name=found.title, schedule=schedule), (buttons,))
    )


async def _leave(conversation: Conversation) -> None:
    await conversation.services.storage.channels.leave(conversation.here)
    conversation.channel = None
    conversation.subscription = await conversation.services.desk.current(conversation.place_here)
    await conversation.show(Part(conversation.texts("channel-left")))


async def _show(conversation: Conversation) -> None:
    texts = conversation.texts
    known = await conversation.services.storage.channels.managed(conversation.here)
    rows = [(Button(f"✓ {each.title}" if each.active else each.title, f"channel:{each.id}"),) for each in known]
    if any(each.active for each in known):
        rows.append((Button(texts.plain("button-channel-off"), "channel:off"),))
    await conversation.show(Part(texts("channel-menu"), tuple(rows)))


COMMANDS: dict[str, Handler] = {"channel": channel}
BUTTONS: dict[str, Handler] = {"channel": channel_button}
