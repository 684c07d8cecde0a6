"""The nouns of the newspaper, in the order of the data flow. Frozen values; ids are stable texts.

source -> entry -> article -> story -> summary -> edition -> delivery

A name that ends in `_at` is an aware datetime in UTC. `None` always means "not given", never "empty".

ids             stable ids, languages, topics
sources         what is configured, and what it said: sources, documents, feeds, entries
offers          feeds that were found and may be subscribed to
pushes          hubs that tell of what is new, and what was agreed with them
articles        cleaned, de-duplicated texts
deaths          sources that do not answer any more
repeats         lines that a source hangs on its articles
pages           pages of articles of which the feed gave only a teaser
stories         stories, storylines, decisions, summaries with their evidence
pairings        articles in two languages that may tell one event
placements      where grouping has put an article, with what it reads of it
developments    what a story says beyond and against what was reported before
search          what is looked for, and what was found
channels        channels managed from a private chat
rules           quiet hours and importance
subscriptions   what a chat gets, and when
editions        one subscription's digest for one slot
reactions       what readers do with stories and digests
deliveries      parts, the outbox, outcomes, broadcasts
usage           what models were asked and what it cost
corrections     what was told and is not so any more
admins          audiences, bans, administrators' actions, figures by day
figures         what the service says of itself
"""

from digests.models.admins import (
    CHAT_KINDS,
    EVERYBODY,
    AdminAct,
    AdminAction,
    Audience,
    Ban,
    Census,
    ChatKind,
    DayFigures,
    Profile,
)
from digests.models.articles import Article, Vicinity, in_time_order
from digests.models.channels import Channel
from digests.models.constraints import Constraint, ConstraintVerdict
from digests.models.corrections import CorrectedEdition, Correction, ToldEdition
from digests.models.deaths import Death, DeathCause, Failing
from digests.models.deliveries import (
    Blocked,
    Broadcast,
    BroadcastState,
    Button,
    ChatMoved,
    Delivery,
    DeliveryState,
    Erased,
    EraseOutcome,
    Failure,
    NewDelivery,
    Part,
    Rejected,
    RetryAt,
    SendOutcome,
    Sent,
    Tally,
    TopicGone,
    Unknown,
    Urgency,
    broadcast_owner,
)
from digests.models.developments import Contradiction, Development, Told
from digests.models.disagreements import Disagreement, Position
from digests.models.editions import Edition, EditionItem, EditionKind, NewEdition, OutletLink, Slot, edition_id
from digests.models.figures import Stats
from digests.models.ids import (
    LANGUAGES,
    TOPICS,
    ArticleId,
    BroadcastId,
    DeliveryId,
    EditionId,
    Language,
    SourceId,
    StoryId,
    SubscriptionId,
    Topic,
    stable_id,
)
from digests.models.offers import Candidate
from digests.models.pages import PageTry
from digests.models.pairings import Pairing, PairingVerdict
from digests.models.placements import Placement
from digests.models.pushes import Hub, Push, PushId, push_id
from digests.models.reactions import ACTS, Act, Because, Rating, Reaction, ReadingFigures, Sign, Verdict
from digests.models.repeats import Repeated
from digests.models.rules import IMPORTANCE, QuietHours
from digests.models.search import Phrase, SearchHit, SearchQuery
from digests.models.sources import (
    Document,
    Entry,
    Feed,
    FileMark,
    Look,
    Move,
    Problem,
    Source,
    SourceState,
    Validators,
    Wishes,
)
from digests.models.stories import Evidence, GroupDecision, Method, Missing, Sentence, Story, Summary
from digests.models.subscriptions import ALL_DAYS, Rhythm, Schedule, Subscription, SubscriptionState, subscription_id
from digests.models.usage import NANO, Outcome, Purpose, Rejection, Spent, Subject, SummaryReport, Usage

__all__ = [
    "ACTS",
    "ALL_DAYS",
    "CHAT_KINDS",
    "EVERYBODY",
    "IMPORTANCE",
    "LANGUAGES",
    "NANO",
    "TOPICS",
    "Act",
    "AdminAct",
    "AdminAction",
    "Article",
    "ArticleId",
    "Audience",
    "Ban",
    "Because",
    "Blocked",
    "Broadcast",
    "BroadcastId",
    "BroadcastState",
    "Button",
    "Candidate",
    "Census",
    "Channel",
    "ChatKind",
    "ChatMoved",
    "Constraint",
    "ConstraintVerdict",
    "Contradiction",
    "CorrectedEdition",
    "Correction",
    "DayFigures",
    "Death",
    "DeathCause",
    "Delivery",
    "DeliveryId",
    "DeliveryState",
    "Development",
    "Disagreement",
    "Document",
    "Edition",
    "EditionId",
    "EditionItem",
    "EditionKind",
    "Entry",
    "EraseOutcome",
    "Erased",
    "Evidence",
    "Failing",
    "Failure",
    "Feed",
    "FileMark",
    "GroupDecision",
    "Hub",
    "Language",
    "Look",
    "Method",
    "Missing",
    "Move",
    "NewDelivery",
    "NewEdition",
    "Outcome",
    "OutletLink",
    "PageTry",
    "Pairing",
    "PairingVerdict",
    "Part",
    "Phrase",
    "Placement",
    "Position",
    "Problem",
    "Profile",
    "Purpose",
    "Push",
    "PushId",
    "QuietHours",
    "Rating",
    "Reaction",
    "ReadingFigures",
    "Rejected",
    "Rejection",
    "Repeated",
    "RetryAt",
    "Rhythm",
    "Schedule",
    "SearchHit",
    "SearchQuery",
    "SendOutcome",
    "Sent",
    "Sentence",
    "Sign",
    "Slot",
    "Source",
    "SourceId",
    "SourceState",
    "Spent",
    "Stats",
    "Story",
    "StoryId",
    "Subject",
    "Subscription",
    "SubscriptionId",
    "SubscriptionState",
    "Summary",
    "SummaryReport",
    "Tally",
    "Told",
    "ToldEdition",
    "Topic",
    "TopicGone",
    "Unknown",
    "Urgency",
    "Usage",
    "Validators",
    "Verdict",
    "Vicinity",
    "Wishes",
    "broadcast_owner",
    "edition_id",
    "in_time_order",
    "push_id",
    "stable_id",
    "subscription_id",
]
