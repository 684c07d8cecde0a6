"""A terminal as the transport: the same application and handlers, with this in the place of HTTP to Telegram."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import TextIO

from rich.console import Console
from telegram import Update
from telegram.request import BaseRequest, RequestData

from bot.app import App
from bot.markup import escape, plain
from bot.terminal import show_buttons, to_terminal
from bot.texts import texts_for
from digests.clock import Clock
from digests.models import Language

CHAT_ID = 1
_BOT = {"id": 2, "is_bot": True, "first_name": "Yaowen", "username": "yaowen_bot"}
_CODES: dict[Language, str] = {"zh-Hans": "zh-hans", "zh-Hant": "zh-hant", "en": "en"}
_SHOWN = frozenset(("sendMessage", "editMessageText", "copyMessage", "sendDocument"))


@dataclass(slots=True)
class _Message:
    """What the terminal showed: enough to press its buttons and to answer it."""

    message_id: int
    text: str
    buttons: list[list[dict[str, str]]] = field(default_factory=list)

    def as_dict(self, at: datetime) -> dict[str, object]:
        """The message as the Bot API would describe it."""
        return {
            "message_id": self.message_id,
            "date": int(at.timestamp()),
            "chat": {"id": CHAT_ID, "type": "private"},
            "from": _BOT,
            "text": plain(self.text),
            **({"reply_markup": {"inline_keyboard": self.buttons}} if self.buttons else {}),
        }


class ConsoleRequest(BaseRequest):
    """Answers the Bot API's methods in the process, and shows the messages on `console`."""

    def __init__(self, console: Console, clock: Clock) -> None:
        self._console = console
        self._clock = clock
        self._messages: dict[int, _Message] = {}
        self._next_id = 1
        self._last = _Message(0, "")

    @property
    def read_timeout(self) -> float | None:
        """None: nothing is waited for."""
        return None

    async def initialize(self) -> None:
        """Nothing to open."""

    async def shutdown(self) -> None:
        """Nothing to close."""

    async def do_request(  # noqa: PLR0913, PLR0917 - the library's signature
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: object = BaseRequest.DEFAULT_NONE,
        write_timeout: object = BaseRequest.DEFAULT_NONE,
        connect_timeout: object = BaseRequest.DEFAULT_NONE,
        pool_timeout: object = BaseRequest.DEFAULT_NONE,
    ) -> tuple[int, bytes]:
        """200 and the answer that the Bot API would give."""
        del method, read_timeout, write_timeout, connect_timeout, pool_timeout
        values = dict(request_data.json_parameters) if request_data else {}
        if request_data and request_data.contains_files:
            values["text"] = _file_line(request_data, values.get("caption", ""))
        result = self._answer(url.rsplit("/", 1)[-1], values)
        return 200, json.dumps({"ok": True, "result": result}).encode()

    def _answer(self, name: str, values: Mapping[str, str]) -> object:
        if name == "getMe":
            return _BOT
        if name == "getChatMember":
            return {"status": "creator", "user": _BOT, "is_anonymous": False}
        if name in _SHOWN:
            return self._show(name, values)
        if name == "editMessageReplyMarkup":
            self._rebutton(values)
        elif name == "answerCallbackQuery" and values.get("text"):
            self._console.print(values["text"], style="dim", soft_wrap=True, markup=False)
        return True

    def _rebutton(self, values: Mapping[str, str]) -> None:
        """Other buttons under a message that stays as it is."""
        message = self._messages.get(int(values["message_id"]))
        if message is not None:
            message.buttons = json.loads(values.get("reply_markup") or "{}").get("inline_keyboard", [])
            self._console.print(show_buttons([[button["text"] for button in row] for row in message.buttons]))

    def _show(self, name: str, values: Mapping[str, str]) -> object:
        if name == "editMessageText":
            message = self._messages.setdefault(int(values["message_id"]), _Message(int(values["message_id"]), ""))
        else:
            message = _Message(self._next_id, "")
            self._next_id += 1
        source = self._messages.get(int(values.get("message_id", "0")))
        message.text = values.get("text") or (source.text if source else "")
        message.buttons = json.loads(values.get("reply_markup") or "{}").get("inline_keyboard", [])
        self._messages[message.message_id] = self._last = message
        self._console.print(to_terminal(message.text), soft_wrap=True)
        if message.buttons:
            self._console.print(show_buttons([[button["text"] for button in row] for row in message.buttons]))
        self._console.print()
        return {"message_id": message.message_id} if name == "copyMessage" else message.as_dict(self._clock.now())

    def last_shown(self) -> tuple[str, list[list[str]]]:
        """The message shown last, as markup, and the labels of its buttons."""
        return self._last.text, [[button["text"] for button in row] for row in self._last.buttons]

    def pressed(self, label: str) -> tuple[_Message, str] | None:
        """The newest message that has a button of this label, and the button's data."""
        for message in sorted(self._messages.values(), key=lambda each: -each.message_id):
            for button in (button for row in message.buttons for button in row):
                if button["text"].casefold() == label.casefold() and "callback_data" in button:
                    return message, button["callback_data"]
        return None


