"""Hubs that push what feeds say (WebSub), and what was agreed with them."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal, NewType

from digests.models.ids import SourceId, stable_id

PushId = NewType("PushId", str)


@dataclass(frozen=True, slots=True)
class Hub:
    """A server that pushes the documents of a feed, and the address by which it knows the feed."""

    address: str
    feed: str


@dataclass(frozen=True, slots=True)
class Push:
    """What is agreed with a hub about one source, or wished to be.

    `next_at` is when the hub is asked (again), `tries` how often in a row it was without confirming. It pushes until
    `until`, None where it has confirmed nothing. `leaving`: nobody wants it any more. `shared`: everybody reads the
    source, as `Source.shared`.
    """

    source_id: SourceId
    hub: Hub
    next_at: datetime
    phase: Literal["wanted", "leaving"] = "wanted"
    tries: int = 0
    until: datetime | None = None
    shared: bool = True

    @property
    def id(self) -> PushId:
        return push_id(self.source_id, self.hub)


def push_id(source_id: SourceId, hub: Hub) -> PushId:
    """One source, one hub, one feed: one push."""
    return PushId(stable_id("push", source_id, hub.address, hub.feed))
