"""A Bot API server on loopback, with Telegram's own rules and refusals, and persons to talk to the bot.

    async with TelegramServer() as server:
        bot = telegram.Bot(server.token, base_url=f"{server.url}/bot")
        person = server.person(7, first_name="Lin", language_code="zh-hans")
        reply = await person.ask("/start")
        print(server.transcript(person.id))

Persons and groups: `telegram_people`. Trouble (403, 429, lost answers): `server.faults`, see `telegram_faults`.
Flood limits (`TelegramServer(limits=True)`): `telegram_limits`. HTML: `telegram_html`.
`server.calls` lists every request (`Call(method, params, at)`), `server.messages(chat_id)` every message as it stands,
`server.wait_for_message(chat_id, "text" or predicate, after=, timeout_s=)` waits without polling, `server.commands`
holds the registered commands by (scope, language code), `server.updates.pending` what the bot has not fetched.

As a process: `python -m tests.fakes.telegram_server --port P --token T --log FILE [--limits] [--latency-s S]`
prints its address, lets the bot write to any chat, and appends a JSON line to FILE for each accepted message.
"""

import argparse
import asyncio
import json
import sys
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from inspect import isawaitable
from pathlib import Path
from types import TracebackType
from typing import Self

from aiohttp import web

from digests.clock import SystemClock
from tests.fakes.loopback import LoopbackServer, cut
from tests.fakes.telegram_drafts import DraftMethods
from tests.fakes.telegram_faults import Fault, Faults
from tests.fakes.telegram_inline import InlineMethods, Offer
from tests.fakes.telegram_limits import FloodControl
from tests.fakes.telegram_messages import MessageMethods
from tests.fakes.telegram_params import ApiError, Params, read_params
from tests.fakes.telegram_people import Group, Person
from tests.fakes.telegram_profile import ProfileMethods
from tests.fakes.telegram_state import Chat, ChatKind, Json, Message, User, World
from tests.fakes.telegram_transcript import Predicate, transcript, wait_for_message
from tests.fakes.telegram_updates import Updates

TOKEN = "1000001:loopback-token-of-the-tests"
REAL_TIME = SystemClock()


@dataclass(frozen=True, slots=True)
class Call:
    """One request with a valid token. `at` is in monotonic seconds."""

    method: str
    params: dict[str, str]
    at: float


