"""Articles with their revisions."""

from dataclasses import replace
from datetime import datetime, timedelta

from digests.models import ArticleId, Source, Vicinity
from digests.ports import Storage
from tests.factories import NOW, make_article, make_source, make_story

HOUR = timedelta(hours=1)


async def test_an_article_comes_back_as_it_was_saved(storage: Storage) -> None:
    full = make_article(1, path="posts/001.md", picture="https://p.example/1.jpg")
    bare = make_article(
        2,
        title="『夜航』:恢復\u3000𠮷野家 \x00 'quoted'; --",
        language="zh-Hant",
        published_at=None,
        outlet=None,
        url=None,
        author=None,
        topic=None,
        tags=(),
        keys=(),
        paragraphs=(),
        title_given=False,
    )
    await storage.articles.save([full, bare])
    assert await storage.articles.get([full.id, bare.id]) == [full, bare]


async def test_saving_again_changes_nothing(storage: Storage) -> None:
    article = make_article()
    for _ in range(2):
        await storage.articles.save([article, article])
    assert await storage.articles.ungrouped(limit=9) == [article]


async def test_articles_come_in_the_order_asked_for_without_the_unknown(storage: Storage) -> None:
    first, second = make_article(1), make_article(2)
    await storage.articles.save([first, second])
    assert await storage.articles.get([second.id, ArticleId("unknown"), first.id]) == [second, first]


async def test_an_article_is_found_by_any_of_its_keys(storage: Storage) -> None:
    one, other = make_article(1), make_article(2)
    await storage.articles.save([one, other])
    found = await storage.articles.find_by_keys([*one.keys, other.keys[1], "guid:nobody"])
    assert found == {one.keys[0]: one, one.keys[1]: one, other.keys[1]: other}
    assert await storage.articles.find_by_keys([]) == {}


async def test_keys_are_added_to_those_known_whatever_the_revision(storage: Storage) -> None:
    article = make_article()
    await storage.articles.save([article])
    await storage.articles.save([replace(article, keys=("guid:later",), title="未采用")])
    assert await storage.articles.get([article.id]) == [replace(article, keys=(*article.keys, "guid:later"))]


async def test_a_key_stays_with_the_article_that_had_it_first(storage: Storage) -> None:
    first, second = make_article(1), make_article(2, keys=make_article(1).keys)
    await storage.articles.save([first])
    await storage.articles.save([second])
    assert set((await storage.articles.find_by_keys(first.keys)).values()) == {first}


async def test_a_higher_revision_replaces_the_text_and_a_lower_one_does_not(storage: Storage) -> None:
    article = make_article()
    edited = replace(article, revision=2, title="更正：夜航渡轮", paragraphs=("改过的一段。",))
    await storage.articles.save([article])
    await storage.articles.save([edited])
    await storage.articles.save([article])
    assert await storage.articles.get([article.id]) == [edited]


async def test_a_revised_article_stays_grouped_and_its_story_is_a_new_revision(storage: Storage) -> None:
    article = make_article()
    story = make_story(1, (article,))
    await storage.articles.save([article])
    await storage.stories.save([story], [])
    edited = replace(article, revision=2, title="更正")
    for _ in range(2):
        await storage.articles.save([edited])
    assert await storage.articles.ungrouped(limit=9) == []
    assert await storage.stories.find(story.id) == replace(story, revision=2)


async def test_an_outlets_fingerprints_around_a_time_are_those_that_a_source_may_revise(storage: Storage) -> None:
    shared, other, own = make_source(1), make_source(2), make_source(3, shared=False)
    await storage.sources.add([shared, other, own], NOW)
    ours = make_article(1, outlet="海港日报", source_id=shared.id)
    theirs = make_article(2, outlet="海港日报", source_id=other.id)
    readers = make_article(3, outlet="海港日报", source_id=own.id)
    removed = make_article(4, outlet="海港日报", source_id=make_source(9).id)
    elsewhere = [make_article(5, outlet="北方报", source_id=shared.id), make_article(6, outlet=None)]
    await storage.articles.save([ours, theirs, readers, removed, *elsewhere])
    marks = [(article.id, article.fingerprint) for article in (removed, readers, theirs, ours)]

    async def found(source: Source, since: datetime = removed.at, until: datetime = ours.at) -> list[object]:
        here = Vicinity("海港日报", since, until, source)
        nothing, around = await storage.articles.fingerprints([replace(here, outlet="无此报"), here])
        assert nothing == []
        return [*around]

    assert await found(shared) == marks[2:]
    assert await found(own) == marks[1:2]
    assert await found(shared, until=theirs.at) == marks[2:3]
    assert await found(shared, since=ours.at) == marks[3:]


async def test_ungrouped_articles_come_oldest_first_up_to_the_limit(storage: Storage) -> None:
    articles = [make_article(number) for number in (1, 2, 3, 4)]
    await storage.articles.save(articles)
    await storage.stories.save([make_story(3, (articles[2],))], [])
    assert await storage.articles.ungrouped(limit=2) == [articles[3], articles[1]]
    assert await storage.articles.ungrouped(limit=9) == [articles[3], articles[1], articles[0]]


async def test_since_gives_grouped_articles_by_publication_and_undated_ones_by_when_they_were_seen(
    storage: Storage,
) -> None:
    dated, undated = make_article(1), make_article(2, published_at=None, seen_at=NOW - HOUR)
    old, loose = make_article(5, seen_at=NOW), make_article(6, published_at=NOW - HOUR / 2, seen_at=NOW)
    await storage.articles.save([dated, undated, old, loose])
    stories = [make_story(n, (each,)) for n, each in enumerate([dated, undated, old])]
    await storage.stories.save(stories, [])
    found = dict(await storage.articles.since(NOW - HOUR))
    assert found == {dated: stories[0].id, undated: stories[1].id}


async def test_an_article_outlives_its_source(storage: Storage) -> None:
    article = make_article()
    await storage.sources.add([make_source()], NOW)
    await storage.articles.save([article])
    await storage.sources.remove(article.source_id)
    assert await storage.articles.get([article.id]) == [article]
