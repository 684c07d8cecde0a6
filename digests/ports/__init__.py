"""Every edge of the system, as the inside sees it.

    edges     the network, the model, the chat
    news      the stores of what is read: sources, files, articles, stories, summaries
    pairings  the store of articles in two languages that may tell one event
    features  the store of what grouping reads of articles
    chats     the stores of who reads and what goes out: subscriptions, editions, the outbox, broadcasts
    admins    the store of bans, administrators' actions and figures
    channels  the store of which channels are managed from where
    reactions the store of what readers do with stories and digests
    corrections the store of what was told from articles that were edited since
    pushes    the store of what was agreed with hubs
    usage     the store of what models were asked and what it cost
    streams   a model that is read while it writes
    storage   the database as a whole, and the service about itself

A storage method is one transaction and is idempotent: called twice with the same values it leaves the same rows.
"""

from digests.ports.admins import AdminStore
from digests.ports.channels import ChannelStore
from digests.ports.chats import BroadcastStore, EditionStore, OutboxStore, SubscriptionStore
from digests.ports.constraints import ConstraintStore
from digests.ports.corrections import CorrectionStore
from digests.ports.deaths import DeathStore
from digests.ports.edges import Eraser, Fetcher, LanguageModel, ModelAnswer, Poster, Prompt, Renderer, Sender
from digests.ports.features import FeatureStore
from digests.ports.news import ArticleStore, FileStore, SearchStore, SourceStore, StoryStore, SummaryStore
from digests.ports.offers import OfferStore
from digests.ports.pages import PageStore
from digests.ports.pairings import PairingStore
from digests.ports.pushes import PushStore
from digests.ports.reactions import ReactionStore
from digests.ports.repeats import RepeatStore
from digests.ports.storage import ServiceStore, Storage
from digests.ports.streams import OnText, StreamingModel
from digests.ports.usage import UsageStore

__all__ = [
    "AdminStore",
    "ArticleStore",
    "BroadcastStore",
    "ChannelStore",
    "ConstraintStore",
    "CorrectionStore",
    "DeathStore",
    "EditionStore",
    "Eraser",
    "FeatureStore",
    "Fetcher",
    "FileStore",
    "LanguageModel",
    "ModelAnswer",
    "OfferStore",
    "OnText",
    "OutboxStore",
    "PageStore",
    "PairingStore",
    "Poster",
    "Prompt",
    "PushStore",
    "ReactionStore",
    "Renderer",
    "RepeatStore",
    "SearchStore",
    "Sender",
    "ServiceStore",
    "SourceStore",
    "Storage",
    "StoryStore",
    "StreamingModel",
    "SubscriptionStore",
    "SummaryStore",
    "UsageStore",
]
