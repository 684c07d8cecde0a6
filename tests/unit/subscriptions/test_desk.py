"""The desk over a real database: what a person sets is stored before the answer comes, and nothing else changes."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta

import pytest

from digests.clock import FixedClock
from digests.errors import RequestError
from digests.models import SubscriptionState
from digests.ports import Storage
from digests.storage import open_storage
from digests.subscriptions.desk import Desk, Place
from tests.factories import NOW

HERE = Place(7, language="en")
EVENING = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
"""20:00 in Shanghai, the next slot of the defaults after `NOW`, 16:00 there."""


@pytest.fixture
async def storage() -> AsyncIterator[Storage]:
    async with open_storage("sqlite://") as opened:
        yield opened


@pytest.fixture
def desk(storage: Storage) -> Desk:
    return at(storage, NOW)


def at(storage: Storage, moment: datetime) -> Desk:
    return Desk(storage, FixedClock(moment), language="zh-Hans", timezone="Asia/Shanghai")


async def test_start_subscribes_with_sensible_defaults(desk: Desk) -> None:
    """The language of the person's Telegram, 08:00 and 20:00, every topic; a second start changes nothing."""
    subscription, new = await desk.start(HERE)
    assert new
    assert (subscription.language, subscription.timezone) == ("en", "Asia/Shanghai")
    assert subscription.schedule.times == (time(8), time(20))
    assert subscription.next_due_at == EVENING
    assert await desk.start(HERE) == (subscription, False)
    assert await desk.find(HERE) == subscription
    assert (await desk.current(Place(8))).language == "zh-Hans"


async def test_looking_subscribes_nobody(desk: Desk) -> None:
    await desk.current(HERE)
    assert await desk.find(HERE) is None


async def test_a_pause_keeps_every_setting_and_resume_takes_up_the_next_slot(desk: Desk) -> None:
    await desk.start(HERE)
    before = await desk.set_schedule(HERE, "mon-fri 07:30")
    paused = await desk.pause(HERE)
    assert (paused.state, paused.next_due_at) == (SubscriptionState.PAUSED, None)
    assert await desk.resume(HERE) == before


async def test_changing_a_paused_subscription_does_not_wake_it(desk: Desk) -> None:
    await desk.start(HERE)
    await desk.pause(HERE)
    changed = await desk.set_language(HERE, "zh-Hant")
    assert (changed.state, changed.next_due_at) == (SubscriptionState.PAUSED, None)


@pytest.mark.parametrize("state", [SubscriptionState.PAUSED, SubscriptionState.BLOCKED])
async def test_start_wakes_who_slept(desk: Desk, storage: Storage, state: SubscriptionState) -> None:
    subscription, _ = await desk.start(HERE)
    await storage.subscriptions.save(replace(subscription, state=state, next_due_at=NOW - timedelta(days=9)))
    assert await desk.start(HERE) == (subscription, False)


async def test_forgetting_leaves_nothing(desk: Desk) -> None:
    await desk.start(HERE)
    await desk.start(Place(7, thread_id=3, kind="group"))
    await desk.forget(7)
    assert await desk.find(HERE) is None
    assert await desk.find(Place(7, thread_id=3)) is None


async def test_each_forum_topic_has_a_subscription_of_its_own(desk: Desk) -> None:
    await desk.set_language(Place(-5, 1, "group"), "en")
    await desk.set_language(Place(-5, 2, "group"), "zh-Hant")
    first = await desk.find(Place(-5, 1))
    assert first is not None
    assert (first.language, first.chat_kind) == ("en", "group")


@pytest.mark.parametrize(
    ("wish", "due_at"),
    [
        ("09:00 21:00", EVENING + timedelta(hours=1)),
        ("hourly", NOW + timedelta(hours=1)),
        ("instant", None),
        ("off", None),
        ("工作日 07:30", datetime(2026, 11, 22, 23, 30, tzinfo=UTC)),
    ],
)
async def test_a_schedule_sets_the_next_slot(desk: Desk, wish: str, due_at: datetime | None) -> None:
    assert (await desk.set_schedule(HERE, wish)).next_due_at == due_at


@pytest.mark.parametrize(
    ("text", "name"), [("America/Toronto", "America/Toronto"), ("伦敦", "Europe/London"), ("+8", "Etc/GMT-8")]
)
async def test_a_time_zone_moves_the_slots(desk: Desk, text: str, name: str) -> None:
    subscription = await desk.set_timezone(HERE, text)
    assert subscription.timezone == name
    assert subscription.next_due_at is not None
    assert subscription.next_due_at > NOW


async def test_what_is_not_understood_changes_nothing_and_says_which_text_tells_it(desk: Desk) -> None:
    before, _ = await desk.start(HERE)
    with pytest.raises(RequestError, match="timezone-unknown"):
        await desk.set_timezone(HERE, "Atlantis")
    with pytest.raises(RequestError, match="schedule-not-understood"):
        await desk.set_schedule(HERE, "whenever")
    assert await desk.find(HERE) == before


async def test_a_digest_that_is_due_is_not_lost_by_a_change_of_language_or_topics(desk: Desk, storage: Storage) -> None:
    """Its slot has come and nobody has composed it yet: another language must not move it to the next slot."""
    subscription, _ = await desk.start(HERE)
    late = at(storage, EVENING + timedelta(seconds=1))
    assert (await late.set_language(HERE, "zh-Hant")).next_due_at == EVENING
    changed = await late.change(replace(subscription, topics=frozenset(("sports",))))
    assert changed.next_due_at == EVENING


async def test_who_wants_news_at_once_and_has_some_waiting_keeps_it_through_a_change(
    desk: Desk, storage: Storage
) -> None:
    await desk.set_schedule(HERE, "instant")
    await storage.subscriptions.wake_instant(NOW)
    assert (await desk.set_language(HERE, "zh-Hans")).next_due_at == NOW
