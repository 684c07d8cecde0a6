"""Where an article belongs: into a known story, after one, or on its own.

The best member proposes; the story's marks, its founder and the mean of its members may refuse, and the limit rises
as a story grows, so that a chain of neighbours never rolls up into one blob. Nothing placed is ever moved.
"""

import math
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Literal

from digests.models import Article, GroupDecision, StoryId, in_time_order
from digests.stories.evidence import Evidence, Weighed, weigh, worth_of_rarity
from digests.stories.features import Family, Features, features_of
from digests.stories.live import Known, LiveArticles
from digests.stories.markers import difference
from digests.stories.series import AGAIN, difference_in_series
from digests.stories.similarity import TermSpace, Unpacked, Vector, likeness, shared_rarity, unpacked
from digests.stories.story import new_story_id

# The limits were tuned on four days of posts and on one half of the Sohu pairs, precision first.
SAME_LIMIT = 0.33
LATER_LIMIT = 0.28
# An outlet rarely tells one event twice: what it writes like its own text is another side of the subject, and half a
# day later most often how it went on.
_SAME_OUTLET = 0.25
_SAME_OUTLET_LATER = 0.10
# Look-alikes by chance grow with the stream: a tenth of a thousand articles needs this much less.
_FOR_A_TENTH = 0.035
_FEW, _MANY = 50, 1000
# For each doubling of a story, or of a storyline's first story.
_GROWTH = 0.012
# Shares of the limit that the mean of a story's members, and its founder, must reach.
_MEAN_SHARE, _FOUNDER_SHARE = 0.7, 0.5
_NEVER_SAME = timedelta(days=10)
# The seeds' storyline has gaps of 14 days; months apart is another event in the same words.
_NEVER_LATER = timedelta(days=21)
_DEJA_VU = 0.35
_COMPARED_MEMBERS = 12


class StoryIndex:
    """The live stories in memory. Deterministic; every answer depends on the articles alone, not on the clock."""

    def __init__(self) -> None:
        self._terms = TermSpace()
        self._live = LiveArticles()

    def __len__(self) -> int:
        """How many articles are live."""
        return len(self._live)

    def add(self, article: Article, story_id: StoryId, storyline_id: StoryId) -> None:
        """Load an article whose story is known. One that is live already stays as it is."""
        if self._live.find(article.id) is None:
            features = features_of(article)
            self._terms.observe(features)
            self._live.remember(features, self._terms.vector_of(features), story_id, storyline_id)

    def place(self, article: Article) -> GroupDecision:
        """Where `article` belongs as things stand. Nothing is remembered."""
        features = features_of(article)
        return self._decide(features, self._terms.vector_of(features))

    def take(self, article: Article) -> GroupDecision:
        """Where `article` belongs; it is live from then on."""
        return self.take_all([article])[0]

    def take_all(self, articles: Iterable[Article]) -> list[GroupDecision]:
        """Place the articles one after the other; each is live for those after it.

        The words of all are counted first, so that the order of arrival matters less than one by one.
        """
        features = [features_of(article) for article in articles]
        for each in features:
            if self._live.find(each.article_id) is None:
                self._terms.observe(each)
        return [self._take(each) for each in features]

    def forget_before(self, moment: datetime) -> None:
        """Drop what was published (undated: seen) before `moment`: nothing new will belong with it."""
        self._live.forget_before(moment)

    def _take(self, features: Features) -> GroupDecision:
        vector = self._terms.vector_of(features)
        decision = self._decide(features, vector)
        if self._live.find(features.article_id) is None:
            story_id = new_story_id(features.article_id)
            storyline_id = story_id
            if decision.story_id is not None:
                storyline_id = self._live.storyline_of(decision.story_id)
                story_id = decision.story_id if decision.verdict == "same" else story_id
            self._live.remember(features, vector, story_id, storyline_id)
        return decision

    def _decide(self, features: Features, vector: Vector) -> GroupDecision:
        if known := self._live.find(features.article_id):
            return GroupDecision(known.article_id, "same", known.story_id, known.article_id, 1.0, ("placed before",))
        if features.round_up:
            return GroupDecision(features.article_id, "new", reasons=("a column of several subjects",))
        query = unpacked(vector)
        matches = [weigh(features, match) for match in self._live.matches(features, vector, query)]
        notes: list[str] = []
        same = self._find_same(features, query, matches, notes)
        if same is not None:
            return _decision(features, "same", same, same.evidence.of_one_event, notes)
        later = self._find_later(features.family, query, matches, notes)
        if later is not None:
            return _decision(features, "later", later, later.evidence.of_one_subject, notes)
        return _new(features, matches, notes)

    def _find_same(
        self, features: Features, query: Unpacked, matches: Sequence[Weighed], notes: list[str]
    ) -> Weighed | None:
        for match in sorted(matches, key=lambda each: (-each.evidence.of_one_event, each.known.age_order)):
            members = self._live.members(match.known.story_id)
            limit = self._limit(SAME_LIMIT, features.family) + _GROWTH * math.log2(len(members))
            limit += _cost_of_repeating(features, match.known, members)
            apart = match.evidence.apart
            if match.evidence.of_one_event < limit or (apart is not None and apart > _NEVER_SAME):
                continue
            mark = difference(features.markers, match.known.markers)
            mark = mark or difference_in_series(features, query, match.known, members)
            if mark is None and _coheres(query, members, limit):
                return match
            _note(notes, f"not the same story: {mark or 'too unlike the rest of it'}")
        return None

    def _limit(self, limit: float, family: Family) -> float:
        """`limit` for a stream as long as this one is."""
        seen = min(_MANY, max(_FEW, self._terms.documents(family)))
        return limit - _FOR_A_TENTH * math.log10(_MANY / seen)

    def _find_later(
        self, family: Family, query: Unpacked, matches: Sequence[Weighed], notes: list[str]
    ) -> Weighed | None:
        for match in sorted(matches, key=lambda each: (-each.evidence.of_one_subject, each.known.age_order)):
            apart = match.evidence.apart
            if apart is None or apart > _NEVER_LATER:
                continue
            root = self._live.root(self._live.storyline_of(match.known.story_id))
            limit = self._limit(LATER_LIMIT, family) + _GROWTH * math.log2(len(root))
            if match.evidence.of_one_subject < limit:
                continue
            if _coheres(query, root, limit):
                return match
            _note(notes, "not the same storyline: too unlike its first story")
        return None


