"""How the fake Telegram is reached: HTTP forms, polling, webhooks, trouble on the way, and as a process."""

import asyncio
import json
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from aiohttp import ClientConnectionError, ClientSession, FormData, web

from tests.fakes.loopback import LoopbackServer
from tests.fakes.telegram_server import TOKEN, TelegramServer

READER = 7
Reply = tuple[int, dict[str, object]]


@pytest.fixture
async def server() -> AsyncIterator[TelegramServer]:
    async with TelegramServer() as running:
        running.person(READER, first_name="Lin")
        yield running


@pytest.fixture
async def client() -> AsyncIterator[ClientSession]:
    async with ClientSession() as session:
        yield session


async def call(client: ClientSession, server: TelegramServer, method: str, **params: object) -> Reply:
    async with client.post(f"{server.url}/bot{server.token}/{method}", json=params) as response:
        return response.status, await response.json()


async def updates(client: ClientSession, server: TelegramServer, **params: object) -> list[dict[str, object]]:
    _, body = await call(client, server, "getUpdates", **params)
    result = body["result"]
    assert isinstance(result, list)
    return result


async def test_every_way_of_passing_parameters_is_the_same(server: TelegramServer, client: ClientSession) -> None:
    """Query, form, multipart and JSON; the method's name in any case."""
    address = f"{server.url}/bot{server.token}/"
    values = {"chat_id": str(READER), "text": "海港"}
    multipart = FormData(values)
    multipart.add_field("unused", b"x", filename="x")
    for send in (
        client.get(address + "sendMessage", params=values),
        client.post(address + "sendmessage", data=values),
        client.post(address + "sendMessage", data=multipart),
        client.post(address + "SENDMESSAGE", json={"chat_id": READER, "text": "海港", "parse_mode": None}),
    ):
        async with send as response:
            assert response.status == 200
    assert [message.text for message in server.messages(READER)] == ["海港"] * 4


@pytest.mark.parametrize(
    ("path", "status", "description"),
    [
        ("/bot1:wrong/getMe", 401, "Unauthorized"),
        (f"/bot{TOKEN}/getMoon", 404, "Not Found: method not found"),
        ("/elsewhere", 404, "Not Found"),
        (f"/bot{TOKEN}/sendMessage", 400, "Bad Request: message text is empty"),
        (f"/bot{TOKEN}/sendMessage?text=x", 400, "Bad Request: chat_id is empty"),
        (f"/bot{TOKEN}/sendMessage?text=x&chat_id=7&parse_mode=Markdown", 400, "Bad Request: unsupported parse_mode"),
        (
            f"/bot{TOKEN}/sendMessage?text=x&chat_id=7&reply_markup=x",
            400,
            "Bad Request: can't parse reply markup JSON object",
        ),
        (f"/bot{TOKEN}/deleteMessage?chat_id=7&message_id=x", 400, "Bad Request: invalid message_id specified"),
        (f"/bot{TOKEN}/sendPhoto?chat_id=7", 400, "Bad Request: there is no photo in the request"),
        (f"/bot{TOKEN}/sendChatAction?chat_id=7", 400, "Bad Request: wrong parameter action in request"),
        (f"/bot{TOKEN}/getChatMember?chat_id=7&user_id=9", 400, "Bad Request: invalid user_id specified"),
        (
            f"/bot{TOKEN}/getChatAdministrators?chat_id=7",
            400,
            "Bad Request: there are no administrators in the private chat",
        ),
        (
            f"/bot{TOKEN}/leaveChat?chat_id=7",
            400,
            "Bad Request: chat member status can't be changed in private chats",
        ),
        (
            f"/bot{TOKEN}/setMyCommands",
            400,
            "Bad Request: can't parse commands: expected an Array of BotCommand",
        ),
    ],
)
async def test_a_wrong_request_is_refused_in_telegram_s_form(
    server: TelegramServer, client: ClientSession, path: str, status: int, description: str
) -> None:
    async with client.get(server.url + path) as response:
        body = await response.json()
    assert (response.status, body) == (status, {"ok": False, "error_code": status, "description": description})


@pytest.mark.parametrize("body", ["{", "[]"])
async def test_a_body_that_is_no_json_object_is_refused(
    server: TelegramServer, client: ClientSession, body: str
) -> None:
    headers = {"Content-Type": "application/json"}
    async with client.post(f"{server.url}/bot{TOKEN}/getMe", data=body, headers=headers) as response:
        assert response.status == 400


