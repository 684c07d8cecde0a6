"""What the fake Telegram knows: users, chats, their messages, and who waits for a change.

`World` holds it; the methods of the Bot API and the people of a test both act on it.
"""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from tests.fakes.loopback import Bell
from tests.fakes.telegram_keyboard import Keyboard, keyboard_json
from tests.fakes.telegram_params import ApiError, bad_request
from tests.fakes.telegram_text import Entity, Formatted

ChatKind = Literal["private", "group", "supergroup", "channel"]
Status = Literal["creator", "administrator", "member", "left", "kicked"]
Json = dict[str, object]


@dataclass(slots=True)
class User:
    """A person or the bot."""

    id: int
    first_name: str
    language_code: str | None = None
    username: str | None = None
    is_bot: bool = False

    def to_json(self) -> Json:
        found: Json = {"id": self.id, "is_bot": self.is_bot, "first_name": self.first_name}
        found |= {"username": self.username} if self.username else {}
        return found | ({"language_code": self.language_code} if self.language_code else {})


@dataclass(slots=True)
class Message:
    """A message in a chat, as it stands now.

    `text` is what is read (plain, after parsing), `html` what the bot sent, `edits` the earlier plain texts, oldest
    first. `at` is aware UTC, `monotonic` the server's monotonic clock at acceptance.
    """

    chat_id: int
    message_id: int
    sender: User
    text: str
    at: datetime
    monotonic: float
    entities: tuple[Entity, ...] = ()
    keyboard: Keyboard = ()
    html: str = ""
    kind: Literal["text", "photo", "document"] = "text"
    file_name: str = ""
    file: bytes = b""
    thread_id: int | None = None
    reply_to: "Message | None" = None
    edits: list[str] = field(default_factory=list)
    deleted: bool = False
    silent: bool = False

    @property
    def from_bot(self) -> bool:
        return self.sender.is_bot

    @property
    def labels(self) -> list[str]:
        """The labels of all buttons, row by row."""
        return [button.label for row in self.keyboard for button in row]

    @property
    def links(self) -> list[tuple[str, str]]:
        """The linked texts and their addresses, in order."""
        return [(e.of(self.text), e.url) for e in self.entities if e.url is not None]


@dataclass(slots=True)
class Chat:
    """A chat with its members. `refusal` is the standing answer to whoever writes there, None when all is well."""

    id: int
    kind: ChatKind
    title: str
    username: str | None = None
    members: dict[int, Status] = field(default_factory=dict)
    messages: list[Message] = field(default_factory=list)
    topics: set[int] = field(default_factory=set)
    closed_topics: set[int] = field(default_factory=set)
    is_forum: bool = False
    refusal: ApiError | None = None
    bot_may_post: bool = True

    def to_json(self) -> Json:
        name = "first_name" if self.kind == "private" else "title"
        found: Json = {"id": self.id, "type": self.kind, name: self.title}
        found |= {"username": self.username} if self.username else {}
        return found | ({"is_forum": True} if self.is_forum else {})

    def find_message(self, message_id: int) -> Message | None:
        """The message, unless it never was or is deleted."""
        return next((m for m in self.messages if m.message_id == message_id and not m.deleted), None)


@dataclass(slots=True)
class Tap:
    """A person's tap on a button. `answer` is what the bot answered, None until it did; `alert` whether as a window."""

    id: str
    message: Message
    data: str
    world: "World"
    answer: str | None = None
    alert: bool = False

    async def wait(self, *, timeout_s: float = 5.0) -> str:
        """What the bot answered, empty when it only stopped the clock on the button; TimeoutError without one."""
        async with asyncio.timeout(timeout_s):
            while self.answer is None:
                await self.world.changes.next()
        return self.answer


class World:
    """All users, chats and taps, and the bell `changes` that rings at each change."""

    def __init__(self, bot: User, monotonic: Callable[[], float], now: Callable[[], datetime], changes: Bell) -> None:
        self.bot = bot
        self.monotonic = monotonic
        self.now = now
        self.users: dict[int, User] = {bot.id: bot}
        self.chats: dict[int, Chat] = {}
        self.taps: dict[str, Tap] = {}
        self.changes = changes

    def find_chat(self, name: str) -> Chat | None:
        """The chat by its id or `@username`."""
        if name.startswith("@"):
            return next((c for c in self.chats.values() if c.username == name[1:]), None)
        return self.chats.get(int(name)) if name.lstrip("-").isdecimal() else None

    def ensure_chat(self, chat_id: int) -> Chat:
        """The chat, made when it is new: a person's for a positive id, else a supergroup with the bot in it."""
        if chat_id not in self.chats:
            if chat_id > 0:
                self.users.setdefault(chat_id, User(chat_id, f"Person {chat_id}"))
            name = self.users[chat_id].first_name if chat_id > 0 else f"Group {-chat_id}"
            kind: ChatKind = "private" if chat_id > 0 else "supergroup"
            self.chats[chat_id] = Chat(chat_id, kind, name, members={self.bot.id: "member"})
        return self.chats[chat_id]

    def post(self, chat: Chat, sender: User, formatted: Formatted, *, thread_id: int | None = None) -> Message:
        """Add a message to the chat. Ids count from 1 in each chat, so the same id stands in many chats."""
        message = Message(
            chat.id, len(chat.messages) + 1, sender, formatted.text, self.now(), self.monotonic(), formatted.entities
        )
        message.thread_id = thread_id
        chat.messages.append(message)
        self.changes.ring()
        return message

    def message_json(self, message: Message) -> Json:
        """The message as the Bot API writes it."""
        found: Json = {
            "message_id": message.message_id,
            "date": int(message.at.timestamp()),
            "chat": self.chats[message.chat_id].to_json(),
            "from": message.sender.to_json(),
            **self._content_json(message),
        }
        if message.keyboard:
            found["reply_markup"] = keyboard_json(message.keyboard)
        if message.thread_id is not None:
            found |= {"message_thread_id": message.thread_id, "is_topic_message": True}
        if message.edits:
            found["edit_date"] = int(self.now().timestamp())
        if message.reply_to is not None:
            answered = self.message_json(message.reply_to)
            answered.pop("reply_to_message", None)  # Telegram nests one level only
            found["reply_to_message"] = answered
        return found

    def _content_json(self, message: Message) -> Json:
        entities = [entity.to_json() for entity in message.entities]
        if message.kind == "text":
            return {"text": message.text} | ({"entities": entities} if entities else {})
        file_id = f"file-{message.chat_id}-{message.message_id}"
        file: Json = {"file_id": file_id, "file_unique_id": f"unique-{file_id}", "file_size": len(message.file)}
        content: Json = {"document": file | {"file_name": message.file_name}}
        if message.kind == "photo":
            content = {"photo": [file | {"width": 1, "height": 1}]}
        return content | {"caption": message.text, "caption_entities": entities}


def get_chat(world: World, name: str) -> Chat:
    """The chat by its id or `@username`; Telegram's own refusals when there is none."""
    if not name:
        raise bad_request("chat_id is empty")
    chat = world.find_chat(name)
    if chat is None:
        raise bad_request("chat not found")
    return chat


def thrown_out(chat: Chat) -> ApiError:
    """The answer to a bot that writes where it was blocked or removed."""
    if chat.kind == "private":
        return ApiError(403, "Forbidden: bot was blocked by the user")
    return ApiError(403, f"Forbidden: bot was kicked from the {chat.kind} chat")
