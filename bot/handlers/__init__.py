"""The conversation: commands, buttons and texts find their handler, and every error becomes one plain sentence.

A handler gets a `Conversation` and what stands after the command or the button's verb; it knows no update.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping
from contextlib import nullcontext
from weakref import WeakValueDictionary

from telegram import ChatMemberUpdated, Update
from telegram.constants import ChatMemberStatus
from telegram.error import Forbidden, TelegramError
from telegram.ext import (
    CallbackQueryHandler,
    ChatMemberHandler,
    ContextTypes,
    InlineQueryHandler,
    MessageHandler,
    filters,
)

from bot.handlers import (
    adjusting,
    asking,
    broadcast_draft,
    broadcasting,
    care,
    choosing,
    command_menu,
    explaining,
    figures,
    finding,
    grouping,
    inline,
    lists,
    managing,
    membership,
    people,
    reacting,
    reading,
    searching,
    source_wishes,
    wishing,
)
from bot.handlers.conversation import BotApplication, Conversation, Handler, Services
from bot.handlers.nearest import nearest
from bot.markup import cut
from digests.errors import RequestError, kind_and_place
from digests.subscriptions.acquaintances import Acquaintance

log = logging.getLogger(__name__)

_QUOTED_UNITS = 300


def _joined(*tables: Mapping[str, Handler]) -> dict[str, Handler]:
    return {name: handler for table in tables for name, handler in table.items()}


COMMANDS = _joined(
    membership.COMMANDS,
    reading.COMMANDS,
    managing.COMMANDS,
    reacting.COMMANDS,
    explaining.COMMANDS,
    searching.COMMANDS,
    asking.COMMANDS,
    adjusting.COMMANDS,
    lists.COMMANDS,
)
_MENU_COMMANDS = _joined(
    choosing.CHANGING_COMMANDS,
    source_wishes.CHANGING_COMMANDS,
    adjusting.CHANGING_COMMANDS,
    wishing.CHANGING_COMMANDS,
)
"""Those that change nothing when nothing follows them: they show a menu."""

CHANGING_COMMANDS = _joined(membership.CHANGING_COMMANDS, lists.CHANGING_COMMANDS, _MENU_COMMANDS)
ADMIN_COMMANDS = _joined(
    broadcast_draft.ADMIN_COMMANDS,
    explaining.ADMIN_COMMANDS,
    figures.ADMIN_COMMANDS,
    people.ADMIN_COMMANDS,
    care.ADMIN_COMMANDS,
)
BUTTONS = _joined(
    membership.BUTTONS,
    reading.BUTTONS,
    managing.BUTTONS,
    grouping.BUTTONS,
    reacting.BUTTONS,
    explaining.BUTTONS,
    searching.BUTTONS,
    asking.BUTTONS,
    adjusting.BUTTONS,
    broadcast_draft.BUTTONS,
    broadcasting.BUTTONS,
    figures.BUTTONS,
    people.BUTTONS,
    care.BUTTONS,
)
CHANGING_BUTTONS = _joined(
    membership.CHANGING_BUTTONS,
    choosing.CHANGING_BUTTONS,
    source_wishes.CHANGING_BUTTONS,
    finding.CHANGING_BUTTONS,
    adjusting.CHANGING_BUTTONS,
    wishing.CHANGING_BUTTONS,
    reacting.CHANGING_BUTTONS,
)


def register(application: BotApplication, services: Services) -> None:
    """Add the handlers to an application."""
    talk = _Reception(services)
    application.add_handler(MessageHandler(filters.COMMAND, talk.on_command))
    application.add_handler(MessageHandler(filters.Document.ALL & filters.CaptionRegex(r"^/import\b"), talk.on_command))
    application.add_handler(MessageHandler(filters.CaptionRegex(r"^/broadcast\b"), talk.on_command))
    application.add_handler(CallbackQueryHandler(talk.on_button))
    application.add_handler(InlineQueryHandler(talk.on_inline))
    application.add_handler(ChatMemberHandler(talk.on_membership, ChatMemberHandler.MY_CHAT_MEMBER))
    application.add_handler(MessageHandler(filters.StatusUpdate.MIGRATE, talk.on_migration))
    application.add_handler(MessageHandler(filters.Document.ALL & filters.ChatType.PRIVATE, talk.on_file))
    application.add_handler(MessageHandler(filters.LOCATION & filters.ChatType.PRIVATE, talk.on_location))
    application.add_handler(MessageHandler(filters.TEXT & filters.ChatType.PRIVATE, talk.on_text))
    application.add_error_handler(talk.on_error)


class _Reception:
    """Leads each update to its handler."""

    def __init__(self, services: Services) -> None:
        self._services = services
        # Updates are handled at once; two changes of one subscription would each begin from the same old one.
        self._turns: WeakValueDictionary[int, asyncio.Lock] = WeakValueDictionary()

    async def on_error(self, update: object, context: ContextTypes.DEFAULT_TYPE) -> None:
        """What no handler caught. Without this the library logs a traceback, whose words may quote a message."""
        del update
        if context.error is not None:
            log.error("an update failed: %s", kind_and_place(context.error))

    async def on_command(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        message = update.effective_message
        if update.edited_message or update.edited_channel_post or message is None:
            return  # an edited command was answered when it was first written
        word, argument = words_of(message.text or message.caption or "")
        name, _, addressee = word.removeprefix("/").casefold().partition("@")
        if addressee and addressee != context.bot.username.casefold():
            return
        await self._lead(
            update, context, lambda talk: _command(talk, name, argument), changes=name in CHANGING_COMMANDS
        )

    async def on_button(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        data = (update.callback_query.data if update.callback_query else None) or ""
        changes = data.partition(":")[0] in CHANGING_BUTTONS
        await self._lead(update, context, lambda talk: _button(talk, data), changes=changes)

    async def on_inline(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        if update.inline_query is None:
            return
        try:
            speaker = {update.inline_query.from_user.id} - self._services.settings.admin_ids
            if await self._services.storage.admins.is_banned(speaker):
                return
            await inline.answer(self._services, context.bot, update.inline_query)
        except Exception as error:
            log.error("an inline query failed: %s", kind_and_place(error))

    async def on_location(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """Once: a live location is edited again and again, and one's time zone does not change by the minute."""
        if not update.edited_message:
            await self._lead(update, context, lambda talk: adjusting.location(talk, ""), changes=False)

    async def on_text(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        if update.edited_message:
            return
        text = (update.effective_message.text if update.effective_message else None) or ""
        await self._lead(update, context, lambda talk: _text(talk, text), changes=False)

    async def on_file(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """A list of feeds is taken in without a word; other files are not for us."""
        if not update.edited_message and lists.is_list(update.effective_message):
            await self._lead(update, context, lambda talk: _command(talk, "import", ""), changes=True)

    async def _lead(
        self,
        update: Update,
        context: ContextTypes.DEFAULT_TYPE,
        answer: Callable[[Conversation], Awaitable[None]],
        *,
        changes: bool,
    ) -> None:
        talk = Conversation.begin(self._services, context.bot, update)
        if talk is None:
            return
        _meet(talk)
        turn = self._turns.setdefault(talk.place.chat_id, asyncio.Lock()) if changes else nullcontext()
        async with turn:
            await self._answer(talk, answer)

    async def _answer(self, talk: Conversation, answer: Callable[[Conversation], Awaitable[None]]) -> None:
        try:
            if await talk.load():
                await answer(talk)
        except RequestError as refusal:
            await talk.tell(refusal.key, **_fitting(refusal.values))
        except Forbidden:  # the chat blocked us while we were answering
            await self._services.storage.subscriptions.block(talk.here)
        except Exception as error:
            await _fail(talk, error)
        finally:
            await talk.acknowledge()

    async def on_membership(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """The bot was blocked, or removed from a group; then nothing more is sent."""
        del context
        change = update.my_chat_member
        if change is not None and _is_gone(change):
            await self._services.storage.subscriptions.block(change.chat.id)

    async def on_migration(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """A group became a supergroup: everything goes with it."""
        del context
        message = update.effective_message
        if message is None:
            return
        if message.migrate_to_chat_id:
            await self._services.storage.subscriptions.move(message.chat_id, message.migrate_to_chat_id)
        elif message.migrate_from_chat_id:
            await self._services.storage.subscriptions.move(message.migrate_from_chat_id, message.chat_id)


def words_of(text: str) -> tuple[str, str]:
    """The first word of a message and the rest, whatever space or new line parts them."""
    word, *rest = text.split(maxsplit=1) or [""]
    return word, rest[0].strip() if rest else ""


async def _command(talk: Conversation, name: str, argument: str) -> None:
    handler = COMMANDS.get(name) or CHANGING_COMMANDS.get(name) or (ADMIN_COMMANDS.get(name) if talk.is_admin else None)
    if handler is None:
        if talk.is_private:  # in a group it may be meant for another bot
            await _suggest(talk, name)
        return
    if name in CHANGING_COMMANDS and argument_changes(name, argument) and not await talk.may_change():
        await talk.tell("admins-only")
        return
    await handler(talk, argument)


async def _suggest(talk: Conversation, name: str) -> None:
    """A mistyped command: what it may have meant."""
    meant = nearest(name, command_menu.EVERYONE + (command_menu.ADMINS if talk.is_admin else ()))
    if meant:
        names = talk.texts.either([f"/{each}" for each in meant])
        await talk.tell("unknown-command-nearest", name=name[:32], names=names)
    else:
        await talk.tell("unknown-command")


def argument_changes(name: str, argument: str) -> bool:
    """Whether a command of `CHANGING_COMMANDS` changes something, with this argument."""
    if name == "sources":  # which of its arguments change anything, it knows itself
        return False
    return bool(argument) or name not in _MENU_COMMANDS


async def _button(talk: Conversation, data: str) -> None:
    verb, _, argument = data.partition(":")
    if verb not in reacting.TELLING | grouping.TELLING:
        await talk.acknowledge()
    handler = BUTTONS.get(verb) or CHANGING_BUTTONS.get(verb)
    if handler is None:
        await talk.tell("unknown-button")
        return
    if verb in CHANGING_BUTTONS and not await talk.may_change():
        await talk.tell("admins-only")
        return
    await handler(talk, argument)


async def _text(talk: Conversation, text: str) -> None:
    address = choosing.address_in(text)
    if address is not None:
        await choosing.offer(talk, address)
    else:
        await asking.text(talk, text)


async def _fail(talk: Conversation, error: Exception) -> None:
    """Log what nobody foresaw, and apologize."""
    log.error("an update failed: %s", kind_and_place(error))
    try:
        await talk.tell("something-broke")
    except TelegramError as refusal:
        log.warning("the apology could not be sent: %s", type(refusal).__name__)


def _meet(talk: Conversation) -> None:
    """Remember who speaks, for administrators who know only a name."""
    chat, user = talk.chat, talk.user
    if user is not None:
        talk.services.acquaintances.meet(Acquaintance(user.id, user.full_name, user.username))
    if chat is not None and not talk.is_private:
        talk.services.acquaintances.meet(Acquaintance(chat.id, chat.effective_name or "", chat.username))


def _fitting(values: Mapping[str, str | int]) -> dict[str, str | int]:
    """What a refusal quotes of what was written, short enough for a message."""
    return {name: cut(value, _QUOTED_UNITS) if isinstance(value, str) else value for name, value in values.items()}


def _is_gone(change: ChatMemberUpdated) -> bool:
    return change.new_chat_member.status in (ChatMemberStatus.BANNED, ChatMemberStatus.LEFT)
