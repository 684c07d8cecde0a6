"""Answers to people wait as Telegram tells them to, and then arrive."""

import pytest
from telegram import Bot, Message
from telegram.error import RetryAfter

from bot.sender import AiohttpRequest, patiently
from tests.factories import NOW
from tests.fakes.fake_clock import FakeClock
from tests.fakes.telegram_server import TelegramServer


async def answer(server: TelegramServer, clock: FakeClock) -> Message:
    async with Bot(server.token, base_url=f"{server.url}/bot", request=AiohttpRequest()) as bot:
        return await clock.drive(patiently(clock, lambda: bot.send_message(7, "好了")))


async def test_an_answer_waits_as_told_and_is_sent_once() -> None:
    async with TelegramServer() as server:
        server.person(7)
        server.faults.too_many(7, retry_after=13)
        clock = FakeClock(NOW)
        started_at = clock.now()
        await answer(server, clock)
        assert round((clock.now() - started_at).total_seconds()) == 13
        assert [message.text for message in server.messages(7)] == ["好了"]


async def test_an_answer_that_would_come_out_of_nowhere_is_given_up() -> None:
    async with TelegramServer() as server:
        server.person(7)
        server.faults.too_many(7, retry_after=600)
        with pytest.raises(RetryAfter):
            await answer(server, FakeClock(NOW))
        assert server.messages(7) == []


async def test_patience_ends_after_four_tries() -> None:
    async with TelegramServer() as server:
        server.person(7)
        server.faults.too_many(7, retry_after=1, times=9)
        with pytest.raises(RetryAfter):
            await answer(server, FakeClock(NOW))
        assert len([call for call in server.calls if call.method == "sendMessage"]) == 4