@pytest.mark.parametrize("commands", [["start"], [{"command": "start"}], [{"command": "a", "description": "b"}] * 101])
async def test_a_command_list_that_telegram_refuses_is_refused(
    server: TelegramServer, client: ClientSession, commands: list[object]
) -> None:
    status, _ = await call(client, server, "setMyCommands", commands=commands)
    assert status == 400
    assert server.commands == {}


async def test_a_long_answer_to_a_tap_is_refused(server: TelegramServer, client: ClientSession) -> None:
    """Two hundred characters are the limit; the tap stays unanswered."""
    markup = {"inline_keyboard": [[{"text": "a", "callback_data": "a"}, {"text": "b", "url": "https://a.test"}]]}
    await call(client, server, "sendMessage", chat_id=READER, text="x", reply_markup=markup)
    tap = await server.person(READER).tap("a")
    status, _ = await call(client, server, "answerCallbackQuery", callback_query_id=tap.id, text="x" * 201)
    assert (status, tap.answer) == (400, None)
    with pytest.raises(LookupError):
        await server.person(READER).tap("b")


async def test_entities_may_be_given_beside_a_plain_text(server: TelegramServer, client: ClientSession) -> None:
    bold = {"type": "bold", "offset": 0, "length": 2}
    await call(client, server, "sendMessage", chat_id=READER, text="海港 <b>", entities=[bold])
    [message] = server.messages(READER)
    assert (message.text, message.entities[0].of(message.text)) == ("海港 <b>", "海港")


async def test_an_offset_confirms_what_came_before(server: TelegramServer, client: ClientSession) -> None:
    """Unconfirmed updates come again; a negative offset keeps the last ones only."""
    person = server.person(READER)
    for text in "abcd":
        await person.say(text)
    assert [u["update_id"] for u in await updates(client, server, limit=2)] == [1, 2]
    assert [u["update_id"] for u in await updates(client, server)] == [1, 2, 3, 4]
    assert [u["update_id"] for u in await updates(client, server, offset=2)] == [2, 3, 4]
    assert [u["update_id"] for u in await updates(client, server, offset=-1)] == [4]
    assert [u["update_id"] for u in await updates(client, server)] == [4]
    assert await updates(client, server, offset=5) == []


async def test_a_long_poll_ends_as_soon_as_something_comes(server: TelegramServer, client: ClientSession) -> None:
    waiting = asyncio.create_task(updates(client, server, timeout=30))
    await server.wait_for_call("getUpdates")
    await server.person(READER).say("hello")
    assert len(await waiting) == 1


async def test_only_the_kinds_asked_for_are_queued(server: TelegramServer, client: ClientSession) -> None:
    await updates(client, server, allowed_updates=["message"])
    await server.person(READER).block_bot()
    await server.person(READER).say("hello")
    assert [list(u) for u in await updates(client, server)] == [["update_id", "message"]]


async def test_a_second_poll_ends_the_first_with_a_conflict(server: TelegramServer, client: ClientSession) -> None:
    first = asyncio.create_task(call(client, server, "getUpdates", timeout=30))
    await server.wait_for_call("getUpdates")
    assert await updates(client, server) == []
    status, body = await first
    assert status == 409
    assert str(body["description"]).startswith("Conflict: terminated by other getUpdates request")


class Webhook(LoopbackServer):
    """Takes what Telegram posts; answers `status`."""

    def __init__(self) -> None:
        super().__init__()
        self.status = 200
        self.taken: list[tuple[str, object]] = []

    async def handle(self, request: web.Request) -> web.StreamResponse:
        secret = request.headers.get("X-Telegram-Bot-Api-Secret-Token", "")
        self.taken.append((secret, (await request.json())["update_id"]))
        self.changes.ring()
        return web.Response(status=self.status)

    async def wait_for(self, count: int) -> None:
        async with asyncio.timeout(5):
            while len(self.taken) < count:
                await self.changes.next()


async def test_a_webhook_gets_updates_in_order_with_its_secret(server: TelegramServer, client: ClientSession) -> None:
    async with Webhook() as webhook:
        await server.person(READER).say("a")
        await call(client, server, "setWebhook", url=webhook.url, secret_token="s-1")
        await server.person(READER).say("b")
        await webhook.wait_for(2)
        assert webhook.taken == [("s-1", 1), ("s-1", 2)]
        status, body = await call(client, server, "getUpdates")
        assert (status, "webhook is active" in str(body["description"])) == (409, True)
        await call(client, server, "deleteWebhook")
        assert await updates(client, server, offset=3) == []


