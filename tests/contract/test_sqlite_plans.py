"""No query walks through a whole table that grows, and the ones that ask what is due find it already in order."""

from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import timedelta
from pathlib import Path

import pytest

from digests.models import (
    BroadcastId,
    DeliveryState,
    FileMark,
    NewEdition,
    Rating,
    Reaction,
    Slot,
    SourceState,
    StoryId,
    Vicinity,
)
from digests.search.query import parse_query
from digests.storage.sqlite import SqliteStorage
from digests.storage.sqlite.database import Database, open_database
from tests.factories import (
    NOW,
    make_article,
    make_delivery,
    make_edition,
    make_new_delivery,
    make_source,
    make_story,
    make_subscription,
    make_summary,
)

GROWING = (
    "post_files",
    "articles",
    "article_keys",
    "article_revisions",
    "stories",
    "decisions",
    "summaries",
    "subscriptions",
    "own_sources",
    "told",
    "editions",
    "deliveries",
    "delivery_parts",
    "reactions",
    "constraints",
    "ratings",
)
ALIASES = {
    "r": "reactions",
    "a": "articles",
    "k": "article_keys",
    "s": "subscriptions",
    "d": "deliveries",
    "e": "deliveries",
    "p": "delivery_parts",
}
SHORT = (
    "COVERING INDEX subscriptions_language",
    "INDEX deliveries_waiting",
    "INDEX articles_ungrouped",
    "INDEX deliveries_undoing",
    "INDEX deliveries_failed",
    "INDEX reactions_followed",
    "INDEX subscriptions_instant_sources",
)
ARTICLE, STORY, EDITION, SUBSCRIPTION = make_article(), make_story(), make_edition(), make_subscription()
CHAT = SUBSCRIPTION.chat_id
REACTION = Reaction(SUBSCRIPTION.id, STORY.id, "followed", NOW)
RATING = Rating(SUBSCRIPTION.id, EDITION.id, liked=True, at=NOW)
DONE = [make_delivery(state=DeliveryState.SENT, lease_until=None)]

Ask = Callable[[SqliteStorage], Awaitable[object]]

