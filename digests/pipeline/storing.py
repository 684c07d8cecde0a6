"""What a source says becomes what is stored: each article once, an edit as a revision of what is known."""

import asyncio
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime

from digests.articles.identity import NEAR_IN_TIME, Same, decide, may_be_copies
from digests.articles.repeats import FEWEST, lines_of, repeated_marks, without_repeated
from digests.models import Article, ArticleId, Source, in_time_order
from digests.ports import Storage

_FEW = 3


async def store(storage: Storage, source: Source, articles: Sequence[Article], now: datetime) -> int:
    """Identify and store articles of `source`; returns how many are new or revised.

    Lines that it repeats are learnt from what is new, and left out of what is stored.
    """
    if not articles:
        return 0
    known = await storage.articles.find_by_keys([key for article in articles for key in article.keys])
    unknown = [article for article in articles if not any(key in known for key in article.keys)]
    marks = await _repeated(storage, source, unknown, now)
    if marks:
        articles = [without_repeated(each, marks) for each in articles]
        # What was stored before a line was learnt has not been edited for its loss.
        known = {key: without_repeated(each, marks) for key, each in known.items()}
    near = await _near_copies(storage, source, unknown)
    # A few take less than the way to a thread and back.
    if len(articles) <= _FEW:
        fresh, count = unknown_or_edited(articles, known, near)
    else:
        fresh, count = await asyncio.to_thread(unknown_or_edited, articles, known, near)
    if fresh:
        await storage.articles.save(fresh)
    return count


async def _repeated(storage: Storage, source: Source, unknown: Sequence[Article], now: datetime) -> frozenset[str]:
    if not unknown:
        return repeated_marks(await storage.repeats.lines(source.id, fewest=FEWEST))
    lines = await asyncio.to_thread(lines_of, unknown)
    return repeated_marks(await storage.repeats.learn(source.id, lines, now, fewest=FEWEST))


async def _near_copies(storage: Storage, source: Source, unknown: Sequence[Article]) -> list[Article]:
    """Articles that may be copies of these: the same outlet's, around the same time, and alike by fingerprint."""
    found: list[ArticleId] = []
    of_outlet: dict[str, list[Article]] = defaultdict(list)
    for article in unknown:
        if article.outlet:
            of_outlet[article.outlet].append(article)
    for outlet, articles in of_outlet.items():
        times = [article.at for article in articles]
        since, until = min(times) - NEAR_IN_TIME, max(times) + NEAR_IN_TIME
        rows = await storage.articles.fingerprints(outlet, since, until, peers_of=source)
        found += await asyncio.to_thread(may_be_copies, articles, rows) if rows else []
    return await storage.articles.get(found) if found else []


def unknown_or_edited(
    articles: Sequence[Article], known: Mapping[str, Article], near: Sequence[Article]
) -> tuple[list[Article], int]:
    """What is to be stored, each article once in its newest revision, and how many of them are news.

    `known` are the stored articles by key, `near` those that may be copies.
    """
    owners = dict(known)
    alike: dict[str | None, dict[ArticleId, Article]] = defaultdict(dict)
    for article in near:
        alike[article.outlet][article.id] = article
    fresh: dict[ArticleId, Article] = {}
    news: set[ArticleId] = set()
    for article in newest_of_each(articles):
        before = next((owners[key] for key in article.keys if key in owners), None)
        verdict = decide(article, before, list(alike[article.outlet].values()) if article.outlet else ())
        stored = verdict.article
        if not isinstance(verdict, Same):
            news.add(stored.id)
        elif before is not None and set(stored.keys) <= set(before.keys):
            continue
        fresh[stored.id] = stored
        owners.update(dict.fromkeys(stored.keys, stored))
        alike[stored.outlet][stored.id] = stored
    return list(fresh.values()), len(news)


def newest_of_each(articles: Sequence[Article]) -> list[Article]:
    """Of several versions under one identity in one document the newest, in time order.

    A feed that keeps the old version beside the corrected one must not turn the correction back.
    """
    newest = {article.id: article for article in in_time_order(articles)}
    return in_time_order(newest.values())
