"""Sources and their health."""

from dataclasses import replace
from datetime import timedelta

from digests.models import Move, SourceState, Validators, Wishes
from digests.ports import Storage
from tests.factories import NOW, make_source

LATER = NOW + timedelta(minutes=15)
HEALTHY = SourceState(
    next_check_at=LATER,
    validators=Validators('"v1"', "Sun, 22 Nov 2026 08:00:00 GMT", "ab12"),
    last_success_at=NOW,
    wishes=Wishes(3600.0, 1800.0, frozenset({0, 23}), frozenset({6})),
    news_at=(NOW - timedelta(hours=1), NOW),
    move=Move("https://moved.example/feed", 2),
    items=bytes(range(256)),
)


async def test_a_source_comes_back_as_it_was_added(storage: Storage) -> None:
    bare = make_source(2, topic=None, language=None, homepage=None, shared=False, kind="posts", title="")
    await storage.sources.add([make_source(1), bare], NOW)
    assert await storage.sources.find(make_source(1).id) == make_source(1)
    assert await storage.sources.find(bare.id) == bare
    assert await storage.sources.find(make_source(3).id) is None


async def test_a_new_source_is_due_at_once_and_a_known_one_keeps_its_state(storage: Storage) -> None:
    source = make_source()
    await storage.sources.add([source], NOW)
    assert await storage.sources.all() == [(source, SourceState(next_check_at=NOW))]
    await storage.sources.settle({source.id: HEALTHY})
    renamed = replace(source, title="海港晚报", homepage=None)
    await storage.sources.add([renamed], NOW + timedelta(days=1))
    assert await storage.sources.all() == [(renamed, HEALTHY)]


async def test_a_shared_source_never_becomes_private_but_a_private_one_can_be_shared(storage: Storage) -> None:
    shared, private = make_source(1), make_source(2, shared=False)
    await storage.sources.add([shared, private], NOW)
    await storage.sources.add([replace(shared, shared=False), replace(private, shared=True)], NOW)
    assert [source.shared for source, _ in await storage.sources.all()] == [True, True]


async def test_a_source_that_is_settled_keeps_what_the_others_got_to_themselves(storage: Storage) -> None:
    """Each its own state, its items among it, also where they shrink to none."""
    one, two, three = make_source(1), make_source(2), make_source(3)
    await storage.sources.add([one, two, three], NOW)
    await storage.sources.settle({one.id: HEALTHY, two.id: HEALTHY})
    bare = SourceState(next_check_at=LATER, failures=2, error="The server does not answer.")
    await storage.sources.settle({two.id: bare, three.id: replace(HEALTHY, items=b"\x00\xff")})
    states = {source.id: state for source, state in await storage.sources.all()}
    assert states == {one.id: HEALTHY, two.id: bare, three.id: replace(HEALTHY, items=b"\x00\xff")}
    claimed = dict(await storage.sources.claim_due(LATER, limit=9, lease_s=60))
    assert {source.id: state for source, state in claimed.items()} == states


async def test_sources_are_listed_by_title(storage: Storage) -> None:
    await storage.sources.add([make_source(n, title=title) for n, title in enumerate(["丙", "Amber", "甲"])], NOW)
    assert [source.title for source, _ in await storage.sources.all()] == ["Amber", "丙", "甲"]


async def test_more_sources_than_a_chunk_are_all_added(storage: Storage) -> None:
    await storage.sources.add([make_source(n) for n in range(1203)], NOW)
    assert len(await storage.sources.all()) == 1203


async def test_a_removed_source_is_gone_and_removing_it_again_does_no_harm(storage: Storage) -> None:
    await storage.sources.add([make_source()], NOW)
    for _ in range(2):
        await storage.sources.remove(make_source().id)
    assert await storage.sources.all() == []


async def test_due_sources_are_claimed_the_longest_due_first_up_to_the_limit(storage: Storage) -> None:
    for number in (1, 2, 3):
        await storage.sources.add([make_source(number)], NOW - timedelta(minutes=number))
    await storage.sources.add([make_source(4)], NOW + timedelta(microseconds=1))
    claimed = await storage.sources.claim_due(NOW, limit=2, lease_s=60)
    assert [source.id for source, _ in claimed] == [make_source(3).id, make_source(2).id]
    rest = await storage.sources.claim_due(NOW, limit=9, lease_s=60)
    assert [source.id for source, _ in rest] == [make_source(1).id]


