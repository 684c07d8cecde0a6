"""What large things cost: a checkout of thousands of saved posts, and a feed of ten megabytes.

    python -m bench.large [../shared/data/posts]     about a minute

The posts are copied, so that their times can be changed; without them that part is left out.
"""

import asyncio
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Awaitable
from pathlib import Path

from bench.loopback_feeds import TEMPLATE
from bench.refreshing import opened, resident_mb, tell
from bench.stall import watch_loop
from digests.clock import SystemClock
from digests.models import Document
from digests.pipeline.parsing import Parsers
from digests.sources.addresses import make_source
from digests.sources.known_items import Asked

LARGEST_BYTES = 10 * 1024 * 1024
PORTION = 250
TOUCHED = 10


async def posts(folder: Path) -> None:
    """Read a checkout, look at it again, and again after a checkout gave every file a new time and changed a few."""
    with tempfile.TemporaryDirectory() as place:
        copy = Path(place) / "posts"
        shutil.copytree(folder, copy)
        files = sorted(path for path in copy.rglob("*") if path.is_file())
        async with opened() as room, watch_loop() as stall:
            source = make_source(str(copy))
            await room.storage.sources.add([source], room.clock.now())
            first_s = await timed(room.reader.read_now(source))
            again_s = await timed(room.reader.read_now(source))
            for path in files:
                os.utime(path)
            for path in files[:TOUCHED]:
                path.write_text(path.read_text(encoding="utf-8") + "\n\n本文已经更新，补充了一段。\n", encoding="utf-8")
            later_s = await timed(room.reader.read_now(source))
            stored = len(await room.storage.articles.ungrouped(limit=len(files) + 1))
    tell(
        f"{len(files)} saved posts: read in {first_s:.1f} s, {stored} articles; looked at again in {again_s:.2f} s;"
        f" with other times and {TOUCHED} changed {later_s:.2f} s; longest stall of the loop"
        f" {stall.longest_s * 1000:.0f} ms"
    )


async def timed(reading: Awaitable[object]) -> float:
    began = time.perf_counter()
    await reading
    return time.perf_counter() - began


async def large_feed() -> None:
    """A genuine feed of ten megabytes, in the portions in which the service reads it, each of which has 20 seconds."""
    head, _, items = TEMPLATE
    items = items.removesuffix(b"</channel></rss>")
    body = head
    while len(body) + len(items) < LARGEST_BYTES - 100:
        body += items.replace(b"old-", b"%d-" % len(body))
    source = make_source("https://haigang.example/feed", title="海港日报")
    document = Document(source.address, body + b"</channel></rss>")
    known, taken, longest_s, count = b"", 0.0, 0.0, 0
    async with Parsers() as parsers:
        for _ in range(16):
            began = time.perf_counter()
            harvest = await parsers.harvest(document, source, Asked(known, PORTION), SystemClock().now())
            longest_s = max(longest_s, time.perf_counter() - began)
            taken += time.perf_counter() - began
            known, count = harvest.items, count + len(harvest.articles)
            if not harvest.more:
                break
        memory_mb = resident_mb()
    tell(
        f"a feed of {len(document.body) / 1e6:.1f} MB: {count} items in {taken:.1f} s,"
        f" the longest portion {longest_s:.1f} s of 20; memory of all processes {memory_mb:.0f} MB"
    )


if __name__ == "__main__":
    if len(sys.argv) > 1 and Path(sys.argv[1]).is_dir():
        asyncio.run(posts(Path(sys.argv[1])))
    asyncio.run(large_feed())
