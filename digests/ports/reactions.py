"""The store of what readers do with stories and digests."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Protocol

from digests.models import ACTS, Act, EditionId, Rating, Reaction, ReadingFigures, Sign, StoryId, SubscriptionId


class ReactionStore(Protocol):
    """Reactions and ratings. They go with their subscription: forgotten with it, moved with it."""

    async def put(self, reaction: Reaction) -> bool:
        """Keep it; done again, it has the new time. Liking ends disliking and the other way round.

        False, and nothing kept, when the subscription is not there (any more).
        """
        ...

    async def take_back(self, subscription_id: SubscriptionId, story_id: StoryId, act: Act) -> bool:
        """False when there was nothing to take back."""
        ...

    async def acts_on(self, subscription_id: SubscriptionId, story_id: StoryId) -> frozenset[Act]: ...

    async def of(
        self, subscription_id: SubscriptionId, *, acts: Collection[Act] = ACTS, limit: int, offset: int = 0
    ) -> list[Reaction]:
        """The reactions of one subscription with any of these acts, newest first."""
        ...

    async def count(self, subscription_id: SubscriptionId, act: Act) -> int: ...

    async def developments(self, *, limit: int) -> list[tuple[Reaction, StoryId]]:
        """Followed stories whose storyline went on since, with the story that is news and was not told yet.

        Of active subscriptions only, the oldest story first.
        """
        ...

    async def signs(
        self, ids: Sequence[SubscriptionId], *, since: datetime, passed_since: datetime
    ) -> dict[SubscriptionId, list[Sign]]:
        """What these readers did since `since`, and what they passed over of the stories seen since `passed_since`.

        A digest that was rated since then is a sign for each of its stories. Only of those who did anything; who opens
        nothing passes nothing over.
        """
        ...

    async def rate(self, rating: Rating) -> bool:
        """Keep the verdict in place of an earlier one. False when the edition is not there or not this one's."""
        ...

    async def rating(self, subscription_id: SubscriptionId, edition_id: EditionId) -> bool | None:
        """True for liked, False for disliked, None for neither."""
        ...

    async def withdraw_rating(self, subscription_id: SubscriptionId, edition_id: EditionId) -> None: ...

    async def figures(self, since: datetime) -> ReadingFigures:
        """What was done since then, for the operator."""
        ...