async def test_nobody_else_gets_a_claimed_source_before_its_lease_is_past(storage: Storage) -> None:
    await storage.sources.add([make_source()], NOW)
    assert len(await storage.sources.claim_due(NOW, limit=9, lease_s=60)) == 1
    assert await storage.sources.claim_due(NOW + timedelta(seconds=59.999), limit=9, lease_s=60) == []
    assert len(await storage.sources.claim_due(NOW + timedelta(seconds=60), limit=9, lease_s=60)) == 1


async def test_settling_stores_the_state_and_gives_the_claim_back(storage: Storage) -> None:
    source = make_source()
    await storage.sources.add([source], NOW)
    await storage.sources.claim_due(NOW, limit=1, lease_s=3600)
    failing = SourceState(next_check_at=LATER, failures=3, error="HTTP 500.")
    await storage.sources.settle({source.id: failing})
    assert await storage.sources.claim_due(LATER - timedelta(microseconds=1), limit=1, lease_s=60) == []
    assert await storage.sources.claim_due(LATER, limit=1, lease_s=60) == [(source, failing)]


async def test_a_configured_list_replaces_the_last_one_and_touches_nothing_that_people_added(storage: Storage) -> None:
    first, second, added = make_source(1), make_source(2), make_source(3)
    await storage.sources.add([added], NOW)
    await storage.sources.configure([first, second], NOW)
    await storage.sources.settle({second.id: HEALTHY})
    await storage.sources.configure([second], NOW)
    assert {source.id for source, _ in await storage.sources.all()} == {second.id, added.id}
    assert dict(await storage.sources.all())[second] == HEALTHY


async def test_a_source_that_was_added_before_it_was_configured_goes_with_the_list(storage: Storage) -> None:
    source = make_source()
    await storage.sources.add([source], NOW)
    await storage.sources.configure([source], NOW)
    await storage.sources.configure([], NOW)
    assert await storage.sources.all() == []


async def test_a_retired_source_is_never_due_until_it_is_added_again(storage: Storage) -> None:
    source = make_source()
    await storage.sources.add([source], NOW)
    retired = SourceState(next_check_at=NOW, error="The feed is gone for good (HTTP 410).", retired_at=NOW)
    await storage.sources.settle({source.id: retired})
    assert await storage.sources.claim_due(NOW + timedelta(days=99), limit=9, lease_s=60) == []
    assert await storage.sources.all() == [(source, retired)]
    await storage.sources.add([source], LATER)
    assert await storage.sources.claim_due(LATER - timedelta(seconds=1), limit=9, lease_s=60) == []
    assert [found for found, _ in await storage.sources.claim_due(LATER, limit=9, lease_s=60)] == [source]


async def test_states_are_stored_together(storage: Storage) -> None:
    sources = [make_source(number) for number in range(3)]
    await storage.sources.add(sources, NOW)
    await storage.sources.settle({source.id: HEALTHY for source in sources[:2]})
    states = dict(await storage.sources.all())
    assert [states[source] for source in sources] == [HEALTHY, HEALTHY, SourceState(next_check_at=NOW)]


async def test_everybodys_sources_are_offered_and_of_the_others_those_that_are_named(storage: Storage) -> None:
    shared, own = make_source(1, title="b"), make_source(2, title="a", shared=False)
    await storage.sources.add([shared, own, make_source(3, shared=False)], NOW)
    await storage.sources.settle({own.id: SourceState(LATER, failures=1, error="No answer.")})
    assert await storage.sources.offered([own.id]) == [(own, True), (shared, False)]
    assert await storage.sources.offered([]) == [(shared, False)]
    assert await storage.sources.shared_ids() == {shared.id}


async def test_those_that_everybody_reads_and_those_that_readers_added_are_claimed_apart(storage: Storage) -> None:
    everybodys, own = make_source(1), replace(make_source(2), shared=False)
    await storage.sources.add([everybodys, own], NOW)
    for shared, expected in ((False, own), (True, everybodys)):
        claimed = await storage.sources.claim_due(NOW, limit=9, lease_s=60, shared=shared)
        assert [source for source, _ in claimed] == [expected]
    assert await storage.sources.claim_due(NOW, limit=9, lease_s=60) == []