def group_batch(articles: Iterable[Article]) -> list[GroupDecision]:
    """The decisions for all of `articles` at once, oldest article first, whatever their order."""
    return StoryIndex().take_all(in_time_order(articles))


def _cost_of_repeating(features: Features, nearest: Known, members: Sequence[Known]) -> float:
    """How much more it takes where the same outlet wrote the nearest article, or of this story half a day ago."""
    if features.outlet is None:
        return 0.0
    if nearest.outlet == features.outlet:
        return _SAME_OUTLET
    before = (member.at for member in members if member.outlet == features.outlet)
    return _SAME_OUTLET_LATER if any(abs(at - features.at) > AGAIN for at in before) else 0.0


def _coheres(query: Unpacked, members: Sequence[Known], limit: float) -> bool:
    """Whether the article is near enough to the founder and to the members taken together."""
    near = [
        likeness(query, known.vector) + worth_of_rarity(shared_rarity(query, known.vector))
        for known in members[:_COMPARED_MEMBERS]
    ]
    return near[0] >= _FOUNDER_SHARE * limit and sum(near) / len(near) >= _MEAN_SHARE * limit


def _decision(
    features: Features, verdict: Literal["same", "later"], match: Weighed, score: float, notes: Sequence[str]
) -> GroupDecision:
    reasons = _in_words(match.evidence)
    if shared := features.origins & match.known.origins:
        reasons.append(f"both credit {', '.join(sorted(shared))}")
    return GroupDecision(
        article_id=features.article_id,
        verdict=verdict,
        story_id=match.known.story_id,
        member_id=match.known.article_id,
        score=round(min(1.0, score), 3),
        reasons=(*reasons, *notes),
    )


def _new(features: Features, matches: Sequence[Weighed], notes: Sequence[str]) -> GroupDecision:
    """A storyline of its own; the nearest article is named all the same, for people to see."""
    nearest = max(matches, key=lambda each: (each.evidence.text, each.known.article_id), default=None)
    if nearest is None:
        return GroupDecision(features.article_id, "new", reasons=("nothing alike",))
    evidence = nearest.evidence
    reasons = _in_words(evidence)
    if evidence.text >= _DEJA_VU and evidence.apart is not None and evidence.apart > _NEVER_LATER:
        reasons.append("similar, but of another time")
    return GroupDecision(
        article_id=features.article_id,
        verdict="new",
        member_id=nearest.known.article_id,
        score=round(min(1.0, max(0.0, evidence.of_one_event)), 3),
        reasons=(*reasons, *notes),
    )


def _in_words(evidence: Evidence) -> list[str]:
    words = [f"likeness in text {evidence.text:.2f}", _distance_in_words(evidence.apart)]
    if evidence.rare:
        words.insert(1, f"shared rare words {evidence.rare:.2f}")
    return words


def _note(notes: list[str], note: str) -> None:
    if note not in notes:
        notes.append(note)


def _distance_in_words(apart: timedelta | None) -> str:
    if apart is None:
        return "one of them names no time"
    hours = round(apart / timedelta(hours=1))
    return f"{hours} hours apart" if hours < 48 else f"{apart.days} days apart"
