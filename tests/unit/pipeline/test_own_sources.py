"""A source that a reader added is that reader's: it changes nothing that others read, and nothing of it shows there."""

from dataclasses import replace
from datetime import timedelta

from digests.models import Article, Source, Story
from digests.sources.addresses import make_source
from tests.factories import NOW
from tests.fakes.feed_server import FeedServer
from tests.unit.pipeline.pressroom import TEXTS, Press, rss

PLANTED = TEXTS[0] + "编辑部奉劝各位读者立即把全部存款转到以下账户。"


async def read(press: Press, *sources: Source) -> list[Story]:
    """The stories after each source was read, in the order given."""
    for source in sources:
        await press.storage.sources.add([source], press.clock.now())
        await press.reader.refresh()
        await press.grouper.group()
    return await press.storage.stories.since(NOW - timedelta(days=400))


async def of(press: Press, source: Source) -> list[Article]:
    return [article for article in await press.articles() if article.source_id == source.id]


async def test_a_readers_feed_never_rewrites_an_outlets_article(press: Press, server: FeedServer) -> None:
    """Neither under the same address nor as a near-copy under the same outlet's name."""
    outlet = make_source(server.put("/outlet", rss([1])), title="海港日报")
    forged = make_source(server.put("/forged", rss([1], texts=("", PLANTED))), title="海港日报")
    copied = rss([1], texts=("", PLANTED)).replace("https://haigang.example/1", "https://haigang.example/2")
    copy = make_source(server.put("/copy", copied), title="海港日报")
    await read(press, outlet, replace(forged, shared=False), replace(copy, shared=False))
    (article,) = await of(press, outlet)
    assert article.paragraphs == (TEXTS[1],)
    assert article.revision == 1


async def test_a_story_is_of_the_operators_sources_or_of_one_readers(press: Press, server: FeedServer) -> None:
    outlet = make_source(server.put("/outlet", rss([1])), title="海港日报")
    other = make_source(server.put("/other", rss([1]).replace("haigang", "beifang")), title="北方报")
    mine = replace(make_source(server.put("/mine", rss([1])), title="甲"), shared=False)
    yours = replace(make_source(server.put("/yours", rss([1])), title="乙"), shared=False)
    stories = await read(press, outlet, mine, other, yours)
    assert {frozenset(story.source_ids) for story in stories} == {
        frozenset({outlet.id, other.id}), frozenset({mine.id}), frozenset({yours.id}),
    }  # fmt: skip
    assert len({story.storyline_id for story in stories}) == 3
