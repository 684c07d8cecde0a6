"""Full text from the article's page, over loopback servers: once, politely, and only where it may matter."""

from collections.abc import AsyncIterator
from dataclasses import replace
from html import escape

import pytest

from digests.models import Article
from digests.sources.addresses import make_source
from tests.acceptance.house import House, open_house

TEASER = "The two sides agreed on Saturday to run four sailings a night from next month ..."
TEXT = (
    "The two sides agreed on Saturday to run four sailings a night from next month, at half price at first.",
    "Ticketing is not yet connected; the operator says by year's end. Until then tickets are sold on board.",
    "Night sailings stopped two years ago because the boats were old. Three new ones were tried last month.",
)


@pytest.fixture
async def house() -> AsyncIterator[House]:
    async with open_house() as house:
        yield house


def put_page(house: House, path: str = "/ferries", *, status: int = 200, hung_on: str = "") -> str:
    body = "".join(f"<p>{each}</p>" for each in (*TEXT, hung_on))
    page = f"<html><head><title>Ferries</title></head><body><nav>Menu</nav><article>{body}</article></body></html>"
    return house.feeds.put(path, page, content_type="text/html; charset=utf-8", status=status)


async def publish(house: House, *pages: str, shared: bool = True) -> None:
    """A feed that gives teasers of these pages; it is read."""
    items = "".join(
        f"<item><title>Night ferries return {number}</title><link>{page}</link><guid>{number}</guid>"
        f"<description>{escape(TEASER)}</description></item>"
        for number, page in enumerate(pages)
    )
    feed = f"<rss version='2.0'><channel><title>gazette</title>{items}</channel></rss>"
    address = house.feeds.put("/gazette", feed)
    source = replace(make_source(address, title="Gazette"), shared=shared)
    await house.app.newsroom.storage.sources.add([source], house.clock.now())
    await house.read()


async def articles(house: House) -> list[Article]:
    storage = house.app.newsroom.storage
    stories = await storage.stories.since(house.clock.now().replace(year=2000))
    return await storage.articles.get([each for story in stories for each in story.article_ids])


async def test_a_teaser_gets_the_text_of_its_page_once_and_no_poll_takes_it_back(house: House) -> None:
    await publish(house, put_page(house))
    assert await house.app.newsroom.completer.complete() == 1
    (article,) = await articles(house)
    assert article.paragraphs == TEXT
    assert article.revision == 1
    assert await house.app.newsroom.storage.corrections.edited(limit=9) == [], "nobody is told of an edit"
    for _ in range(3):
        await house.app.complete()
        house.feeds.put("/gazette", "<!-- again -->" + "<rss version='2.0'><channel><item><title>Night ferries return 0"
            f"</title><link>{house.feeds.url}/ferries</link><guid>0</guid><description>{escape(TEASER)}</description>"
            "</item></channel></rss>")  # fmt: skip
        await house.read()
    assert (await articles(house))[0] == article
    assert (house.feeds.counts["/ferries"], house.feeds.counts["/robots.txt"]) == (1, 1)


async def test_what_robots_forbid_is_not_asked_for(house: House) -> None:
    house.feeds.put("/robots.txt", "User-agent: *\nDisallow: /*rries$\n", content_type="text/plain")
    await publish(house, put_page(house))
    assert await house.app.newsroom.completer.complete() == 0
    assert house.feeds.counts["/ferries"] == 0


@pytest.mark.parametrize(("status", "asked"), [(404, 1), (500, 0)])
async def test_without_rules_all_is_allowed_and_where_they_cannot_be_had_nothing_is(
    house: House, status: int, asked: int
) -> None:
    house.feeds.put("/robots.txt", status=status)
    await publish(house, put_page(house))
    await house.app.complete()
    assert house.feeds.counts["/ferries"] == asked


@pytest.mark.parametrize(("status", "asked"), [(404, 1), (403, 1), (503, 3)])
async def test_a_failure_is_remembered_and_only_a_passing_one_tried_again_three_times_in_all(
    house: House, status: int, asked: int
) -> None:
    await publish(house, put_page(house, status=status))
    for _ in range(7):
        await house.app.complete()
        await house.clock.advance(hours=5)
    assert house.feeds.counts["/ferries"] == asked


async def test_pages_of_one_host_are_asked_for_one_by_one_with_a_gap(house: House) -> None:
    await publish(house, *(put_page(house, f"/ferries-{number}") for number in range(3)))
    before = house.clock.now()
    await house.app.complete()
    assert sum(count for path, count in house.feeds.counts.items() if path.startswith("/ferries")) == 3
    assert (house.clock.now() - before).total_seconds() >= 4


async def test_a_readers_own_feed_leads_to_pages_of_its_own_host_alone(house: House) -> None:
    """Else whoever makes a feed could send the bot wherever they like."""
    elsewhere = put_page(house).replace("127.0.0.1", "localhost")
    await publish(house, elsewhere, put_page(house, "/ferries-own"), shared=False)
    await house.app.complete()
    assert (house.feeds.counts["/ferries"], house.feeds.counts["/ferries-own"]) == (0, 1)


async def test_lines_that_pages_repeat_are_learnt_and_dropped(house: House) -> None:
    pitch = "Subscribe to our newsletter and never miss another ferry."
    await publish(house, *(put_page(house, f"/ferries-{number}", hung_on=pitch) for number in range(7)))
    for _ in range(4):
        await house.app.complete()
    stored = await articles(house)
    assert len(stored) >= 6
    assert any(pitch not in each.paragraphs for each in stored)
    assert all(each.paragraphs[:3] == TEXT for each in stored if each.teaser)


async def test_old_news_is_not_worth_a_page(house: House) -> None:
    await publish(house, put_page(house))
    await house.clock.advance(hours=37)
    await house.app.complete()
    assert house.feeds.counts["/ferries"] == 0


@pytest.mark.parametrize("kind", ["pdf", "gzip_bomb", "reset", "large"])
async def test_a_hostile_page_costs_its_article_alone(house: House, kind: str) -> None:
    bad = {
        "pdf": lambda: house.feeds.put("/bad", bytes(100), content_type="application/pdf"),
        "gzip_bomb": lambda: house.feeds.gzip_bomb("/bad", content_type="text/html"),
        "reset": lambda: house.feeds.reset("/bad"),
        "large": lambda: house.feeds.large("/bad", content_type="text/html"),
    }[kind]()
    await publish(house, bad, put_page(house))
    assert await house.app.newsroom.completer.complete() == 1
