"""How soon the service answers after its start, with many articles that may still find company: in real time.

    python -m bench.starting             100,000 live articles
    python -m bench.starting 10000       as many as named

The articles are invented, of one source, and lie in a database in a file; a new one waits in the source's folder, so
that grouping loads all of them as soon as it runs. Then a person goes on asking until the new article has its story.
"""

import asyncio
import random
import resource
import sys
import tempfile
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from statistics import median

from bench.invented_news import Archive
from digests.clock import SystemClock
from digests.models import Article, Source, Story
from digests.sources.addresses import make_source
from digests.storage import open_storage
from digests.stories.features import features_of
from digests.stories.packed import FORM, pack
from tests.acceptance.process import Service, started
from tests.fakes.telegram_people import Person
from tests.fakes.telegram_server import TOKEN, TelegramServer

_AT_ONCE = 500
_SPAN = timedelta(days=28)
_TITLE = "海港城与对岸恢复夜航渡轮"
_POST = "---\ntitle: {}\ndate: {}\n---\n两地同意下月起每晚开行四班，首月票价减半。\n"


async def main(count: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        (place / "posts").mkdir()
        source = make_source(str((place / "posts").resolve()))
        database = f"sqlite:///{place / 'yaowen.db'}"
        began = time.perf_counter()
        await _fill(database, source, count)
        _say(f"{count:,} live articles stored in {time.perf_counter() - began:.0f} s")
        now = SystemClock().now()
        (place / "posts" / "new.md").write_text(_POST.format(_TITLE, now.isoformat()), "utf-8")
        env = {"TELEGRAM_BOT_TOKEN": TOKEN, "DATABASE_URL": database, "SOURCES": source.address}
        async with TelegramServer(token=TOKEN, any_chat=True) as server:
            person = server.person(7, language_code="en")
            await person.say("/help")
            began = time.perf_counter()
            async with started("run", cwd=place, env={**env, "TELEGRAM_API_URL": server.url}) as service:
                await server.wait_for_call("sendMessage", timeout_s=120)
                _say(f"first update answered {time.perf_counter() - began:.2f} s after the start (wanted: 2)")
                await _ask_on(server, person, service, database, began)


async def _fill(database: str, source: Source, count: int) -> None:
    now = SystemClock().now()
    archive = Archive(now, random.Random(4))
    async with open_storage(database) as storage:
        await storage.sources.configure([source], now)
        for first in range(0, count, _AT_ONCE):
            pairs = zip(*archive.portion(first, min(_AT_ONCE, count - first)), strict=True)
            made = [_recent(*each, source, place=(first + n) / count) for n, each in enumerate(pairs)]
            await storage.articles.save([article for article, _ in made])
            await storage.stories.save([story for _, story in made], [])
            packed = {article.id: pack(features_of(article)) for article, _ in made}
            await storage.features.keep(packed, form=FORM)


def _recent(article: Article, story: Story, source: Source, *, place: float) -> tuple[Article, Story]:
    """Of `source`, in the last days: the first of all the newest."""
    at = SystemClock().now() - timedelta(hours=1) - place * _SPAN
    article = replace(article, source_id=source.id, published_at=at, seen_at=at)
    return article, replace(story, source_ids=(source.id,), first_at=at, last_at=at, seen_at=at)


async def _ask_on(server: TelegramServer, person: Person, service: Service, database: str, began: float) -> None:
    """Ask for help until the new article is grouped; tells how long answers took meanwhile, and the memory then."""
    waits: list[float] = []
    newest = SystemClock().now() - timedelta(minutes=30)
    async with open_storage(database) as storage:
        while not [each for each in await storage.stories.since(newest) if each.headline == _TITLE]:
            asked, answers = time.perf_counter(), _answers(server)
            await person.say("/help")
            with suppress(TimeoutError):
                await server.wait_for_call("sendMessage", count=answers + 1, timeout_s=30)
            waits.append(time.perf_counter() - asked)
            await asyncio.sleep(0.2)
    grouped_s = time.perf_counter() - began
    worst, middle = max(waits, default=0.0), median(waits or [0.0])
    _say(f"the new article grouped {grouped_s:.1f} s after the start; meanwhile {len(waits)} answers,")
    _say(f"  in the median after {middle * 1000:.0f} ms, at most {worst * 1000:.0f} ms")
    _say(f"  the service then takes {_memory_mb(service):.0f} MB")


def _answers(server: TelegramServer) -> int:
    return sum(call.method == "sendMessage" for call in server.calls)


def _memory_mb(service: Service) -> float:
    pages = int(Path(f"/proc/{service.process.pid}/statm").read_text("ascii").split()[1])
    return pages * resource.getpagesize() / 1e6


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def _count_of(arguments: Sequence[str]) -> int:
    return int(arguments[0]) if arguments else 100_000


if __name__ == "__main__":
    asyncio.run(main(_count_of(sys.argv[1:])))
