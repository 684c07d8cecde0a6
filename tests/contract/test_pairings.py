"""Guesses across languages are kept, decided once, and found by either article."""

from dataclasses import replace
from datetime import timedelta

from digests.models import ArticleId, Pairing
from digests.ports import Storage
from tests.factories import NOW, make_article

CHINESE, OTHER = make_article(1), make_article(2)
ENGLISH = make_article(3, language="en")
GUESS = Pairing(CHINESE.id, ENGLISH.id, 6.5, NOW)
WEAKER = Pairing(OTHER.id, ENGLISH.id, 5.5, NOW)
DAY = timedelta(days=1)


async def proposed(storage: Storage) -> None:
    await storage.articles.save([CHINESE, OTHER, ENGLISH])
    await storage.pairings.propose([WEAKER, GUESS])


async def undecided(storage: Storage) -> list[Pairing]:
    return await storage.pairings.undecided(NOW, NOW - DAY, limit=9)


async def test_guesses_come_surest_first_and_one_of_a_lost_article_is_none(storage: Storage) -> None:
    await proposed(storage)
    await storage.pairings.propose([Pairing(CHINESE.id, ArticleId("lost"), 9.0, NOW)])
    assert await undecided(storage) == [GUESS, WEAKER]
    assert await storage.pairings.of_articles([ENGLISH.id]) == [GUESS, WEAKER]
    assert await storage.pairings.of_articles([CHINESE.id]) == [GUESS]
    assert await storage.pairings.undecided(NOW, NOW + DAY, limit=9) == []


async def test_what_was_decided_stays_decided(storage: Storage) -> None:
    await proposed(storage)
    decided = replace(GUESS, verdict="same", by="headlines")
    await storage.pairings.settle(decided)
    await storage.pairings.settle(replace(GUESS, verdict="different", by="model", tries=1))
    await storage.pairings.propose([replace(GUESS, score=9.0)])
    assert await storage.pairings.of_articles([CHINESE.id]) == [decided]
    assert await undecided(storage) == [WEAKER]
    assert await storage.pairings.same(NOW) == [(CHINESE.id, ENGLISH.id)]
    assert await storage.pairings.same(NOW + DAY) == []


async def test_who_gave_no_answer_is_asked_again_when_it_is_time_and_never_after_the_last_try(storage: Storage) -> None:
    await proposed(storage)
    await storage.pairings.settle(replace(GUESS, tries=1, retry_at=NOW))
    await storage.pairings.settle(replace(WEAKER, tries=1, retry_at=NOW + DAY))
    assert [each.article_id for each in await undecided(storage)] == [CHINESE.id]
    await storage.pairings.settle(replace(GUESS, tries=6))
    assert await undecided(storage) == []
