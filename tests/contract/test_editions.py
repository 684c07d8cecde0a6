"""Editions, and which stories a subscription has been told."""

import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from digests.models import (
    ArticleId,
    Button,
    Contradiction,
    DeliveryState,
    Development,
    NewDelivery,
    NewEdition,
    OutletLink,
    Part,
    Slot,
    StoryId,
    SubscriptionId,
    Tally,
    Told,
    edition_id,
)
from digests.ports import Storage
from digests.storage import open_storage
from tests.factories import (
    NOW,
    make_disagreement,
    make_edition,
    make_edition_item,
    make_new_delivery,
    make_subscription,
)

NEXT_STEP = timedelta(hours=12)
NEXT = NOW + NEXT_STEP
EDITION = make_edition()
TOLD = Told("两地可能重开码头。", ArticleId("a1"), "zh-Hans", "海港日报", NOW - timedelta(days=6))
DEVELOPMENT = Development((replace(TOLD, outlet=None, at=None),), (Contradiction(TOLD, replace(TOLD, text="不会。")),))
PARTS = [make_new_delivery(), make_new_delivery(part_number=2)]


async def create(storage: Storage, deliveries: list[NewDelivery] = PARTS, *, mark_told: bool = True) -> bool:
    return await storage.editions.create(EDITION, deliveries, next_due_at=NEXT, mark_told=mark_told)


async def withdrawn(storage: Storage) -> frozenset[SubscriptionId]:
    return await storage.editions.withdraw_unsent([EDITION.subscription_id])


async def test_an_edition_comes_back_complete(storage: Storage) -> None:
    await storage.subscriptions.save(make_subscription())
    item = make_edition_item(
        1,
        developing=True,
        outlets=(OutletLink(None, None), OutletLink("北方报", "https://n.example")),
        disagreements=(make_disagreement(),),
        development=DEVELOPMENT,
    )
    edition = replace(EDITION, items=(item, *EDITION.items), more=0)
    assert await storage.editions.create(edition, [], next_due_at=None, mark_told=False)
    assert await storage.editions.find(edition.id) == edition
    assert await storage.editions.find(edition_id(EDITION.subscription_id, NEXT)) is None


async def test_creating_stores_the_deliveries_the_told_stories_and_the_next_slot_together(storage: Storage) -> None:
    subscription = make_subscription()
    await storage.subscriptions.save(subscription)
    assert await create(storage)
    assert await storage.outbox.tally(EDITION.id) == Tally(pending=2)
    ids = [item.story.id for item in EDITION.items]
    assert await storage.editions.told(subscription.id, [*ids, StoryId("other")]) == set(ids)
    assert await storage.subscriptions.find(subscription.id) == replace(
        subscription, next_due_at=NEXT, last_edition_at=NOW
    )


async def test_a_slot_has_one_edition_and_a_second_changes_only_the_next_slot(storage: Storage) -> None:
    subscription = make_subscription()
    await storage.subscriptions.save(subscription)
    assert await create(storage, [], mark_told=False)
    await storage.subscriptions.save(subscription)
    assert not await create(storage, mark_told=True)
    same_slot = replace(EDITION, id=edition_id(subscription.id, NEXT), more=9)
    assert not await storage.editions.create(same_slot, PARTS, next_due_at=NEXT, mark_told=True)
    assert await storage.editions.find(same_slot.id) is None
    assert await storage.editions.find(EDITION.id) == EDITION
    assert (await storage.outbox.tally(EDITION.id)).total == 0
    assert await storage.editions.told(subscription.id, [EDITION.items[0].story.id]) == frozenset()
    found = await storage.subscriptions.find(subscription.id)
    assert found is not None
    assert found.next_due_at == NEXT


async def test_two_processes_that_compose_one_slot_make_one_edition(storage: Storage) -> None:
    await storage.subscriptions.save(make_subscription())
    assert [await create(storage) for _ in range(3)] == [True, False, False]
    assert await storage.outbox.tally(EDITION.id) == Tally(pending=2)