class TelegramServer(LoopbackServer):
    """See the module's description."""

    def __init__(
        self,
        *,
        token: str = TOKEN,
        port: int = 0,
        limits: bool = False,
        any_chat: bool = False,
        log: Path | None = None,
        monotonic: Callable[[], float] = REAL_TIME.monotonic,
        now: Callable[[], datetime] = REAL_TIME.now,
    ) -> None:
        """A server for the bot with `token`.

        `limits` switches Telegram's flood limits on, reckoned with `monotonic`. `any_chat` lets the bot write to
        chats that nobody made. `log` is a file that gets a JSON line for each accepted message. `now` dates messages.
        """
        super().__init__(port=port)
        self.token = token
        bot = User(int(token.split(":", maxsplit=1)[0]), "Yaowen", username="yaowen_test_bot", is_bot=True)
        self.world = World(bot, monotonic, now, self.changes)
        self.updates = Updates(self.world, self.closing)
        self.faults = Faults(self.world)
        self.calls: list[Call] = []
        self._any_chat = any_chat
        self._log = log
        profile = ProfileMethods(self.world)
        self.commands = profile.commands
        self.descriptions = profile.descriptions
        self._messages = messages = MessageMethods(self.world, FloodControl() if limits else None, self._accepted)
        self._drafts = DraftMethods(self.world)
        self._inline = InlineMethods(self.world, self.updates)
        self.lost_files = False
        self._methods: dict[str, Callable[[Params], object]] = {
            **profile.table,
            **messages.table,
            **self._drafts.table,
            **self._inline.table,
            "getupdates": self.updates.get_updates,
            "setwebhook": self.updates.set_webhook,
            "deletewebhook": self.updates.delete_webhook,
            "getwebhookinfo": self.updates.get_webhook_info,
        }
        self._pusher: asyncio.Task[None] | None = None

    async def __aenter__(self) -> Self:
        await super().__aenter__()
        self._pusher = asyncio.create_task(self.updates.push())
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.faults.release_all()
        if self._pusher is not None:
            self._pusher.cancel()
            with suppress(asyncio.CancelledError):
                await self._pusher
        await super().__aexit__(kind, error, trace)

    def person(self, user_id: int, *, first_name: str = "", language_code: str | None = None) -> Person:
        """A person with whom the bot may talk. The same id again is the same person."""
        user = self.world.users.setdefault(user_id, User(user_id, first_name or f"Person {user_id}"))
        user.language_code = language_code or user.language_code
        return Person(self.world, self.updates, user, self.world.ensure_chat(user_id))

    def group(
        self,
        chat_id: int,
        title: str = "",
        *,
        kind: ChatKind = "supergroup",
        username: str | None = None,
        members: Iterable[Person] = (),
        administrators: Iterable[Person] = (),
    ) -> Group:
        """A group that the bot is in, or a channel that it administers."""
        chat = self.world.ensure_chat(chat_id)
        chat.kind, chat.username, chat.title = kind, username, title or chat.title
        chat.members[self.world.bot.id] = "administrator" if kind == "channel" else "member"
        group = Group(self.world, self.updates, chat)
        for person in members:
            group.set_member(person, "member")
        for person in administrators:
            group.set_member(person, "administrator")
        return group

    def messages(self, chat_id: int, *, from_bot: bool | None = None) -> list[Message]:
        """The messages of the chat in order, deleted ones with their mark; with `from_bot` only one side's."""
        chat = self.world.chats.get(chat_id)
        return [m for m in (chat.messages if chat else []) if from_bot is None or m.from_bot == from_bot]

    async def inline(self, person: Person, words: str, *, offset: str = "") -> Offer:
        """What the bot offers to a person who types `@bot words` in some chat."""
        return await self._inline.ask(person.user, words, offset=offset)

    def drafts(self, chat_id: int) -> list[str]:
        """What was shown in the chat while it was written, oldest first."""
        return self._drafts.shown[chat_id]

    def transcript(self, chat_id: int) -> str:
        """The chat as a text to read."""
        return transcript(self.world.ensure_chat(chat_id))

    async def wait_for_message(
        self, chat_id: int, predicate: Predicate | str = "", *, after: int = 0, timeout_s: float = 5.0
    ) -> Message:
        """The bot's first message later than the id `after` that fits; see `telegram_transcript`."""
        chat = self.world.ensure_chat(chat_id)
        return await wait_for_message(self.world, chat, predicate, after=after, timeout_s=timeout_s)

    async def wait_for_call(self, method: str, *, count: int = 1, timeout_s: float = 5.0) -> Call:
        """The `count`-th call of the method, as soon as it was made."""
        async with asyncio.timeout(timeout_s):
            while len(found := [call for call in self.calls if call.method == method]) < count:
                await self.world.changes.next()
        return found[count - 1]

    async def handle(self, request: web.Request) -> web.StreamResponse:
        prefix = f"/file/bot{self.token}/documents/"
        if request.path.startswith(prefix):
            return self._download(request.path.removeprefix(prefix))
        try:
            result = await self._answer(request)
        except ApiError as error:
            return web.json_response(error.to_json(), status=error.status)
        if result is None:
            return cut(request)
        return web.json_response({"ok": True, "result": result})

    def _download(self, file_id: str) -> web.StreamResponse:
        """What a person sent as a file; `TelegramServer.lost_files` makes it 404, as when Telegram has it no more."""
        message = None if self.lost_files else self._messages.find_file(file_id)
        return web.Response(body=message.file) if message else web.Response(status=404)

    async def _answer(self, request: web.Request) -> object:
        """The result of the method; None where the connection is to be cut."""
        name = self._method_name(request.path)
        params = await read_params(request)
        self.calls.append(Call(name, params.values, self.world.monotonic()))
        self.world.changes.ring()
        fault = self.faults.take(name, self._chat(params))
        if fault is not None and fault.kind == "error":
            raise fault.error
        if fault is not None and fault.kind == "drop_before":
            return None
        result = self._methods[name.lower()](params)
        return await self._late(await result if isawaitable(result) else result, fault)

    async def _late(self, result: object, fault: Fault | None) -> object:
        await self._pause()
        if fault is not None and fault.kind == "hold":
            await fault.hold.pass_through()
        return None if fault is not None and fault.kind == "drop_after" else result

    async def _pause(self) -> None:
        if self.faults.latency_s > 0:
            await self.until_closing(self.faults.latency_s)

    def _method_name(self, path: str) -> str:
        parts = path.removeprefix("/").split("/")
        if len(parts) != 2 or not parts[0].startswith("bot"):
            raise ApiError(404, "Not Found")
        if parts[0] != f"bot{self.token}":
            raise ApiError(401, "Unauthorized")
        if parts[1].lower() not in self._methods:
            raise ApiError(404, "Not Found: method not found")
        return parts[1]

    def _chat(self, params: Params) -> Chat | None:
        name = params.text("chat_id")
        if self._any_chat and name.lstrip("-").isdecimal():
            return self.world.ensure_chat(int(name))
        return self.world.find_chat(name)

    def _accepted(self, message: Message) -> None:
        if self._log is None:
            return
        line: Json = {"chat_id": message.chat_id, "message_id": message.message_id, "text": message.text}
        line |= {"html": message.html, "buttons": message.labels, "at": message.at.isoformat()}
        with self._log.open("a", encoding="utf-8") as log:
            log.write(json.dumps(line, ensure_ascii=False) + "\n")


async def serve(arguments: argparse.Namespace) -> None:
    """Run until killed."""
    server = TelegramServer(
        token=arguments.token, port=arguments.port, log=arguments.log, limits=arguments.limits, any_chat=True
    )
    server.faults.latency_s = arguments.latency_s
    async with server:
        sys.stdout.write(f"{server.url}\n")
        sys.stdout.flush()
        await server.until_closing()


def main() -> None:
    parser = argparse.ArgumentParser(description="a Bot API server on loopback")
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--token", default=TOKEN)
    parser.add_argument("--log", type=Path)
    parser.add_argument("--limits", action="store_true")
    parser.add_argument("--latency-s", type=float, default=0.0)
    with suppress(KeyboardInterrupt):
        asyncio.run(serve(parser.parse_args()))


if __name__ == "__main__":
    main()
