"""One update as a conversation: where it happens, who speaks, in which language, and how to answer."""

import asyncio
import dataclasses
import logging
from collections.abc import Awaitable, Callable, Coroutine, Sequence
from dataclasses import dataclass
from typing import Any

from telegram import (
    Bot,
    BotCommandScopeChat,
    Chat,
    InlineKeyboardButton,
    Message,
    ReplyParameters,
    Update,
    User,
)
from telegram.constants import ChatAction, ChatMemberStatus, ChatType
from telegram.error import BadRequest, Forbidden, TelegramError
from telegram.ext import Application

from bot.buttons import marked
from bot.handlers.command_menu import menu_of
from bot.markup import LIMIT_UNITS, cut, units
from bot.sender import keyboard, patiently, preview
from bot.settings import Settings
from bot.texts import Texts, language_of, texts_for
from digests.clock import Clock
from digests.errors import RequestError
from digests.models import Button, Channel, Part, Story, StoryId, Subscription
from digests.pipeline.asking import Asker
from digests.pipeline.composing import Composer
from digests.pipeline.metering import MeteredModel
from digests.pipeline.searching import Searcher
from digests.pipeline.summarizing import Summarizer
from digests.ports import Storage
from digests.questions.limits import AskedAbout, HourlyLimit
from digests.subscriptions.acquaintances import Acquaintances
from digests.subscriptions.choices import SourceDesk
from digests.subscriptions.desk import ChatKind, Desk, Place
from digests.subscriptions.groupings import GroupingDesk
from digests.subscriptions.lists import ListDesk
from digests.subscriptions.offers import OfferDesk
from digests.subscriptions.reactions import ReactionDesk
from digests.subscriptions.sight import seen_by
from digests.subscriptions.wishes import WishDesk

log = logging.getLogger(__name__)

BotApplication = Application[Any, Any, Any, Any, Any, Any]
"""The library's application; what it keeps of its own (user data, jobs) is not used."""

_PATIENCE_S = 1.0
_KINDS: dict[str, ChatKind] = {ChatType.PRIVATE: "private", ChatType.CHANNEL: "channel"}


@dataclass(frozen=True, slots=True)
class Services:
    """What the handlers call. `deliver` sends what is due now; `wake` asks for a refresh soon, `read_now` returns
    when one is done."""

    settings: Settings
    storage: Storage
    desk: Desk
    sources: SourceDesk
    offers: OfferDesk
    wishes: WishDesk
    lists: ListDesk
    reactions: ReactionDesk
    groupings: GroupingDesk
    composer: Composer
    searcher: Searcher
    asker: Asker
    limit: HourlyLimit
    inline_limit: HourlyLimit
    lookups: HourlyLimit
    acquaintances: Acquaintances
    asked_about: AskedAbout
    summarizer: Summarizer
    model: MeteredModel | None
    clock: Clock
    deliver: Callable[[], Awaitable[int]]
    wake: Callable[[], None]
    read_now: Callable[[], Awaitable[None]]


