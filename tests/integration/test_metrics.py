"""A monitor reads figures over HTTP, and learns when nobody is alive."""

import re
import socket
from datetime import timedelta

import aiohttp
import pytest

from bot.metrics import CannotListen, Sample, exposition, serve_metrics, usage_samples
from digests.models import Spent, Usage
from digests.storage import open_storage
from tests.factories import NOW, make_subscription
from tests.unit.pipeline.pressroom import HandClock

LINE = re.compile(r'[a-z_]+(\{[a-z]+="(?:[^"\\\n]|\\.)*"\})? -?[0-9.e+-]+')


async def _get(port: int, path: str) -> tuple[int, str, str]:
    async with aiohttp.ClientSession() as session, session.get(f"http://127.0.0.1:{port}{path}") as response:
        return response.status, response.headers["Content-Type"], await response.text()


async def test_metrics_are_in_the_text_form_and_health_follows_the_beat() -> None:
    clock = HandClock()
    async with open_storage("sqlite://") as storage, serve_metrics(("127.0.0.1", 0), storage, None, clock) as port:
        await storage.subscriptions.save(make_subscription())
        status, kind, text = await _get(port, "/metrics")
        assert (status, kind) == (200, "text/plain; version=0.0.4; charset=utf-8")
        assert 'yaowen_subscriptions{state="active"} 1' in text
        assert [line for line in text.splitlines() if not line.startswith("# TYPE ") and not LINE.fullmatch(line)] == []
        assert (await _get(port, "/healthz"))[0] == 503
        await storage.service.beat(clock.now())
        assert (await _get(port, "/healthz"))[0] == 200
        clock.moment = NOW + timedelta(minutes=3)
        assert (await _get(port, "/healthz"))[0] == 503


async def test_an_address_that_is_taken_is_one_sentence() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        address = "127.0.0.1", taken.getsockname()[1]
        async with open_storage("sqlite://") as storage:
            with pytest.raises(CannotListen, match="METRICS_LISTEN"):
                await serve_metrics(address, storage, None, HandClock()).__aenter__()


def test_money_tokens_and_replaced_sentences_are_told() -> None:
    spent = Spent(3, 1000, 200, 250_000_000)
    usage = Usage(NOW.date(), spent, stories=2, sentences=8, replaced=1, by_purpose={"summary": spent})
    text = exposition(list(usage_samples(usage, 500_000_000)))
    assert 'yaowen_model_cost_usd_today{purpose="summary"} 0.25' in text
    assert "yaowen_model_budget_usd_a_day 0.5" in text
    assert "yaowen_sentences_replaced_today 1" in text


def test_a_label_cannot_break_its_line() -> None:
    assert exposition([Sample("x", 1, (("source", 'a"\n\\'),))]) == '# TYPE x gauge\nx{source="a\\"\\n\\\\"} 1\n'
