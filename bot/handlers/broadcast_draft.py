"""/broadcast until it goes out: the draft, its audience, its time."""

from collections.abc import Sequence
from dataclasses import fields, replace
from zoneinfo import ZoneInfo

from telegram import Message, MessageEntity
from telegram.constants import MessageEntityType

from bot import broadcast_menu
from bot.broadcast_words import Orders, moment_of, orders_in, without_orders
from bot.button_data import is_number
from bot.handlers.admin_acts import admins_only, record
from bot.handlers.conversation import Conversation, Handler, Services
from bot.markup import escape
from digests.errors import RequestError
from digests.models import (
    CHAT_KINDS,
    LANGUAGES,
    TOPICS,
    Audience,
    Broadcast,
    BroadcastId,
    BroadcastState,
    Part,
)

_WAITING = {BroadcastState.DRAFT, BroadcastState.SCHEDULED}


async def broadcast(conversation: Conversation, argument: str) -> None:
    """Show what will be sent, and to how many; nothing goes out before Send, or before its time."""
    services, message = conversation.services, conversation.message
    now = services.clock.now()
    orders = orders_in(argument, now, conversation.subscription.timezone)
    part = _part_to_send(message, orders) if message else None
    if part is None:
        await conversation.tell("broadcast-usage")
        return
    if not await services.storage.subscriptions.count_active():
        await conversation.tell("broadcast-nobody")
        return
    await _preview(conversation, part)
    language = conversation.subscription.language
    draft = await services.storage.broadcasts.create(
        conversation.here, part, now, audience=orders.audience, language=language
    )
    shown = await conversation.say(await _view(conversation, draft))
    if orders.at is not None:
        await services.storage.broadcasts.schedule(draft.id, orders.at, shown.message_id)
        await record(conversation, "schedule", str(draft.id))
        await conversation.replace(shown.message_id, await _view(conversation, await get(conversation, draft.id)))


async def get(conversation: Conversation, broadcast_id: BroadcastId) -> Broadcast:
    """The broadcast as it stands. Raises `RequestError` when there is none."""
    found = await conversation.services.storage.broadcasts.find(broadcast_id)
    if found is None:
        raise RequestError("broadcast-over")
    return found


async def show_draft(conversation: Conversation, draft: Broadcast) -> None:
    """Back to the size of the audience, or to the time."""
    if draft.state not in _WAITING:
        raise RequestError("broadcast-over")
    await conversation.show(await _view(conversation, draft))


async def _view(conversation: Conversation, draft: Broadcast) -> Part:
    count = await _size(conversation, draft)
    if draft.state is BroadcastState.SCHEDULED:
        zone = ZoneInfo(conversation.subscription.timezone)
        return broadcast_menu.scheduled(draft, count, conversation.texts, zone)
    return broadcast_menu.draft(draft, count, conversation.texts)


async def _size(conversation: Conversation, draft: Broadcast) -> int:
    services = conversation.services
    return await services.storage.broadcasts.audience_size(draft.audience, services.clock.now())


def _part_to_send(message: Message, orders: Orders) -> Part | None:
    """The message replied to, as a copy; what the command is written under, without it; else the text behind it.

    Raises `RequestError` for one picture of an album: Telegram tells us of each alone.
    """
    original = message.reply_to_message
    if (original or message).media_group_id is not None and not (original and orders.text):
        raise RequestError("broadcast-album")
    if original is not None and not orders.text:
        return Part("", copy_of=(message.chat_id, original.message_id))
    if message.caption is not None:
        caption = without_orders(_formatted_after_command(message.caption_html, message.caption_entities))
        return Part("", copy_of=(message.chat_id, message.message_id), caption=caption or escape(orders.text))
    if not orders.text:
        return None
    formatted = _formatted_after_command(message.text_html, message.entities)
    return Part(without_orders(formatted) or escape(orders.text))


def _formatted_after_command(markup: str, entities: Sequence[MessageEntity]) -> str:
    """The text behind the command as HTML; empty where the formatting spans the command too and cannot be parted."""
    _, *rest = markup.split(maxsplit=1)
    spans = any(entity.offset == 0 and entity.type != MessageEntityType.BOT_COMMAND for entity in entities)
    return "" if spans else "".join(rest).strip()


async def _preview(conversation: Conversation, part: Part) -> None:
    if part.copy_of is None:
        await conversation.say(part)
        return
    from_chat_id, message_id = part.copy_of
    # A caption of None lets the copy keep its own.
    await conversation.bot.copy_message(conversation.here, from_chat_id, message_id, part.caption, parse_mode="HTML")


async def audience_button(conversation: Conversation, argument: str) -> None:
    """`<id>` opens the menu, `<id>:<field>:<value>` chooses; the size follows at once."""
    number, _, choice = argument.partition(":")
    draft = await _draft_of(conversation, number)
    if choice:
        aimed = replace(draft, audience=_chosen(draft.audience, choice))
        if not await conversation.services.storage.broadcasts.aim(draft.id, aimed.audience):
            raise RequestError("broadcast-over")
        draft = aimed
    await conversation.show(broadcast_menu.audience_menu(draft, await _size(conversation, draft), conversation.texts))


def _chosen(audience: Audience, choice: str) -> Audience:
    """The audience with `field:value` chosen; `all` asks nothing. Raises `RequestError` for a forged choice."""
    field, _, value = choice.partition(":")
    known: dict[str, dict[str, object]] = {
        "language": {each: each for each in LANGUAGES},
        "topic": {each: each for each in TOPICS},
        "chat_kind": {each: each for each in CHAT_KINDS},
        "active_days": {str(each): each for each in broadcast_menu.ACTIVE_DAYS},
    }
    if field not in {each.name for each in fields(Audience)} or value not in {"all", *known[field]}:
        raise RequestError("unknown-button")
    return replace(audience, **{field: known[field].get(value)})  # type: ignore[arg-type]  # by the name of the field


async def later_button(conversation: Conversation, argument: str) -> None:
    """`<id>` shows the usual moments, `<id>:<moment>` takes one."""
    number, _, word = argument.partition(":")
    draft = await _draft_of(conversation, number)
    if not word:
        await conversation.show(broadcast_menu.later(draft, conversation.texts))
        return
    services = conversation.services
    at = moment_of(word, services.clock.now(), conversation.subscription.timezone)
    message_id = conversation.message.message_id if conversation.message else None
    if not await services.storage.broadcasts.schedule(draft.id, at, message_id):
        raise RequestError("broadcast-over")
    await record(conversation, "schedule", number)
    await show_draft(conversation, await get(conversation, draft.id))


async def _draft_of(conversation: Conversation, number: str) -> Broadcast:
    if not is_number(number):
        raise RequestError("unknown-button")
    draft = await get(conversation, BroadcastId(int(number)))
    if draft.state not in _WAITING:
        raise RequestError("broadcast-over")
    return draft


async def start_scheduled(services: Services) -> None:
    """Let the broadcasts go whose time has come; their progress follows in the message that told the time."""
    now = services.clock.now()
    for due in await services.storage.broadcasts.scheduled(now):
        await services.storage.broadcasts.start(due.id, None, now)


ADMIN_COMMANDS: dict[str, Handler] = {"broadcast": broadcast}
BUTTONS: dict[str, Handler] = {"audience": admins_only(audience_button), "later": admins_only(later_button)}
