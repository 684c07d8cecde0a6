"""The sender over a Bot API server: what arrives, and what becomes of what does not."""

import socket
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest
from aiohttp import web
from telegram import Bot
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)

from bot.sender import AiohttpRequest, TelegramSender, keyboard
from bot.sender.outcomes import outcome_of
from bot.sender.request import ConnectionNotMade, Timeouts
from bot.sender.telegram_sender import as_plain_text
from digests.clock import FixedClock
from digests.models import Blocked, Button, ChatMoved, Part, Rejected, RetryAt, SendOutcome, Sent, TopicGone, Unknown
from tests.fakes.loopback import LoopbackServer
from tests.fakes.telegram_server import TelegramServer

NOW = datetime(2026, 3, 14, 8, tzinfo=UTC)
READER, GROUP = 7, -1007


@dataclass
class Post:
    """A sender and the server it sends to."""

    server: TelegramServer
    sender: TelegramSender

    async def send(
        self, text: str = "<b>早上好</b>", *, chat_id: int = READER, thread_id: int | None = None
    ) -> SendOutcome:
        return await self.sender.send(chat_id, thread_id, Part(text))

    def texts(self, chat_id: int = READER) -> list[str]:
        return [message.text for message in self.server.messages(chat_id, from_bot=True)]


@pytest.fixture
async def post() -> AsyncIterator[Post]:
    async with TelegramServer() as server:
        server.person(READER)
        server.group(GROUP, "Readers")
        request = AiohttpRequest(timeouts=Timeouts(read_s=0.3))
        async with Bot(server.token, base_url=f"{server.url}/bot", request=request) as bot:
            yield Post(server, TelegramSender(bot, FixedClock(NOW)))


async def test_a_text_arrives_formatted_without_a_preview(post: Post) -> None:
    outcome = await post.send('<b>早上好</b> <a href="https://example.org/">一</a>')
    message = post.server.messages(READER)[-1]
    assert outcome == Sent(message.message_id)
    assert (message.text, message.links) == ("早上好 一", [("一", "https://example.org/")])
    assert '"is_disabled": true' in post.server.calls[-1].params["link_preview_options"]
    assert "allow_paid_broadcast" not in post.server.calls[-1].params


async def test_buttons_arrive_in_their_rows(post: Post) -> None:
    rows = ((Button("1", data="s:1"), Button("2", data="s:2")), (Button("Open", url="https://example.org/"),))
    await post.sender.send(READER, None, Part("Two stories", rows))
    message = post.server.messages(READER)[-1]
    assert [[button.label for button in row] for row in message.keyboard] == [["1", "2"], ["Open"]]


def test_no_buttons_are_no_keyboard() -> None:
    assert keyboard(()) is None
    assert keyboard(((),)) is None


async def test_a_copy_is_made_of_the_message_it_names(post: Post) -> None:
    original = await post.send("An announcement", chat_id=GROUP)
    assert isinstance(original, Sent)
    outcome = await post.sender.send(READER, None, Part("", copy_of=(GROUP, original.message_id)))
    assert outcome == Sent(post.server.messages(READER)[-1].message_id)
    assert post.texts() == ["An announcement"]


async def test_an_answer_answers_its_message_and_stands_alone_where_that_is_gone(post: Post) -> None:
    told = await post.send("The ferry returns")
    assert isinstance(told, Sent)
    await post.sender.send(READER, None, Part("Update", reply_to=told.message_id))
    answered = post.server.messages(READER)[-1].reply_to
    assert answered is not None
    assert answered.text == "The ferry returns"
    assert isinstance(await post.sender.send(READER, None, Part("Update", reply_to=999)), Sent)
    assert post.server.messages(READER)[-1].reply_to is None


async def test_a_paid_broadcast_says_so(post: Post) -> None:
    request = AiohttpRequest()
    async with Bot(post.server.token, base_url=f"{post.server.url}/bot", request=request) as bot:
        await TelegramSender(bot, FixedClock(NOW), paid_broadcast=True).send(READER, None, Part("Paid"))
    assert post.server.calls[-1].params["allow_paid_broadcast"] == "true"