async def test_a_webhook_that_fails_keeps_its_updates(server: TelegramServer, client: ClientSession) -> None:
    async with Webhook() as webhook:
        webhook.status = 500
        await call(client, server, "setWebhook", url=webhook.url)
        await server.person(READER).say("a")
        await webhook.wait_for(1)
        _, body = await call(client, server, "getWebhookInfo")
    info = body["result"]
    assert isinstance(info, dict)
    assert info["pending_update_count"] == 1
    for params in ({"url": "nowhere"}, {"url": "https://a.test", "secret_token": "not allowed"}):
        status, _ = await call(client, server, "setWebhook", **params)
        assert status == 400
    await call(client, server, "deleteWebhook", drop_pending_updates=True)
    assert server.updates.pending == []


async def send(client: ClientSession, server: TelegramServer, chat_id: int = READER) -> Reply:
    return await call(client, server, "sendMessage", chat_id=chat_id, text="x")


async def test_scripted_errors_come_as_often_as_told(server: TelegramServer, client: ClientSession) -> None:
    server.person(8)
    server.faults.too_many(READER, retry_after=3, times=2)
    server.faults.server_error(8)
    assert (await send(client, server, 8))[0] == 500
    replies = [await send(client, server) for _ in range(3)]
    assert [status for status, _ in replies] == [429, 429, 200]
    assert replies[0][1]["parameters"] == {"retry_after": 3}
    assert len(server.messages(READER)) == 1


async def test_a_connection_dropped_before_accepting_leaves_no_message(
    server: TelegramServer, client: ClientSession
) -> None:
    server.faults.drop_before(None)
    with pytest.raises(ClientConnectionError):
        await send(client, server)
    assert server.messages(READER) == []


async def test_a_connection_dropped_after_accepting_leaves_the_message(
    server: TelegramServer, client: ClientSession
) -> None:
    """The caller sees the same error in both cases: it cannot know the outcome."""
    server.faults.drop_after(READER)
    with pytest.raises(ClientConnectionError):
        await send(client, server)
    assert len(server.messages(READER)) == 1


async def test_a_held_answer_waits_for_its_release(server: TelegramServer, client: ClientSession) -> None:
    hold = server.faults.hold(READER)
    sending = asyncio.create_task(send(client, server))
    await hold.reached()
    assert (len(server.messages(READER)), sending.done()) == (1, False)
    hold.release()
    assert (await sending)[0] == 200


async def test_latency_delays_the_answer_but_not_the_acceptance(server: TelegramServer, client: ClientSession) -> None:
    server.faults.latency_s = 30
    sending = asyncio.create_task(send(client, server))
    await server.wait_for_message(READER, "x")
    assert not sending.done()
    sending.cancel()


async def test_flood_control_answers_with_the_seconds_to_wait(client: ClientSession) -> None:
    """A refused message is not accepted, and other chats are not concerned."""
    now = 0.0
    async with TelegramServer(limits=True, monotonic=lambda: now) as server:
        server.person(READER)
        server.person(8)
        statuses = [(await send(client, server))[0] for _ in range(4)]
        assert statuses == [200, 200, 200, 429]
        assert (await send(client, server, 8))[0] == 200
        now = 1.0
        assert (await send(client, server))[0] == 200
        assert len(server.messages(READER)) == 4


async def test_waiting_for_what_does_not_come_fails_with_the_transcript(server: TelegramServer) -> None:
    await server.person(READER).say("hello")
    with pytest.raises(AssertionError, match=r"\[1\] Lin: hello"):
        await server.wait_for_message(READER, lambda message: message.silent, timeout_s=0.01)


async def test_as_a_process_it_logs_what_it_accepts(client: ClientSession, tmp_path: Path) -> None:
    """It prints its address, takes messages to any chat, and writes a JSON line for each before it answers."""
    log = tmp_path / "accepted.jsonl"
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "tests.fakes.telegram_server", "--token", "9:t", "--log", str(log)),
        stdout=asyncio.subprocess.PIPE,
    )
    try:
        assert process.stdout is not None
        url = (await process.stdout.readline()).decode().strip()
        for chat_id in (7, -1007):
            async with client.post(f"{url}/bot9:t/sendMessage", json={"chat_id": chat_id, "text": "海港"}) as response:
                assert response.status == 200
    finally:
        process.terminate()
        await process.wait()
    lines = [json.loads(line) for line in log.read_text("utf-8").splitlines()]
    assert [(line["chat_id"], line["text"]) for line in lines] == [(7, "海港"), (-1007, "海港")]
