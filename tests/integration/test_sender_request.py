"""The transport under python-telegram-bot, beside the library's own, over loopback servers."""

import asyncio
import logging
import socket
import traceback
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass, field

import pytest
from aiohttp import web
from telegram import Bot, InputFile
from telegram.error import NetworkError, TelegramError, TimedOut
from telegram.request import BaseRequest, HTTPXRequest, RequestData
from telegram.request._requestparameter import RequestParameter

from bot.sender.request import AiohttpRequest, ConnectionNotMade, Timeouts
from tests.fakes.loopback import LoopbackServer, cut
from tests.fakes.telegram_server import TOKEN, TelegramServer

FORM = RequestData([RequestParameter("text", "早 & <b>晚</b>\n+%", None)])
BOTH_WAYS = pytest.mark.parametrize("data", [None, FORM], ids=["by aiohttp", "by wire"])
"""What has no fields goes by aiohttp, a form by connections of our own."""


@dataclass
class Seen:
    """One request as it arrived."""

    method: str
    content_type: str
    fields: Mapping[str, object] = field(default_factory=dict)


class Recorder(LoopbackServer):
    """Notes every request; `/bot.../sendMessage` and the like are answered as Telegram does, other paths misbehave."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[Seen] = []
        self.arrived = asyncio.Event()

    async def handle(self, request: web.Request) -> web.StreamResponse:
        form = await request.post()
        fields = {
            name: (value.filename, value.content_type, value.file.read()) if isinstance(value, web.FileField) else value
            for name, value in form.items()
        }
        self.seen.append(Seen(request.method, request.content_type, fields))
        self.arrived.set()
        match request.path.rpartition("/")[2]:
            case "cut":
                return cut(request)
            case "silent":
                await self.until_closing()
            case "redirect":
                raise web.HTTPFound("/elsewhere")
            case "garbage":
                return web.Response(body=b"\xff<html>", status=502)
        return web.json_response({"ok": True, "result": True})


@pytest.fixture
async def recorder() -> AsyncIterator[Recorder]:
    async with Recorder() as server:
        yield server


@pytest.fixture
async def request_() -> AsyncIterator[AiohttpRequest]:
    async with AiohttpRequest(timeouts=Timeouts(read_s=0.2, connect_s=1.0, pool_s=0.1)) as opened:
        yield opened


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


async def everything_a_bot_writes(server: Recorder, request: BaseRequest) -> list[Seen]:
    """What arrives when a bot sends a text, a file, and a call without parameters."""
    async with request:
        bot = Bot(TOKEN, base_url=f"{server.url}/bot", request=request)
        await bot.set_my_name("要闻 & <b>+%")
        await bot.set_my_commands([("latest", "最新"), ("help", "帮助")], language_code="zh")
        await bot.delete_my_commands()
        await request.post(f"{server.url}/bot{TOKEN}/close")
        await bot.set_webhook("https://example.org/", certificate=InputFile(b"\x00\xff", filename="证 书.pem"))
    seen, server.seen = server.seen, []
    return seen


async def test_it_writes_the_same_forms_as_the_librarys_own(recorder: Recorder) -> None:
    ours = await everything_a_bot_writes(recorder, AiohttpRequest())
    theirs = await everything_a_bot_writes(recorder, HTTPXRequest())
    assert len(ours) == 5
    assert ours == theirs


async def test_an_open_file_is_uploaded(recorder: Recorder, tmp_path_factory: pytest.TempPathFactory) -> None:
    path = tmp_path_factory.mktemp("upload") / "sources.opml"
    path.write_bytes(b"<opml/>")
    async with AiohttpRequest() as request:
        bot = Bot(TOKEN, base_url=f"{recorder.url}/bot", request=request)
        with path.open("rb") as opened:
            certificate = InputFile(opened, read_file_handle=False)
            await bot.set_webhook("https://example.org/", certificate=certificate)
    assert recorder.seen[0].fields["certificate"] == ("sources.opml", "application/octet-stream", b"<opml/>")


@BOTH_WAYS
async def test_a_refused_connection_was_never_made(request_: AiohttpRequest, data: RequestData | None) -> None:
    with pytest.raises(ConnectionNotMade):
        await request_.post(f"http://127.0.0.1:{free_port()}/bot{TOKEN}/getMe", data)


@BOTH_WAYS
async def test_an_unknown_host_was_never_reached(request_: AiohttpRequest, data: RequestData | None) -> None:
    with pytest.raises(ConnectionNotMade):
        await request_.post(f"http://nowhere.invalid/bot{TOKEN}/getMe", data)


@BOTH_WAYS
async def test_no_free_connection_in_time_means_nothing_was_written(
    recorder: Recorder, data: RequestData | None
) -> None:
    timeouts = Timeouts(read_s=0.8, connect_s=0.1, pool_s=0.1)
    async with AiohttpRequest(connections=1, timeouts=timeouts) as request:
        first = asyncio.create_task(request.post(f"{recorder.url}/silent", data))
        await recorder.arrived.wait()
        with pytest.raises(ConnectionNotMade):
            await request.post(f"{recorder.url}/getMe", data)
        with pytest.raises(TimedOut):
            await first
    assert len(recorder.seen) == 1


@BOTH_WAYS
async def test_no_answer_in_time_is_timed_out(
    recorder: Recorder, request_: AiohttpRequest, data: RequestData | None
) -> None:
    with pytest.raises(TimedOut):
        await request_.post(f"{recorder.url}/silent", data)
    assert len(recorder.seen) == 1


@BOTH_WAYS
async def test_a_calls_own_time_out_is_kept(recorder: Recorder, data: RequestData | None) -> None:
    async with AiohttpRequest(timeouts=Timeouts(read_s=None)) as request:
        with pytest.raises(TimedOut):
            await request.post(f"{recorder.url}/silent", data, read_timeout=0.1)


async def test_a_body_that_nobody_reads_is_given_up(request_: AiohttpRequest) -> None:
    """The peer accepts the connection and then reads nothing: there is a limit for writing too."""
    with socket.socket() as deaf:
        deaf.bind(("127.0.0.1", 0))
        deaf.listen()
        bot = Bot(TOKEN, base_url=f"http://127.0.0.1:{deaf.getsockname()[1]}/bot", request=request_)
        with pytest.raises(TimedOut):
            await bot.set_webhook("https://example.org/", certificate=bytes(20_000_000), write_timeout=0.2)


@BOTH_WAYS
async def test_a_cut_connection_is_a_network_error_that_may_have_arrived(
    recorder: Recorder, request_: AiohttpRequest, data: RequestData | None
) -> None:
    with pytest.raises(NetworkError) as caught:
        await request_.post(f"{recorder.url}/cut", data)
    assert not isinstance(caught.value, ConnectionNotMade)


async def test_a_message_does_not_follow_a_redirect(recorder: Recorder, request_: AiohttpRequest) -> None:
    with pytest.raises(NetworkError):
        await request_.post(f"{recorder.url}/redirect", RequestData())
    assert len(recorder.seen) == 1


@BOTH_WAYS
async def test_the_proxy_of_the_environment_is_used_but_for_hosts_it_exempts(
    recorder: Recorder, request_: AiohttpRequest, monkeypatch: pytest.MonkeyPatch, data: RequestData | None
) -> None:
    monkeypatch.setenv("http_proxy", recorder.url)
    monkeypatch.setenv("no_proxy", "exempt.invalid")
    await request_.post("http://telegram.invalid/bot1:token/getMe", data)
    assert len(recorder.seen) == 1
    with pytest.raises(ConnectionNotMade):
        await request_.post("http://exempt.invalid/bot1:token/getMe", data)


async def test_a_file_is_retrieved(recorder: Recorder, request_: AiohttpRequest) -> None:
    assert await request_.retrieve(f"{recorder.url}/file") == b'{"ok": true, "result": true}'
    assert recorder.seen[0].method == "GET"


async def test_it_opens_and_closes_as_often_as_asked(recorder: Recorder) -> None:
    request = AiohttpRequest()
    for _ in range(2):
        await request.initialize()
        await request.initialize()
        assert await request.post(f"{recorder.url}/getMe") is True
        await request.shutdown()
        await request.shutdown()
    with pytest.raises(NetworkError, match="not initialized"):
        await request.post(f"{recorder.url}/getMe")


async def test_it_serves_a_whole_bot() -> None:
    async with TelegramServer() as server:
        bot = Bot(server.token, base_url=f"{server.url}/bot", request=AiohttpRequest())
        async with bot:
            person = server.person(7)
            sent = await bot.send_message(person.id, "早上好")
    assert sent.text == "早上好"


@pytest.mark.parametrize(
    "address",
    [
        "{url}/bot{token}/cut",
        "{url}/bot{token}/silent",
        "{url}/bot{token}/garbage",
        "{url}/bot{token}/redirect",
        "http://127.0.0.1:{port}/bot{token}/getMe",
        "http://nowhere.invalid/bot{token}/getMe",
        "http://[bad/bot{token}/getMe",
        "ftp://127.0.0.1/bot{token}/getMe",
        "http://127.0.0.1:99999/bot{token}/getMe",
    ],
)
async def test_no_error_and_no_log_line_shows_the_token(
    address: str, recorder: Recorder, request_: AiohttpRequest, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    with pytest.raises(TelegramError) as caught:
        await request_.post(address.format(url=recorder.url, token=TOKEN, port=free_port()))
    told = "".join(traceback.format_exception(caught.value)) + repr(caught.value) + caplog.text
    assert TOKEN not in told
