"""The stages over a database in memory and real servers, for tests of the pipeline."""

import random
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import Decimal

from bot.render import render_edition
from digests.clock import SystemClock
from digests.models import Article
from digests.pipeline.composing import Composer
from digests.pipeline.grouping import Grouper
from digests.pipeline.metering import MeteredModel, Purse
from digests.pipeline.reading import Reader
from digests.pipeline.summarizing import Summarizer
from digests.ports import Storage, StreamingModel
from digests.sources.fetch import HttpFetcher, Limits
from digests.storage import open_storage
from digests.summaries.budget import Prices
from tests.factories import NOW

TEXTS = (
    "海港城港务局周六宣布，下月起恢复与对岸之间的夜航渡轮，每晚开行四班，首月票价减半，售票系统年底前接通。",
    "北山矿业局周五通报，矿井透水事故中已有十一人获救，两名矿工仍然失联，现场抽水工作正在继续进行。",
    "中央银行周三决定维持基准利率不变，声明中删去耐心一词，多数分析师预计明年三月之前不会降息。",
    "经营三十年的城南旧书市本周迁入旧印刷厂，摊主们表示租金两年内不会上调，周末将举办开幕集市。",
)


class HandClock(SystemClock):
    """A clock that the test moves."""

    def __init__(self, moment: datetime = NOW) -> None:
        self.moment = moment

    def now(self) -> datetime:
        return self.moment

    def pass_time(self, **units: float) -> None:
        self.moment += timedelta(**units)


class HastyClock(HandClock):
    """A clock that the test moves, and on which whoever sleeps wakes at once, that much later."""

    async def sleep(self, seconds: float) -> None:
        self.moment += timedelta(seconds=max(0.0, seconds))


@dataclass(frozen=True, slots=True)
class Press:
    """The stages, on one clock."""

    storage: Storage
    clock: HandClock
    reader: Reader
    grouper: Grouper
    summarizer: Summarizer
    composer: Composer
    model: MeteredModel | None

    async def articles(self) -> list[Article]:
        """Every stored article, after grouping, oldest first."""
        await self.grouper.group()
        return [article for article, _ in await self.storage.articles.since(NOW - timedelta(days=400))]


@asynccontextmanager
async def open_press(model: StreamingModel | None = None, *, budget_nusd: int | None = None) -> AsyncIterator[Press]:
    clock = HandClock()
    limits = Limits(total_s=5, max_bytes=200_000)
    async with (
        open_storage("sqlite://") as storage,
        HttpFetcher(clock=SystemClock(), allow_private=True, limits=limits) as fetcher,
    ):
        metered = None
        if model is not None:
            purse = Purse(UTC, Prices(Decimal(1), Decimal(4)), budget_nusd)
            metered = MeteredModel(model, "loopback-small", storage.usage, clock, random.Random(1), purse)
        summarizer = Summarizer(storage, metered, clock, default="zh-Hans")
        reader = Reader(storage, fetcher, clock, random.Random(1), base_s=60)
        yield Press(
            storage=storage,
            clock=clock,
            reader=reader,
            grouper=Grouper(storage, clock),
            summarizer=summarizer,
            model=metered,
            composer=Composer(storage, summarizer, render_edition, clock, translates=model is not None),
        )
        await reader.close()


def rss(numbers: Sequence[int], *, title: str = "海港日报", texts: Sequence[str] = TEXTS) -> str:
    """A feed of the given items, each on an event of its own, published `number` hours before `NOW`."""
    items = "".join(
        f"<item><title>{texts[n % len(texts)][:18]}</title><link>https://haigang.example/{n}</link>"
        f"<guid>{n}</guid><pubDate>{NOW - timedelta(hours=n):%a, %d %b %Y %H:%M:%S} +0000</pubDate>"
        f"<description>{texts[n % len(texts)]}</description></item>"
        for n in numbers
    )
    return f'<rss version="2.0"><channel><title>{title}</title><language>zh-cn</language>{items}</channel></rss>'
