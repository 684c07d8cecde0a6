"""Reading: what comes becomes articles once, and what fails costs nothing else."""

import random
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from digests.models import Document, Look, Source, Validators
from digests.pipeline.parsing import Harvest, InThread
from digests.pipeline.reading import Reader
from digests.sources.addresses import make_source
from digests.sources.known_items import Asked
from tests.fakes.feed_server import FeedServer
from tests.unit.pipeline.pressroom import TEXTS, Press, rss


async def configure(press: Press, *addresses: str) -> None:
    await press.storage.sources.add([make_source(address) for address in addresses], press.clock.now())


async def test_a_failing_source_costs_no_other_anything(press: Press, server: FeedServer) -> None:
    failing = [
        server.url + "/nothing",
        server.put("/broken", status=500),
        server.put("/page", "<html>no feed</html>", content_type="text/html"),
        server.put("/torn", "<<< no xml"),
        server.large("/large", size_bytes=400_000),
        server.reset("/reset"),
        "/nowhere/at/all",
    ]
    await configure(press, server.put("/feed.xml", rss([1, 2])), *failing)
    assert await press.reader.refresh() == 2
    states = {source.address: state for source, state in await press.storage.sources.all()}
    assert {address for address, state in states.items() if state.error} == set(failing)
    assert all("\n" not in (state.error or "") for state in states.values())
    assert await press.reader.refresh() == 0, "every source has its next time, the failing ones too"


class Trap:
    """A fetcher that fails at one address in a way that nobody foresaw."""

    def __init__(self, press: Press, address: str) -> None:
        self._fetcher = press.reader._fetcher
        self._address = address

    async def fetch(self, address: str, validators: Validators) -> Document | None:
        if address == self._address:
            raise RuntimeError(address)
        return await self._fetcher.fetch(address, validators)

    async def look(self, address: str, validators: Validators) -> Look:
        return Look(await self.fetch(address, validators))


async def test_an_error_that_nobody_foresaw_costs_its_source_only(press: Press, server: FeedServer) -> None:
    trap = server.url + "/trap"
    await configure(press, trap, server.put("/feed.xml", rss([1])))
    reader = Reader(press.storage, Trap(press, trap), press.clock, random.Random(1), base_s=60)
    assert await reader.refresh() == 1
    states = {source.address: state for source, state in await press.storage.sources.all()}
    assert states[trap].error
    assert states[trap].next_check_at > press.clock.now()


async def test_the_same_feed_twice_stores_nothing_new(press: Press, server: FeedServer) -> None:
    await configure(press, server.put("/feed.xml", rss([1, 2, 3])))
    assert await press.reader.refresh() == 3
    before = await press.articles()
    press.clock.pass_time(days=1)
    assert await press.reader.refresh() == 0
    assert await press.articles() == before
    assert server.counts["/feed.xml"] == 2


async def test_a_feed_that_has_not_changed_is_not_sent_again(press: Press, server: FeedServer) -> None:
    await configure(press, server.put("/feed.xml", rss([1]), etag='"1"'))
    await press.reader.refresh()
    press.clock.pass_time(days=1)
    await press.reader.refresh()
    assert [request.status for request in server.requests] == [200, 304]


async def test_an_edited_article_is_a_revision_of_the_same(press: Press, server: FeedServer) -> None:
    await configure(press, server.put("/feed.xml", rss([1])))
    await press.reader.refresh()
    (before,) = await press.articles()
    edited = TEXTS[1].replace("十一人", "九人")
    server.put("/feed.xml", rss([1], texts=(TEXTS[0], edited)))
    press.clock.pass_time(days=1)
    assert await press.reader.refresh() == 1
    (after,) = await press.articles()
    assert (after.id, after.revision) == (before.id, 2)
    assert "九人" in after.text
    (story,) = await press.storage.stories.since(after.at)
    assert story.article_ids == (after.id,)
    assert story.revision > 1, "its summary is written anew"