class Conversation:
    """The chat an update comes from. `subscription` is the stored one, or what this place would begin with."""

    def __init__(self, services: Services, bot: Bot, update: Update, subscription: Subscription, place: Place) -> None:
        self.services = services
        self.bot = bot
        self.place = self.place_here = place
        self.channel: Channel | None = None
        self.subscription = subscription
        self.is_subscribed = False
        self._update = update
        self._is_acknowledged = False

    @classmethod
    def begin(cls, services: Services, bot: Bot, update: Update) -> "Conversation | None":
        """The conversation of an update as if nothing were stored, or None where there is nobody to answer."""
        place = place_of(update, services)
        if place is None:
            return None
        return cls(services, bot, update, services.desk.beginning(place), place)

    async def load(self) -> bool:
        """Take up the stored subscription, where there is one; False where nothing is to be answered.

        Whoever is banned, here or anywhere, is told nothing, not even that.
        """
        known = await self.services.storage.receptions.look(self._speakers(), self.here, self.subscription.id)
        if known.is_banned:
            self._is_acknowledged = True
            return False
        found = known.subscription
        if self.is_private and known.channel is not None:
            await self._turn_to(known.channel)
            found = await self.services.desk.find(self.place)
        self.is_subscribed = found is not None
        self.subscription = found or self.subscription
        return True

    def _speakers(self) -> set[int]:
        """Those who may be banned: the chat and the person, but for the operator's administrators."""
        return set() if self.is_admin else {self.here, self.speaker_id}

    async def _turn_to(self, channel: Channel) -> None:
        """Where this private chat manages a channel, its commands serve that, for as long as the person may."""
        if not await is_administrator(self.bot, channel.id, self.speaker_id):
            await self.services.storage.channels.drop(self.here, channel.id)
            # What was meant for the channel must not happen to the person instead.
            raise RequestError("channel-lost", {"name": channel.title})
        self.channel = channel
        self.place = Place(channel.id, None, "channel", self.place_here.language)
        self.subscription = self.services.desk.beginning(self.place)

    @property
    def here(self) -> int:
        """The chat in which we speak, whatever place the settings are of."""
        return self.place_here.chat_id

    @property
    def is_private(self) -> bool:
        """Whether we speak with one person alone."""
        return self.place_here.kind == "private"

    @property
    def speaker_id(self) -> int:
        return self.user.id if self.user else 0

    @property
    def texts(self) -> Texts:
        return texts_for(self.subscription.language)

    @property
    def message(self) -> Message | None:
        """The message that was written, or under which a button was pressed, as far as Telegram still shows it."""
        return self._update.effective_message

    @property
    def chat(self) -> Chat | None:
        return self._update.effective_chat

    @property
    def user(self) -> User | None:
        return self._update.effective_user

    @property
    def is_admin(self) -> bool:
        """Whether one of the operator's administrators speaks."""
        return self.user is not None and self.user.id in self.services.settings.admin_ids

    def _named(self, part: Part) -> Part:
        """The message with the channel that it is about, where one is managed."""
        if self.channel is None:
            return part
        text = f"<i>{self.texts('channel-line', name=cut(self.channel.title, 60))}</i>\n{part.text}"
        return dataclasses.replace(part, text=text) if units(text) <= LIMIT_UNITS else part

    async def say(self, part: Part, *, reply_to: int | None = None) -> Message:
        """A new message, after the wait that Telegram may ask for."""
        part = self._named(part)
        reply = ReplyParameters(reply_to, allow_sending_without_reply=True) if reply_to else None
        return await patiently(
            self.services.clock,
            lambda: self.bot.send_message(
                self.here,
                part.text,
                message_thread_id=self.place_here.thread_id,
                reply_markup=keyboard(part.buttons),
                reply_parameters=reply,
                parse_mode="HTML",
                link_preview_options=preview(part),
            ),
        )

    async def show(self, part: Part) -> None:
        """Change the message under which a button was pressed; where that cannot be, or none was, a new message."""
        if self._update.callback_query is None or self.message is None:
            await self.say(part)
            return
        await self.replace(self.message.message_id, part)

    async def send_file(self, name: str, data: bytes, caption: str) -> None:
        """A file with a line of our HTML below it."""
        await patiently(
            self.services.clock,
            lambda: self.bot.send_document(
                self.here,
                data,
                filename=name,
                caption=caption,
                message_thread_id=self.place_here.thread_id,
                parse_mode="HTML",
            ),
        )

    async def show_result(self, work: Coroutine[None, None, Part], meanwhile: Part) -> None:
        """Say what `work` gives; where it takes over a second, `meanwhile` is said first, and changed into it then."""
        result = asyncio.ensure_future(work)
        try:
            await asyncio.wait([result], timeout=_PATIENCE_S)
            shown = None if result.done() else (await self.say(meanwhile)).message_id
            part = await result
        finally:
            result.cancel()
        if shown is None:
            await self.say(part)
        else:
            await self.replace(shown, part)

    async def mark_buttons(self, among: str, chosen: str | None) -> None:
        """Under the message whose button was pressed, mark the one whose data begins with `chosen`.

        Those whose data begins with `among` and not with that lose their mark; the text stays as it is.
        """
        message = self.message
        if message is None or message.reply_markup is None:
            return
        rows = tuple(
            tuple(_as_marked(button, among, chosen) for button in row) for row in message.reply_markup.inline_keyboard
        )
        try:
            await self.bot.edit_message_reply_markup(self.here, message.message_id, reply_markup=keyboard(rows))
        except BadRequest as error:  # marked so already by an earlier tap, or too old to be changed
            log.info("buttons were not marked: %s", error)

    async def replace(self, message_id: int, part: Part) -> None:
        """Change one of our messages in this chat; where that cannot be, say it anew."""
        shown = self._named(part)
        try:
            await patiently(
                self.services.clock,
                lambda: self.bot.edit_message_text(
                    shown.text,
                    chat_id=self.here,
                    message_id=message_id,
                    reply_markup=keyboard(shown.buttons),
                    parse_mode="HTML",
                    link_preview_options=preview(shown),
                ),
            )
        except BadRequest as error:
            if "not modified" not in str(error).lower():  # a second tap on the same button changes nothing
                await self.say(part)

    async def answer_to_message(self, part: Part) -> Message:
        """A reply to the message that was written, so that a button under it still knows what it was about."""
        return await self.say(part, reply_to=self.message.message_id if self.message else None)

    async def show_command_menu(self) -> None:
        """Put this chat's command menu into its language; only a convenience, so a refusal is no error."""
        scope = BotCommandScopeChat(self.here)
        try:
            await self.bot.set_my_commands(menu_of(self.texts, admin=self.is_admin), scope=scope)
        except TelegramError as error:
            log.info("the command menu of a chat was not changed: %s", type(error).__name__)

    async def drop_command_menu(self) -> None:
        """Take back this chat's own command menu: it is the last thing Telegram keeps for us about the chat."""
        try:
            await self.bot.delete_my_commands(scope=BotCommandScopeChat(self.here))
        except TelegramError as error:
            log.info("the command menu of a chat was not deleted: %s", type(error).__name__)

    async def tell(self, key: str, **values: str | int) -> None:
        """One of the texts as a new message."""
        await self.say(Part(self.texts(key, **values)))

    async def acknowledge(self, text: str = "") -> None:
        """Take the waiting sign off a pressed button, once, with a word that shows for a moment where there is one.

        Telegram refuses that for an old tap, which counts no less.
        """
        if self._update.callback_query is None or self._is_acknowledged:
            return
        self._is_acknowledged = True
        try:
            await self._update.callback_query.answer(text or None)
        except TelegramError as error:
            log.info("a tap was not acknowledged: %s", type(error).__name__)

    async def typing(self) -> None:
        """Show that something takes time; not worth an error."""
        try:
            await self.bot.send_chat_action(self.here, ChatAction.TYPING, message_thread_id=self.place_here.thread_id)
        except TelegramError:
            return

    async def seen(self, ids: Sequence[StoryId]) -> list[Story]:
        """Those of the stories with these ids that are kept and that this place may see."""
        storage = self.services.storage
        return await seen_by(storage, self.subscription, await storage.stories.get(list(dict.fromkeys(ids))))

    async def may_change(self) -> bool:
        """Whether the speaker may change settings here: anyone in a private chat, else administrators."""
        if self.is_private:  # a channel is managed from here only by who administers it
            return True
        message = self._update.message or self._update.channel_post
        if message is not None and message.sender_chat is not None:  # an administrator who stays anonymous, a channel
            return message.sender_chat.id == self.place.chat_id
        if self.user is None:
            return False
        member = await self.bot.get_chat_member(self.place.chat_id, self.user.id)
        return member.status in (ChatMemberStatus.OWNER, ChatMemberStatus.ADMINISTRATOR)