async def test_a_topic_gets_its_message(post: Post) -> None:
    post.server.group(GROUP).add_topic(5)
    assert isinstance(await post.send(chat_id=GROUP, thread_id=5), Sent)
    assert post.server.messages(GROUP)[-1].thread_id == 5


async def test_a_topic_that_is_gone_or_closed_is_told_from_a_group_that_takes_nothing(post: Post) -> None:
    post.server.group(GROUP).add_topic(5)
    post.server.faults.topic_closed(GROUP, 5)
    for thread in (5, 99):
        assert isinstance(await post.send(chat_id=GROUP, thread_id=thread), TopicGone)
    assert isinstance(await post.send(chat_id=GROUP), Sent)


async def test_unreadable_html_arrives_as_plain_text(post: Post) -> None:
    assert isinstance(await post.send("<b>早上好</i> &amp; 3 < 4"), Sent)
    assert post.texts() == ["早上好 & 3 < 4"]


class Mumbler(LoopbackServer):
    """Says that all is well, and not which message it made."""

    def __init__(self, answer: dict[str, object]) -> None:
        super().__init__()
        self.answer = answer

    async def handle(self, request: web.Request) -> web.StreamResponse:
        return web.json_response(self.answer)


@pytest.mark.parametrize("answer", [{"ok": True}, {"ok": True, "result": True}, {"ok": True, "result": {"id": 1}}])
async def test_an_answer_that_names_no_message_leaves_the_end_unknown(answer: dict[str, object]) -> None:
    async with Mumbler(answer) as server, AiohttpRequest() as request:
        sender = TelegramSender(Bot("1:token", base_url=f"{server.url}/bot", request=request), FixedClock(NOW))
        assert isinstance(await sender.send(READER, None, Part("x")), Unknown)


@pytest.mark.parametrize(
    ("markup", "plain"),
    [
        ('<a href="https://e.org/?a=1&amp;b=2">一</a>二', "一二"),
        ("<blockquote expandable>一</blockquote>", "一"),
        ("1 < 2 &lt;b&gt; > 0", "1 < 2 <b> > 0"),
        ("", ""),
    ],
)
def test_plain_text_is_what_would_have_been_read(markup: str, plain: str) -> None:
    assert as_plain_text(markup) == plain


async def test_what_is_too_long_arrives_as_far_as_it_fits(post: Post) -> None:
    assert isinstance(await post.send("长" * 5000), Sent)
    assert post.texts()[-1] == "长" * 4095 + "…"
    paragraph = "<b>要闻</b>\n" + "长" * 1500
    assert isinstance(await post.send("\n\n".join([paragraph] * 3)), Sent)
    assert post.texts()[-1] == "\n\n".join(["要闻\n" + "长" * 1500] * 2) + "\n…"
    assert len(post.server.messages(READER)[-1].entities) == 2


async def test_what_is_refused_for_its_content_is_rejected_with_telegrams_reason(post: Post) -> None:
    post.server.faults.refused(READER, "MEDIA_EMPTY")
    assert await post.send() == Rejected("Media_empty")


async def test_a_blocked_bot_a_missing_chat_and_a_deactivated_person_are_blocked(post: Post) -> None:
    for person, close in enumerate(
        [post.server.faults.blocked, post.server.faults.missing, post.server.faults.deactivated], start=20
    ):
        post.server.person(person)
        close(person)
        assert isinstance(await post.send(chat_id=person), Blocked)


async def test_a_group_that_became_a_supergroup_has_moved(post: Post) -> None:
    post.server.faults.migrated(GROUP, to=-100_500)
    assert await post.send(chat_id=GROUP) == ChatMoved(-100_500)


