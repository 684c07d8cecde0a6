"""Wordings of long ago, and the stories that say them again."""

from dataclasses import replace
from datetime import timedelta

from digests.ports import Storage
from tests.factories import NOW, make_article, make_story

OLD, OLDER, NEW = (
    make_article(number, published_at=NOW - timedelta(days=days)) for number, days in ((1, 90), (2, 400), (3, 0))
)
BEFORE = NOW - timedelta(days=21)


async def test_what_shares_most_bands_comes_first_and_only_what_is_old_enough(storage: Storage) -> None:
    await storage.articles.save([OLD, OLDER, NEW])
    sketches = {OLD.id: (1, 2), OLDER.id: (1, 2, 3), NEW.id: (1, 2, 3)}
    for _ in range(2):
        await storage.echoes.remember(sketches)
    assert await storage.echoes.alike((1, 2, 3), before=BEFORE, limit=9) == [OLDER.id, OLD.id]
    assert await storage.echoes.alike((1, 2, 3), before=BEFORE, limit=1) == [OLDER.id]
    assert await storage.echoes.alike((4,), before=BEFORE, limit=9) == []
    assert await storage.echoes.alike((), before=BEFORE, limit=9) == []


async def test_a_story_has_its_earlier_ones_newest_first_by_the_name_they_bear_now(storage: Storage) -> None:
    await storage.articles.save([OLD, OLDER, NEW])
    old, older, new = (make_story(number, (each,)) for number, each in enumerate((OLD, OLDER, NEW), start=1))
    await storage.stories.save([old, older, new], [])
    await storage.echoes.link({(new.id, older.id): 0.5, (new.id, old.id): 0.75})
    assert await storage.echoes.earlier([new.id, old.id]) == {new.id: [old, older]}
    both = replace(older, article_ids=(OLDER.id, OLD.id))
    await storage.stories.save([both], [], absorbed={old.id: older.id})
    assert await storage.echoes.earlier([new.id]) == {new.id: [both]}