def _as_marked(button: InlineKeyboardButton, among: str, chosen: str | None) -> Button:
    data = button.callback_data if isinstance(button.callback_data, str) else None
    if data is None or not data.startswith(among):
        return Button(button.text, data, button.url)
    return Button(marked(button.text.removeprefix("✓ "), chosen=bool(chosen) and data.startswith(str(chosen))), data)


def place_of(update: Update, services: Services) -> Place | None:
    """Where an update happens; None for updates without a chat."""
    chat = update.effective_chat
    if chat is None:
        return None
    user = update.effective_user
    default = services.settings.language
    language = language_of(user.language_code if user else None, default) if chat.type == ChatType.PRIVATE else default
    return Place(chat.id, thread_of(update.effective_message), kind_of(chat), language)


def kind_of(chat: Chat) -> ChatKind:
    return _KINDS.get(chat.type, "group")


def thread_of(message: Message | None) -> int | None:
    """The forum topic of a message. Replies in ordinary groups have a thread id too, which is none of ours."""
    return message.message_thread_id if message is not None and message.is_topic_message else None


async def is_administrator(bot: Bot, channel_id: int, user_id: int) -> bool:
    """Whether the person administers the channel now; where it is closed to us they do not.

    Raises `RequestError` (`something-broke`) where Telegram cannot be asked: that says nothing about anybody's rights.
    """
    try:
        member = await bot.get_chat_member(channel_id, user_id)
    except (BadRequest, Forbidden):
        return False
    except TelegramError as error:
        raise RequestError("something-broke") from error
    return member.status in (ChatMemberStatus.OWNER, ChatMemberStatus.ADMINISTRATOR)


Handler = Callable[[Conversation, str], Awaitable[None]]
"""Answers a command or a button: the conversation, and what stands after the command or the verb."""
