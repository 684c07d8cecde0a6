"""Polls of a feed in their order: every article once, whatever its publisher does to ids, titles, dates and lists."""

import asyncio
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from digests.models import Article, Document, Source
from digests.pipeline.parsing import harvest_of
from digests.pipeline.storing import Intake, store_all
from digests.sources.addresses import make_source
from digests.sources.known_items import Asked
from digests.sources.parse import parse_feed
from digests.storage import open_storage
from tests.factories import NOW

SOURCE = make_source("https://haigang.example/feed", title="海港日报")


async def replay(polls: Sequence[tuple[bytes, datetime]], source: Source = SOURCE) -> tuple[list[Article], list[int]]:
    """What is stored after these documents came at these times, and how many articles each brought."""
    async with open_storage("sqlite://") as storage:
        await storage.sources.add([source], NOW)
        items, news = b"", []
        for body, at in polls:
            harvest = harvest_of(Document(source.address, body), source, Asked(items, 9999), at)
            items = harvest.items
            news += await store_all(storage, [Intake(source, harvest.articles, harvest.lines)], at)
        return await storage.articles.ungrouped(limit=9999), news


def polls_of(folder: Path) -> list[tuple[bytes, datetime]]:
    paths = sorted(folder.glob("*.xml"))
    assert paths, f"{folder} holds nothing"
    return [(path.read_bytes(), datetime.strptime(path.stem, "%Y%m%dT%H%M%S%z")) for path in paths]


def page_of(url: str) -> str:
    """Which page an address of the two sites opens: their articles have numbers, what is appended counts readers."""
    numbered = re.search(r"/(?:article|contents)/\d+", url)
    return numbered[0] if numbered else re.sub(r"&source=\d+", "", url)


@pytest.mark.parametrize("name", ["huxiu", "infzm"])
async def test_every_real_article_is_stored_once(shared: Path, name: str) -> None:
    polls = polls_of(shared / "data/polls" / name)
    entries = [e for body, _ in polls for e in parse_feed(Document(SOURCE.address, body)).entries]
    pages = {page_of(entry.url) for entry in entries if entry.url}
    stored, _ = await replay(polls)
    assert len(stored) == len({page_of(article.url) for article in stored if article.url})
    # One headline stood at two addresses.
    assert len(pages) - 1 <= len(stored) <= len(pages)


@pytest.mark.parametrize("name", ["huxiu", "infzm"])
async def test_polls_that_come_again_bring_nothing(shared: Path, name: str) -> None:
    """The same polls once more, from the first on: the feed has shrunk and grows again."""
    polls = polls_of(shared / "data/polls" / name)
    once, _ = await replay(polls)
    twice, _ = await replay([*polls, *((body, at + timedelta(days=20)) for body, at in polls)])
    assert {article.id for article in twice} == {article.id for article in once}


@dataclass(frozen=True)
class Item:
    """How an article stands in one poll."""

    number: int
    guid: int = 0
    age: str = ""
    redated_min: int = 0

    def xml(self) -> str:
        at = NOW - timedelta(hours=self.number) + timedelta(minutes=self.redated_min)
        text = TEXTS[self.number]
        return (
            f"<item><title>{text[:14]} {self.age}</title><guid>{self.number}-{self.guid}</guid>"
            f"<link>https://haigang.example/{self.number}</link><description>{text}</description>"
            f"<pubDate>{at:%a, %d %b %Y %H:%M:%S} +0000</pubDate></item>"
        )


TEXTS = (
    "海港城港务局周六宣布下月起恢复与对岸之间的夜航渡轮，每晚开行四班。",
    "北山矿业局周五通报矿井透水事故中已有十一人获救，两人仍然失联。",
    "中央银行周三决定维持基准利率不变，声明中删去了一个常用的词。",
    "城南旧书市本周迁入旧印刷厂，摊主们表示租金两年之内不会上调。",
    "气象台预计明后两天有大雾，沿海各港口的轮渡可能临时改变班次。",
)
AGES = st.sampled_from(["", "12分钟前", "3 小时前", "5 minutes ago", "昨天 (3)", "7评论", "11-21 7评论"])
ITEMS = st.builds(Item, st.integers(0, len(TEXTS) - 1), st.integers(0, 3), AGES, st.integers(-600, 600))
POLLS = st.lists(st.lists(ITEMS, max_size=6, unique_by=lambda item: item.number), min_size=1, max_size=5)


@settings(deadline=None, max_examples=40)
@given(POLLS)
def test_an_article_is_news_once_whatever_wobbles(polls: list[list[Item]]) -> None:
    """Ids change, ages stand in titles, the list shrinks and grows, dates are moved: none of it makes an article."""
    bodies = [rss([item.xml() for item in items]) for items in polls]
    stored, news = asyncio.run(replay([(body, NOW + timedelta(hours=n)) for n, body in enumerate(bodies)]))
    numbers = {item.number for items in polls for item in items}
    assert len(stored) == len(numbers)
    assert sum(news) == len(numbers)


@settings(deadline=None, max_examples=20)
@given(st.lists(st.sampled_from(["四班", "五班", "六班"]), min_size=1, max_size=6))
def test_an_edit_is_a_revision_and_never_a_second_article(said: list[str]) -> None:
    items = [replace(Item(0), age="").xml().replace("四班", words) for words in said]
    stored, news = asyncio.run(replay([(rss([item]), NOW + timedelta(hours=n)) for n, item in enumerate(items)]))
    edits = sum(before != after for before, after in pairwise(said))
    assert [article.revision for article in stored] == [1 + edits]
    assert sum(news) == 1 + edits


def rss(items: list[str]) -> bytes:
    return f"<rss version='2.0'><channel><title>海港日报</title>{''.join(items)}</channel></rss>".encode()
