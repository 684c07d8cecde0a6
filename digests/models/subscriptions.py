"""What a chat gets, and when."""

from dataclasses import dataclass
from datetime import datetime, time
from enum import StrEnum
from typing import Literal

from digests.models.ids import TOPICS, Language, SourceId, SubscriptionId, Topic
from digests.models.rules import QuietHours

Rhythm = Literal["times", "hourly", "instant", "off"]
ALL_DAYS = frozenset(range(7))


@dataclass(frozen=True, slots=True)
class Schedule:
    """When a subscription wants its digest, in its own time zone.

    `times` are local times of day, ascending, used with the rhythm `times`. `days` are weekdays, Monday is 0.
    `origins`, used with `instant`: only stories that so many reported independently are sent at once.
    """

    rhythm: Rhythm = "times"
    times: tuple[time, ...] = (time(8), time(20))
    days: frozenset[int] = ALL_DAYS
    origins: int = 1


class SubscriptionState(StrEnum):
    """What becomes of a subscription's deliveries."""

    ACTIVE = "active"
    PAUSED = "paused"
    """The person said /pause; the settings stay."""
    BLOCKED = "blocked"
    """Telegram says the chat cannot be reached; /start wakes it."""


@dataclass(frozen=True, slots=True)
class Subscription:
    """What one chat (or forum topic) gets.

    It sees every shared source whose topic is in `topics` and that is not in `excluded_sources`, and every source
    in `own_sources` whatever its topic. `timezone` is an IANA name. `next_due_at` is None when nothing is due.
    `muted` and `watched` are keyword rules as they were written (see `digests.language.keywords`): what matches one of
    the first is not told, what matches one of the others is, whatever its topic.
    Of `brief_sources` a digest gives the headlines alone, `preferred_sources` stand first in it, and what one of
    `instant_sources` reports is sent at once. `pictures`: the picture of the first story stands above a digest.
    """

    id: SubscriptionId
    chat_id: int
    language: Language
    timezone: str
    created_at: datetime
    thread_id: int | None = None
    chat_kind: Literal["private", "group", "channel"] = "private"
    schedule: Schedule = Schedule()
    topics: frozenset[Topic] = frozenset(TOPICS)
    own_sources: frozenset[SourceId] = frozenset()
    excluded_sources: frozenset[SourceId] = frozenset()
    quiet: QuietHours | None = None
    muted: tuple[str, ...] = ()
    watched: tuple[str, ...] = ()
    brief_sources: frozenset[SourceId] = frozenset()
    preferred_sources: frozenset[SourceId] = frozenset()
    instant_sources: frozenset[SourceId] = frozenset()
    pictures: bool = False
    state: SubscriptionState = SubscriptionState.ACTIVE
    next_due_at: datetime | None = None
    last_edition_at: datetime | None = None


def subscription_id(chat_id: int, thread_id: int | None = None) -> SubscriptionId:
    """The id of the subscription of a chat, or of one forum topic in it."""
    return SubscriptionId(str(chat_id) if thread_id is None else f"{chat_id}/{thread_id}")