async def test_nothing_is_created_for_a_chat_that_was_forgotten_meanwhile(storage: Storage) -> None:
    subscription = make_subscription()
    await storage.subscriptions.save(subscription)
    await storage.subscriptions.forget(subscription.chat_id)
    assert not await create(storage)
    assert await storage.editions.find(EDITION.id) is None
    assert (await storage.outbox.tally(EDITION.id)).total == 0


async def test_an_edition_that_could_not_be_sent_is_taken_back_and_its_stories_are_untold(storage: Storage) -> None:
    await storage.subscriptions.save(make_subscription())
    assert await create(storage)
    assert [await withdrawn(storage) for _ in range(2)] == [{EDITION.subscription_id}, set()]
    assert await storage.editions.find(EDITION.id) is None
    assert await storage.editions.told(EDITION.subscription_id, [item.story.id for item in EDITION.items]) == set()
    assert await storage.outbox.tally(EDITION.id) == Tally(cancelled=2)
    assert await storage.subscriptions.find(EDITION.subscription_id) == make_subscription(next_due_at=NEXT)


@pytest.mark.parametrize("end", [None, DeliveryState.SENT, DeliveryState.FAILED, "unanswered"])
async def test_an_edition_of_which_something_left_or_may_have_left_stays(
    storage: Storage, end: DeliveryState | str | None
) -> None:
    await storage.subscriptions.save(make_subscription())
    await create(storage)
    claimed = (await storage.outbox.claim(NOW, limit=1, lease_s=60))[0]
    if isinstance(end, DeliveryState):
        await storage.outbox.settle([replace(claimed, state=end)])
    elif end:
        await storage.outbox.settle([replace(claimed, state=DeliveryState.PENDING, unknowns=1)])
    assert await withdrawn(storage) == set()
    assert await storage.editions.find(EDITION.id) == EDITION


async def test_taking_back_touches_no_other_subscription_and_nothing_told_before(storage: Storage) -> None:
    for number in (1, 2):
        await storage.subscriptions.save(make_subscription(number))
    other = make_edition(make_subscription(2))
    await storage.editions.create(other, [make_new_delivery(2)], next_due_at=NEXT, mark_told=True)
    before = make_edition(due_at=NOW - NEXT_STEP, items=(make_edition_item(9),))
    await storage.editions.create(before, [], next_due_at=NOW, mark_told=True)
    await create(storage)
    assert await withdrawn(storage) == {EDITION.subscription_id}
    told = [item.story.id for item in (*before.items, *EDITION.items)]
    assert await storage.editions.told(EDITION.subscription_id, told) == {told[0]}
    assert await storage.editions.find(other.id) == other
    found = await storage.subscriptions.find(EDITION.subscription_id)
    assert found is not None
    assert found.last_edition_at == before.due_at


async def test_an_edition_that_is_not_marked_leaves_its_stories_untold(storage: Storage) -> None:
    await storage.subscriptions.save(make_subscription())
    await create(storage, mark_told=False)
    assert await storage.editions.told(EDITION.subscription_id, [EDITION.items[0].story.id]) == frozenset()


async def test_of_two_editions_with_one_story_made_at_once_only_the_first_is_kept(storage: Storage) -> None:
    """Two taps on the same button: both find the story unread before either has told it."""
    await storage.subscriptions.save(make_subscription())
    assert await create(storage)
    second = make_edition(due_at=NEXT, items=(make_edition_item(9), EDITION.items[0]))
    assert not await storage.editions.create(second, PARTS, next_due_at=NEXT, mark_told=True)
    assert await storage.editions.find(second.id) is None
    assert (await storage.outbox.tally(second.id)).total == 0
    assert await storage.editions.told(EDITION.subscription_id, [second.items[0].story.id]) == frozenset()
    assert await storage.editions.create(second, [], next_due_at=NEXT, mark_told=False), "a list tells nothing"


