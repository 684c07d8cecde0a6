"""The other side of the chat: what persons and groups do, as a test tells them.

person = server.person(7, first_name="Lin", language_code="zh-hans")
reply = await person.ask("/start")           # says it and waits for the bot's next message
tap = await person.tap("English")            # by label or by callback data
await tap.wait()                             # until the bot answered the tap
group = server.group(-100, "Readers", members=[person], administrators=[other])
await person.say("/digest", chat=group)
"""

import re

from tests.fakes.telegram_profile import member_json
from tests.fakes.telegram_state import Chat, Json, Message, Status, Tap, User, World, thrown_out
from tests.fakes.telegram_text import Entity, Formatted, utf16_length
from tests.fakes.telegram_transcript import transcript, wait_for_message
from tests.fakes.telegram_updates import Updates

FOUND_IN_TEXT = {
    "bot_command": re.compile(r"(?<![\w/])/[A-Za-z0-9_]{1,64}(@\w+)?\b", re.ASCII),
    "url": re.compile(r"https?://[^\s<>]+"),
}


def as_typed(text: str) -> Formatted:
    """The text with the commands and addresses that Telegram marks in what people type."""
    found = [
        Entity(kind, utf16_length(text[: match.start()]), utf16_length(match[0]))
        for kind, pattern in FOUND_IN_TEXT.items()
        for match in pattern.finditer(text)
    ]
    return Formatted(text, tuple(sorted(found, key=lambda entity: entity.offset)))


class Group:
    """A group, supergroup or channel. `id` serves wherever a chat id is asked for."""

    def __init__(self, world: World, updates: Updates, chat: Chat) -> None:
        self._world = world
        self._updates = updates
        self.chat = chat
        self.id = chat.id

    async def add_bot(self, *, by: "Person", administrator: bool = False) -> None:
        status: Status = "administrator" if administrator else "member"
        self.chat.refusal = None
        self._updates.add("my_chat_member", change_membership(self._world, self.chat, by.user, status))

    async def remove_bot(self, *, by: "Person") -> None:
        self._updates.add("my_chat_member", change_membership(self._world, self.chat, by.user, "kicked"))

    def set_member(self, person: "Person", status: Status) -> None:
        self.chat.members[person.user.id] = status

    def add_topic(self, thread_id: int) -> None:
        self.chat.is_forum = True
        self.chat.topics.add(thread_id)


class Person:
    """A person. Their private chat has their id."""

    def __init__(self, world: World, updates: Updates, user: User, chat: Chat) -> None:
        self._world = world
        self._updates = updates
        self.user = user
        self.chat = chat
        self.id = user.id

    async def say(
        self,
        text: str,
        *,
        chat: Group | None = None,
        reply_to: Message | None = None,
        thread_id: int | None = None,
    ) -> Message:
        """Write in the private chat, or in `chat`. In a group the bot sees everything, as if it were asked to."""
        where = chat.chat if chat else self.chat
        message = self._world.post(where, self.user, as_typed(text), thread_id=thread_id)
        message.reply_to = reply_to
        kind = "channel_post" if where.kind == "channel" else "message"
        self._updates.add(kind, self._world.message_json(message))
        return message

    async def send_file(
        self, name: str, data: bytes, *, caption: str = "", chat: Group | None = None, reply_to: Message | None = None
    ) -> Message:
        """Send a file, with a caption or without."""
        where = chat.chat if chat else self.chat
        message = self._world.post(where, self.user, as_typed(caption))
        message.kind, message.file_name, message.file, message.reply_to = "document", name, data, reply_to
        self._updates.add("message", self._world.message_json(message))
        return message

    async def share_location(self, latitude: float, longitude: float) -> Message:
        """Share where one is, in the private chat."""
        message = self._world.post(self.chat, self.user, as_typed(""))
        payload = {k: v for k, v in self._world.message_json(message).items() if k != "text"}
        self._updates.add("message", payload | {"location": {"latitude": latitude, "longitude": longitude}})
        return message

    async def ask(self, text: str, *, chat: Group | None = None, timeout_s: float = 5.0) -> Message:
        """Say it and wait for the bot's next message there; AssertionError with the transcript when none comes."""
        said = await self.say(text, chat=chat)
        where = chat.chat if chat else self.chat
        return await wait_for_message(self._world, where, after=said.message_id, timeout_s=timeout_s)

    async def tap(self, button: str, *, message: Message | None = None, chat: Group | None = None) -> Tap:
        """Tap the button with this label or data, on `message` or on the newest that has it.

        LookupError, with the transcript, where no standing message has such a button.
        """
        where = self._world.chats[message.chat_id] if message else chat.chat if chat else self.chat
        for shown in [message] if message else reversed(where.messages):
            data = _data(shown, button)
            if data is not None:
                return self._tap(shown, data)
        raise LookupError(f"no button {button!r} in this chat:\n{transcript(where)}")

    def _tap(self, message: Message, data: str) -> Tap:
        tap = Tap(str(len(self._world.taps) + 1), message, data, self._world)
        self._world.taps[tap.id] = tap
        query: Json = {"id": tap.id, "from": self.user.to_json(), "data": data}
        query |= {"chat_instance": str(message.chat_id), "message": self._world.message_json(message)}
        self._updates.add("callback_query", query)
        return tap

    async def block_bot(self) -> None:
        """Block the bot: it is told, and its messages are refused from now on."""
        change = change_membership(self._world, self.chat, self.user, "kicked")
        self._updates.add("my_chat_member", change)

    async def unblock_bot(self) -> None:
        self.chat.refusal = None
        self._updates.add("my_chat_member", change_membership(self._world, self.chat, self.user, "member"))


def _data(message: Message, button: str) -> str | None:
    """What the button sends; None when the message lacks it or is gone."""
    buttons = [] if message.deleted else [b for row in message.keyboard for b in row]
    return next((b.data for b in buttons if button in {b.label, b.data}), None)


def change_membership(world: World, chat: Chat, by: User, status: Status) -> Json:
    """Change what the bot is in the chat, refuse it where it was thrown out, and give the update that tells it."""
    old = chat.members.get(world.bot.id, "left")
    chat.members[world.bot.id] = status
    if status == "kicked":
        chat.refusal = thrown_out(chat)
    return {
        "chat": chat.to_json(),
        "from": by.to_json(),
        "date": int(world.now().timestamp()),
        "old_chat_member": member_json(world.bot, old),
        "new_chat_member": member_json(world.bot, status),
    }
