"""How fast messages go out: our transport beside python-telegram-bot's own, and the dispatcher at a set pace.

    python -m bench.sending

Everything runs over a minimal Bot API on loopback in a process of its own, so that this process's time is the
client's. The transports take turns in one run, each at several concurrencies. Read ratios: machines differ.
"""

import asyncio
import multiprocessing
import random
import sys
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from multiprocessing.connection import Connection

from telegram import Bot
from telegram.request import BaseRequest, HTTPXRequest

from bot.sender import AiohttpRequest, TelegramSender
from digests.clock import SystemClock
from digests.deliveries.dispatch import Dispatcher
from digests.deliveries.pacing import PAID_PER_S, Pacing
from digests.deliveries.turnstile import Turnstile
from digests.models import NewDelivery, Part, Urgency
from digests.storage import open_storage

TOKEN = "1000001:bench"  # noqa: S105 - the loopback server takes any
TEXT = "<b>海港城与对岸恢复夜航渡轮</b>\n两地周六同意下月起每晚开行四班。" * 10
MESSAGES = 400
ROUNDS = 3
CONCURRENCIES = (1, 8, 24, 64, 128)
PACED_MESSAGES = 4000
LATENCY_S = 0.06

_BODY = (
    b'{"ok":true,"result":{"message_id":1,"date":1700000000,"chat":{"id":7,"type":"private","first_name":"Lin"},'
    b'"from":{"id":1000001,"is_bot":true,"first_name":"Yaowen"},"text":"x"}}'
)
_ANSWER = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s" % (len(_BODY), _BODY)


class MinimalApi(asyncio.Protocol):
    """Answers every request with the same message after `latency_s`."""

    def __init__(self, latency_s: float) -> None:
        self._latency_s = latency_s
        self._received = b""
        self._transport: asyncio.Transport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = transport if isinstance(transport, asyncio.Transport) else None

    def data_received(self, data: bytes) -> None:
        self._received += data
        head, ended, body = self._received.partition(b"\r\n\r\n")
        length = int(head.lower().partition(b"content-length:")[2].split(b"\r\n")[0] or 0)
        if ended and len(body) >= length:
            self._received = b""
            asyncio.get_running_loop().call_later(self._latency_s, self._answer)

    def _answer(self) -> None:
        if self._transport is not None and not self._transport.is_closing():
            self._transport.write(_ANSWER)


def serve(connection: Connection, latency_s: float) -> None:
    """The server's process: tell the port, then serve until killed."""

    async def run() -> None:
        loop = asyncio.get_running_loop()
        server = await loop.create_server(lambda: MinimalApi(latency_s), "127.0.0.1", 0)
        connection.send(server.sockets[0].getsockname()[1])
        await server.serve_forever()

    asyncio.run(run())


@contextmanager
def api_server(latency_s: float = 0.0) -> Iterator[str]:
    """The address of a running server."""
    context = multiprocessing.get_context("spawn")
    here, there = context.Pipe()
    process = context.Process(target=serve, args=(there, latency_s), daemon=True)
    process.start()
    try:
        yield f"http://127.0.0.1:{here.recv()}/bot"
    finally:
        process.terminate()
        process.join()


async def throughput(request: BaseRequest, url: str, concurrency: int) -> float:
    """Messages a second with so many requests under way at once."""
    bot = Bot(TOKEN, base_url=url, request=request)
    async with request:

        async def send(count: int) -> None:
            for _ in range(count):
                await bot.send_message(7, TEXT, parse_mode="HTML")

        await send(20)
        begun = time.perf_counter()
        await asyncio.gather(*(send(MESSAGES // concurrency) for _ in range(concurrency)))
        return MESSAGES // concurrency * concurrency / (time.perf_counter() - begun)


async def compare(url: str) -> None:
    """Print the median of each transport at each concurrency, and the ratio of their best."""
    best: dict[str, float] = {}
    for concurrency in CONCURRENCIES:
        found: dict[str, list[float]] = {"aiohttp": [], "httpx": []}
        for _ in range(ROUNDS):
            found["aiohttp"].append(await throughput(AiohttpRequest(), url, concurrency))
            found["httpx"].append(await throughput(HTTPXRequest(pool_timeout=60), url, concurrency))
        medians = {name: sorted(values)[ROUNDS // 2] for name, values in found.items()}
        best = {name: max(best.get(name, 0.0), value) for name, value in medians.items()}
        tell(f"{concurrency:4} at once: ours {medians['aiohttp']:6.0f}/s   httpx {medians['httpx']:6.0f}/s")
    ratio = best["aiohttp"] / best["httpx"]
    tell(f"best        : ours {best['aiohttp']:6.0f}/s   httpx {best['httpx']:6.0f}/s   ({ratio:.1f} times)")


@dataclass
class Stall:
    """The longest time for which the event loop did not come round."""

    longest_s: float = 0.0


@asynccontextmanager
async def watch_loop() -> AsyncIterator[Stall]:
    """Watch the loop while the context is open."""
    stall = Stall()

    async def watch() -> None:
        while True:
            before = time.perf_counter()
            await asyncio.sleep(0.001)
            stall.longest_s = max(stall.longest_s, time.perf_counter() - before - 0.001)

    watcher = asyncio.create_task(watch())
    try:
        yield stall
    finally:
        watcher.cancel()


async def paced(url: str, per_s: float) -> None:
    """Print how near the dispatcher comes to its pace, from a SQLite outbox, and what it costs."""
    clock = SystemClock()
    async with open_storage("sqlite://") as storage, AiohttpRequest() as request:
        now = clock.now()
        await storage.outbox.add(
            [NewDelivery("bench", chat, Part(TEXT), now, Urgency.BROADCAST) for chat in range(1, PACED_MESSAGES + 1)]
        )
        sender = TelegramSender(Bot(TOKEN, base_url=url, request=request), clock)
        rng = random.Random(1)
        dispatcher = Dispatcher(
            storage.outbox, storage.subscriptions, sender, clock, rng, Turnstile(Pacing(per_s), clock)
        )
        begun, cpu = time.perf_counter(), time.process_time()
        async with watch_loop() as stall:
            await dispatcher.drain()
        took_s, cpu_s = time.perf_counter() - begun, time.process_time() - cpu
        sent = (await storage.outbox.tally("bench")).sent
    tell(
        f"paced to {per_s:4.0f}/s, {LATENCY_S * 1000:.0f} ms of latency: {sent / took_s:5.0f}/s of {sent} sent, "
        f"{cpu_s / took_s:.2f} of a core, longest stall {stall.longest_s * 1000:.0f} ms"
    )


def tell(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


async def main() -> None:
    tell(f"sendMessage over loopback, {MESSAGES} messages a figure, median of {ROUNDS}")
    with api_server() as url:
        await compare(url)
    with api_server(LATENCY_S) as url:
        await paced(url, PAID_PER_S)


if __name__ == "__main__":
    asyncio.run(main())
