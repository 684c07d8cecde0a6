"""Which stories one edition tells. Pure: what is ranked comes in, what is chosen goes out.

stories in the window ──visible──> this subscription's ──choose──> one a storyline, unread ──compose_edition──> edition
"""

from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from digests.models import Edition, EditionItem, EditionKind, SourceId, Story, StoryId, Subscription, edition_id

MIN_SIZE, USUAL_SIZE, MAX_SIZE = 5, 7, 10
"""Fewer items are no digest, more are no two minutes."""

OWN_PLACES = 2
"""Places kept for sources that the reader added: one outlet alone never outranks the news of the day, yet it was
asked for by name."""

WINDOW_MIN = timedelta(hours=36)
"""A night and a day: a story that ranked too low at breakfast gets another chance at the next breakfast."""

WINDOW_MAX = timedelta(days=7)
"""What is older is backfill or was missed during a pause: stored and searchable, never pushed."""


@dataclass(frozen=True, slots=True)
class Choice:
    """The stories an edition tells, in their order, and how many unread storylines found no place."""

    chosen: tuple[Story, ...]
    more: int


def window_start(subscription: Subscription, now: datetime) -> datetime:
    """Stories that got an article since this moment may be told; older ones are not news to this subscription.

    It reaches back to the last edition, at least 36 hours and at most 7 days. A new subscriber gets 36 hours.
    """
    since = min(subscription.last_edition_at or now, now - WINDOW_MIN)
    return max(since, now - WINDOW_MAX)


def visible(story: Story, subscription: Subscription, shared_source_ids: Container[SourceId]) -> bool:
    """Whether this subscription may see the story at all.

    It may when one of its own sources has it, or a shared source that it did not exclude, on a topic it wants.
    A story without a topic counts as wanted: a source that names no topic must not be silently empty.
    """
    if any(source in subscription.own_sources for source in story.source_ids):
        return True
    if story.topic is not None and story.topic not in subscription.topics:
        return False
    return any(s in shared_source_ids and s not in subscription.excluded_sources for s in story.source_ids)


def choose(
    stories: Sequence[Story],
    subscription: Subscription,
    told: frozenset[StoryId],
    *,
    size: int = USUAL_SIZE,
    watched: Container[StoryId] = (),
) -> Choice:
    """The stories that the next edition tells, out of visible `stories`, best first.

    Of a storyline only the newest story is told, in the place of its best one, and nothing that is older than what
    was already told of it. Up to `OWN_PLACES` places go to the subscription's own sources, to those that it prefers and
    to what it has `watched`, even when they rank lower; so many of its preferred sources' stories stand in front.
    Raises ValueError for a `size` outside 5 to 10.
    """
    if not MIN_SIZE <= size <= MAX_SIZE:
        raise ValueError(f"an edition has {MIN_SIZE} to {MAX_SIZE} items, not {size}")
    unread = _unread_heads(stories, told)
    asked_for = subscription.own_sources | subscription.preferred_sources
    first = [s.id for s in unread if not subscription.preferred_sources.isdisjoint(s.source_ids)][:OWN_PLACES]
    wished = [s.id for s in unread if s.id in watched or not asked_for.isdisjoint(s.source_ids)]
    kept = list(dict.fromkeys([*first, *wished]))[:OWN_PLACES]
    others = [s.id for s in unread if s.id not in kept]
    places = {*kept, *others[: size - len(kept)]}
    chosen = sorted((s for s in unread if s.id in places), key=lambda story: story.id not in first)
    return Choice(tuple(chosen), more=len(unread) - len(places))


def heads(stories: Iterable[Story]) -> list[Story]:
    """The newest story of every storyline, in the order of each storyline's best one: `stories` come best first.

    What went before stands in its timeline.
    """
    return list(_newest_by_storyline(stories).values())


def compose_edition(
    subscription: Subscription,
    due_at: datetime,
    items: Sequence[EditionItem],
    more: int,
    *,
    kind: EditionKind = "digest",
) -> Edition:
    """The edition of the slot `due_at`: the same slot gives the same id, whoever composes it."""
    return Edition(
        id=edition_id(subscription.id, due_at),
        subscription_id=subscription.id,
        due_at=due_at,
        language=subscription.language,
        timezone=subscription.timezone,
        items=tuple(_as_wished(item, subscription) for item in items),
        more=more,
        kind=kind,
        pictures=subscription.pictures,
    )


def _as_wished(item: EditionItem, subscription: Subscription) -> EditionItem:
    """The headline alone of what only sources tell that the reader wants no more of."""
    is_brief = bool(item.story.source_ids) and subscription.brief_sources.issuperset(item.story.source_ids)
    return replace(item, brief=True) if is_brief else item


def _unread_heads(stories: Sequence[Story], told: frozenset[StoryId]) -> list[Story]:
    """The newest untold story of every storyline, in the order of each storyline's best untold story."""
    read_to = _newest_by_storyline(s for s in stories if s.id in told)
    unread = [s for s in stories if s.id not in told and not _is_older(s, read_to.get(s.storyline_id))]
    return heads(unread)


def _newest_by_storyline(stories: Iterable[Story]) -> dict[StoryId, Story]:
    newest: dict[StoryId, Story] = {}
    for story in stories:
        known = newest.get(story.storyline_id)
        if known is None or _age_key(story) > _age_key(known):
            newest[story.storyline_id] = story
    return newest


def _is_older(story: Story, told: Story | None) -> bool:
    return told is not None and _age_key(story) < _age_key(told)


def _age_key(story: Story) -> tuple[datetime, datetime, StoryId]:
    """Orders the stories of a storyline by when they began; ties are broken the same way everywhere."""
    return story.first_at, story.last_at, story.id
