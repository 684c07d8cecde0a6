"""Opening, saving, following, liking: what a reader does with stories and digests."""

from dataclasses import dataclass

from digests.clock import Clock
from digests.errors import RequestError
from digests.models import Act, EditionId, Rating, Reaction, Story, StoryId, Subscription
from digests.ports import Storage


@dataclass(frozen=True, slots=True)
class SavedPage:
    """One page of the saved stories, the last saved first. `page` counts from 0, as does `last`."""

    stories: tuple[Story, ...]
    page: int
    last: int
    total: int


class ReactionDesk:
    """The use cases. Nothing is kept about who is not subscribed."""

    def __init__(self, storage: Storage, clock: Clock) -> None:
        self._storage = storage
        self._clock = clock

    async def acts_on(self, subscription: Subscription, story_id: StoryId) -> frozenset[Act]:
        """What this subscription has done with the story."""
        return await self._storage.reactions.acts_on(subscription.id, story_id)

    async def opened(self, subscription: Subscription, story_id: StoryId) -> None:
        """Note that a story was opened: it says what this reader cares for, and that the digest is read."""
        await self._storage.reactions.put(Reaction(subscription.id, story_id, "opened", self._clock.now()))

    async def toggle(self, subscription: Subscription, story_id: StoryId, act: Act, message_id: int | None) -> bool:
        """Do it, or take it back where it was done; whether it is done now.

        `message_id` is the message that told the story. Raises `RequestError` (`not-subscribed`).
        """
        reactions = self._storage.reactions
        if await reactions.take_back(subscription.id, story_id, act):
            return False
        reaction = Reaction(subscription.id, story_id, act, self._clock.now(), message_id)
        if not await reactions.put(reaction):
            raise RequestError("not-subscribed")
        return True

    async def drop(self, subscription: Subscription, story_id: StoryId, act: Act) -> None:
        """Take it back; done twice it does no harm."""
        await self._storage.reactions.take_back(subscription.id, story_id, act)

    async def rate(self, subscription: Subscription, edition_id: EditionId, *, liked: bool) -> bool | None:
        """Like or dislike a digest, or take the same verdict back; the verdict that holds now.

        Raises `RequestError` (`unknown-button`) for a digest that is not kept any more, or another's.
        """
        reactions = self._storage.reactions
        if await reactions.rating(subscription.id, edition_id) is liked:
            await reactions.withdraw_rating(subscription.id, edition_id)
            return None
        if not await reactions.rate(Rating(subscription.id, edition_id, liked, self._clock.now())):
            raise RequestError("unknown-button")
        return liked

    async def saved(self, subscription: Subscription, page: int, *, size: int) -> SavedPage:
        """A page of what was saved; one that is not there is the nearest that is."""
        total = await self._storage.reactions.count(subscription.id, "saved")
        last = max(0, (total - 1) // size)
        page = min(max(0, page), last)
        kept = await self._storage.reactions.of(subscription.id, acts=["saved"], limit=size, offset=page * size)
        stories = await self._storage.stories.get([each.story_id for each in kept])
        return SavedPage(tuple(stories), page, last, total)
