"""Choosing topics and sources by name, over a real database."""

from collections.abc import AsyncIterator
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digests.errors import RequestError
from digests.models import TOPICS, Source, SourceState, Subscription, Topic
from digests.ports import Storage
from digests.storage import open_storage
from digests.subscriptions.choices import (
    SourceDesk,
    reads,
    with_source,
    with_topic,
    without_source,
    without_topic,
)
from tests.factories import NOW, make_source, make_subscription


@pytest.fixture
async def storage() -> AsyncIterator[Storage]:
    async with open_storage("sqlite://") as opened:
        yield opened


@pytest.fixture
def desk(storage: Storage) -> SourceDesk:
    return SourceDesk(storage)


READER = make_subscription()
TOPIC = st.sampled_from(TOPICS)
SOURCE = st.builds(
    lambda number, topic, shared: make_source(number, topic=topic, shared=shared),
    st.integers(1, 4),
    st.one_of(st.none(), TOPIC),
    st.booleans(),
)
WANTED = st.frozensets(TOPIC).map(lambda topics: replace(READER, topics=topics))


@given(WANTED, TOPIC)
def test_a_topic_taken_in_and_left_out_is_as_before(reader: Subscription, topic: Topic) -> None:
    taken = with_topic(reader, topic).subscription
    assert taken.topics == reader.topics | {topic}
    assert without_topic(taken, topic).subscription.topics == reader.topics - {topic}


@given(WANTED, SOURCE)
def test_a_source_that_was_chosen_is_read_and_one_left_out_is_not(reader: Subscription, source: Source) -> None:
    taken = with_source(reader, source).subscription
    left = without_source(taken, source).subscription
    assert reads(taken, source)
    assert not reads(left, source)
    assert reads(with_source(left, source).subscription, source)


async def test_private_sources_are_seen_by_their_owner_only(desk: SourceDesk, storage: Storage) -> None:
    shared, private = make_source(1, title="海港日报"), make_source(2, title="内部通讯", shared=False)
    await storage.sources.add([shared, private], NOW)
    owner = replace(READER, own_sources=frozenset((private.id,)))
    assert {each.id for each, _ in await desk.offered(owner)} == {shared.id, private.id}
    assert [each.id for each, _ in await desk.offered(READER)] == [shared.id]
    assert (await desk.named(owner, "内部")).id == private.id
    with pytest.raises(RequestError, match="subscribe-unknown"):
        await desk.named(READER, "内部通讯")


@pytest.mark.parametrize("name", ["海港日报", "海港日報", " 海港日报 ", "https://source1.example/feed.xml"])
async def test_a_source_is_found_in_either_script_and_by_its_address(
    desk: SourceDesk, storage: Storage, name: str
) -> None:
    await storage.sources.add([make_source(1, title="海港日报"), make_source(2, title="海港日报·周末")], NOW)
    assert (await desk.named(READER, name)).title == "海港日报"


async def test_a_name_that_fits_several_is_asked_back_and_one_that_fits_none_is_told(
    desk: SourceDesk, storage: Storage
) -> None:
    await storage.sources.add([make_source(1, title="Haigang Daily"), make_source(2, title="Haigang Courier")], NOW)
    with pytest.raises(RequestError, match="subscribe-ambiguous") as several:
        await desk.named(READER, "haigang")
    assert several.value.values["names"] == "Haigang Courier · Haigang Daily"
    for name in ("海", "", "  "):
        with pytest.raises(RequestError, match="subscribe-unknown"):
            await desk.named(READER, name)


async def test_a_source_is_offered_with_whether_it_fails(desk: SourceDesk, storage: Storage) -> None:
    source = make_source(1, topic="sports")
    await storage.sources.add([source], NOW)
    assert await desk.offered(READER) == [(source, False)]
    await storage.sources.settle({source.id: SourceState(NOW, failures=3, error="There is nothing at this address.")})
    assert await desk.offered(READER) == [(source, True)]
