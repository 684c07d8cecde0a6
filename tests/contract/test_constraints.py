"""What people said of two articles."""

from dataclasses import replace
from datetime import timedelta

from digests.models import ArticleId, Constraint
from digests.ports import Storage
from tests.factories import NOW

ONE, OTHER, THIRD = ArticleId("a1"), ArticleId("a2"), ArticleId("a3")
SAID = Constraint(ONE, OTHER, "different", by=7, is_admin=False, at=NOW)


async def test_what_was_said_comes_back_from_either_article(storage: Storage) -> None:
    apart = replace(SAID, article_id=OTHER, other_id=THIRD, by=8)
    for _ in range(2):
        await storage.constraints.save([SAID, apart])
    assert await storage.constraints.of_articles([ONE]) == [SAID]
    assert await storage.constraints.of_articles([OTHER, ONE]) == [SAID, apart]
    assert await storage.constraints.of_articles([ArticleId("unknown")]) == []


async def test_a_persons_later_word_takes_the_place_of_the_earlier_in_either_order(storage: Storage) -> None:
    later = Constraint(OTHER, ONE, "same", by=7, is_admin=False, at=NOW + timedelta(hours=1))
    await storage.constraints.save([SAID, replace(SAID, by=8)])
    await storage.constraints.save([later])
    found = await storage.constraints.of_articles([ONE])
    assert found == [replace(SAID, by=8), replace(later, article_id=ONE, other_id=OTHER)]


async def test_a_forgotten_persons_word_goes_and_an_administrators_stays_as_nobodys(storage: Storage) -> None:
    ruled = replace(SAID, by=9, is_admin=True)
    await storage.constraints.save([SAID, replace(SAID, by=8), ruled])
    await storage.subscriptions.forget(7)
    await storage.subscriptions.forget(9)
    assert await storage.constraints.of_articles([ONE]) == [replace(ruled, by=0), replace(SAID, by=8)]


async def test_what_was_said_since_a_moment_comes_oldest_first(storage: Storage) -> None:
    later, last = (replace(SAID, by=8, at=NOW + timedelta(hours=hours)) for hours in (1, 2))
    await storage.constraints.save([replace(last, other_id=THIRD), SAID, later])
    assert await storage.constraints.since(later.at) == [later, replace(last, other_id=THIRD)]