DUE: dict[str, Ask] = {
    "sources.claim_due": lambda s: s.sources.claim_due(NOW, limit=9, lease_s=60),
    "sources.claim_due apart": lambda s: s.sources.claim_due(NOW, limit=9, lease_s=60, shared=False),
    "articles.ungrouped": lambda s: s.articles.ungrouped(limit=9),
    "stories.since": lambda s: s.stories.since(NOW, limit=9),
    "subscriptions.due": lambda s: s.subscriptions.due(NOW, limit=9),
    "outbox.claim": lambda s: s.outbox.claim(NOW, limit=9, lease_s=60),
    "outbox.to_erase": lambda s: s.outbox.to_erase(limit=9),
}
OTHERS: dict[str, Ask] = {
    "sources.add": lambda s: s.sources.add([make_source()], NOW),
    "sources.find": lambda s: s.sources.find(make_source().id),
    "sources.shared_ids": lambda s: s.sources.shared_ids(),
    "sources.settle": lambda s: s.sources.settle({make_source().id: SourceState(NOW)}),
    "articles.find_by_keys": lambda s: s.articles.find_by_keys(["k"]),
    "files.find": lambda s: s.files.find(make_source().id),
    "files.settle": lambda s: s.files.settle(make_source().id, {"a.md": FileMark(1, 2, "ab")}, ["b.md"]),
    "articles.fingerprints": lambda s: s.articles.fingerprints([Vicinity("海港日报", NOW, NOW, make_source())]),
    "articles.save": lambda s: s.articles.save([make_article(revision=2)]),
    "articles.get": lambda s: s.articles.get([ARTICLE.id]),
    "features.keep": lambda s: s.features.keep({ARTICLE.id: b"x"}, form="1"),
    "features.placements": lambda s: s.features.placements(NOW, form="1", limit=9),
    "articles.since": lambda s: s.articles.since(NOW),
    "stories.save": lambda s: s.stories.save([STORY], []),
    "stories.save, absorbed": lambda s: s.stories.save([], [], absorbed={StoryId("old"): STORY.id}),
    "stories.save, parted": lambda s: s.stories.save([], [], parted={STORY.id: StoryId("old")}),
    "stories.backfill": lambda s: s.stories.backfill(NOW),
    "stories.get": lambda s: s.stories.get([STORY.id]),
    "stories.of_articles": lambda s: s.stories.of_articles([ARTICLE.id]),
    "stories.storyline": lambda s: s.stories.storyline(STORY.id),
    "stories.decisions": lambda s: s.stories.decisions([ARTICLE.id]),
    "search.find": lambda s: s.search.find(parse_query("渡轮"), own=(), excluded=(), limit=9),
    "search.index_backlog": lambda s: s.search.index_backlog(limit=9),
    "summaries.find": lambda s: s.summaries.find(STORY.id, 1, "en"),
    "summaries.of": lambda s: s.summaries.of([STORY], "en"),
    "receptions.look": lambda s: s.receptions.look([CHAT], CHAT, SUBSCRIPTION.id),
    "summaries.save": lambda s: s.summaries.save([make_summary()]),
    "subscriptions.find": lambda s: s.subscriptions.find(SUBSCRIPTION.id),
    "subscriptions.save": lambda s: s.subscriptions.save(SUBSCRIPTION),
    "subscriptions.wake_instant": lambda s: s.subscriptions.wake_instant(NOW),
    "subscriptions.with_instant_sources": lambda s: s.subscriptions.with_instant_sources(),
    "subscriptions.wanted_languages": lambda s: s.subscriptions.wanted_languages(),
    "subscriptions.count_active": lambda s: s.subscriptions.count_active(),
    "editions.create": lambda s: s.editions.create(EDITION, [], next_due_at=NOW, mark_told=True),
    "editions.withdraw_unsent": lambda s: s.editions.withdraw_unsent([SUBSCRIPTION.id]),
    "subscriptions.leave_topic": lambda s: s.subscriptions.leave_topic(CHAT, 5),
    "editions.create_all": lambda s: s.editions.create_all([NewEdition(EDITION, (), NOW)]),
    "editions.skip": lambda s: s.editions.skip([Slot(SUBSCRIPTION.id, NOW, NOW)]),
    "editions.told_by": lambda s: s.editions.told_by([SUBSCRIPTION.id], [StoryId("s")]),
    "editions.last_read_at": lambda s: s.editions.last_read_at(SUBSCRIPTION.id),
    "editions.find": lambda s: s.editions.find(EDITION.id),
    "editions.told": lambda s: s.editions.told(SUBSCRIPTION.id, [StoryId("s")]),
    "outbox.add": lambda s: s.outbox.add([make_new_delivery()]),
    "outbox.settle": lambda s: s.outbox.settle(DONE),
    "outbox.tally": lambda s: s.outbox.tally("e"),
    "outbox.failures": lambda s: s.outbox.failures(since=NOW, limit=9),
    "outbox.settle_erased": lambda s: s.outbox.settle_erased(DONE),
    "broadcasts.under_way": lambda s: s.broadcasts.under_way(),
    "broadcasts.undo": lambda s: s.broadcasts.undo(BroadcastId(1), NOW, NOW),
    "outbox.cancel": lambda s: s.outbox.cancel("e"),
    "admins.is_banned": lambda s: s.admins.is_banned([CHAT]),
    "admins.profiles_of": lambda s: s.admins.profiles_of(CHAT),
    "admins.count_day": lambda s: s.admins.count_day(NOW.date(), NOW, NOW + timedelta(days=1), is_over=False),
    "broadcasts.scheduled": lambda s: s.broadcasts.scheduled(NOW),
    "service.tidy": lambda s: s.service.tidy(NOW, limit=9),
    "service.stats": lambda s: s.service.stats(NOW + timedelta(hours=1)),
    "reactions.put": lambda s: s.reactions.put(REACTION),
    "reactions.take_back": lambda s: s.reactions.take_back(SUBSCRIPTION.id, STORY.id, "saved"),
    "reactions.acts_on": lambda s: s.reactions.acts_on(SUBSCRIPTION.id, STORY.id),
    "reactions.of": lambda s: s.reactions.of(SUBSCRIPTION.id, limit=9),
    "reactions.count": lambda s: s.reactions.count(SUBSCRIPTION.id, "saved"),
    "reactions.developments": lambda s: s.reactions.developments(limit=9),
    "reactions.rate": lambda s: s.reactions.rate(RATING),
    "reactions.rating": lambda s: s.reactions.rating(SUBSCRIPTION.id, EDITION.id),
    "reactions.withdraw_rating": lambda s: s.reactions.withdraw_rating(SUBSCRIPTION.id, EDITION.id),
    "reactions.figures": lambda s: s.reactions.figures(NOW),
    "subscriptions.block": lambda s: s.subscriptions.block(CHAT),
    "subscriptions.move": lambda s: s.subscriptions.move(CHAT, CHAT + 1),
    "subscriptions.forget": lambda s: s.subscriptions.forget(CHAT + 1),
}


