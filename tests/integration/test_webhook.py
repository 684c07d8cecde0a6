"""Updates by webhook: Telegram posts them, and nobody else can."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from urllib.parse import urlsplit

import pytest

from bot.commands.serve import UPDATES
from bot.doors import open_doors
from bot.handlers.webhook import WebhookRefused, tell_telegram
from bot.jobs import Role
from bot.settings import Secret, Settings
from tests.acceptance.house import House, open_house
from tests.fakes.hub_server import call

SECRET = "from-Telegram_1"


@asynccontextmanager
async def open_webhook() -> AsyncIterator[tuple[House, str]]:
    """A house that Telegram posts to, and the address."""
    settings = Settings(
        telegram_webhook_url="https://bot.example/telegram", telegram_webhook_listen=("127.0.0.1", 0), language="en"
    )
    async with open_house(settings=settings, listens=False) as house, open_doors(house.app, ["bot"], SECRET) as doors:
        await house.app.application.start()
        url = f"http://127.0.0.1:{doors.ports[0]}/telegram"
        try:
            yield house, url
        finally:
            await house.app.application.stop()


async def test_updates_come_by_webhook_and_are_answered() -> None:
    async with open_webhook() as (house, url):
        await tell_telegram(house.app.application, url, SECRET, UPDATES, house.clock)
        assert house.server.updates.webhook_url == url
        reader = house.server.person(7, language_code="en")
        assert "08:00" in (await reader.ask("/start")).text
        told = next(each for each in house.server.calls if each.method.lower() == "setwebhook")
        assert json.loads(told.params["allowed_updates"]) == UPDATES


@pytest.mark.parametrize(("headers", "body", "status"), [
    ({}, b"{}", 403),
    ({"X-Telegram-Bot-Api-Secret-Token": "guess"}, b"{}", 403),
    ({"X-Telegram-Bot-Api-Secret-Token": SECRET}, b"no json", 400),
    ({"X-Telegram-Bot-Api-Secret-Token": SECRET}, b"[" * 100_000, 400),
    ({"X-Telegram-Bot-Api-Secret-Token": SECRET}, b'{"update_id": 1, "message": 3}', 400),
    ({"X-Telegram-Bot-Api-Secret-Token": SECRET}, b"[1]", 400),
    ({"X-Telegram-Bot-Api-Secret-Token": SECRET}, b" " * 1_100_000, 413),
])  # fmt: skip
async def test_what_is_not_telegrams_is_refused(headers: dict[str, str], body: bytes, status: int) -> None:
    async with open_webhook() as (house, url):
        assert (await call("POST", url, body=body, headers=headers)).status == status
        assert (await call("GET", url, headers=headers)).status == 404
        assert (await call("POST", f"{url}/below", body=body, headers=headers)).status == 404
        assert house.app.application.update_queue.empty()


async def test_a_secret_of_any_bytes_is_refused_like_any_other_wrong_one() -> None:
    """An error would stand in the log each time, for whoever wants to fill it."""
    async with open_webhook() as (_, url):
        reader, writer = await asyncio.open_connection("127.0.0.1", urlsplit(url).port)
        writer.write(b"POST /telegram HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Length: 2\r\n")
        writer.write(b"X-Telegram-Bot-Api-Secret-Token: \xff\xe9\r\n\r\n{}")
        assert (await reader.readline()).split()[1] == b"403"
        writer.close()


async def test_what_comes_while_the_service_ends_is_left_for_telegram_to_post_again() -> None:
    """Taken, it would be lost: nobody handles it any more."""
    async with open_webhook() as (house, url):
        headers = {"X-Telegram-Bot-Api-Secret-Token": SECRET}
        await house.app.application.stop()
        assert (await call("POST", url, body=b'{"update_id": 1}', headers=headers)).status == 503
        await house.app.application.start()
        assert (await call("POST", url, body=b'{"update_id": 1}', headers=headers)).status == 200


async def test_a_telegram_that_does_not_answer_is_waited_for() -> None:
    async with open_webhook() as (house, url):
        house.server.faults.server_error(None, method="setWebhook")
        await tell_telegram(house.app.application, url, SECRET, UPDATES, house.clock)
        assert house.server.updates.webhook_url == url


async def test_a_telegram_that_asks_for_patience_is_given_it() -> None:
    async with open_webhook() as (house, url):
        before = house.clock.now()
        house.server.faults.too_many(None, retry_after=40, method="setWebhook")
        await tell_telegram(house.app.application, url, SECRET, UPDATES, house.clock)
        assert (house.clock.now() - before).total_seconds() >= 40
        assert house.server.updates.webhook_url == url


async def test_an_address_that_telegram_does_not_take_is_one_sentence() -> None:
    async with open_webhook() as (house, _):
        with pytest.raises(WebhookRefused, match="TELEGRAM_WEBHOOK_URL"):
            await tell_telegram(house.app.application, "nonsense", SECRET, UPDATES, house.clock)


async def test_who_polls_again_ends_the_webhook() -> None:
    async with open_house(listens=False) as house:
        await house.app.application.bot.set_webhook("https://bot.example/telegram")
        updater = house.app.application.updater
        assert updater is not None
        await updater.start_polling(allowed_updates=UPDATES, poll_interval=0)
        await updater.stop()
        assert house.server.updates.webhook_url == ""


async def test_one_listener_serves_both_where_both_name_its_address() -> None:
    settings = Settings(
        telegram_webhook_url="https://bot.example",
        telegram_webhook_listen=("127.0.0.1", 0),
        public_url="https://bot.example",
        public_listen=("127.0.0.1", 0),
        telegram_webhook_secret=Secret(SECRET),
    )
    async with open_house(settings=replace(settings), listens=False) as house:
        cases: list[tuple[list[Role], int]] = [
            (["bot", "refresh"], 1),
            (["bot"], 1),
            (["refresh"], 1),
            (["deliver"], 0),
        ]
        for roles, count in cases:
            async with open_doors(house.app, roles, SECRET) as doors:
                assert len(doors.ports) == count
                if count:
                    base = f"http://127.0.0.1:{doors.ports[0]}"
                    expected = 403 if "bot" in roles else 404
                    assert (await call("POST", f"{base}/", body=b"{}")).status == expected
                    assert (await call("GET", f"{base}/hub/none")).status == 404