def _file_line(request_data: RequestData, caption: str) -> str:
    """A file as a terminal shows it: its name below what is said of it."""
    names = (f"[{escape(name)}]" for name, *_ in (request_data.multipart_data or {}).values())
    return "\n".join([caption, *names])


class ConsoleChat:
    """One person at a terminal. A line is a command, the label of a button, or any other text."""

    def __init__(self, app: App, request: ConsoleRequest, language: Language) -> None:
        self._app = app
        self._request = request
        self._person = {"id": CHAT_ID, "is_bot": False, "first_name": "·", "language_code": _CODES[language]}
        self._updates = self._counted()

    @staticmethod
    def _counted() -> Iterator[int]:
        number = 0
        while True:
            number += 1
            yield number

    async def say(self, line: str) -> None:
        """Bring one line to the handlers and show every answer before returning."""
        press = None if line.startswith("/") else self._request.pressed(line)
        update = self._button(*press) if press else self._line(line)
        await self._app.application.process_update(Update.de_json(update, self._app.application.bot))
        await self._app.dispatcher.drain()
        await self._app.show_progress()

    def _line(self, text: str) -> dict[str, object]:
        number = next(self._updates)
        message: dict[str, object] = {
            "message_id": 1_000_000 + number,
            "date": int(self._app.services.clock.now().timestamp()),
            "chat": {"id": CHAT_ID, "type": "private"},
            "from": self._person,
            "text": text,
        }
        if text.startswith("/"):
            length = len(text.split(maxsplit=1)[0])
            message["entities"] = [{"type": "bot_command", "offset": 0, "length": length}]
        return {"update_id": number, "message": message}

    def _button(self, message: _Message, data: str) -> dict[str, object]:
        number = next(self._updates)
        query = {
            "id": str(number),
            "from": self._person,
            "chat_instance": "terminal",
            "message": message.as_dict(self._app.services.clock.now()),
            "data": data,
        }
        return {"update_id": number, "callback_query": query}


async def lines_of(stream: TextIO, prompt: Callable[[], None]) -> AsyncIterator[str]:
    """The lines of a stream until it ends or says /quit, without holding up the event loop."""
    while True:
        prompt()
        line = await asyncio.to_thread(stream.readline)
        if not line or line.strip() == "/quit":
            return
        if line.strip():
            yield line.strip()


async def converse(chat: ConsoleChat, console: Console, script: TextIO, *, language: Language, echo: bool) -> None:
    """Hold the conversation: the first minute, then line after line. `echo`: show the lines, as a script needs it."""
    texts = texts_for(language)
    console.print(texts.plain("console-demo"), style="dim", soft_wrap=True)
    console.print(texts.plain("console-hint"), style="dim", soft_wrap=True)
    console.print()
    await chat.say("/start")
    await chat.say("/digest")
    async for line in lines_of(script, prompt=(lambda: None) if echo else lambda: console.print("> ", end="")):
        if echo:
            console.print(f"> {line}", style="bold", soft_wrap=True, markup=False)
        await chat.say(line)
