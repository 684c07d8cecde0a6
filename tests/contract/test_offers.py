"""Offered sources: kept until somebody takes one, and forgotten with time."""

from dataclasses import replace
from datetime import timedelta

from digests.ports import Storage
from tests.factories import NOW, make_source


async def test_an_offer_is_found_as_it_was_last_made(storage: Storage) -> None:
    first = make_source(1, shared=False, homepage="https://a.example/", language="zh-Hant")
    await storage.offers.save([first, make_source(2)], NOW)
    assert await storage.offers.find(first.id) == first
    renamed = replace(first, title="海港日报")
    await storage.offers.save([renamed], NOW)
    assert await storage.offers.find(first.id) == renamed
    assert await storage.sources.all() == []


async def test_offers_that_nobody_took_are_forgotten(storage: Storage) -> None:
    old, new = make_source(1), make_source(2)
    await storage.offers.save([old], NOW)
    await storage.offers.save([new], NOW + timedelta(days=1))
    await storage.service.tidy(NOW + timedelta(days=1), limit=99)
    assert await storage.offers.find(old.id) is None
    assert await storage.offers.find(new.id) == new