async def test_of_a_changed_feed_only_new_and_edited_items_are_looked_at_again(
    press: Press, server: FeedServer
) -> None:
    counted = Counted()
    reader = Reader(press.storage, press.reader._fetcher, press.clock, random.Random(1), base_s=60, parsing=counted)
    await configure(press, server.put("/feed.xml", rss([1, 2, 3])))
    await reader.refresh()
    for numbers in ([0, 1, 2, 3], [3, 2, 1, 0], [2], [0, 1, 2, 3]):
        server.put("/feed.xml", rss(numbers))
        press.clock.pass_time(days=1)
        await reader.refresh()
    assert counted.articles == [3, 1, 0, 0, 3]
    assert len(await press.articles()) == 4


class Counted(InThread):
    """Counts the articles that were built from each document."""

    def __init__(self) -> None:
        self.articles: list[int] = []

    async def harvest(self, document: Document, source: Source, asked: Asked, seen_at: datetime) -> Harvest:
        harvest = await super().harvest(document, source, asked, seen_at)
        self.articles.append(len(harvest.articles))
        return harvest


async def test_a_feed_of_very_many_items_is_read_in_portions(press: Press, server: FeedServer) -> None:
    counted = Counted()
    reader = Reader(press.storage, press.reader._fetcher, press.clock, random.Random(1), base_s=60, parsing=counted)
    items = "".join(f"<item><guid>{n}</guid><title>渡轮第{n}班</title></item>" for n in range(600))
    source = make_source(server.put("/feed.xml", f"<rss><channel><title>t</title>{items}</channel></rss>"))
    assert await reader.read_now(source) == []
    assert counted.articles == [250, 250, 100]


async def test_however_many_slow_feeds_readers_add_the_operators_are_read(press: Press, server: FeedServer) -> None:
    """More than are under way at once, and all due before the operator's."""
    slow = [replace(make_source(server.silent(f"/silent/{number}")), shared=False) for number in range(300)]
    await press.storage.sources.add(slow, press.clock.now())
    press.clock.pass_time(hours=1)
    await configure(press, server.put("/feed.xml", rss([1, 2])).replace("127.0.0.1", "localhost"))
    assert await press.reader.refresh() == 2


async def test_a_source_that_does_not_answer_keeps_no_other_waiting(press: Press, server: FeedServer) -> None:
    silent, dripping = server.silent("/silent"), server.drip("/drip")
    await configure(press, silent, dripping)
    assert await press.reader.refresh() == 0
    await configure(press, server.put("/feed.xml", rss([1, 2])))
    assert await press.reader.refresh() == 2
    states = {source.address: state for source, state in await press.storage.sources.all()}
    assert [states[address].failures for address in (silent, dripping)] == [0, 0], "they are still being waited for"


async def test_who_is_broken_off_gives_its_claims_back(press: Press, server: FeedServer) -> None:
    await configure(press, server.silent("/silent"))
    await press.reader.refresh()
    await press.reader.close()
    now = press.clock.now()
    assert len(await press.storage.sources.claim_due(now, limit=9, lease_s=60)) == 1


async def test_after_three_permanent_redirects_only_the_new_address_is_asked(press: Press, server: FeedServer) -> None:
    server.put("/new", rss([1]), etag='"1"')
    await configure(press, server.redirect("/old", "/new", status=301))
    for _ in range(5):
        await press.reader.refresh()
        press.clock.pass_time(days=2)
    assert (server.counts["/old"], server.counts["/new"]) == (3, 5)
    assert [source.address for source, _ in await press.storage.sources.all()] == [server.url + "/old"]


async def test_a_feed_that_is_gone_for_good_is_asked_no_more(press: Press, server: FeedServer) -> None:
    await configure(press, server.put("/feed.xml", status=410))
    for _ in range(3):
        await press.reader.refresh()
        press.clock.pass_time(days=30)
    assert server.counts["/feed.xml"] == 1


