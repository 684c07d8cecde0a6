"""The nouns of the newspaper, in the order of the data flow. Frozen values; ids are stable texts.

source -> entry -> article -> story -> summary -> edition -> delivery

A name that ends in `_at` is an aware datetime in UTC. `None` always means "not given", never "empty".
"""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, time
from enum import StrEnum
from typing import Literal, NewType, get_args

SourceId = NewType("SourceId", str)
ArticleId = NewType("ArticleId", str)
StoryId = NewType("StoryId", str)
SubscriptionId = NewType("SubscriptionId", str)
EditionId = NewType("EditionId", str)
DeliveryId = NewType("DeliveryId", int)
BroadcastId = NewType("BroadcastId", int)

Language = Literal["zh-Hans", "zh-Hant", "en"]
LANGUAGES: tuple[Language, ...] = get_args(Language)

Topic = Literal["world", "china", "business", "technology", "science", "health", "society", "culture", "sports"]
TOPICS: tuple[Topic, ...] = get_args(Topic)


def stable_id(*parts: str) -> str:
    """Sixteen hexadecimal digits that depend on `parts` alone: the same thing has the same id on every machine.

    64 bits of BLAKE2b: a chance collision among a million ids has a probability of 3 in 100 million.
    """
    return hashlib.blake2b("\x1f".join(parts).encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()


# --- source ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Source:
    """What is configured: the address of a feed, or a folder or file of feeds and saved posts.

    `title` is the outlet as readers know it. `shared` sources are everybody's; the others belong to the
    subscriptions that name them.
    """

    id: SourceId
    address: str
    kind: Literal["feed", "posts"]
    title: str
    topic: Topic | None = None
    language: Language | None = None
    homepage: str | None = None
    shared: bool = True


@dataclass(frozen=True, slots=True)
class Validators:
    """What a server gave to ask again with (RFC 9110, 13.1), and the hash of the last body."""

    etag: str | None = None
    last_modified: str | None = None
    body_hash: str | None = None


@dataclass(frozen=True, slots=True)
class SourceState:
    """What is known of a source's health. `error` is one sentence, None when the last refresh went well."""

    next_check_at: datetime
    validators: Validators = Validators()
    failures: int = 0
    error: str | None = None
    last_success_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Problem:
    """One line about a source that failed."""

    source: str
    error: str


@dataclass(frozen=True, slots=True)
class Document:
    """Bytes as they came, with where they came from. `address` is the one after redirects."""

    address: str
    body: bytes
    content_type: str | None = None
    validators: Validators = Validators()


# --- entry ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Entry:
    """What the feed or the saved post said, unchanged but for decoding.

    `body` is HTML when `is_html`, else plain text. `guid` is the publisher's own id for the item. `outlet` is
    whom the entry itself names as its publisher. `path` is the file that a saved post was read from.
    """

    body: str
    is_html: bool = True
    guid: str | None = None
    url: str | None = None
    title: str | None = None
    author: str | None = None
    outlet: str | None = None
    published_at: datetime | None = None
    tags: tuple[str, ...] = ()
    language: Language | None = None
    path: str | None = None


@dataclass(frozen=True, slots=True)
class Feed:
    """A parsed document: what the feed says of itself, and its entries in the feed's order."""

    title: str | None
    homepage: str | None
    language: Language | None
    entries: tuple[Entry, ...]


# --- article --------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Article:
    """A cleaned, de-duplicated text.

    `title_given` is False where we made the title from the first sentence. `published_at`, `url`, `author` and
    `outlet` are None where the publisher gave none. `keys` are the identities it is known by (canonical url,
    the publisher's id). `fingerprint` is a 64-bit hash, 16 hexadecimal digits, close for near-copies.
    """

    id: ArticleId
    source_id: SourceId
    title: str
    paragraphs: tuple[str, ...]
    language: Language
    seen_at: datetime
    fingerprint: str
    outlet: str | None = None
    url: str | None = None
    path: str | None = None
    author: str | None = None
    published_at: datetime | None = None
    title_given: bool = True
    tags: tuple[str, ...] = ()
    topic: Topic | None = None
    keys: tuple[str, ...] = ()
    revision: int = 1

    @property
    def at(self) -> datetime:
        """The time that orders it: its publication, but never after it was seen; else when it was seen."""
        return min(self.published_at, self.seen_at) if self.published_at else self.seen_at

    @property
    def text(self) -> str:
        """All paragraphs, one a line."""
        return "\n".join(self.paragraphs)


# --- story ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class GroupDecision:
    """Where an article was put and why.

    `same`: into `story_id`. `later`: a new story of `story_id`'s storyline. `new`: a storyline of its own.
    `member_id` is the article that matched best, `score` its similarity (0 to 1), `reasons` words for people.
    """

    article_id: ArticleId
    verdict: Literal["same", "later", "new"]
    story_id: StoryId | None = None
    member_id: ArticleId | None = None
    score: float = 0.0
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Story:
    """The articles on one event, oldest first.

    `first_at` and `last_at` are those of its dated articles (of all, where none is dated); `seen_at` is when its newest
    article came to us. `origins` are who reported first. `follows` is the story before it in its storyline.
    `revision` rises with every change of its articles.
    """

    id: StoryId
    storyline_id: StoryId
    headline: str
    article_ids: tuple[ArticleId, ...]
    source_ids: tuple[SourceId, ...]
    outlets: tuple[str, ...]
    origins: tuple[str, ...]
    first_at: datetime
    last_at: datetime
    seen_at: datetime
    language: Language
    topic: Topic | None = None
    follows: StoryId | None = None
    revision: int = 1


# --- summary --------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Evidence:
    """A verbatim span of one paragraph of an article."""

    article_id: ArticleId
    quote: str


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of a summary with what carries it; never without evidence."""

    text: str
    evidence: tuple[Evidence, ...]


Method = Literal["llm", "extract"]


@dataclass(frozen=True, slots=True)
class Summary:
    """A story's text for readers of `language`.

    `text_language` is the language the text is really in: an extract that could not be translated keeps its own.
    """

    story_id: StoryId
    story_revision: int
    language: Language
    text_language: Language
    headline: str
    sentences: tuple[Sentence, ...]
    method: Method


# --- subscription ---------------------------------------------------------------------------------------------

Rhythm = Literal["times", "hourly", "instant", "off"]
ALL_DAYS = frozenset(range(7))


@dataclass(frozen=True, slots=True)
class Schedule:
    """When a subscription wants its digest, in its own time zone.

    `times` are local times of day, ascending, used with the rhythm `times`. `days` are weekdays, Monday is 0.
    """

    rhythm: Rhythm = "times"
    times: tuple[time, ...] = (time(8), time(20))
    days: frozenset[int] = ALL_DAYS


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
    state: SubscriptionState = SubscriptionState.ACTIVE
    next_due_at: datetime | None = None
    last_edition_at: datetime | None = None


def subscription_id(chat_id: int, thread_id: int | None = None) -> SubscriptionId:
    """The id of the subscription of a chat, or of one forum topic in it."""
    return SubscriptionId(str(chat_id) if thread_id is None else f"{chat_id}/{thread_id}")


# --- edition --------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class OutletLink:
    """An outlet of a story with the address of its article, where there is one."""

    name: str | None
    url: str | None


@dataclass(frozen=True, slots=True)
class EditionItem:
    """One story as an edition tells it. `developing`: its storyline was told to this subscription before."""

    story: Story
    summary: Summary
    outlets: tuple[OutletLink, ...]
    developing: bool = False


@dataclass(frozen=True, slots=True)
class Edition:
    """One composed digest of one subscription.

    `due_at` is the slot it was composed for; `more` counts the stories that found no place. A `digest` holds what is
    unread; `latest` is the answer to /latest and is no reading list: nothing in it counts as told; `once` is
    kept nowhere: the command line's, or one for a chat that is not subscribed.
    """

    id: EditionId
    subscription_id: SubscriptionId
    due_at: datetime
    language: Language
    timezone: str
    items: tuple[EditionItem, ...]
    more: int = 0
    kind: Literal["digest", "latest", "once"] = "digest"

    @property
    def outlet_count(self) -> int:
        """How many outlets stand behind its items."""
        return len({link.name for item in self.items for link in item.outlets if link.name})


def edition_id(subscription: SubscriptionId, due_at: datetime) -> EditionId:
    """The id of a subscription's edition for a slot: the same slot is the same edition, whoever composes it."""
    return EditionId(stable_id(subscription, due_at.isoformat()))


# --- delivery -------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Button:
    """A button under a message: `data` comes back when it is pressed (at most 64 bytes), or `url` is opened."""

    label: str
    data: str | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """One message. `text` is Telegram's HTML, at most 4096 UTF-16 units once parsed; or a copy of another message.

    `copy_of` is (chat id, message id) of what is copied instead of `text`.
    """

    text: str
    buttons: tuple[tuple[Button, ...], ...] = ()
    copy_of: tuple[int, int] | None = None


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
    """Withdrawn before it was sent: blocked, forgotten, or a stopped broadcast."""


class Urgency(StrEnum):
    """Which goes first when not all can. Replies to people do not go through the outbox: they are always ahead."""

    INSTANT = "1-instant"
    DIGEST = "2-digest"
    BROADCAST = "3-broadcast"


@dataclass(frozen=True, slots=True)
class NewDelivery:
    """A message to be put into the outbox. Unique on (`owner`, `chat_id`, `thread_id`, `part_number`).

    `owner` is the edition's id, or `broadcast:<id>`.
    """

    owner: str
    chat_id: int
    part: Part
    due_at: datetime
    urgency: Urgency
    part_number: int = 1
    thread_id: int | None = None
    subscription_id: SubscriptionId | None = None


@dataclass(frozen=True, slots=True)
class Delivery:
    """A row of the outbox."""

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


SendOutcome = Sent | RetryAt | ChatMoved | Blocked | Rejected | Unknown


# --- broadcast ------------------------------------------------------------------------------------------------


class BroadcastState(StrEnum):
    """Where an admin's broadcast stands."""

    DRAFT = "draft"
    """Previewed, waits for Send or Cancel."""
    SENDING = "sending"
    STOPPED = "stopped"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class Broadcast:
    """One message of an admin to all. Progress is shown in (`chat_id`, `progress_message_id`), the admin's chat."""

    id: BroadcastId
    chat_id: int
    part: Part
    state: BroadcastState
    created_at: datetime
    progress_message_id: int | None = None
    started_at: datetime | None = None
    finished_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Tally:
    """How the deliveries of one owner stand. The counts add up to all of them."""

    pending: int = 0
    sent: int = 0
    blocked: int = 0
    failed: int = 0
    unknown: int = 0
    cancelled: int = 0

    @property
    def total(self) -> int:
        return self.pending + self.sent + self.blocked + self.failed + self.unknown + self.cancelled


@dataclass(frozen=True, slots=True)
class Stats:
    """Figures for /stats and `yaowen stats`. The `_24h` ones count the last 24 hours."""

    subscriptions: dict[SubscriptionState, int] = field(default_factory=dict)
    languages: dict[Language, int] = field(default_factory=dict)
    sources: int = 0
    sources_failing: int = 0
    articles_24h: int = 0
    stories_24h: int = 0
    editions_24h: int = 0
    deliveries_24h: Tally = Tally()
    waiting: int = 0


def in_time_order(articles: Iterable[Article]) -> list[Article]:
    """Oldest first; undated articles last, among each other by id, so that the order never depends on arrival."""
    return sorted(articles, key=lambda a: (a.published_at is None, a.at, a.id))
