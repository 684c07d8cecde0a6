"""The methods of the Bot API that write: send, edit, delete, copy, answer a tap.

The order is Telegram's: the text is parsed, the chat looked up, its standing refusal told, then flood control
counts. A refused message counts for nothing.
"""

from collections.abc import Callable
from typing import Literal

from tests.fakes.telegram_keyboard import Keyboard, read_keyboard
from tests.fakes.telegram_limits import FloodControl
from tests.fakes.telegram_params import (
    MAX_CAPTION_UNITS,
    MAX_DOWNLOAD_BYTES,
    MAX_TEXT_UNITS,
    ApiError,
    Params,
    bad_request,
    too_many,
)
from tests.fakes.telegram_state import Chat, Json, Message, World, get_chat
from tests.fakes.telegram_text import Formatted, utf16_length

MAX_ANSWER_CHARACTERS = 200
NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same as a current "
    "content and reply markup of the message"
)


def get_writable_chat(world: World, params: Params) -> Chat:
    """The chat of `chat_id`, or the reason why the bot may not write there."""
    chat = get_chat(world, params.text("chat_id"))
    if chat.refusal is not None:
        raise ApiError(chat.refusal.status, chat.refusal.description, **chat.refusal.parameters)
    status = chat.members.get(world.bot.id, "left")
    if chat.kind == "channel" and status != "administrator":
        raise bad_request("need administrator rights in the channel chat")
    if chat.kind != "private" and status in {"left", "kicked"}:
        raise ApiError(403, f"Forbidden: bot is not a member of the {chat.kind} chat")
    return chat


