"""The database as a whole, and the service about itself."""

from datetime import datetime
from typing import Protocol

from digests.models import Stats
from digests.ports.admins import AdminStore
from digests.ports.channels import ChannelStore
from digests.ports.chats import BroadcastStore, EditionStore, OutboxStore, SubscriptionStore
from digests.ports.constraints import ConstraintStore
from digests.ports.corrections import CorrectionStore
from digests.ports.deaths import DeathStore
from digests.ports.echoes import EchoStore
from digests.ports.features import FeatureStore
from digests.ports.news import ArticleStore, FileStore, SearchStore, SourceStore, StoryStore, SummaryStore
from digests.ports.offers import OfferStore
from digests.ports.pages import PageStore
from digests.ports.pairings import PairingStore
from digests.ports.pushes import PushStore
from digests.ports.reactions import ReactionStore
from digests.ports.receptions import ReceptionStore
from digests.ports.repeats import RepeatStore
from digests.ports.usage import UsageStore


class ServiceStore(Protocol):
    """The service about itself."""

    async def beat(self, now: datetime) -> None:
        """Note that the service is alive."""
        ...

    async def last_beat(self) -> datetime | None: ...

    async def tidy(self, before: datetime, *, limit: int) -> int:
        """Delete some of what nobody needs any more, at most `limit` of a kind; how much it was, 0 when all is tidy.

        Editions and ended deliveries due before that moment, answers of models from before it, sources that only
        subscriptions had which are gone, offers that nobody took, and what grouping reads of older articles. What an
        edition told stays told as long as its story goes on, or is followed.
        """
        ...

    async def stats(self, now: datetime) -> Stats: ...


class Storage(Protocol):
    """The database: one store an aggregate."""

    @property
    def sources(self) -> SourceStore: ...
    @property
    def files(self) -> FileStore: ...
    @property
    def articles(self) -> ArticleStore: ...
    @property
    def search(self) -> SearchStore: ...
    @property
    def stories(self) -> StoryStore: ...
    @property
    def pairings(self) -> PairingStore: ...
    @property
    def features(self) -> FeatureStore: ...
    @property
    def echoes(self) -> EchoStore: ...
    @property
    def constraints(self) -> ConstraintStore: ...
    @property
    def summaries(self) -> SummaryStore: ...
    @property
    def corrections(self) -> CorrectionStore: ...
    @property
    def usage(self) -> UsageStore: ...
    @property
    def subscriptions(self) -> SubscriptionStore: ...
    @property
    def editions(self) -> EditionStore: ...
    @property
    def outbox(self) -> OutboxStore: ...
    @property
    def broadcasts(self) -> BroadcastStore: ...
    @property
    def channels(self) -> ChannelStore: ...
    @property
    def receptions(self) -> ReceptionStore: ...
    @property
    def reactions(self) -> ReactionStore: ...
    @property
    def offers(self) -> OfferStore: ...
    @property
    def pages(self) -> PageStore: ...
    @property
    def deaths(self) -> DeathStore: ...
    @property
    def pushes(self) -> PushStore: ...
    @property
    def repeats(self) -> RepeatStore: ...
    @property
    def admins(self) -> AdminStore: ...
    @property
    def service(self) -> ServiceStore: ...
