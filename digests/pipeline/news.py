"""What there is to tell at one moment, read once for all who are told then. Pure.

Of a hundred thousand readers most made one of a few choices: what is ranked and chosen for one is kept for the others.
"""

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import lru_cache
from typing import TypeVar

from digests.editions.compose import Choice, choose, visible, window_start
from digests.editions.schedule import next_due_at
from digests.language.keywords import LONGEST_TEXT, rule_of
from digests.language.script import fold
from digests.models import TOPICS, EditionItem, Schedule, SourceId, Story, StoryId, Subscription
from digests.stories.rank import rank, score, varied
from digests.stories.taste import NO_TASTE, Taste, by_taste

T = TypeVar("T")
Wish = Hashable
"""What decides which stories a subscription may see: two with the same wish see the same."""

_EVERY_TOPIC = frozenset(TOPICS)

KEPT = 512
"""Different wishes and choices that are kept: those of readers with sources of their own would fill the memory."""


TASTED = 40
"""So many of the best stories are put in a reader's own order: what one reader costs does not grow with the news."""

KEPT_FOR = timedelta(seconds=10)
"""So old may the news be while a hundred thousand digests are composed."""


class Kept(dict[Hashable, T]):
    """The newest `KEPT` results by key."""

    def of(self, key: Hashable, make: Callable[[], T]) -> T:
        """The result kept for `key`, made when there is none."""
        if key not in self:
            self.put(key, make())
        return self[key]

    def put(self, key: Hashable, value: T) -> None:
        if len(self) >= KEPT:
            del self[next(iter(self))]
        self[key] = value


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a reader besides their choices: which stories they were told, and their taste."""

    told: frozenset[StoryId] = frozenset()
    taste: Taste = NO_TASTE


class News:
    """Stories, newest first, as they stand at `now` or later, and the sources that everybody reads.

    `translates`: summaries come in every language; without, stories in the reader's own language go first. `backfill`
    are those that nobody is told at once.
    """

    def __init__(
        self,
        stories: Sequence[Story],
        shared: frozenset[SourceId],
        now: datetime,
        *,
        translates: bool,
        backfill: frozenset[StoryId] = frozenset(),
    ) -> None:
        self.now = now
        self._backfill = backfill
        self._stories = stories
        self._shared = shared
        self._translates = translates
        self._ranked: Kept[list[Story]] = Kept()
        self._choices: Kept[Choice] = Kept()
        self._slots: Kept[datetime | None] = Kept()
        self.items: Kept[tuple[EditionItem, ...]] = Kept()
        self._openings: dict[StoryId, str] | None = None

    def is_old(self, now: datetime, due: Sequence[Subscription]) -> bool:
        """Whether it is to be read again for these: a slot that came later may have come with a story."""
        return now - self.now > KEPT_FOR or any(each.next_due_at and each.next_due_at > self.now for each in due)

    @property
    def told_of(self) -> list[StoryId]:
        """The stories of which it matters whether they were told: these, and those they follow."""
        return sorted({s.follows for s in self._stories if s.follows} | {s.id for s in self._stories})

    def lacks_openings(self, readers: Iterable[Subscription]) -> bool:
        """Whether `open` is to be called before these are told: some have keyword rules."""
        return self._openings is None and any(each.muted or each.watched for each in readers)

    @property
    def ids(self) -> list[StoryId]:
        return [story.id for story in self._stories]

    def open(self, openings: Mapping[StoryId, str]) -> None:
        """Take in the titles and first words by which keyword rules know a story."""
        self._openings = {story: folded_opening(text) for story, text in openings.items()}

    def visible(self, subscription: Subscription, since: datetime | None = None) -> list[Story]:
        """What this subscription may see since `since` (by default since its last edition), best first."""
        begin = since or window_start(subscription, self.now)
        return self._ranked.of(_wish(subscription, begin), lambda: self._rank(subscription, begin))

    def choice(self, subscription: Subscription, known: Known, *, size: int, origins: int | None = None) -> Choice:
        """What the next edition of this subscription tells; what is told at once is no backfill, and has so many
        `origins` or is watched.
        """
        if known.taste:
            return self._choose(self._to_taste(subscription, known.taste), subscription, known.told, size, origins)
        key = (_wish(subscription, window_start(subscription, self.now)), known.told, size, origins)
        ranked = self.visible(subscription)
        return self._choices.of(key, lambda: self._choose(ranked, subscription, known.told, size, origins))

    def watched(self, subscription: Subscription, since: datetime) -> list[Story]:
        """What this subscription may see since then and its keywords ask for."""
        return [story for story in self.visible(subscription, since) if self._meets(subscription.watched, story)]

    def _choose(
        self,
        stories: Sequence[Story],
        subscription: Subscription,
        told: frozenset[StoryId],
        size: int,
        origins: int | None,
    ) -> Choice:
        watched = {story.id for story in stories if self._meets(subscription.watched, story)}
        if origins is not None:
            new = [story for story in stories if story.id not in self._backfill]
            stories = [story for story in new if len(story.origins) >= origins or story.id in watched]
        return choose(stories, subscription, told, size=size, watched=watched)

    def next_slot(self, schedule: Schedule, timezone: str) -> datetime | None:
        """The first slot after now."""
        return self._slots.of((schedule, timezone), lambda: next_due_at(schedule, timezone, self.now))

    def _to_taste(self, subscription: Subscription, taste: Taste) -> list[Story]:
        """The best stories in this reader's order; what is in a language they do not read stays behind."""
        ranked = self.visible(subscription)[:TASTED]
        read = [story for story in ranked if self._translates or _is_read(story, subscription)]
        scores = {story.id: score(story, self.now).total for story in read}
        rest = [story for story in self.visible(subscription) if story.id not in scores]
        return [*varied(by_taste(read, scores, taste)), *rest]

    def _rank(self, subscription: Subscription, since: datetime) -> list[Story]:
        seen = (story for story in self._stories if story.last_at >= since)
        ranked = rank([story for story in seen if self._is_shown(story, subscription)], self.now)
        if self._translates:
            return ranked
        # The sort is stable, so each half keeps its order.
        return sorted(ranked, key=lambda story: not _is_read(story, subscription))

    def _is_shown(self, story: Story, subscription: Subscription) -> bool:
        """Muted is not shown, whoever tells it; watched is shown whatever its topic."""
        if self._meets(subscription.muted, story):
            return False
        reader = (
            replace(subscription, topics=_EVERY_TOPIC) if self._meets(subscription.watched, story) else subscription
        )
        return visible(story, reader, self._shared)

    def _meets(self, rules: Sequence[str], story: Story) -> bool:
        if not rules:
            return False
        text = (self._openings or {}).get(story.id) or folded_opening(story.headline)
        return any(rule_of(rule).matches(text) for rule in rules)


@lru_cache(maxsize=20_000)  # the stories of a week
def folded_opening(text: str) -> str:
    """The words by which rules know a story, folded."""
    return fold(text[:LONGEST_TEXT])


def _is_read(story: Story, subscription: Subscription) -> bool:
    """Whether the reader reads the story's language; the two Chinese scripts are one to a reader."""
    return story.language[:2] == subscription.language[:2]


def _wish(subscription: Subscription, since: datetime) -> Wish:
    own, excluded = subscription.own_sources, subscription.excluded_sources
    rules = subscription.muted, subscription.watched, subscription.preferred_sources
    return subscription.language[:2], subscription.topics, own, excluded, rules, since