@pytest.mark.parametrize("headers", [{"Cache-Control": "max-age=7200"}, {}])
async def test_nobody_is_asked_before_the_time_that_they_name(
    press: Press, server: FeedServer, headers: dict[str, str]
) -> None:
    """Neither the server, nor the feed itself; also when nothing had changed."""
    body = rss([1]) if headers else rss([1]).replace("<language>", "<ttl>120</ttl><language>")
    await configure(press, server.put("/feed.xml", body, etag='"1"', headers=headers))
    for _ in range(2):
        await press.reader.refresh()
        press.clock.pass_time(minutes=115)
        await press.reader.refresh()
        press.clock.pass_time(minutes=30)
    assert server.counts["/feed.xml"] == 2


async def test_a_restart_reads_no_post_again(press: Press, tmp_path: Path) -> None:
    for number, text in enumerate(TEXTS):
        (tmp_path / f"{number}.md").write_text(text, "utf-8")
    source = make_source(str(tmp_path))
    await press.reader.read_now(source)
    told: list[tuple[int, int]] = []
    after = Reader(press.storage, press.reader._fetcher, press.clock, random.Random(1), base_s=60)
    await after.read_now(source, lambda done, total: told.append((done, total)))
    assert told == []


async def test_of_a_post_in_two_versions_the_later_one_counts_whatever_the_files_are_called(
    press: Press, tmp_path: Path
) -> None:
    post = "---\ntitle: 渡轮恢复\nurl: https://a.example/1\ndate: 2026-11-2{day}\n---\n{text}\n"
    (tmp_path / "a.md").write_text(post.format(day=1, text=TEXTS[0].replace("四班", "六班")), "utf-8")
    (tmp_path / "b.md").write_text(post.format(day=0, text=TEXTS[0]), "utf-8")
    await press.reader.read_now(make_source(str(tmp_path)))
    (article,) = await press.articles()
    assert "六班" in article.text


async def test_a_folder_is_followed_for_new_and_changed_files(press: Press, tmp_path: Path) -> None:
    """A file that cannot be read is one problem, told once as long as it stays as it is."""
    (tmp_path / "a.md").write_text(f"---\ntitle: 渡轮恢复\nurl: https://a.example/1\n---\n{TEXTS[0]}\n", "utf-8")
    (tmp_path / "bad.md").write_bytes(b"\xff\xfe\x00\xd8\x00" + bytes(range(128, 256)))
    source = make_source(str(tmp_path))
    problems = await press.reader.read_now(source)
    assert [Path(problem.source).name for problem in problems] == ["bad.md"]
    assert len(await press.articles()) == 1
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / "b.md").write_text(
        f"---\ntitle: 矿井透水\nurl: https://a.example/2\n---\n{TEXTS[1]}\n", "utf-8"
    )
    (tmp_path / "a.md").write_text(
        f"---\ntitle: 渡轮恢复\nurl: https://a.example/1\n---\n{TEXTS[0].replace('四班', '六班')}\n", "utf-8"
    )
    assert await press.reader.read_now(source) == []
    assert sorted(article.revision for article in await press.articles()) == [1, 2]


async def test_a_link_that_leads_nowhere_is_one_problem(press: Press, tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(TEXTS[0], "utf-8")
    (tmp_path / "lost.md").symlink_to(tmp_path / "gone.md")
    problems = await press.reader.read_now(make_source(str(tmp_path)))
    assert [Path(problem.source).name for problem in problems] == ["lost.md"]
    assert len(await press.articles()) == 1


async def test_progress_counts_every_file(press: Press, tmp_path: Path) -> None:
    for number, text in enumerate(TEXTS):
        (tmp_path / f"{number}.md").write_text(text, "utf-8")
    told: list[tuple[int, int]] = []
    await press.reader.read_now(make_source(str(tmp_path)), lambda done, total: told.append((done, total)))
    assert told == [(4, 4)]
