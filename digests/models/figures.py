"""What the service says of itself."""

from dataclasses import dataclass, field

from digests.models.deliveries import Tally
from digests.models.ids import Language
from digests.models.subscriptions import SubscriptionState


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
    deliveries_24h: Tally = field(default_factory=Tally)
    waiting: int = 0