async def test_a_list_keeps_its_kind_and_is_no_last_edition(storage: Storage) -> None:
    await storage.subscriptions.save(make_subscription())
    shown = replace(EDITION, kind="latest")
    await storage.editions.create(shown, [], next_due_at=NEXT, mark_told=False)
    assert await storage.editions.find(shown.id) == shown
    found = await storage.subscriptions.find(shown.subscription_id)
    assert found is not None
    assert found.last_edition_at is None


async def test_a_skipped_slot_only_moves_on(storage: Storage) -> None:
    subscription = make_subscription()
    await storage.subscriptions.save(subscription)
    for slot in (Slot(subscription.id, NOW, NEXT), Slot(subscription.id, NOW, NOW), Slot(subscription.id, NEXT, None)):
        await storage.editions.skip([slot])
        found = await storage.subscriptions.find(subscription.id)
        assert found == replace(subscription, next_due_at=None if slot.due_at == NEXT else NEXT)


@pytest.mark.parametrize("chosen", [NOW + timedelta(minutes=5), NOW - timedelta(minutes=5), None])
@pytest.mark.parametrize("is_skipped", [True, False])
async def test_a_slot_that_a_person_has_set_meanwhile_stays(
    storage: Storage, chosen: datetime | None, *, is_skipped: bool
) -> None:
    """/schedule was written between the look at what is due and the edition of it."""
    await storage.subscriptions.save(make_subscription(next_due_at=chosen))
    if is_skipped:
        await storage.editions.skip([Slot(EDITION.subscription_id, NOW, NEXT)])
    else:
        assert await create(storage)
    found = await storage.subscriptions.find(EDITION.subscription_id)
    assert found is not None
    assert found.next_due_at == chosen


async def test_many_are_created_at_once_each_as_if_it_were_alone(storage: Storage) -> None:
    await storage.subscriptions.save(make_subscription(1))
    await storage.subscriptions.save(make_subscription(2))
    forgotten = make_edition(make_subscription(3))
    editions = [make_edition(make_subscription(1)), make_edition(make_subscription(2)), forgotten]
    new = [NewEdition(each, (make_new_delivery(n, owner=each.id),), NEXT) for n, each in enumerate(editions, start=1)]
    assert [await storage.editions.create_all(new) for _ in range(2)] == [2, 0]
    assert [await storage.editions.find(each.id) for each in editions] == [*editions[:2], None]
    told = [item.story.id for item in EDITION.items]
    ids = [each.subscription_id for each in editions]
    expected = dict.fromkeys(ids[:2], frozenset(told))
    assert await storage.editions.told_by(ids, [*told, StoryId("other")]) == expected
    assert [(await storage.outbox.tally(each.id)).total for each in editions] == [1, 1, 0]


async def test_equal_items_are_stored_once_and_go_with_the_last_edition_that_tells_them(tmp_path: Path) -> None:
    file = tmp_path / "y.db"
    async with open_storage(f"sqlite:///{file}") as storage:
        for number in (1, 2):
            await storage.subscriptions.save(make_subscription(number))
            edition = make_edition(make_subscription(number))
            await storage.editions.create(edition, [], next_due_at=NEXT, mark_told=True)
        with closing(sqlite3.connect(file)) as database:
            count = "SELECT count(*) FROM edition_items"
            left = [database.execute(count).fetchone()[0]]
            for number in (1, 2):
                await storage.subscriptions.forget(make_subscription(number).chat_id)
                left.append(database.execute(count).fetchone()[0])
    assert left == [1, 1, 0]


async def test_a_part_reaches_its_sender_as_it_was_composed(storage: Storage) -> None:
    buttons = ((Button("1", data="s:1"), Button("原文", url="https://n.example/?a=1&b=2")), (Button("提问"),))
    part = Part("<b>要闻</b> 𠮷", buttons)
    copy = Part("", copy_of=(-100, 42))
    await storage.outbox.add([make_new_delivery(1, part=part), make_new_delivery(2, part=copy)])
    assert [each.part for each in await storage.outbox.claim(NOW, limit=9, lease_s=60)] == [part, copy]
