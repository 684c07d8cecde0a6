"""Where an article belongs: into a known story, after one, or on its own.

What new articles touch is grouped anew: they, the stories that they may belong to, and those that these may belong to.
So the result depends on what was said and not on who came first, and nothing else is looked at again. What is older
than the newest article by more than `OPEN` is closed: it gets late members, and is neither joined nor parted any more.
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from digests.models import Article, ArticleId, GroupDecision, StoryId, in_time_order
from digests.stories.clusters import clusters, connected
from digests.stories.constraints import InForce
from digests.stories.evidence import LATER_LIMIT, NEVER_LATER, Evidence
from digests.stories.features import Family, Features, features_of
from digests.stories.live import LiveArticles, known_of
from digests.stories.pairs import Pairs, pair
from digests.stories.reasons import Reasons
from digests.stories.shelf import StoryShelf
from digests.stories.similarity import TermSpace

# Tuned on the tuning days, precision first: `docs/quality.md`.
SAME_LIMIT = 0.75
# Look-alikes by chance grow with the stream, and what it teaches about words does: a tenth of a thousand articles needs
# this much less.
_FOR_A_TENTH = 1.15
_FEW, _MANY = 50, 1000
# What the first story of a line must still have in common with the last.
_ROOT_LIMIT = -1.5
OPEN = timedelta(days=3)
# Of a story's members so many tell what it goes on from.
_ASKED_MEMBERS = 5
_MOST_TOUCHED = 300
_CLOSED_EVERY = timedelta(hours=12)


@dataclass(frozen=True, slots=True)
class Placed:
    """What placing articles has changed.

    `decisions`: on each article given, in that order, then on those that were moved, oldest first. `lines`: the
    storyline of each story that is new or in another storyline now. `absorbed`: stories that are no more, with the one
    that took them in. `parted`: new stories with the one that their articles were in.
    """

    decisions: list[GroupDecision]
    lines: dict[StoryId, StoryId] = field(default_factory=dict)
    absorbed: dict[StoryId, StoryId] = field(default_factory=dict)
    parted: dict[StoryId, StoryId] = field(default_factory=dict)


class StoryIndex:
    """The live stories in memory. Deterministic; every answer depends on the articles alone, not on the clock."""

    def __init__(self) -> None:
        self._terms = TermSpace()
        self._live = LiveArticles()
        self._shelf = StoryShelf(self._live)
        self._pairs = Pairs(self._live)
        self._reasons = Reasons(self._live, self._shelf, self._pairs)
        self._open: dict[int, Features] = {}
        self._alike: dict[int, set[int]] = {}
        self._earlier: dict[int, list[tuple[float, int]]] = {}
        # Of what is being placed only.
        self._sequels: set[int] = set()
        self._newest: datetime | None = None
        self._closed_at: datetime | None = None

    def __len__(self) -> int:
        """How many articles are live."""
        return len(self._live)

    def story_of(self, article_id: ArticleId) -> StoryId | None:
        """The story that a live article is in now."""
        place = self._live.find(article_id)
        return None if place is None else self._shelf.story_of(place)

    def hear(self, stream: Iterable[Features]) -> None:
        """Learn from articles how rare words are, before these are loaded; they are not live by that."""
        for features in stream:
            self._terms.observe(features)

    def load(self, known: Iterable[tuple[Features, StoryId, StoryId]]) -> None:
        """Take over articles that were heard, with the story and the storyline that they were put into; oldest first,
        however many at a time. The live ones stay.
        """
        self._terms.learn()
        for features, story_id, storyline_id in known:
            if self._live.find(features.article_id) is None:
                self._shelf.load(self._add(features), story_id, storyline_id)
        self._close()

    def take(self, article: Article) -> GroupDecision:
        """Where `article` belongs; it is live from then on."""
        return self.take_all([article]).decisions[0]

    def take_all(self, articles: Iterable[Article]) -> Placed:
        """As `place`, from the articles themselves."""
        return self.place(map(features_of, articles))

    def place(self, articles: Iterable[Features]) -> Placed:
        """Place the articles, whatever their order; what is live may be placed anew beside them."""
        features = list({each.article_id: each for each in articles}.values())
        fresh = [each for each in features if self._live.find(each.article_id) is None]
        for each in fresh:
            self._terms.observe(each)
        seeds = self._learn() | {self._add(each) for each in fresh}
        for place in sorted(seeds):
            self._search(place)
        placed = self._regroup(seeds, [each.article_id for each in features])
        self._close()
        return placed

    def obey(self, said: InForce) -> None:
        """Let what people said of two articles stand above every likeness from now on."""
        self._pairs.obey(said)

    def look_again(self, ids: Iterable[ArticleId]) -> Placed:
        """Place live articles anew; ids of others are passed by."""
        seeds = {place for article_id in ids if (place := self._live.find(article_id)) is not None}
        placed = self._regroup(seeds, [])
        self._close()
        return placed

    def forget_before(self, moment: datetime) -> None:
        """Drop what was published (undated: seen) before `moment`: nothing new will belong with it."""
        dropped = self._live.forget_before(moment)
        self._shelf.forget(dropped)
        for place in dropped:
            for known in (self._open, self._alike, self._earlier):
                known.pop(place, None)

    # --- what is alike ----------------------------------------------------------------------------------------

    def _add(self, features: Features) -> int:
        place = self._live.add(known_of(features, self._terms.vector_of(features)))
        self._open[place] = features
        if features.dated:
            self._newest = max(features.at, self._newest or features.at)
        return place

    def _learn(self) -> set[int]:
        """Where the stream has taught more about words, weigh what is open anew; returns the places."""
        grown = self._terms.learn()
        if not grown:
            return set()
        places = {place for place, features in self._open.items() if features.family in grown}
        for place in places:
            features = self._open[place]
            self._live.replace(place, known_of(features, self._terms.vector_of(features)))
            self._alike.pop(place, None)
            self._earlier.pop(place, None)
        if places:
            self._pairs.reweigh()
        return places

    def _close(self) -> None:
        """Let go of what only placing needs, and of what only open articles need where time has gone on."""
        self._pairs.close()
        self._sequels.clear()
        newest = self._newest
        if newest is None or (self._closed_at is not None and newest - self._closed_at < _CLOSED_EVERY):
            return
        self._closed_at = newest
        for place in [place for place, each in self._open.items() if each.dated and each.at < newest - OPEN]:
            del self._open[place]
            self._alike.pop(place, None)
            self._earlier.pop(place, None)

    def _search(self, place: int) -> None:
        """Find what the article may belong with or go on from, and tell those that may go on from it."""
        known = self._live[place]
        mine = self._alike.setdefault(place, set())
        if known.round_up:
            return
        self._pairs.prepare(place)
        for other in self._pairs.similar(place):
            evidence = self._pairs.weigh(place, other)
            score = self._pairs.score(place, other)
            if score is not None and score >= self._limit(known.family):
                mine.add(other)
                if other in self._alike:
                    self._alike[other].add(place)
            self._note_sequel(place, other, evidence)

    def _note_sequel(self, place: int, other: int, evidence: Evidence) -> None:
        if evidence.apart is None or evidence.apart > NEVER_LATER or evidence.of_one_subject < LATER_LIMIT:
            return
        newer, older = (place, other) if self._is_older(other, place) else (other, place)
        link = (evidence.of_one_subject, older)
        links = self._earlier.setdefault(newer, [])
        if link not in links:
            links.append(link)
            self._sequels.add(newer)

    def _limit(self, family: Family) -> float:
        """The limit for one event in a stream as long as this one is."""
        seen = min(_MANY, max(_FEW, self._terms.learnt_at(family)))
        return SAME_LIMIT - _FOR_A_TENTH * math.log10(_MANY / seen)

    def _is_older(self, one: int, other: int) -> bool:
        return self._live[one].age_order < self._live[other].age_order

    # --- what is grouped anew ---------------------------------------------------------------------------------

    def _regroup(self, seeds: set[int], asked: Sequence[ArticleId]) -> Placed:
        before = {place: self._shelf.story_of(place) for place in seeds}
        remade: set[StoryId] = set()
        absorbed: dict[StoryId, StoryId] = {}
        left = set(seeds)
        for seed in sorted(seeds):
            if seed in left:
                touched = self._touched(seed)
                left -= touched
                before |= {place: self._shelf.story_of(place) for place in touched}
                remade |= self._remake(touched, absorbed)
        parted = self._parted(before)
        relinked = self._relink(remade | self._stories_of(self._sequels))
        fresh = {story_id for story_id in remade if not self._shelf.has_line(story_id)}
        lines = self._shelf.settle_lines(fresh | relinked)
        moved = {place for place, story_id in before.items() if story_id != self._shelf.story_of(place)}
        moved |= {self._shelf.namer(story_id) for story_id in relinked if story_id in self._shelf}
        return Placed(self._reasons.decisions(asked, moved), lines, absorbed, parted)

    def _touched(self, seed: int) -> set[int]:
        """The articles whose grouping may be another now: those that likeness links to the seed, with their stories."""
        touched: set[int] = set()
        waiting = [seed]
        while waiting and len(touched) < _MOST_TOUCHED:
            place = waiting.pop()
            if place in touched:
                continue
            story_id = self._shelf.story_of(place)
            story = [place] if story_id is None else self._shelf.members(story_id)
            touched.update(story)
            for member in story:
                if member in self._open and member not in self._alike:
                    self._search(member)
                waiting += sorted((self._alike.get(member, set()) | self._pairs.joined_to(member)) - touched)
        return {place for place in touched if place in self._live}

    def _remake(self, touched: set[int], absorbed: dict[StoryId, StoryId]) -> set[StoryId]:
        """Group these anew; returns the stories that are new or have other members now."""
        old = {s for place in touched if (s := self._shelf.story_of(place)) is not None}
        standing = {self._shelf.namer(story_id): story_id for story_id in old}
        members_before = {story_id: set(self._shelf.members(story_id)) for story_id in old}
        made: dict[StoryId, list[int]] = {}
        for group in self._grouped(touched):
            places = sorted(group, key=lambda place: self._live[place].age_order)
            made[self._shelf.name_for(places, standing)] = places
        remade = {story_id for story_id, places in made.items() if set(places) != members_before.get(story_id)}
        for story_id in sorted(old - made.keys()):
            self._shelf.remove(story_id)
        for story_id, places in made.items():
            self._shelf.put(story_id, places)
        for place, story_id in standing.items():
            if story_id not in made and (taker := self._shelf.story_of(place)) is not None:
                absorbed[story_id] = taker
        return remade

    def _grouped(self, touched: set[int]) -> list[list[int]]:
        family = self._live[min(touched)].family
        closed: dict[StoryId, list[int]] = {}
        groups: list[list[int]] = []
        for place in sorted(touched, key=lambda place: self._live[place].age_order):
            story_id = self._shelf.story_of(place)
            if place in self._open or story_id is None or self._pairs.is_said_apart(place, closed.get(story_id, [])):
                groups.append([place])
            else:
                closed.setdefault(story_id, []).append(place)
        alike = {pair(one, other) for one in touched for other in self._alike.get(one, ()) if other in touched}
        joined = connected([*closed.values(), *groups], lambda place: self._pairs.joined_to(place) & touched)
        return clusters(joined, alike, self._pairs.score, self._limit(family))

    def _parted(self, before: dict[int, StoryId | None]) -> dict[StoryId, StoryId]:
        """New stories of which all articles were in one older story that goes on without them."""
        parted: dict[StoryId, StoryId] = {}
        for place, old in before.items():
            new = self._shelf.story_of(place)
            if new is not None and old is not None and new != old and new not in before.values():
                parted[new] = old
        return parted

    # --- what follows what ------------------------------------------------------------------------------------

    def _stories_of(self, places: Iterable[int]) -> set[StoryId]:
        return {story_id for place in places if (story_id := self._shelf.story_of(place)) is not None}

    def _relink(self, story_ids: set[StoryId]) -> set[StoryId]:
        """Let each of these go on from the story that most speaks for; returns those for which that changed."""
        live = [story_id for story_id in story_ids if story_id in self._shelf and self._is_open(story_id)]
        live.sort(key=lambda story_id: self._shelf.founder(story_id).age_order)
        return {story_id for story_id in live if self._shelf.follow(story_id, self._goes_on_from(story_id))}

    def _is_open(self, story_id: StoryId) -> bool:
        """Whether any of the articles that tell what a story goes on from is open; else it stays where it is."""
        return any(place in self._open for place in self._shelf.members(story_id)[:_ASKED_MEMBERS])

    def _goes_on_from(self, story_id: StoryId) -> int | None:
        members = self._shelf.members(story_id)
        founder = self._shelf.founder(story_id)
        links = {link for member in members[:_ASKED_MEMBERS] for link in self._earlier.get(member, ())}
        for _, place in sorted(links, key=lambda link: (-link[0], link[1])):
            before = self._shelf.story_of(place) if place in self._live else None
            if before is None or before == story_id or self._shelf.founder(before).age_order >= founder.age_order:
                continue
            root = self._shelf.members(self._shelf.root(before))[0]
            if root == place or self._is_of_one_subject(members[0], root):
                return place
        return None

    def _is_of_one_subject(self, one: int, root: int) -> bool:
        """Whether the first of a line is still what this goes on from; of two languages their own links must do."""
        if self._live[one].family != self._live[root].family:
            return True
        return self._pairs.weigh(one, root).of_one_subject >= _ROOT_LIMIT


def group_batch(articles: Iterable[Article]) -> list[GroupDecision]:
    """The decisions for all of `articles` at once, oldest article first, whatever their order."""
    return StoryIndex().take_all(in_time_order(articles)).decisions
