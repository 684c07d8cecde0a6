"""Whatever senders, stalls and admins do to the outbox, in any order, each message is counted once and none is lost."""

import asyncio
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, MultipleResults, RuleBasedStateMachine, consumes, invariant, multiple, rule

from digests.models import Delivery, DeliveryState, NewDelivery, Tally, Urgency
from digests.storage import open_storage
from tests.factories import NOW, make_new_delivery

OWNERS = ("e1", "e2", "broadcast:1")
ENDS = (DeliveryState.SENT, DeliveryState.FAILED, DeliveryState.UNKNOWN, DeliveryState.CANCELLED)
WAITING = (DeliveryState.PENDING, DeliveryState.CLAIMED)

Key = tuple[str, int, int | None, int]


def key_of(delivery: NewDelivery | Delivery) -> Key:
    return delivery.owner, delivery.chat_id, delivery.thread_id, delivery.part_number


class OutboxMachine(RuleBasedStateMachine):
    """The outbox beside a model of it: a dictionary of states."""

    claims: Bundle[Delivery] = Bundle("claims")

    def __init__(self) -> None:
        super().__init__()
        self.folder = TemporaryDirectory()
        self.runner = asyncio.Runner()
        self.opening = open_storage(f"sqlite:///{Path(self.folder.name).resolve()}/outbox.db")
        self.outbox = self.runner.run(self.opening.__aenter__()).outbox
        self.now = NOW
        self.states: dict[Key, DeliveryState] = {}
        self.leases: dict[Key, Delivery] = {}
        self.repeated: set[Key] = set()

    def teardown(self) -> None:
        self.runner.run(self.opening.__aexit__(None, None, None))
        self.runner.close()
        self.folder.cleanup()

    @rule(
        owner=st.sampled_from(OWNERS),
        chat=st.integers(1, 3),
        thread=st.sampled_from([None, 7]),
        parts=st.integers(1, 3),
        urgency=st.sampled_from(Urgency),
    )
    def add(self, owner: str, chat: int, thread: int | None, parts: int, urgency: Urgency) -> None:
        new = [
            make_new_delivery(chat, owner=owner, thread_id=thread, part_number=part, urgency=urgency, due_at=self.now)
            for part in range(1, parts + 1)
        ]
        self.runner.run(self.outbox.add(new))
        for delivery in new:
            self.states.setdefault(key_of(delivery), DeliveryState.PENDING)

    @rule(target=claims, limit=st.integers(1, 5))
    def claim(self, limit: int) -> MultipleResults[Delivery]:
        claimed = self.runner.run(self.outbox.claim(self.now, limit=limit, lease_s=60))
        assert len(claimed) <= limit
        assert claimed == sorted(claimed, key=lambda each: (each.urgency, each.due_at, each.id))
        for delivery in claimed:
            self._check_claim(delivery)
        return multiple(*claimed)

    def _check_claim(self, delivery: Delivery) -> None:
        key = key_of(delivery)
        before = self.leases.get(key)
        if self.states[key] is DeliveryState.CLAIMED:
            assert before is not None
            assert before.lease_until is not None
            assert before.lease_until <= self.now
            assert (delivery.state, delivery.unknowns) == (DeliveryState.UNKNOWN, before.unknowns + 1)
        else:
            assert self.states[key] is DeliveryState.PENDING
            assert delivery.state is DeliveryState.CLAIMED
        earlier = [self.states.get((*key[:3], part)) for part in range(1, delivery.part_number)]
        assert not set(earlier) & set(WAITING)
        self.states[key] = DeliveryState.CLAIMED
        self.leases[key] = delivery

    @rule(delivery=consumes(claims), end=st.sampled_from((*ENDS, DeliveryState.PENDING)))
    def settle(self, delivery: Delivery, end: DeliveryState) -> None:
        key = key_of(delivery)
        settled = replace(delivery, state=end, lease_until=None, next_try_at=self.now)
        self.runner.run(self.outbox.settle([settled]))
        ours = self.leases[key] == delivery and self.states[key] is DeliveryState.CLAIMED
        if end is DeliveryState.SENT and self.states[key] is not end and self.leases[key].unknowns:
            self.repeated.add(key)
        if ours or end is DeliveryState.SENT:
            self.states[key] = end

    @rule(owner=st.sampled_from(OWNERS))
    def cancel(self, owner: str) -> None:
        withdrawn = [key for key, state in self.states.items() if key[0] == owner and state in WAITING]
        assert self.runner.run(self.outbox.cancel(owner)) == len(withdrawn)
        self.states |= dict.fromkeys(withdrawn, DeliveryState.CANCELLED)

    @rule(seconds=st.sampled_from([1, 61]))
    def wait(self, seconds: int) -> None:
        self.now += timedelta(seconds=seconds)

    @invariant()
    def every_message_is_counted_once(self) -> None:
        for owner in OWNERS:
            states = [state for key, state in self.states.items() if key[0] == owner]
            assert self.runner.run(self.outbox.tally(owner)) == Tally(
                pending=sum(state in WAITING for state in states),
                sent=states.count(DeliveryState.SENT),
                failed=states.count(DeliveryState.FAILED),
                unknown=states.count(DeliveryState.UNKNOWN),
                cancelled=states.count(DeliveryState.CANCELLED),
                repeated=sum(key[0] == owner for key in self.repeated),
            )


OutboxMachine.TestCase.settings = settings(max_examples=25, stateful_step_count=30, deadline=None)
TestOutbox = OutboxMachine.TestCase
