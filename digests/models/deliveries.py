"""Messages on their way: parts, the outbox, what may become of a request, broadcasts."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from digests.models.admins import EVERYBODY, Audience
from digests.models.ids import BroadcastId, DeliveryId, Language, SubscriptionId
from digests.models.rules import QuietHours


@dataclass(frozen=True, slots=True)
class Button:
    """A button under a message: `data` comes back when it is pressed (at most 64 bytes), or `url` is opened."""

    label: str
    data: str | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """One message. `text` is Telegram's HTML, at most 4096 UTF-16 units once parsed; or a copy of another message.

    `copy_of` is (chat id, message id) of what is copied instead of `text`, with `caption` (HTML, perhaps empty) in the
    place of its own where that is not None. `reply_to` is the message of the same chat
    that it answers; where that is gone, it stands alone. `edit_of` is our message there whose place it takes. `picture`
    is the address of a picture that is shown above the text, by the reader's Telegram and not by us.
    """

    text: str
    buttons: tuple[tuple[Button, ...], ...] = ()
    copy_of: tuple[int, int] | None = None
    reply_to: int | None = None
    edit_of: int | None = None
    picture: str | None = None
    caption: str | None = None


class DeliveryState(StrEnum):
    """Where a row of the outbox stands."""

    PENDING = "pending"
    """Waits until `next_try_at`."""
    CLAIMED = "claimed"
    """A process is sending it; stalled once `lease_until` is past."""
    SENT = "sent"
    """Telegram said so."""
    UNKNOWN = "unknown"
    """The request went out, no answer came: it may have arrived."""
    FAILED = "failed"
    """It will not be tried again; `error` says why."""
    CANCELLED = "cancelled"
    """Withdrawn before it was sent: blocked, forgotten, a stopped broadcast, or told by a later digest."""
    UNDOING = "undoing"
    """Was sent, and is to be deleted from its chat again."""
    UNDONE = "undone"
    """Was sent, and deleted from its chat again."""


class Urgency(StrEnum):
    """Which goes first when not all can. Replies to people do not go through the outbox: they are always ahead."""

    INSTANT = "1-instant"
    DIGEST = "2-digest"
    BROADCAST = "3-broadcast"


@dataclass(frozen=True, slots=True)
class NewDelivery:
    """A message to be put into the outbox. Unique on (`owner`, `chat_id`, `thread_id`, `part_number`).

    `owner` is the edition's id, or `broadcast:<id>`. `asked`: somebody waits for it just now, so it goes out in their
    quiet hours too.
    """

    owner: str
    chat_id: int
    part: Part
    due_at: datetime
    urgency: Urgency
    part_number: int = 1
    thread_id: int | None = None
    subscription_id: SubscriptionId | None = None
    asked: bool = False


@dataclass(frozen=True, slots=True)
class Delivery:
    """A row of the outbox.

    `quiet` are the hours of `timezone` (an IANA name) in which it is not to be sent, as its subscription has them at
    the time of the claim; None where it has none, and for what somebody asked for.
    """

    id: DeliveryId
    owner: str
    chat_id: int
    part: Part
    due_at: datetime
    urgency: Urgency
    next_try_at: datetime
    part_number: int = 1
    thread_id: int | None = None
    subscription_id: SubscriptionId | None = None
    state: DeliveryState = DeliveryState.PENDING
    attempts: int = 0
    unknowns: int = 0
    lease_until: datetime | None = None
    message_id: int | None = None
    error: str | None = None
    sent_at: datetime | None = None
    quiet: QuietHours | None = None
    timezone: str = "UTC"


@dataclass(frozen=True, slots=True)
class Sent:
    """Telegram took it."""

    message_id: int


@dataclass(frozen=True, slots=True)
class RetryAt:
    """Not sent; try again at `at`. `everywhere`: nothing at all may be sent before (a flood limit of the token)."""

    at: datetime
    reason: str
    everywhere: bool = False


@dataclass(frozen=True, slots=True)
class ChatMoved:
    """The group became a supergroup with another id."""

    chat_id: int


@dataclass(frozen=True, slots=True)
class Blocked:
    """The chat does not take our messages any more: blocked, kicked, deactivated, not found."""

    reason: str


@dataclass(frozen=True, slots=True)
class Rejected:
    """Telegram refuses this message for good."""

    reason: str


@dataclass(frozen=True, slots=True)
class Unknown:
    """The request went out and no answer came back: it may have arrived."""

    reason: str


@dataclass(frozen=True, slots=True)
class TopicGone:
    """The forum topic is closed or deleted; the chat itself still takes messages."""

    reason: str


SendOutcome = Sent | RetryAt | ChatMoved | TopicGone | Blocked | Rejected | Unknown


@dataclass(frozen=True, slots=True)
class Erased:
    """The message is not in its chat any more, whoever deleted it."""


EraseOutcome = Erased | RetryAt | Rejected


class BroadcastState(StrEnum):
    """Where an admin's broadcast stands."""

    DRAFT = "draft"
    """Previewed, waits for Send, Later or Cancel."""
    SCHEDULED = "scheduled"
    """Waits for its time."""
    SENDING = "sending"
    PAUSED = "paused"
    """Nothing more goes out until it is resumed."""
    STOPPED = "stopped"
    DONE = "done"
    UNDOING = "undoing"
    """What was sent is being deleted from its chats again."""
    UNDONE = "undone"


@dataclass(frozen=True, slots=True)
class Broadcast:
    """One message of an admin to an audience.

    Progress is shown in (`chat_id`, `progress_message_id`), the admin's chat. `language` is the administrator's.
    `scheduled_at` is None for one that is sent at once.
    """

    id: BroadcastId
    chat_id: int
    part: Part
    state: BroadcastState
    created_at: datetime
    progress_message_id: int | None = None
    started_at: datetime | None = None
    finished_at: datetime | None = None
    audience: Audience = EVERYBODY
    language: Language | None = None
    scheduled_at: datetime | None = None


def broadcast_owner(broadcast_id: BroadcastId) -> str:
    """The owner of a broadcast's rows in the outbox."""
    return f"broadcast:{broadcast_id}"


@dataclass(frozen=True, slots=True)
class Tally:
    """How the deliveries of one owner stand. The counts up to `undone` add up to all of them.

    `repeated` counts once more those of the sent that may have come twice: an earlier try had no answer.
    """

    pending: int = 0
    sent: int = 0
    blocked: int = 0
    failed: int = 0
    unknown: int = 0
    cancelled: int = 0
    undoing: int = 0
    undone: int = 0
    repeated: int = 0

    @property
    def total(self) -> int:
        """All of them."""
        ended = self.sent + self.blocked + self.failed + self.unknown + self.cancelled
        return self.pending + ended + self.undoing + self.undone


@dataclass(frozen=True, slots=True)
class Failure:
    """Why deliveries were given up: the reason, how many, and some of their chats.

    `may_have_arrived`: a try of each went out and had no answer.
    """

    reason: str
    count: int
    chat_ids: tuple[int, ...]
    may_have_arrived: bool = False
