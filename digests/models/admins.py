"""What the operator's administrators see and do: audiences, bans, their actions, figures by day."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from digests.models.ids import Language, SubscriptionId, Topic
from digests.models.subscriptions import SubscriptionState

ChatKind = Literal["private", "group", "channel"]
CHAT_KINDS: tuple[ChatKind, ...] = ("private", "group", "channel")

AdminAct = Literal[
    "send", "schedule", "cancel", "pause", "resume", "stop", "undo", "ban", "unban", "add", "remove", "check"
]


@dataclass(frozen=True, slots=True)
class Audience:
    """Whom a broadcast goes to: active subscriptions of which all of this is true; None asks nothing.

    `active_days`: subscribed within so many days, or opened, saved, followed or rated something within them.
    """

    language: Language | None = None
    topic: Topic | None = None
    chat_kind: ChatKind | None = None
    active_days: int | None = None


EVERYBODY = Audience()


@dataclass(frozen=True, slots=True)
class AdminAction:
    """Who did what, and when. `subject` is a number, a chat id or a source's title, never a message's text."""

    at: datetime
    admin_id: int
    act: AdminAct
    subject: str


@dataclass(frozen=True, slots=True)
class Ban:
    """A chat or person that gets nothing and is not answered."""

    chat_id: int
    banned_at: datetime
    banned_by: int


@dataclass(frozen=True, slots=True)
class Profile:
    """What an administrator may see of a subscription: no name, no text, no choice.

    `last_active_at` is None when nothing was ever opened, saved, followed or rated.
    """

    id: SubscriptionId
    chat_id: int
    chat_kind: ChatKind
    language: Language
    state: SubscriptionState
    created_at: datetime
    last_active_at: datetime | None = None
    is_banned: bool = False


@dataclass(frozen=True, slots=True)
class Census:
    """How many subscriptions there are, how many came lately, and how many read lately."""

    kinds: dict[ChatKind, int]
    total: int = 0
    joined_24h: int = 0
    joined_7d: int = 0
    active_7d: int = 0
    banned: int = 0


@dataclass(frozen=True, slots=True)
class DayFigures:
    """One day: active subscriptions when it was last counted, those that joined, stories opened, messages sent."""

    day: date
    subscribers: int = 0
    joined: int = 0
    opened: int = 0
    sent: int = 0
