"""Answers to people and the token's one budget, over a Bot API that enforces Telegram's limits."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import timedelta

import pytest
from telegram.error import RetryAfter
from telegram.ext import ExtBot

from bot.sender import AiohttpRequest, RepliesFirst
from bot.sender.outcomes import wait_of
from digests.deliveries.pacing import Pacing
from digests.deliveries.turnstile import Turnstile
from tests.factories import NOW
from tests.fakes.fake_clock import FakeClock
from tests.fakes.telegram_server import TelegramServer


@dataclass
class Desk:
    """A bot whose requests go through the turnstile."""

    server: TelegramServer
    clock: FakeClock
    pacing: Pacing
    bot: ExtBot[None]


@pytest.fixture
async def desk() -> AsyncIterator[Desk]:
    clock, pacing = FakeClock(NOW), Pacing()
    limiter = RepliesFirst(Turnstile(pacing, clock), clock)
    async with (
        TelegramServer(any_chat=True, limits=True, monotonic=clock.monotonic) as server,
        ExtBot(server.token, base_url=f"{server.url}/bot", request=AiohttpRequest(), rate_limiter=limiter) as bot,
        clock.driven(),
    ):
        yield Desk(server, clock, pacing, bot)


async def test_answers_are_counted_so_that_none_is_refused(desk: Desk) -> None:
    for chat in range(1, 66):
        await desk.bot.send_message(chat, "Done")
    for _ in range(5):
        await desk.bot.send_message(7, "Done")
    assert len([call for call in desk.server.calls if call.method == "sendMessage"]) == 70
    assert desk.clock.monotonic() >= 2


async def test_edits_and_signs_of_life_take_no_place(desk: Desk) -> None:
    sent = await desk.bot.send_message(7, "One")
    free_at = desk.pacing.chat_wait(7, desk.clock.monotonic())
    await desk.bot.send_chat_action(7, "typing")
    await desk.bot.edit_message_text("Two", chat_id=7, message_id=sent.message_id)
    await desk.bot.get_me()
    assert desk.pacing.chat_wait(7, desk.clock.monotonic()) <= free_at


async def test_a_429_of_an_answer_stops_its_chat_for_digests_too(desk: Desk) -> None:
    desk.server.faults.too_many(7, retry_after=40)
    with pytest.raises(RetryAfter):
        await desk.bot.send_message(7, "One")
    assert 39 < desk.pacing.stopped_for(7, desk.clock.monotonic()) <= 40
    assert desk.pacing.stopped_for(8, desk.clock.monotonic()) == 0


async def test_nothing_is_asked_of_telegram_before_a_429_is_over(desk: Desk) -> None:
    desk.pacing.stop_all(desk.clock.monotonic() + 90)
    await desk.bot.send_message(7, "Late, and sent")
    assert desk.clock.monotonic() >= 90
    desk.pacing.stop_chat(7, desk.clock.monotonic(), desk.clock.monotonic() + 30)
    await desk.bot.send_chat_action(7, "typing")
    assert desk.clock.monotonic() >= 120
    calls = len(desk.server.calls)
    desk.pacing.stop_all(desk.clock.monotonic() + 600)
    with pytest.raises(RetryAfter) as refused:
        await desk.bot.send_message(7, "Too late")
    assert wait_of(refused.value) >= timedelta(seconds=590)
    assert len(desk.server.calls) == calls