async def test_a_429_waits_as_told_and_speaks_for_its_chat_alone(post: Post) -> None:
    post.server.faults.too_many(READER, retry_after=35)
    outcome = await post.send()
    assert isinstance(outcome, RetryAt)
    assert (outcome.at, outcome.everywhere) == (NOW + timedelta(seconds=35), False)


async def test_an_answer_that_got_lost_is_unknown(post: Post) -> None:
    post.server.faults.drop_after(READER)
    assert isinstance(await post.send(), Unknown)
    assert post.texts() == ["早上好"]


async def test_an_answer_that_is_late_is_unknown(post: Post) -> None:
    held = post.server.faults.hold(READER)
    assert isinstance(await post.send(), Unknown)
    held.release()


async def test_a_server_that_fails_leaves_the_end_unknown(post: Post) -> None:
    post.server.faults.server_error(READER, status=502)
    assert isinstance(await post.send(), Unknown)


async def test_a_refused_token_stops_everything(post: Post) -> None:
    async with AiohttpRequest() as request:
        bot = Bot("1:wrong", base_url=f"{post.server.url}/bot", request=request)
        outcome = await TelegramSender(bot, FixedClock(NOW)).send(READER, None, Part("x"))
    assert isinstance(outcome, RetryAt)
    assert outcome.everywhere


async def test_a_server_that_cannot_be_reached_stops_everything_for_a_moment() -> None:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        async with AiohttpRequest() as request:
            bot = Bot("1:token", base_url=f"http://127.0.0.1:{closed.getsockname()[1]}/bot", request=request)
            outcome = await TelegramSender(bot, FixedClock(NOW)).send(READER, None, Part("x"))
    assert isinstance(outcome, RetryAt)
    assert (outcome.at, outcome.everywhere) == (NOW + timedelta(seconds=5), True)


@pytest.mark.parametrize(
    ("error", "expected"),
    [
        (RetryAfter(3), RetryAt(NOW + timedelta(seconds=3), "Flood control exceeded. Retry in 0:00:03")),
        (
            RetryAfter(timedelta(seconds=90)),
            RetryAt(NOW + timedelta(seconds=90), "Flood control exceeded. Retry in 0:01:30"),
        ),
        (NetworkError("Too Many Requests: later"), RetryAt(NOW + timedelta(seconds=1), "Too Many Requests: later")),
        (ChatMigrated(-9), ChatMoved(-9)),
        (Forbidden("bot was kicked from the group chat"), Blocked("bot was kicked from the group chat")),
        (BadRequest("Chat not found"), Blocked("Chat not found")),
        (BadRequest("PEER_ID_INVALID"), Blocked("PEER_ID_INVALID")),
        (BadRequest("CHAT_WRITE_FORBIDDEN"), Blocked("CHAT_WRITE_FORBIDDEN")),
        (BadRequest("SLOWMODE_WAIT_17"), RetryAt(NOW + timedelta(seconds=17), "SLOWMODE_WAIT_17")),
        (BadRequest("Message is too long"), Rejected("Message is too long")),
        (BadRequest("Message to copy not found"), Rejected("Message to copy not found")),
        (InvalidToken("Not Found"), RetryAt(NOW + timedelta(seconds=60), "Not Found", everywhere=True)),
        (ConnectionNotMade("refused"), RetryAt(NOW + timedelta(seconds=5), "refused", everywhere=True)),
        (TimedOut(), Unknown("Timed out")),
        (NetworkError("Bad Gateway"), Unknown("Bad Gateway")),
        (TelegramError("Invalid server response"), Unknown("Invalid server response")),
        (Conflict("odd"), Unknown("odd")),
    ],
)
def test_every_error_of_the_library_has_its_outcome(error: TelegramError, expected: SendOutcome) -> None:
    assert outcome_of(error, NOW) == expected


def test_an_endless_reason_is_cut() -> None:
    outcome = outcome_of(NetworkError("x" * 10_000), NOW)
    assert isinstance(outcome, Unknown)
    assert len(outcome.reason) == 200