class MessageMethods:
    """`table` maps a method's name in small letters to the method."""

    def __init__(self, world: World, flood: FloodControl | None, on_accepted: Callable[[Message], None]) -> None:
        self._world = world
        self._flood = flood
        self._on_accepted = on_accepted
        self.table: dict[str, Callable[[Params], object]] = {
            "sendmessage": self.send_message,
            "sendphoto": lambda params: self.send_file(params, "photo"),
            "senddocument": lambda params: self.send_file(params, "document"),
            "getfile": self.get_file,
            "copymessage": self.copy_message,
            "editmessagetext": self.edit_message_text,
            "editmessagereplymarkup": self.edit_message_reply_markup,
            "deletemessage": self.delete_message,
            "answercallbackquery": self.answer_callback_query,
            "sendchataction": self.send_chat_action,
        }

    def send_message(self, params: Params) -> Json:
        return self._world.message_json(self._send(params, _text(params), read_keyboard(params)))

    def send_file(self, params: Params, kind: Literal["photo", "document"]) -> Json:
        if not params.text(kind):
            raise bad_request(f"there is no {kind} in the request")
        caption = params.formatted("caption", "caption_entities")
        if utf16_length(caption.text) > MAX_CAPTION_UNITS:
            raise bad_request("message caption is too long")
        message = self._send(params, caption, read_keyboard(params))
        message.kind, message.file_name, message.html = kind, params.text(kind), params.text("caption")
        message.file = params.files.get(kind, b"")
        return self._world.message_json(message)

    def get_file(self, params: Params) -> Json:
        message = self.find_file(params.text("file_id"))
        if message is None:
            raise bad_request("invalid file_id")
        if len(message.file) > MAX_DOWNLOAD_BYTES:
            raise bad_request("file is too big")
        file_id = params.text("file_id")
        return {"file_id": file_id, "file_unique_id": f"unique-{file_id}", "file_path": f"documents/{file_id}"}

    def find_file(self, file_id: str) -> Message | None:
        """The message whose file has this id."""
        messages = (message for chat in self._world.chats.values() for message in chat.messages)
        return next((m for m in messages if m.file and file_id == f"file-{m.chat_id}-{m.message_id}"), None)

    def copy_message(self, params: Params) -> Json:
        """Copies carry the text, entities and file; the keyboard and another caption only when they are given."""
        origin = get_chat(self._world, params.text("from_chat_id"))
        source = origin.find_message(params.integer("message_id"))
        if source is None:
            raise bad_request("message to copy not found")
        whole = Formatted(source.text, source.entities)
        if "caption" in params.values:
            whole = params.formatted("caption", "caption_entities")
        copy = self._send(params, whole, read_keyboard(params))
        copy.kind, copy.file_name = source.kind, source.file_name
        return {"message_id": copy.message_id}

    def _send(self, params: Params, formatted: Formatted, keyboard: Keyboard) -> Message:
        chat = get_writable_chat(self._world, params)
        thread_id = self._thread(chat, params)
        answered = self._answered(chat, params)
        self._count(chat, params)
        message = self._world.post(chat, self._world.bot, formatted, thread_id=thread_id)
        message.html = params.text("text")
        message.keyboard, message.reply_to = keyboard, answered
        message.silent = params.flag("disable_notification")
        self._on_accepted(message)
        return message

    def _thread(self, chat: Chat, params: Params) -> int | None:
        thread_id = params.integer("message_thread_id") or None
        if thread_id is not None and thread_id not in chat.topics:
            raise bad_request("message thread not found")
        if thread_id in chat.closed_topics:
            raise bad_request("TOPIC_CLOSED")
        return thread_id

    def _answered(self, chat: Chat, params: Params) -> Message | None:
        """The message that this one replies to, in the new or the old form of the parameter."""
        wanted = params.mapping("reply_parameters")
        number = wanted.get("message_id", params.integer("reply_to_message_id"))
        found = chat.find_message(number) if isinstance(number, int) else None
        lenient = wanted.get("allow_sending_without_reply") or params.flag("allow_sending_without_reply")
        if number and found is None and not lenient:
            raise bad_request("message to be replied not found")
        return found

    def _count(self, chat: Chat, params: Params) -> None:
        if self._flood is None:
            return
        group, paid = chat.kind in {"group", "supergroup"}, params.flag("allow_paid_broadcast")
        wait = self._flood.admit(chat.id, self._world.monotonic(), group=group, paid=paid)
        if wait is not None:
            raise too_many(wait)

    def edit_message_text(self, params: Params) -> Json:
        """An edit without a keyboard takes the keyboard away, as at Telegram."""
        formatted, keyboard = _text(params), read_keyboard(params)
        message = self._own_message(params, "edit")
        if (formatted.text, formatted.entities, keyboard) == (message.text, message.entities, message.keyboard):
            raise bad_request(NOT_MODIFIED)
        message.edits.append(message.text)
        message.text, message.entities, message.keyboard = formatted.text, formatted.entities, keyboard
        message.html = params.text("text")
        self._world.changes.ring()
        return self._world.message_json(message)

    def edit_message_reply_markup(self, params: Params) -> Json:
        keyboard = read_keyboard(params)
        message = self._own_message(params, "edit")
        if keyboard == message.keyboard:
            raise bad_request(NOT_MODIFIED)
        message.keyboard = keyboard
        self._world.changes.ring()
        return self._world.message_json(message)

    def delete_message(self, params: Params) -> bool:
        self._own_message(params, "delete").deleted = True
        self._world.changes.ring()
        return True

    def _own_message(self, params: Params, act: str) -> Message:
        chat = get_writable_chat(self._world, params)
        message = chat.find_message(params.integer("message_id"))
        if message is None:
            raise bad_request(f"message to {act} not found")
        if not message.from_bot and act == "edit":
            raise bad_request("message can't be edited")
        return message

    def answer_callback_query(self, params: Params) -> bool:
        tap = self._world.taps.get(params.text("callback_query_id"))
        if tap is None or tap.answer is not None:
            raise bad_request("query is too old and response timeout expired or query ID is invalid")
        if len(params.text("text")) > MAX_ANSWER_CHARACTERS:
            raise bad_request("MESSAGE_TOO_LONG")
        tap.answer, tap.alert = params.text("text"), params.flag("show_alert")
        self._world.changes.ring()
        return True

    def send_chat_action(self, params: Params) -> bool:
        get_writable_chat(self._world, params)
        if not params.text("action"):
            raise bad_request("wrong parameter action in request")
        return True


def _text(params: Params) -> Formatted:
    if not params.text("text"):
        raise bad_request("message text is empty")
    formatted = params.formatted()
    if not formatted.text:
        raise bad_request("text must be non-empty")
    if utf16_length(formatted.text) > MAX_TEXT_UNITS:
        raise bad_request("message is too long")
    return formatted
