"""Who may see a story: buttons carry ids, and an id is no secret."""

from collections.abc import Iterable

from digests.models import Story, StoryId, Subscription
from digests.ports import Storage


async def seen_by(storage: Storage, subscription: Subscription, stories: Iterable[Story]) -> list[Story]:
    """Those of `stories` that this subscription may see, in their order.

    It may where one of the sources is everybody's or its own, and where it was told the story or did something with it:
    what was read stays open to its reader after the source was given up.
    """
    wanted = list(stories)
    open_to_all = await storage.sources.shared_ids() | subscription.own_sources
    hidden = [story.id for story in wanted if open_to_all.isdisjoint(story.source_ids)]
    known = await _known(storage, subscription, hidden) if hidden else frozenset[StoryId]()
    return [story for story in wanted if story.id in known or not open_to_all.isdisjoint(story.source_ids)]


async def _known(storage: Storage, subscription: Subscription, ids: list[StoryId]) -> frozenset[StoryId]:
    told = await storage.editions.told(subscription.id, ids)
    done = [each for each in ids if await storage.reactions.acts_on(subscription.id, each)]
    return told | frozenset(done)