class Opened:
    """A storage with one row of most things, and the plans of what it is asked."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self.storage = SqliteStorage(database)

    async def plan_of(self, ask: Ask, *, outermost: bool = False) -> list[str]:
        """The steps of every statement that `ask` runs; only those outside of its subqueries where `outermost`."""
        statements: list[str] = []
        for run in (self._database.write, self._database.read):
            await run(lambda db: db.conn.set_trace_callback(statements.append))
        await ask(self.storage)
        for run in (self._database.write, self._database.read):
            await run(lambda db: db.conn.set_trace_callback(None))
        asked = [each for each in statements if each.split()[0].upper() in {"SELECT", "UPDATE", "DELETE", "INSERT"}]
        assert asked, "nothing was asked"
        return await self._database.read(
            lambda db: [
                detail
                for each in asked
                for _, parent, _, detail in db.execute(f"EXPLAIN QUERY PLAN {each}")
                if not (outermost and parent)
            ]
        )


@pytest.fixture
async def opened(tmp_path: Path) -> AsyncIterator[Opened]:
    database = await open_database(tmp_path / "y.db")
    opened = Opened(database)
    storage = opened.storage
    await storage.articles.save([ARTICLE])
    await storage.stories.save([STORY], [])
    await storage.subscriptions.save(SUBSCRIPTION)
    yield opened
    await database.close()


def _walks(plan: list[str]) -> list[str]:
    """The steps that read every row of a growing table.

    An index that holds all that is asked for may be counted through, and so may one of only what waits.
    """
    return [
        step
        for step in plan
        if step.startswith("SCAN ")
        and ALIASES.get(step.split()[1], step.split()[1]) in GROWING
        and not step.endswith(SHORT)
    ]


@pytest.mark.parametrize("name", [*DUE, *OTHERS])
async def test_no_query_walks_through_a_growing_table(opened: Opened, name: str) -> None:
    assert _walks(await opened.plan_of((DUE | OTHERS)[name])) == []


@pytest.mark.parametrize("name", DUE)
async def test_what_is_due_is_found_in_order_without_sorting(opened: Opened, name: str) -> None:
    plan = await opened.plan_of(DUE[name], outermost=True)
    assert plan
    assert [step for step in plan if "TEMP B-TREE" in step] == []


async def test_a_walk_is_noticed(opened: Opened) -> None:
    plan = await opened.plan_of(lambda s: _unindexed(opened))
    assert _walks(plan) == ["SCAN articles"]


async def _unindexed(opened: Opened) -> object:
    return await opened._database.read(lambda db: list(db.query("SELECT * FROM articles WHERE title = '夜航'")))
