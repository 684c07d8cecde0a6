"""A hundred thousand digests due at the same minute: how fast they are composed, and what the event loop feels of it.

    python -m bench.due             100,000
    python -m bench.due 10000       as many as named

Readers in three languages, most with all topics, some with a few, some with a source of their own. Everything lies in
a database in a file, and the messages end in its outbox; what sending costs is measured by `bench.sending`.
"""

import asyncio
import random
import resource
import sys
import tempfile
import time
from dataclasses import replace
from datetime import timedelta

from bench.sending import tell
from bench.stall import watch_loop
from bot.readiness import make_ready
from bot.render import render_edition
from digests.clock import SystemClock
from digests.models import LANGUAGES, TOPICS, Subscription, Topic, subscription_id
from digests.pipeline.composing import Composer
from digests.pipeline.summarizing import Summarizer
from digests.ports import Storage
from digests.storage import open_storage
from tests.factories import make_article, make_source, make_story

STORIES = 300
OUTLETS = 12
CLOCK = SystemClock()
CHOICES: tuple[frozenset[Topic], ...] = (
    frozenset(TOPICS),
    frozenset({"world", "china", "business"}),
    frozenset({"technology", "science"}),
    frozenset({"sports"}),
)


async def publish(storage: Storage) -> None:
    """A day's stories."""
    now = CLOCK.now()
    await storage.sources.add([make_source(number) for number in range(OUTLETS)], now)
    articles = [
        make_article(
            number,
            source_id=make_source(number % OUTLETS).id,
            language="en" if number % 3 == 0 else "zh-Hans",
            published_at=now - timedelta(minutes=4 * number),
            seen_at=now - timedelta(minutes=4 * number),
            topic=TOPICS[number % len(TOPICS)],
        )
        for number in range(STORIES)
    ]
    await storage.articles.save(articles)
    await storage.stories.save([make_story(n, (article,)) for n, article in enumerate(articles)], [])


async def subscribe(storage: Storage, count: int) -> None:
    """Readers whose slot comes now."""
    rng, now = random.Random(1), CLOCK.now()
    for number in range(count):
        subscription = Subscription(
            id=subscription_id(number + 1),
            chat_id=number + 1,
            language=rng.choice(LANGUAGES),
            timezone="Asia/Shanghai",
            created_at=now,
            topics=rng.choices(CHOICES, weights=(70, 15, 10, 5))[0],
            next_due_at=now,
        )
        if number % 50 == 0:
            own = frozenset({make_source(rng.randrange(OUTLETS)).id})
            subscription = replace(subscription, own_sources=own)
        await storage.subscriptions.save(subscription)


async def main(count: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        async with open_storage(f"sqlite:///{folder}/bench.db") as storage:
            await publish(storage)
            await subscribe(storage, count)
            summarizer = Summarizer(storage, None, CLOCK, default="zh-Hans")
            composer = Composer(storage, summarizer, render_edition, CLOCK, translates=False)
            await composer.prepare()
            make_ready()
            begun, cpu = time.perf_counter(), time.process_time()
            async with watch_loop() as stall:
                composed = await composer.compose_due()
            took_s, cpu_s = time.perf_counter() - begun, time.process_time() - cpu
            waiting = (await storage.service.stats(CLOCK.now())).waiting
            left = await storage.subscriptions.due(CLOCK.now(), limit=1)
    memory_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    tell(
        f"{count} digests due at once: {composed} composed, {waiting} messages in the outbox, {len(left)} left due; "
        f"{took_s:.0f} s ({composed / took_s:.0f}/s), {cpu_s / took_s:.2f} of a core, longest stall of the event loop "
        f"{stall}, "
        f"{memory_mb:.0f} MB of memory"
    )


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000))
