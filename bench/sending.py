"""How fast messages go out, and how evenly.

    python -m bench.sending          about three minutes
    python -m bench.sending --long   also a million rows

Everything runs over a minimal Bot API on loopback. Digests are rendered HTML of 3,000 characters with ten links, come
from an outbox in a file and are settled there. Read ratios: machines differ, and others may be at work on this one.
So "on one core" is a second of the measuring process's own time, and what is compared is the best of the same number
of short rounds on either side.
"""

import asyncio
import random
import resource
import sys
import tempfile
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, replace

from telegram import Bot
from telegram.error import TelegramError
from telegram.ext import ExtBot
from telegram.request import HTTPXRequest

from bench.loopback_api import api_server
from bench.stall import watch_loop
from bot.garbage import leave_what_stays
from bot.sender import AiohttpRequest, RepliesFirst, TelegramSender
from digests.clock import SystemClock
from digests.deliveries.dispatch import Dispatcher
from digests.deliveries.pacing import PAID_PER_S, TOKEN_PER_S, Pacing
from digests.deliveries.turnstile import Turnstile
from digests.editions.quiet import quiet_end
from digests.models import DeliveryState, NewDelivery, Part, Urgency
from digests.ports import Storage
from digests.storage import open_storage

TOKEN = "1000001:bench"  # noqa: S105 - the loopback server takes any
_ITEM = (
    '<b>{n}. <a href="https://haigang.example/2026/03/14/{n}">海港城与对岸恢复夜航渡轮</a></b>\n'
    + "两地周六同意下月起每晚开行四班，首月票价减半。票务系统尚未接通，运营方称年底前完成。" * 5
    + "\n\n"
)
TEXT = "".join(_ITEM.format(n=n) for n in range(1, 11))
UNPACED = 4000
LATENCY_S = 0.06
CONCURRENCIES = (1, 4, 8, 24, 64)
LIBRARY_MESSAGES = 250
ROUNDS = 3


