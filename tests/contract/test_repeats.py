"""Lines of a source: counted by article, kept apart by source, forgotten when they stay single."""

from datetime import timedelta

from digests.models import Repeated
from digests.ports import Storage
from tests.factories import NOW, make_source

ONE, OTHER = make_source(1), make_source(2)


async def test_lines_are_counted_by_article_and_given_once_they_are_enough(storage: Storage) -> None:
    await storage.repeats.learn({ONE.id: [{"a": "A"}, {"a": "A", "b": "B"}]}, NOW, fewest=3)
    learnt = (await storage.repeats.learn({ONE.id: [{"a": "A"}, {}]}, NOW, fewest=3))[ONE.id]
    assert learnt == [Repeated("a", "A", articles=3, of=4)]
    assert await storage.repeats.lines(ONE.id, fewest=3) == learnt
    assert await storage.repeats.lines(OTHER.id, fewest=2) == []


async def test_what_pages_say_is_counted_apart(storage: Storage) -> None:
    await storage.repeats.learn({ONE.id: [{"a": "A"}] * 3}, NOW, fewest=3)
    learnt = await storage.repeats.learn({ONE.id: [{"a": "A"}] * 2}, NOW, fewest=2, from_page=True)
    assert learnt[ONE.id] == [Repeated("a", "A", articles=2, of=2)]
    assert await storage.repeats.lines(ONE.id, fewest=3, from_page=True) == []


async def test_what_stood_in_one_article_only_is_forgotten_and_its_text_never_kept(storage: Storage) -> None:
    await storage.sources.add([ONE], NOW)
    await storage.repeats.learn({ONE.id: [{"a": "A", "b": "B"}, {"a": "A"}]}, NOW, fewest=9)
    await storage.service.tidy(NOW + timedelta(days=1), limit=99)
    learnt = await storage.repeats.learn({ONE.id: [{"a": "A", "b": "B"}]}, NOW, fewest=2)
    assert [(each.mark, each.articles) for each in learnt[ONE.id]] == [("a", 3)]


async def test_the_lines_of_a_source_that_is_gone_are_forgotten(storage: Storage) -> None:
    await storage.repeats.learn({ONE.id: [{"a": "A"}] * 5}, NOW, fewest=2)
    await storage.service.tidy(NOW, limit=99)
    assert await storage.repeats.lines(ONE.id, fewest=2) == []


async def test_the_lines_of_several_sources_are_learnt_together_and_kept_apart(storage: Storage) -> None:
    """The text of a line is kept from its second article on, also where both came together."""
    both = {ONE.id: [{"a": "A"}, {"a": "A"}], OTHER.id: [{"a": "A", "b": "B"}], make_source(3).id: []}
    learnt = await storage.repeats.learn(both, NOW, fewest=2)
    assert learnt == {ONE.id: [Repeated("a", "A", articles=2, of=2)], OTHER.id: [], make_source(3).id: []}
    again = await storage.repeats.learn({OTHER.id: [{"b": "B", "a": "A"}], ONE.id: []}, NOW, fewest=2)
    assert again == {
        OTHER.id: [Repeated("a", "A", articles=2, of=2), Repeated("b", "B", articles=2, of=2)],
        ONE.id: [Repeated("a", "A", articles=2, of=2)],
    }
