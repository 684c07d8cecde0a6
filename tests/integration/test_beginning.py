"""How the service begins while Telegram does not take it in at once."""

import random
from datetime import timedelta

import pytest

from bot.app import open_app
from bot.handlers.introduction import ConnectionRefused
from bot.settings import Secret, Settings
from tests.acceptance.house import BEGIN
from tests.fakes.fake_clock import FakeClock
from tests.fakes.telegram_server import TelegramServer


def settings_for(server: TelegramServer) -> Settings:
    return Settings(telegram_bot_token=Secret(server.token), telegram_api_url=server.url, database_url="sqlite://")


async def test_who_is_told_to_wait_at_the_start_waits_so_long_and_begins() -> None:
    """A service that is restarted in a circle is told so, and would else end each time."""
    clock = FakeClock(BEGIN)
    async with TelegramServer(monotonic=clock.monotonic, now=clock.now) as server, clock.driven():
        server.faults.too_many(None, retry_after=40, method="getMe")
        async with open_app(settings_for(server), clock=clock, rng=random.Random(1)) as app:
            assert app.application.bot.id
        assert clock.now() - BEGIN >= timedelta(seconds=40)
        assert len([call for call in server.calls if call.method == "getMe"]) == 2


async def test_who_does_not_wait_is_told_in_one_sentence() -> None:
    clock = FakeClock(BEGIN)
    async with TelegramServer(monotonic=clock.monotonic, now=clock.now) as server:
        server.faults.too_many(None, retry_after=40, method="getMe")
        with pytest.raises(ConnectionRefused, match="Telegram does not answer"):
            async with open_app(settings_for(server), clock=clock, rng=random.Random(1), patient=False):
                pass