def tell(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


async def library_best(url: str) -> float:
    """Messages for a second of one core of the library as it comes, at the concurrency that suits it best."""
    best = 0.0
    for concurrency in CONCURRENCIES:
        rate = max([await _library_rate(url, concurrency) for _ in range(ROUNDS)])
        tell(f"  the library's default request, {concurrency:3} at once: {rate:5.0f} for a second of one core")
        best = max(best, rate)
    return best


async def _library_rate(url: str, concurrency: int) -> float:
    request = HTTPXRequest(pool_timeout=60)
    bot = Bot(TOKEN, base_url=url, request=request)
    each = LIBRARY_MESSAGES // concurrency
    async with request:

        async def send() -> None:
            for _ in range(each):
                await bot.send_message(7, TEXT, parse_mode="HTML")

        await bot.send_message(7, TEXT, parse_mode="HTML")
        begun_s = time.process_time()
        await asyncio.gather(*(send() for _ in range(concurrency)))
        return each * concurrency / (time.process_time() - begun_s)


@dataclass(frozen=True)
class Office:
    """What sends."""

    storage: Storage
    dispatcher: Dispatcher
    replies: ExtBot[None]

    async def put(self, count: int, text: str = TEXT, first: int = 1) -> None:
        """Digests for so many chats, due at once."""
        now = SystemClock().now()
        for start in range(first, first + count, 500):
            chats = range(start, min(start + 500, first + count))
            await self.storage.outbox.add(
                [NewDelivery("bench", chat, Part(text), now, Urgency.DIGEST) for chat in chats]
            )


@asynccontextmanager
async def office(url: str, per_s: float, *, paid: bool = False) -> AsyncIterator[Office]:
    """The real sender, dispatcher and a database in a file, with its connections made."""
    clock = SystemClock()
    turnstile = Turnstile(Pacing(per_s), clock)
    with tempfile.TemporaryDirectory() as folder:
        async with open_storage(f"sqlite:///{folder}/bench.db") as storage, AiohttpRequest() as request:
            replies = ExtBot(TOKEN, base_url=url, request=request, rate_limiter=RepliesFirst(turnstile, clock))
            sender = TelegramSender(replies, clock, paid_broadcast=paid)
            rng = random.Random(1)
            dispatcher = Dispatcher(storage.outbox, storage.subscriptions, sender, clock, rng, turnstile, quiet_end)
            with suppress(TelegramError):  # the first request of a session builds what all others use
                await request.post(f"{url}{TOKEN}/getMe")
            leave_what_stays()  # as the service does
            yield Office(storage, dispatcher, replies)


async def unpaced(url: str, library: float) -> None:
    found = [await _unpaced_rates(url) for _ in range(ROUNDS)]
    rate, core = max(rate for rate, _ in found), max(core for _, core in found)
    tell(f"unpaced: {core:.0f} for a second of one core, {core / library:.1f} times the library; {rate:.0f}/s here")


async def _unpaced_rates(url: str) -> tuple[float, float]:
    """Messages a second, and for a second of one core."""
    async with office(url, 100_000) as room:
        await room.put(UNPACED)
        begun_s, cpu_s = time.perf_counter(), time.process_time()
        await room.dispatcher.drain()
        return UNPACED / (time.perf_counter() - begun_s), UNPACED / (time.process_time() - cpu_s)


async def paced(url: str, seconds: int) -> None:
    count = int(PAID_PER_S) * seconds
    async with office(url, PAID_PER_S, paid=True) as room:
        await room.put(count)
        begun, cpu = time.perf_counter(), time.process_time()
        async with watch_loop() as stall:
            await room.dispatcher.drain()
        took_s, cpu_s = time.perf_counter() - begun, time.process_time() - cpu
        sent = (await room.storage.outbox.tally("bench")).sent
    tell(
        f"{PAID_PER_S:.0f}/s, {LATENCY_S * 1000:.0f} ms of latency: {sent / took_s:.0f}/s, {sent} of {count} sent, "
        f"{cpu_s / took_s:.2f} of a core, longest stall {stall}"
    )


async def at_the_ceiling(per_s: float, seconds: int, *, paid: bool) -> None:
    """As much as Telegram allows, against a server that refuses what is over; meanwhile people ask and are answered.

    What is counted are so many seconds from the first message on.
    """
    with api_server(limits=True) as server:
        async with office(server.url, per_s, paid=paid) as room:
            await room.put(int(per_s * (seconds + 3)), first=1000)
            async with watch_loop() as stall:
                sending = asyncio.create_task(room.dispatcher.drain())
                waits = [] if paid else await _ask(room, seconds)
                await asyncio.sleep(seconds + 1 if paid else 1)
                room.dispatcher.stop()
                await sending
        seen = server.stop(seconds)
    used = seen.in_time / (per_s * seconds)
    tell(
        f"{per_s:.0f}/s for {seconds} s: {used:.1%} of the allowance, {seen.refused} refused, at most "
        f"{seen.most_in_a_second} in a second, longest stall {stall}"
    )
    if waits:
        tell(f"  answers to people meanwhile: p95 {sorted(waits)[int(len(waits) * 0.95)] * 1000:.0f} ms")


async def _ask(room: Office, seconds: int) -> list[float]:
    """How long each answer took, one or two being asked for each second."""
    waits, rng, end = [], random.Random(2), time.perf_counter() + seconds
    chat = 0
    while time.perf_counter() < end:
        await asyncio.sleep(rng.random())
        chat, begun = chat + 1, time.perf_counter()
        await room.replies.send_message(chat, "好了")
        waits.append(time.perf_counter() - begun)
    return waits


async def rows(count: int) -> None:
    """Claiming and settling with so many rows in the outbox."""
    async with office("http://127.0.0.1:9/bot", PAID_PER_S) as room:
        await room.put(count, text="<b>早</b>")
        done, begun, cpu = 0, time.perf_counter(), time.process_time()
        while done < 20_000:
            claimed = await room.storage.outbox.claim(SystemClock().now(), limit=128, lease_s=15)
            sent = [replace(each, state=DeliveryState.SENT, message_id=1, attempts=1) for each in claimed]
            await room.storage.outbox.settle(sent)
            done += len(sent)
        rate, core = done / (time.perf_counter() - begun), done / (time.process_time() - cpu)
    memory_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    tell(
        f"{count} rows: {rate:.0f} claimed and settled a second, {core:.0f} for a second of one core, "
        f"{memory_mb:.0f} MB at most in this process"
    )


async def main() -> None:
    links = TEXT.count("<a ")
    tell(f"digests of {len(TEXT)} characters with {links} links")
    with api_server() as server:
        library = await library_best(server.url)
        await unpaced(server.url, library)
    with api_server(LATENCY_S) as server:
        for _ in range(ROUNDS):
            await paced(server.url, 5)
    await at_the_ceiling(TOKEN_PER_S, 60, paid=False)
    await at_the_ceiling(PAID_PER_S, 10, paid=True)
    await rows(1_000_000 if "--long" in sys.argv else 50_000)


if __name__ == "__main__":
    asyncio.run(main())
