"""Stored stories follow what grouping decides, however articles arrive, and over a restart."""

import random
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.render_story import render_story
from digests.models import Article, ArticleId, Source, Story
from digests.pipeline.grouping import Grouper
from digests.stories.features import features_of
from digests.stories.packed import FORM, pack
from tests.factories import NOW
from tests.unit.pipeline.pressroom import Press, open_press
from tests.unit.stories.samples import CHESS, DAM, DAM_INQUIRY, DAM_RETOLD, MONDAY, article, hours

BEFORE = NOW - timedelta(days=3) - MONDAY


def told(title: str, text: tuple[str, ...], outlet: str, hour: float) -> Article:
    made = article(title, text, outlet=outlet, at=hours(hour) + BEFORE)
    return replace(made, seen_at=NOW, keys=(f"key:{made.id}",))


LEFT = told("青禾水库溃坝", ("青禾水库溃坝，杏花村被淹，罗定邦赶到现场。",), "甲报", 0)
RIGHT = told("柳河中学收留居民", ("柳河中学体育馆收留下游居民，罗定邦派来冲锋舟，管涌后溃口扩大。",), "乙报", 1)
BRIDGE = told("青禾水库溃坝 柳河中学收留居民", (*LEFT.paragraphs, *RIGHT.paragraphs), "丙报", 2)
FLOOD = [
    told("青禾水库溃坝 三个村庄被淹", DAM, "山前日报", 0),
    told("柳河县青禾水库溃坝 居民在体育馆过夜", DAM_RETOLD, "河谷晚报", 3),
    told("青禾水库溃坝调查组成立", DAM_INQUIRY, "山前日报", 52),
]


async def stories_of(press: Press, articles: list[Article]) -> dict[ArticleId, Story]:
    return await press.storage.stories.of_articles([each.id for each in articles])


async def test_a_story_that_another_absorbs_leaves_its_name_and_no_row() -> None:
    async with open_press() as press:
        await press.storage.articles.save([LEFT, RIGHT])
        await press.grouper.group()
        before = await stories_of(press, [LEFT, RIGHT])
        assert before[LEFT.id].id != before[RIGHT.id].id
        await press.storage.articles.save([BRIDGE])
        await press.grouper.group()
        after = await stories_of(press, [LEFT, RIGHT, BRIDGE])
        assert {story.id for story in after.values()} == {before[LEFT.id].id}
        assert after[LEFT.id].outlets == ("甲报", "乙报", "丙报")
        assert await press.storage.stories.find(before[RIGHT.id].id) == after[LEFT.id]
        assert len(await press.storage.stories.since(NOW - timedelta(days=9))) == 1


@pytest.mark.parametrize("seed", range(4))
async def test_what_arrives_one_by_one_and_after_restarts_is_told_as_if_it_came_at_once(seed: int) -> None:
    shuffled = list(FLOOD)
    random.Random(seed).shuffle(shuffled)
    async with open_press() as whole, open_press() as by_and_by:
        await whole.storage.articles.save(FLOOD)
        await whole.grouper.group()
        for each in shuffled:
            await by_and_by.storage.articles.save([each])
            await Grouper(by_and_by.storage, by_and_by.clock).group()
        expected, found = await stories_of(whole, FLOOD), await stories_of(by_and_by, FLOOD)
        one, other, later = (each.id for each in FLOOD)
        assert expected[one].article_ids == found[one].article_ids == (one, other)
        assert expected[later].follows == expected[one].id
        assert found[later].follows == found[one].id
        assert found[later].storyline_id == found[one].storyline_id


async def test_what_comes_late_finds_the_story_of_its_own_time_after_a_restart_too() -> None:
    """A folder of old posts is read bit by bit: its stories are older than all that is live."""
    long_ago = timedelta(days=70)
    old = [replace(each, published_at=each.at - long_ago) for each in FLOOD[:2]]
    async with open_press() as press:
        for each in old:
            await press.storage.articles.save([each])
            await Grouper(press.storage, press.clock).group()
        stories = await stories_of(press, old)
        assert stories[old[0].id].article_ids == (old[0].id, old[1].id)


async def test_a_start_reads_no_text_again_and_makes_anew_what_is_damaged() -> None:
    async with open_press() as press:
        await press.storage.articles.save(FLOOD[:2])
        await press.grouper.group()
        before = await stories_of(press, FLOOD[:2])
        kept = await press.storage.features.placements(NOW - timedelta(days=30), form=FORM, limit=9)
        assert all(each.features for each in kept)
        await press.storage.features.keep({FLOOD[1].id: b"damaged"}, form=FORM)
        await press.storage.articles.save([FLOOD[2]])
        await Grouper(press.storage, press.clock).group()
        after = await stories_of(press, FLOOD)
        assert after[FLOOD[2].id].follows == before[FLOOD[0].id].id
        anew = await press.storage.features.placements(NOW - timedelta(days=30), form=FORM, limit=9)
        assert [each.features for each in anew[:2]] == [each.features for each in kept]


async def test_after_a_start_what_was_kept_of_an_article_counts_and_not_its_text() -> None:
    async with open_press() as press:
        await press.storage.articles.save(FLOOD[:2])
        await press.grouper.group()
        other = pack(features_of(told("顾晚秋夺海岬杯", CHESS, "河谷晚报", 0)))
        await press.storage.features.keep({each.id: other for each in FLOOD[:2]}, form=FORM)
        await press.storage.articles.save([FLOOD[2]])
        await Grouper(press.storage, press.clock).group()
        assert (await stories_of(press, FLOOD))[FLOOD[2].id].follows is None


async def test_a_look_alike_of_last_year_is_linked_and_stays_apart() -> None:
    old = told("青禾水库溃坝 三个村庄被淹", DAM, "山前日报", -24 * 365)
    new = told("白石水库溃坝 三个村庄被淹", tuple(each.replace("青禾", "白石") for each in DAM), "河谷晚报", 0)
    async with open_press() as press:
        await press.storage.sources.add([Source(old.source_id, "https://example.org/", "feed", "山前日报")], NOW)
        await press.storage.articles.save([old])
        await press.grouper.group()
        await press.storage.articles.save([new])
        await press.grouper.group()
        stories = await stories_of(press, [old, new])
        assert stories[new.id].storyline_id != stories[old.id].storyline_id
        assert stories[new.id].follows is None
        assert await press.storage.echoes.earlier([stories[new.id].id]) == {stories[new.id].id: [stories[old.id]]}
        view = await press.summarizer.view(stories[new.id].id, "zh-Hans")
        assert view is not None
        assert view.earlier == (stories[old.id],)
        shown = render_story(view, "zh-Hans", "Asia/Shanghai", None)
        assert "相似旧闻" in shown.text
        assert "青禾水库溃坝" in shown.text
